"""Every layout and macro of the look on a few pages with sample data: `python -m tests.web.gallery 18100`."""
