"""There is news: who wants to be told, what waits, and the rounds that send it."""
