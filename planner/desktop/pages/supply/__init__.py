"""The page on which supply is given to demand."""
