"""The page on which projects are tracked."""
