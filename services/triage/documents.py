"""Complaints as the desk reads them, in the language in use."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage import letters
from services.triage.domain.finding import Found
from services.triage.domain.standing import aim, stage
from services.triage.escalating import reports
from services.triage.keeping import OPEN_STATES, last_judgment
from services.triage.models import (
    Complaint,
    Correction,
    DecisionMade,
    Happening,
    Judgment,
    LetterIssued,
    Overdue,
)
from services.triage.records import restored
from services.triage.showing import assessment_json
from services.triage.wording import COMPLAINANT, DECISIONS, addressee, body_name
from shared import workdays
from shared.clock import china_day
from shared.contracts.terms import Decision
from shared.divisions import Names, division_of
from shared.i18n import N_, gettext

MATTER_LENGTH = 60

HAPPENED = {
    "supplemented": N_("The complainant added a message."),
    "withdrawn": N_("The complainant asked to withdraw."),
    "recheck_requested": N_("The complainant asked for a recheck."),
    "case_opened": N_("The case stands in the body's queue."),
    "concluded": N_("The investigation ended with a reply."),
    "closed": N_("The case is closed."),
}
CLOSED = N_("This complaint was already decided.")


def row(complaint: Complaint, today: date) -> dict[str, Any]:
    """One line of the list."""
    due = complaint.due or complaint.accept_by or today
    received = china_day(complaint.received_at) if complaint.received_at else today
    aimed = aim(received, workdays.load())
    return {
        "tracking_number": complaint.tracking_number,
        "state": complaint.state,
        "received_at": _moment(complaint.received_at),
        "accept_by": due.isoformat(),
        "aim_by": aimed.isoformat(),
        "past_aim": complaint.state in OPEN_STATES and aimed < today <= due,
        "provisional": workdays.load().is_provisional(due),
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


def document(session: Session, complaint: Complaint, known: Names) -> dict[str, Any]:
    """Everything the desk needs to decide, and what was decided."""
    judgment = last_judgment(session, complaint)
    issued = letters.issued(session, complaint)
    return {
        "tracking_number": complaint.tracking_number,
        "state": complaint.state,
        "version": complaint.revision,
        "received_at": _moment(complaint.received_at),
        "accept_by": complaint.accept_by.isoformat() if complaint.accept_by else None,
        "channel": complaint.channel,
        "identity": complaint.identity,
        "contactable": complaint.contactable,
        "statement": complaint.statement,
        "facts": complaint.known,
        "facts_as_submitted": complaint.facts,
        "assessment": assessment_json(
            restored(judgment.content), known, Found.from_json(judgment.content["found"])
        ),
        "decision": complaint.decision,
        "body": complaint.body,
        "history": history(session, complaint, known),
        "messages": messages(session, complaint),
        "letters": [_letter(one, known) for one in issued if one.addressee != COMPLAINANT],
        "notices": [_letter(one, known) for one in issued if one.addressee == COMPLAINANT],
        "may": may(complaint),
    }


def may(complaint: Complaint) -> dict[str, dict[str, Any]]:
    """The decisions open now; what a rule of recusal forbids is refused with that rule."""
    if complaint.state not in OPEN_STATES:
        return {"confirm": {"open": False, "text": gettext(CLOSED)}}
    return {"confirm": {"open": True}} | {str(decision): {"open": True} for decision in Decision}


def history(session: Session, complaint: Complaint, known: Names) -> list[dict[str, Any]]:
    """Judgments, decisions and what others said, in order."""
    entries = [_judged(one, known) for one in _of(session, Judgment, complaint)]
    entries += [_corrected(one) for one in _of(session, Correction, complaint)]
    entries += [_late(one, known) for one in reports(session, complaint)]
    entries += [_decided(one, known) for one in _of(session, DecisionMade, complaint)]
    entries += [_happened(one) for one in _of(session, Happening, complaint)]
    return sorted(entries, key=lambda entry: entry["at"])


def messages(session: Session, complaint: Complaint) -> list[dict[str, Any]]:
    """What the complainant added, in order."""
    said = [one for one in _of(session, Happening, complaint) if one.text]
    entries = [{"at": _moment(one.at), "kind": one.kind, "text": one.text, "by": None} for one in said]
    return sorted(entries, key=lambda entry: str(entry["at"]))


def _letter(letter: LetterIssued, known: Names) -> dict[str, Any]:
    return {
        "id": str(letter.id),
        "kind": letter.kind,
        "number": letter.number,
        "to": letter.addressee,
        "name": addressee(letter.addressee, known),
        "issued_at": _moment(letter.at),
    }


def _of(session: Session, model: Any, complaint: Complaint) -> list[Any]:
    return list(session.scalars(select(model).where(model.complaint_id == complaint.id)))


def _judged(judgment: Judgment, known: Names) -> dict[str, Any]:
    made = restored(judgment.content)
    text = gettext("Assessed: %(decision)s", decision=_with_body(made.decision, made.body, known))
    return {"at": _moment(judgment.at), "kind": "assessed", "text": text, "by": None}


def _corrected(correction: Correction) -> dict[str, Any]:
    text = gettext("Facts corrected: %(reason)s", reason=correction.content["reason"])
    return {"at": _moment(correction.at), "kind": "corrected", "text": text, "by": correction.actor_name}


def _late(told: Overdue, known: Names) -> dict[str, Any]:
    body = body_name(division_of(told.superior), known)
    text = gettext("Not decided by its day; told to %(body)s.", body=body)
    return {"at": _moment(told.at), "kind": "overdue", "text": text, "by": None}


def _decided(decision: DecisionMade, known: Names) -> dict[str, Any]:
    division = decision.body.partition("-")[2] if decision.body else None
    text = _with_body(Decision(decision.decision), division, known)
    line = gettext("Confirmed: %(decision)s", decision=text)
    if not decision.confirmed:
        line = gettext("Decided otherwise: %(decision)s", decision=text)
    if why := decision.content.get("reason"):
        line = f"{line} — {why}"
    return {"at": _moment(decision.at), "kind": "decided", "text": line, "by": decision.actor_name}


def _happened(happening: Happening) -> dict[str, Any]:
    text = gettext(HAPPENED.get(happening.kind, happening.kind))
    return {"at": _moment(happening.at), "kind": happening.kind, "text": text, "by": None}


def _with_body(decision: Decision, division: str | None, known: Names) -> str:
    word = gettext(DECISIONS[decision])
    return f"{word} · {body_name(division, known)}" if division else word


def _moment(value: Any) -> str:
    return value.isoformat() if value else ""
