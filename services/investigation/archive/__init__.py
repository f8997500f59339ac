"""The file of a case as it is put away."""
