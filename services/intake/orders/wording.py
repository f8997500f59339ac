"""Orders in words: states, closed steps, what was told, why it did not arrive, what is wrong with a file."""

from services.intake.domain.orders import Closed, State
from services.intake.orders.deliveries import Told
from shared.i18n import N_, gettext

STATES = {
    State.RECEIVED: (N_("Not signed for"), "near"),
    State.SIGNED: (N_("Signed for"), "active"),
    State.INTERIM: (N_("Interim reply given"), "active"),
    State.RETURN_ASKED: (N_("Return asked for"), "near"),
    State.RETURNED: (N_("Sent back"), "stopped"),
    State.REPLIED: (N_("Answered"), "done"),
}
"""With the tone of the tag."""

CLOSED = {
    Closed.DONE: N_("It is signed for already."),
    Closed.OVER: N_("This order is sent back or answered."),
    Closed.NOT_RETURNED: N_("It was not sent back."),
    Closed.NOT_DECIDED: N_("The triage desk has not decided yet who is in charge."),
    Closed.OURS: N_("The triage desk has decided that this is ours."),
    Closed.RETURNED_BEFORE: N_("It was sent back once. After that the superior designates who takes it."),
}

TOLD = {
    Told.SIGNED: N_("Signed for"),
    Told.RETURNED: N_("Sent back"),
    Told.INTERIM: N_("Interim reply"),
    Told.FINAL: N_("Final reply"),
}

ERRORS = {
    "no_address": N_(
        "No address is set for this system. Tell it there yourself, then mark it as handed over."
    ),
    "tls": N_("The certificate of the other side is not in order."),
    "timeout": N_("The other side did not answer in time."),
    "unreachable": N_("The other side cannot be reached."),
}

FAULTS = {
    "not_text": N_("Bytes here are no text, so something is damaged. Save the file anew as CSV UTF-8."),
    "unreadable": N_("This line cannot be read as CSV: a quotation mark is missing or too many."),
    "damaged": N_("This Excel file is damaged or incomplete."),
    "encrypted": N_("This file is protected by a password. Remove it and try again."),
    "bomb": N_("Unpacked, this file would be far larger than it looks. It is not opened."),
    "old_excel": N_("This is the old Excel format (.xls). Save it as .xlsx or CSV."),
    "other_kind": N_("This is neither CSV nor an Excel file (.xlsx)."),
    "cell_too_long": N_("A cell is longer than Excel itself allows."),
    "too_many_rows": N_("The file has more than 500 lines. Divide it."),
    "too_many_columns": N_("The file has more than 100 columns."),
    "no_rows": N_("There are no lines under the heading."),
    "missing_column": N_("This column is missing."),
    "unknown_column": N_("This column is not known here. Leave it out knowingly, or correct its heading."),
    "column_twice": N_("This column stands in the file twice."),
    "too_many_cells": N_("The line has more cells than the heading."),
    "formula": N_("This is a formula. Copy the column and paste its values."),
    "error_value": N_("This cell shows an error or a day that does not exist."),
    "rounded": N_("A spreadsheet has rounded this number. Format the column as text and enter it anew."),
    "number_twice": N_("This number stands above with other words. Correct one of the two lines."),
    "merged": N_("This cell is merged with others. Undo that and write its text into each of them."),
    "not_a_day": N_("Write the day like 2026-12-01, with a time if you have it: 2026-12-01 09:30."),
    "not_an_identity": N_("Write 实名, 保密 or 匿名."),
    "not_a_kind": N_("This is none of the kinds that are possible here."),
    "unclear_place": N_("No place, or more than one, is called so. Write it in full or its code."),
    "too_large": N_("This file is larger than 4 MB. Divide it."),
}
NOTES = {
    "other_sheets": N_("The workbook has further sheets. Only the first one is taken."),
    "macros": N_("The workbook holds programs. They are not looked at."),
}


def closed(reason: Closed) -> str:
    return gettext(CLOSED[reason])


def error(code: str) -> str:
    """Why a delivery did not arrive."""
    if code.startswith("http_"):
        return gettext("The other side refused it (HTTP %(status)s).", status=code.removeprefix("http_"))
    return gettext(ERRORS.get(code, ERRORS["unreachable"]))


def fault(code: str) -> str:
    return gettext(FAULTS[code])
