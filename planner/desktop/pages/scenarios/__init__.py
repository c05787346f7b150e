"""The page on which the scenario list is drafted."""
