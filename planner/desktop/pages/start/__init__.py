"""The page on which the work begins: new, open, sample, recent."""
