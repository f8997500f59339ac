"""Notices to the complainant (受理告知书, 不予受理告知书)."""
