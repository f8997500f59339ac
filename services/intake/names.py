"""What places are called, in the language in use."""

from functools import cache

from shared.divisions import Names, divisions
from shared.i18n import locale


@cache
def _names() -> Names:
    return Names(divisions())


def body_name(party: str) -> str:
    """What the body of that code is called."""
    return _names().party_name(party, locale())


def full_name(code: str, language: str | None = None) -> str:
    """The place with those above it; a retired code's last name."""
    if code in divisions():
        return _names().division_name(code, language or locale())
    retirement = divisions().retirement(code)
    return retirement.name if retirement else code
