"""A received workbook goes back with what is wrong marked in it."""
