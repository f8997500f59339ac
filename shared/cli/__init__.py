"""The operator's program: `jiandu`."""

from shared.cli.memory import collect_seldom

collect_seldom()  # before all that is imported next: that makes the most objects

from shared.cli.main import main  # noqa: E402

__all__ = ["main"]
