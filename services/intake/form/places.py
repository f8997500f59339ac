"""A place as people type it into the form."""

from collections.abc import Mapping

from services.intake.names import full_name
from shared.divisions import typed as places
from shared.divisions.typed import Place

__all__ = ["Place", "find", "of"]


def find(typed: str, picked: str = "") -> Place:
    """The place meant by `typed`; `picked` is the code chosen for it, if it still belongs to the text."""
    return places.find(typed, picked, full_name)


def of(values: Mapping[str, str], name: str) -> Place:
    """The place in the fields `name` and `name_code`."""
    return find(values.get(name, ""), values.get(f"{name}_code", ""))
