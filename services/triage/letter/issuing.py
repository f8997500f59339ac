"""Letters are written, numbered and kept in the transaction of the ruling; what is issued never changes."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage.domain.decisions import Ruling
from services.triage.domain.facts import Facts
from services.triage.domain.letters import Letter, LetterKind, letters
from services.triage.letter.text import paper
from services.triage.letter.verification import code_of
from services.triage.models import Complaint, LetterIssued, LetterSeries
from services.triage.wording import in_language, names_of
from shared import i18n
from shared.divisions import division_of, divisions
from shared.i18n import N_, gettext
from shared.papers import Paper, number
from shared.papers.series import next_serial
from shared.work import Work

SIGNS = {
    LetterKind.TRANSFER: "应急执监转",
    LetterKind.HANDOVER: "应急执监移",
    LetterKind.ACCEPTANCE: "应急执监受告",
    LetterKind.NON_ACCEPTANCE: "应急执监不受告",
}
"""What stands before the year in a letter's number, after the name of the division."""

VERIFY = N_("Verification code: %(code)s (to be checked at “Verify” on this site)")


def issue(work: Work, complaint: Complaint, facts: Facts, ruling: Ruling) -> None:
    """One letter for each addressee. Nobody inside sees a sealed matter, so nobody writes about it."""
    if complaint.desk is None:
        return
    for one in letters(ruling, facts):
        _issue(work, complaint, facts, one)


def issued(session: Session, complaint: Complaint) -> list[LetterIssued]:
    """In the order of their numbers."""
    query = select(LetterIssued).where(LetterIssued.complaint_id == complaint.id)
    return list(session.scalars(query.order_by(LetterIssued.at, LetterIssued.kind, LetterIssued.serial)))


def find(session: Session, complaint: Complaint, key: UUID) -> LetterIssued | None:
    """The letter, if it belongs to this complaint."""
    found = session.get(LetterIssued, key)
    return found if found is not None and found.complaint_id == complaint.id else None


def paper_of(letter: LetterIssued) -> Paper:
    return Paper.from_json(letter.content)


def _issue(work: Work, complaint: Complaint, facts: Facts, letter: Letter) -> None:
    known = names_of(work.settings)

    def write(signed: str, desk: str) -> Paper:
        return paper(letter, facts, signed, complaint.tracking_number, desk, work.today, known)

    keep(work, complaint, letter.kind, letter.to, write)


def keep(
    work: Work, complaint: Complaint, kind: LetterKind, to: str, write: Callable[[str, str], Paper]
) -> LetterIssued:
    """Number the paper that `write` makes of a number and the desk's division, and keep it for good."""
    desk = division_of(str(complaint.desk))
    series = {"body": str(complaint.desk), "kind": kind.value, "year": work.today.year}
    serial = next_serial(work.session, LetterSeries, **series)
    signed = number(f"{divisions()[desk].name}{SIGNS[kind]}", work.today.year, serial)
    key = work.new_id()

    def written() -> Paper:
        return replace(write(signed, desk), foot=gettext(VERIFY, code=code_of(key)))

    made = LetterIssued(
        id=key,
        complaint_id=complaint.id,
        kind=kind.value,
        body=str(complaint.desk),
        year=work.today.year,
        serial=serial,
        number=signed,
        addressee=to,
        at=work.now,
        content=in_language(i18n.DEFAULT, written).as_json(),
    )
    work.session.add(made)
    work.record("letter.issued", complaint.tracking_number, {"number": signed, "to": to})
    return made
