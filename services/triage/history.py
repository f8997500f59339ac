"""What became of a complaint so far, in the language in use: judgments, decisions, and what others said."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage.escalating import reports
from services.triage.models import (
    WORDS,
    Complaint,
    Correction,
    DecisionMade,
    Designation,
    Happening,
    Judgment,
    Objection,
    Overdue,
)
from services.triage.records import restored
from services.triage.stages import ENDED
from services.triage.wording import DECISIONS, body_name
from shared.contracts.terms import Decision
from shared.divisions import Names, division_of
from shared.i18n import N_, gettext

HAPPENED = {
    "supplemented": N_("The complainant added a message."),
    "withdrawn": N_("The complainant asked to withdraw."),
    "rated": N_("The complainant rated the handling."),
    "recheck_requested": N_("The complainant asked for a recheck."),
    "case_opened": N_("The case stands in the body's queue."),
    "extended": N_("The time limit of the investigation was extended."),
    "paused": N_("The clock of the investigation stands still."),
    "resumed": N_("The clock of the investigation runs again."),
    "concluded": N_("The investigation ended with a reply."),
    "closed": N_("The case is closed."),
    "passed_up": N_("The body gave the case up, or another one took it over."),
    "reply_fell": N_("The reply stands no more: another body took the matter over, and answers anew."),
}


def history(session: Session, complaint: Complaint, known: Names) -> list[dict[str, Any]]:
    """Judgments, decisions and what others said, in order."""
    entries = [_judged(one, known) for one in _of(session, Judgment, complaint)]
    entries += [_corrected(one) for one in _of(session, Correction, complaint)]
    entries += [_late(one, known) for one in reports(session, complaint)]
    entries += [_objected(one, known) for one in _of(session, Objection, complaint)]
    entries += [_designated(one, known) for one in _of(session, Designation, complaint)]
    entries += [_decided(one, known) for one in _of(session, DecisionMade, complaint)]
    heard = _of(session, Happening, complaint)
    entries += [_happened(one) for one in heard if not (one.kind in WORDS and _was_joined(complaint))]
    return sorted(entries, key=lambda entry: entry["at"])


def messages(session: Session, complaint: Complaint) -> list[dict[str, Any]]:
    """What the complainant added, in order. Under a complaint that was joined to another one nothing is read:
    it is read with that one, by whom that one is for (merging.hand_over), and may accuse this desk."""
    if _was_joined(complaint):
        return []
    said = [one for one in _of(session, Happening, complaint) if one.text]
    entries = [{"at": moment(one.at), "kind": one.kind, "text": one.text, "by": None} for one in said]
    return sorted(entries, key=lambda entry: str(entry["at"]))


def _was_joined(complaint: Complaint) -> bool:
    return complaint.decision == Decision.MERGE and complaint.state == ENDED


def _of(session: Session, model: Any, complaint: Complaint) -> list[Any]:
    return list(session.scalars(select(model).where(model.complaint_id == complaint.id)))


def _judged(judgment: Judgment, known: Names) -> dict[str, Any]:
    made = restored(judgment.content)
    text = gettext("Assessed: %(decision)s", decision=_with_body(made.decision, made.body, known))
    return {"at": moment(judgment.at), "kind": "assessed", "text": text, "by": None}


def _corrected(correction: Correction) -> dict[str, Any]:
    text = gettext("Facts corrected: %(reason)s", reason=correction.content["reason"])
    return {"at": moment(correction.at), "kind": "corrected", "text": text, "by": correction.actor_name}


def _late(told: Overdue, known: Names) -> dict[str, Any]:
    body = body_name(division_of(told.superior), known)
    text = gettext("Not decided by its day; told to %(body)s.", body=body)
    return {"at": moment(told.at), "kind": "overdue", "text": text, "by": None}


def _objected(made: Objection, known: Names) -> dict[str, Any]:
    who, whom = (body_name(division_of(code), known) for code in (made.desk, made.proposed))
    text = gettext("%(body)s is not in charge and proposes %(other)s: %(basis)s",
                   body=who, other=whom, basis=made.basis)  # fmt: skip
    return {"at": moment(made.at), "kind": "objected", "text": text, "by": made.actor_name}


def _designated(made: Designation, known: Names) -> dict[str, Any]:
    body = body_name(division_of(made.body), known)
    text = gettext("Designated: %(body)s — %(reason)s", body=body, reason=made.reason)
    return {"at": moment(made.at), "kind": "designated", "text": text, "by": made.actor_name}


def _decided(decision: DecisionMade, known: Names) -> dict[str, Any]:
    division = decision.body.partition("-")[2] if decision.body else None
    text = _with_body(Decision(decision.decision), division, known)
    line = gettext("Confirmed: %(decision)s", decision=text)
    if not decision.confirmed:
        line = gettext("Decided otherwise: %(decision)s", decision=text)
    if why := decision.content.get("reason"):
        line = f"{line} — {why}"
    return {"at": moment(decision.at), "kind": "decided", "text": line, "by": decision.actor_name}


def _happened(happening: Happening) -> dict[str, Any]:
    text = gettext(HAPPENED.get(happening.kind, happening.kind))
    return {"at": moment(happening.at), "kind": happening.kind, "text": text, "by": None}


def _with_body(decision: Decision, division: str | None, known: Names) -> str:
    word = gettext(DECISIONS[decision])
    return f"{word} · {body_name(division, known)}" if division else word


def moment(value: Any) -> str:
    return value.isoformat() if value else ""
