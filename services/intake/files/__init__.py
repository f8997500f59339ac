"""Files of complainants: taken in, looked at, and shown to those who may see them."""
