"""Whether a cell holds what its column asks for."""

from datetime import date

from services.triage.domain.registers.kinds import Column, Kind, Type
from shared.divisions import Divisions
from shared.divisions.division import SPECIAL_AREA


def wrong(kind: Kind, column: Column, text: str, table: Divisions) -> str | None:
    """Which fault a cell has; none when it has none."""
    if not text:
        return "required" if column.required else None
    if len(text) > column.most:
        return "too_long"
    if not text.isprintable():
        return "control_character"
    match column.type:
        case Type.DAY:
            return None if _is_day(text) else "not_a_day"
        case Type.YES_NO:
            return None if text in ("yes", "no") else "not_yes_or_no"
        case Type.CHOICE:
            return None if text in column.choices else "not_a_choice"
        case Type.NEW_CODE:
            return _wrong_new_code(text, table)
        case Type.DIVISION:
            return _wrong_division(kind, column, text, table)
    return None


def _wrong_division(kind: Kind, column: Column, code: str, table: Divisions) -> str | None:
    found = table.get(code)
    if found is None:
        return "unknown_division"
    if kind.name == "areas" and found.special == SPECIAL_AREA:
        return "area_in_area"
    needs_body = column.name == kind.place and kind.name != "places"
    return "no_body" if needs_body and not (found.has_body and found.in_system) else None


def _wrong_new_code(code: str, table: Divisions) -> str | None:
    """A code of a special area: nobody else's, not even of a division that is no more."""
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        return "not_six_digits"
    found = table.get(code)
    taken = table.retirement(code) is not None or (found is not None and found.special != SPECIAL_AREA)
    return "code_taken" if taken else None


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text) is not None
    except ValueError:
        return False
