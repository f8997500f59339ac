"""What places are called, in the language in use."""

from shared import party_names
from shared.divisions import divisions
from shared.i18n import locale


def body_name(party: str) -> str:
    """What the body of that code is called."""
    return party_names.in_use().party_name(party, locale())


def full_name(code: str, language: str | None = None) -> str:
    """The place with those above it; a retired code's last name."""
    if code in divisions():
        return party_names.in_use().division_name(code, language or locale())
    retirement = divisions().retirement(code)
    return retirement.name if retirement else code
