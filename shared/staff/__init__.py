"""Who may work here: signed tokens that every service verifies, and the directory that can revoke them."""
