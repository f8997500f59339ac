"""The same and the similar."""
