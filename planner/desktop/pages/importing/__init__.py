"""The page on which received files are looked at and taken in."""
