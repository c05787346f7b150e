"""The pen that writes a document as PDF."""
