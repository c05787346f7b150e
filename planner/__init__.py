"""The office's year of AI application scenarios: collected, supplied, tracked and issued, on one laptop."""

__version__ = "0.1.0"
