"""Files that are not given to those who get the redacted version: who said so, when and why."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.files import State
from services.intake.files import looking
from services.intake.files.showing import shown
from services.intake.models import Attachment
from services.intake.retention_models import Withholding
from shared.files import words
from shared.i18n import speaking
from shared.staff.tokens import StaffToken
from shared.work import Work


def decide(work: Work, staff: StaffToken, file_id: UUID, *, withheld: bool, reason: str) -> Withholding:
    """The newest word counts; the earlier ones stay. Raises looking.NotTheirs."""
    row, complaint = looking.file_of(work, staff, file_id)
    # Locked, so that two who decide at once make two words of it.
    work.session.execute(select(Attachment.id).where(Attachment.id == row.id).with_for_update())
    before = _words(work.session, complaint.id).get(row.id)
    made = Withholding(
        complaint_id=complaint.id,
        attachment_id=row.id,
        number=(before.number if before else 0) + 1,
        withheld=withheld,
        reason=reason,
        at=work.now,
        body=staff.home,
        staff_id=staff.staff_id,
        staff_name=staff.display_name,
    )
    work.session.add(made)
    action = "file.withheld" if withheld else "file.released"
    work.record(action, complaint.tracking_number, {"number": row.number})
    return made


def standing(session: Session, *complaints: UUID) -> dict[UUID, Withholding]:
    """Of the files that are withheld now, who said so."""
    return {key: word for key, word in _words(session, *complaints).items() if word.withheld}


def of(session: Session, file_id: UUID) -> Withholding | None:
    """Who said that this file is withheld; None when it is not."""
    query = select(Withholding).where(Withholding.attachment_id == file_id)
    word = session.scalar(query.order_by(Withholding.number.desc()).limit(1))
    return word if word and word.withheld else None


def parted(session: Session, complaint_id: UUID) -> tuple[list[str], int]:
    """What the files are called that may go along, and how many stay: those withheld, and those of which
    there is no copy without metadata."""
    rows = session.scalars(
        select(Attachment)
        .where(Attachment.complaint_id == complaint_id, Attachment.state == State.CLEAN)
        .order_by(Attachment.number)
    )
    withheld = standing(session, complaint_id)
    found = [shown(row) for row in rows]
    given = [one for one in found if one.id not in withheld and one.copy_kind]
    with speaking("zh_CN"):
        return [words.name(one.group, one.number) for one in given], len(found) - len(given)


def as_json(made: Withholding) -> dict[str, Any]:
    return {
        "withheld": made.withheld,
        "reason": made.reason,
        "at": made.at.isoformat(),
        "body": made.body,
        "staff_name": made.staff_name,
    }


def _words(session: Session, *complaints: UUID) -> dict[UUID, Withholding]:
    """The newest word on each file."""
    query = select(Withholding).where(Withholding.complaint_id.in_(complaints)).order_by(Withholding.number)
    return {word.attachment_id: word for word in session.scalars(query)}
