"""One module per place of work; pages do not know each other, they meet through the desk."""
