"""The facts of a complaint, corrected at the desk."""
