"""Workbooks: any received file read into records' values, and documents written as workbooks; knows fields, never a scenario."""

import os

# openpyxl would parse strange files with lxml as soon as another library brings it along; its own parser is the one that is tested.
os.environ["OPENPYXL_LXML"] = "False"
