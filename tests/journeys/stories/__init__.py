"""Whole stories, one for each kind of ending, on the real parts: from the citizen's form to the archive."""
