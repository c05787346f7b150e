"""The page of what was done: by whom, when, from what to what, and the taking back of one operation."""
