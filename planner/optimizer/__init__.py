"""The optimizer: which scenarios to choose and what serves them, in plain numbers; it knows no record and no window."""
