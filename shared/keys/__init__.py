"""Changing master keys while the house works: what is sealed where, under which key, and sealing it anew."""
