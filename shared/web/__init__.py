"""What the three services' web sides have in common: one look, one way to fail, one way to sign in."""

from shared.web.context import gettext, ngettext, settings, works

__all__ = ["gettext", "ngettext", "settings", "works"]
