"""Looking a house over: what is right, what is not, and what to do about it."""
