"""Files that people hand in: what they are by content, where they lie sealed, and copies safe to look at."""
