"""Findings on the allegations, and letters to the complainant."""

from services.investigation.domain import findings
from services.investigation.domain.case import Action, Caller
from services.investigation.domain.findings import Found
from services.investigation.folder import Folder
from services.investigation.handlers.steps import require, say, take
from services.investigation.models import FindingRow, Message
from shared.contracts.events import ComplainantMessaged
from shared.work import Work


def record_finding(work: Work, folder: Folder, caller: Caller, found: Found) -> None:
    """The finding that now stands on the allegation."""
    take(
        work,
        folder,
        caller,
        Action.RECORD_FINDING,
        detail={"allegation": found.allegation, "finding": found.finding},
        text=found.reasons,
    )
    require(findings.faults(found, [each.ref for each in folder.allegations]))
    row = folder.findings.get(found.allegation)
    if row is None:
        row = FindingRow(case_id=folder.case.id, allegation=found.allegation)
        folder.findings[found.allegation] = row
        work.session.add(row)
    row.finding, row.category, row.nature = found.finding, found.category, found.nature
    row.serious, row.facts, row.reasons, row.told = found.serious, found.facts, found.reasons, found.told
    row.by, row.by_name, row.at = caller.staff_id, caller.name, work.now


def message_complainant(work: Work, folder: Folder, caller: Caller, text: str) -> None:
    """A letter that intake carries; the body learns no name by it."""
    case = folder.case
    take(work, folder, caller, Action.MESSAGE, to=case.standing)
    message = Message(
        id=work.new_id(), case_id=case.id, at=work.now, by=caller.staff_id, by_name=caller.name, text=text
    )
    work.session.add(message)
    say(work, case, ComplainantMessaged, message_id=message.id, body_name=case.body_name, text=text)
