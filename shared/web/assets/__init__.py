"""The sources of the look (Sass, scripts, the mark) and the command that builds them."""
