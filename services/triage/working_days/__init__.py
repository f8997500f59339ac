"""The arrangement of working days of a year: entered, with its history, and told to the others."""
