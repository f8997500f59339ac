"""Registers of departments, bodies, staff and certificates, with their history; as CSV in and out."""
