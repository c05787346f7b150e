"""The terminal: the same services as the window, for scripts and other programs."""
