"""Workbooks: any received file read into records' values, and documents written as workbooks; knows fields, never a scenario."""
