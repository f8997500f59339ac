"""What the tab of the work on a case shows besides the case itself."""

from collections.abc import Mapping
from typing import Any

from flask import request

from services.investigation import pieces, wording
from services.investigation.desk import Desk
from services.investigation.domain import conditions
from services.investigation.domain.records import RESOURCES, SPECS, STATEMENT_DAYS, RecordKind
from services.investigation.handlers.work import collecting
from services.investigation.replies import official
from services.investigation.words import work as words_work
from shared import office_days


def work_parts(desk: Desk, document: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """The chosen kind of record, the plan to begin from, what can only be refused, and the words."""
    today = desk.work.today
    ungrantable = conditions.grantable(desk.folder.facts(today), desk.caller)
    wanted = typed.get("record") or request.args.get("record")
    chosen = RecordKind(wanted) if wanted in {str(kind) for kind in RecordKind} else None
    return {
        "work": words_work,
        "record_kinds": words_work.KINDS,
        "record_specs": SPECS,
        "resources": RESOURCES,
        "chosen_spec": SPECS[chosen] if chosen else None,
        "ungrantable": wording.closed(ungrantable) if ungrantable else None,
        "first_plan": _first_plan(document),
        "collecting": [each.name for each in collecting(desk.work, desk.folder)] if chosen else [],
        "pieces": _pieces(desk) if chosen and SPECS[chosen].of_a_piece else [],
        "statement_by": office_days.calendar().add_days(today, STATEMENT_DAYS).isoformat(),
    }


def _pieces(desk: Desk) -> list[tuple[str, str]]:
    """What can go from one hand to another, for the select."""
    return [(str(each.id), each.name) for each in pieces.of_case(desk.work.session, desk.folder)]


def _first_plan(document: Mapping[str, Any]) -> str:
    """Steps to begin from, by the first category that is claimed; in the language of the file."""
    codes = [code for each in document["allegations"] for code in each["categories"]]
    return official(words_work.PLANS[(codes or ["C9"])[0].partition(".")[0]])
