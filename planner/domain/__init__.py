"""What the office knows: its records, their rules, and the sums over them; nothing here opens a file or a window."""
