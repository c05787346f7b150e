"""What the office does: each verb is one function, and each change one named operation."""
