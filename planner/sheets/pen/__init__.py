"""The parts of the workbook pen: what goes on which sheet, how cells look, and writing one sheet from top to foot."""
