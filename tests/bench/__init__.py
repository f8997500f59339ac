"""How fast it is, always beside what the same machine can do without us, in the same run (`make bench`)."""
