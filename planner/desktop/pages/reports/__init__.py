"""The page on which documents are looked at, handed out, and found again."""
