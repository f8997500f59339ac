"""What can be wrong with a file of a register."""

from dataclasses import dataclass

from services.triage.domain.reasons import N_


@dataclass(frozen=True)
class Fault:
    """Why a file cannot be taken: the line as an editor counts, the column, what is wrong."""

    line: int
    column: str
    code: str


FAULTS = {
    "unreadable": N_("This line cannot be read as CSV."),
    "missing_column": N_("This column is missing."),
    "unknown_column": N_("There is no such column."),
    "too_many_rows": N_("The file has too many rows."),
    "no_rows": N_("The file has no rows."),
    "too_many_cells": N_("The line has more cells than the heading."),
    "required": N_("This is required."),
    "too_long": N_("This is too long."),
    "control_character": N_("Remove the invisible character."),
    "not_a_day": N_("Write the day like 2026-12-01."),
    "not_yes_or_no": N_("Write yes or no."),
    "not_a_choice": N_("This is none of the values that are possible here."),
    "unknown_division": N_("There is no division with this code."),
    "not_six_digits": N_("Write six digits."),
    "code_taken": N_("A division has this code, or had it."),
    "area_in_area": N_("A special area lies in a province, city or county, not in another area."),
    "no_body": N_("This division has no department of its own."),
    "not_yours": N_("This division does not belong to your home."),
    "ends_before_it_begins": N_("The last day lies before the first."),
    "twice": N_("The same entry stands in the file before."),
    "overlaps": N_("Another entry holds in the same days."),
    "unknown_staff": N_("No member of the staff has this number there."),
    "unknown_account": N_("There is no account of this name in that department or body."),
}
