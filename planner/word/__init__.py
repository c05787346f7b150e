"""The pen for Word: documents that people edit further, from the same blocks as the PDF and the workbook."""
