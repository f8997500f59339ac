"""Templates are compiled once in a run of the tests: what one process has made of them the others read."""

import os
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from tests.servers.session import FOLDER


def share() -> None:
    """For every application that this process makes from now on; outside a run each compiles for itself."""
    if FOLDER in os.environ:
        kept = Path(os.environ[FOLDER]) / "templates"
        kept.mkdir(exist_ok=True)
        Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(kept))}
