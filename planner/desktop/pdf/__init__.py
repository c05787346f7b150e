"""A PDF on the screen and on the printer: its pages, their pictures, what stands in their text."""
