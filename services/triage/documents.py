"""Complaints as the desk reads them, in the language in use."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.triage.competence.competing import standing
from services.triage.domain.deadlines import OPENS_A_CASE
from services.triage.domain.finding import Found
from services.triage.domain.policy import Policy
from services.triage.domain.reasons import TEXTS
from services.triage.domain.settings import NATION
from services.triage.domain.standing import aim, stage
from services.triage.history import history, messages, moment
from services.triage.in_force import last_judgment
from services.triage.lasting import counted_today
from services.triage.letter import issuing as letters
from services.triage.models import Complaint, Designation, LetterIssued, Objection
from services.triage.records import restored
from services.triage.retention import holds_of
from services.triage.rules import rules_of
from services.triage.showing import assessment_json
from services.triage.stages import OPEN_STATES
from services.triage.ties import joined_to
from services.triage.wording import COMPLAINANT, addressee
from shared import office_days
from shared.clock import china_day
from shared.contracts.terms import Decision
from shared.divisions import Names, division_of, divisions, province_of
from shared.files.register import files_of
from shared.i18n import N_, gettext

MATTER_LENGTH = 60

ACCEPTED_BEFORE = TEXTS["REFUSED.accepted"]
CLOSED = N_("This complaint was already decided.")


def row(session: Session, complaint: Complaint, today: date) -> dict[str, Any]:
    """One line of the list."""
    due = complaint.due or complaint.accept_by or today
    received = china_day(complaint.received_at) if complaint.received_at else today
    aimed = aim(received, office_days.calendar(), _house(session, complaint, today))
    return {
        "tracking_number": complaint.tracking_number,
        "state": complaint.state,
        "received_at": moment(complaint.received_at),
        "accept_by": due.isoformat(),
        "aim_by": aimed.isoformat(),
        "past_aim": complaint.state in OPEN_STATES and not complaint.handled_by and aimed < today <= due,
        "provisional": office_days.calendar().is_provisional(due),
        "days_left": (due - today).days,
        "due_state": due_state(complaint, today),
        "channel": complaint.channel,
        "identity": complaint.identity,
        "decision": complaint.decision,
        "body": complaint.body,
        "flags": complaint.flags,
        "matter": matter(complaint.statement),
        "respondent_kinds": sorted({one["kind"] for one in complaint.known.get("respondents") or ()}),
    }


def _house(session: Session, complaint: Complaint, today: date) -> Policy:
    """The settings that the desk works by today."""
    home = division_of(complaint.desk) if complaint.desk else NATION
    return rules_of(session, today).policy(province_of(home, divisions()))


def late_row(complaint: Complaint, today: date) -> dict[str, Any]:
    """What a body above knows of a complaint that is late below: whose, and by how much."""
    due = complaint.due or today
    return {
        "tracking_number": complaint.tracking_number,
        "desk": complaint.desk,
        "accept_by": due.isoformat(),
        "days_late": (today - due).days,
    }


def due_state(complaint: Complaint, today: date) -> str:
    """Where the deadline for telling the complainant stands."""
    due = complaint.due or complaint.accept_by
    if complaint.state not in OPEN_STATES or due is None:
        return "done"
    return stage(due, today)


def matter(statement: str) -> str:
    """The first words of a statement."""
    line = " ".join(statement.split())
    return line if len(line) <= MATTER_LENGTH else line[: MATTER_LENGTH - 1] + "…"


def document(session: Session, complaint: Complaint, known: Names, today: date) -> dict[str, Any]:
    """Everything the desk needs to decide, and what was decided."""
    judgment = last_judgment(session, complaint)
    if complaint.received_at is not None:
        known = known.on(china_day(complaint.received_at))  # bodies keep the names of its time
    issued = letters.issued(session, complaint)
    return {
        "tracking_number": complaint.tracking_number,
        "state": complaint.state,
        "version": complaint.revision,
        "received_at": moment(complaint.received_at),
        "accept_by": complaint.accept_by.isoformat() if complaint.accept_by else None,
        "channel": complaint.channel,
        "identity": complaint.identity,
        "contactable": complaint.contactable,
        "statement": complaint.statement,
        "facts": complaint.known,
        "facts_as_submitted": complaint.facts,
        "assessment": assessment_json(
            counted_today(session, complaint, restored(judgment.content), today),
            known,
            Found.from_json(judgment.content["found"]),
        ),
        "decision": complaint.decision,
        "body": complaint.body,
        "handled_by": complaint.handled_by,
        "history": history(session, complaint, known),
        "messages": messages(session, complaint),
        "letters": [_letter(one, known) for one in issued if one.addressee != COMPLAINANT],
        "notices": [_letter(one, known) for one in issued if one.addressee == COMPLAINANT],
        "files": files_of(session, complaint.id, [one.id for one in joined_to(session, complaint)]),
        "holds": holds_of(session, complaint.id),
        "dispute": dispute(session, complaint),
        "may": may(complaint),
    }


def dispute(session: Session, complaint: Complaint) -> dict[str, Any]:
    """Who said that they are not in charge, who was designated, and by when one may object."""
    found = standing(session, complaint)
    objection, designation, until = found.objection, found.designation, found.until
    return {
        "object_by": until.day.isoformat() if until else None,
        "objection": None
        if objection is None
        else {
            "at": moment(objection.at),
            "desk": objection.desk,
            "proposed": objection.proposed,
            "superior": objection.superior,
            "basis": objection.basis,
        },
        "designation": None
        if designation is None
        else {"at": moment(designation.at), "body": designation.body, "reason": designation.reason},
    }


def objection_row(number: str, objection: Objection, designation: Designation | None) -> dict[str, Any]:
    """What the body that objected still knows of it."""
    return {
        "tracking_number": number,
        "objected_at": moment(objection.at),
        "proposed": objection.proposed,
        "superior": objection.superior,
        "designated": designation.body if designation else None,
    }


def may(complaint: Complaint) -> dict[str, dict[str, Any]]:
    """The decisions open now; what a rule of recusal forbids is refused with that rule."""
    if complaint.state not in OPEN_STATES:
        return {"confirm": {"open": False, "text": gettext(CLOSED)}}
    told: dict[str, dict[str, Any]] = {"confirm": {"open": True}} | {
        str(one): {"open": True} for one in Decision
    }
    if complaint.handled_by:
        closed: dict[str, Any] = {"open": False, "text": gettext(ACCEPTED_BEFORE)}
        told |= {str(one): closed for one in Decision if one not in OPENS_A_CASE}
    return told


def _letter(letter: LetterIssued, known: Names) -> dict[str, Any]:
    return {
        "id": str(letter.id),
        "kind": letter.kind,
        "number": letter.number,
        "to": letter.addressee,
        "name": addressee(letter.addressee, known),
        "issued_at": moment(letter.at),
    }
