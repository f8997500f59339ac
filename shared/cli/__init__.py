"""The operator's program: `jiandu`."""

from shared.cli.main import main

__all__ = ["main"]
