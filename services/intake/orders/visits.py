"""Who speaks for the others of a joint visit (信访 art. 20: five at most); sealed with its record."""

from typing import Any
from uuid import UUID

from marshmallow import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from services.intake.models import Complaint
from shared.contracts.terms import Channel, Identity
from shared.i18n import N_, gettext
from shared.web.validation import Text, field_errors
from shared.work import Work

MOST, LONGEST = 5, 100
TOO_MANY = N_("At most five representatives speak for a joint visit (Petition Regulations, art. 20).")
ANONYMOUS = N_("This visit is anonymous: no name is kept.")


def read(text: str) -> tuple[list[str], str]:
    """The names, one a line, and what is wrong with them."""
    try:
        said = Text(most=2_000).deserialize(text)
        names = [Text(most=LONGEST).deserialize(line) for line in said.split("\n") if line.strip()]
    except ValidationError as error:
        return [], field_errors(error.messages)[0]["message"]
    return names, gettext(TOO_MANY) if len(names) > MOST else ""


def keep(work: Work, complaint_id: UUID, names: list[str]) -> bool:
    """False, and nothing kept, for an anonymous visit."""
    held = select(Complaint).where(Complaint.id == complaint_id).options(undefer(Complaint.call))
    complaint = work.session.execute(held.with_for_update()).scalar_one()
    if complaint.identity == Identity.ANONYMOUS:
        return False
    complaint.call = (complaint.call or {}) | {"representatives": names}
    work.record("visit.representatives", complaint.tracking_number, {"count": len(names)})
    return True


def of(session: Session, complaint_id: UUID) -> dict[str, Any]:
    """For the page: whether it was a visit, and who speaks."""
    complaint = session.get_one(Complaint, complaint_id)
    names = (complaint.call or {}).get("representatives") or []
    visit = complaint.channel == Channel.VISIT and complaint.identity != Identity.ANONYMOUS
    return {"visit": visit, "representatives": "\n".join(names)}
