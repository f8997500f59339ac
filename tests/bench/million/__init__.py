"""A year of complaints in minutes: a few real ones, repeated with other names, bodies and days."""
