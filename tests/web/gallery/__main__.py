"""Serve the gallery for looking at it."""

import sys

from tests.web.gallery.app import create_app

if __name__ == "__main__":
    create_app().run(port=int(sys.argv[1]))
