"""A recheck annuls an opinion that had revoked documents (art. 17), or a head lifts the revocation when the
unit objects (825 art. 30): what it ended by itself holds again.

Where the recheck decides otherwise, it revokes them anew, with a notice of its own (`ending.revoke`); nobody
is told then that they held between the two.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from services.investigation.cabinet import folder_of
from services.investigation.document_ends import fallen
from services.investigation.document_text import Letterhead
from services.investigation.domain import correction_terms
from services.investigation.domain.case import ENDED, State
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.ends import End, comes_back, term_anew
from services.investigation.domain.limits import limits
from services.investigation.folder import Folder
from services.investigation.handlers.completion import ordering
from services.investigation.handlers.conclusion import say_concluded
from services.investigation.handlers.documents import issue
from services.investigation.handlers.ending import REVOCATION, ended, revoked_at_once, stands
from services.investigation.handlers.following import keep_followers
from services.investigation.handlers.steps import note, put_in_place
from services.investigation.handlers.unfollowed import left
from services.investigation.handlers.unit_links import stay_open
from services.investigation.models import Case, Document, DocumentEnd, Rectification, UnitRequest
from services.investigation.replies import NameOf
from services.investigation.unit_text import restored
from shared import office_days
from shared.clock import china_day
from shared.i18n import N_
from shared.papers import Paper
from shared.work import Work

WHY = N_(
    "What was ordered had been revoked, and the revocation was annulled: it is in force again, and the case "
    "in which it was ordered is over. It is to be followed until it is carried out (Measures art. 14(2))."
)


def restore(work: Work, folder: Folder, before: Folder, by: str, name_of: NameOf) -> None:
    """Each document that the annulled opinion had revoked itself; whoever it binds is told in writing, and
    its corrections have their term anew. One whose own opinion was annulled stays as it is."""
    found = _revoked(work, before, before.rectifications)
    anew = revoked_at_once(work, folder, {each.document_id for each in found}) if found else set()
    _bring_back(work, folder, found, anew, by, name_of)


def restore_lifted(
    work: Work, folder: Folder, ordered_in: Folder, item: Rectification, by: str, name_of: NameOf
) -> None:
    """The same where a head lifts a revocation by itself: no document says any more that it was revoked."""
    _bring_back(work, folder, _revoked(work, ordered_in, [item]), set(), by, name_of)


def restore_revoked(work: Work, folder: Folder, by: str, name_of: NameOf) -> None:
    """The same where the revocation itself was revoked by a department above (art. 17), a moment ago; not
    what is revoked with it."""
    if all(each.code != REVOCATION for each in folder.outcomes):
        return
    mine = select(Document.id).where(Document.case_id == folder.case.id)
    now = DocumentEnd.how == End.REVOKED, DocumentEnd.at == work.now, DocumentEnd.by_document_id.in_(mine)
    gone = set(work.session.scalars(select(DocumentEnd.document_id).where(*now)))
    ordered = select(Rectification).where(Rectification.document_id.in_(gone))
    found: list[DocumentEnd] = []
    for item in work.session.scalars(ordered.order_by(Rectification.case_id, Rectification.position)).all():
        found += _revoked(work, folder_of(work.session, work.session.get_one(Case, item.case_id)), [item])
    gone |= revoked_at_once(work, folder, {each.document_id for each in found})
    _bring_back(work, folder, [each for each in found if each.document_id not in gone], set(), by, name_of)


def _bring_back(
    work: Work, folder: Folder, found: list[DocumentEnd], anew: set[UUID], by: str, name_of: NameOf
) -> None:
    for end in found:
        document = work.session.get_one(Document, end.document_id)
        annulled = fallen(work.session, [document.case_id]).cases
        if stands(work, document) or annulled or not document.content:
            continue
        if document.id in anew:
            ended(work, document.id, End.RESTORED, None)
            continue
        owed = _owed_again(work, folder, document, end)
        _write(work, folder, document, max((each.due for each in owed), default=None), by, name_of)
        _follow(work, document, owed)


def _revoked(work: Work, before: Folder, items: Iterable[Rectification]) -> list[DocumentEnd]:
    """What these of its measures ended by themselves."""
    outcomes = before.outcomes
    mine = {
        each.document_id
        for each in items
        if each.case_id == before.case.id
        and each.code == REVOCATION
        and comes_back(outcomes[each.position - 1].fields.get("revoked_by"))
    }
    said = select(DocumentEnd).join(Document, Document.id == DocumentEnd.document_id)
    said = said.where(DocumentEnd.how == End.REVOKED, DocumentEnd.by_document_id.in_(mine))
    number = Document.year, Document.kind, Document.body, Document.serial
    return list(work.session.scalars(said.order_by(DocumentEnd.at, *number, DocumentEnd.id)))


def _owed_again(work: Work, folder: Folder, document: Document, end: DocumentEnd) -> list[Rectification]:
    """What fell with the revocation, and nothing that was proved or lifted before."""
    fell = select(Rectification).where(
        Rectification.document_id == document.id, Rectification.lifted_at == end.at
    )
    found = list(work.session.scalars(fell.order_by(Rectification.position)))
    calendar = office_days.of(work.session)
    for item in found:
        first = item.first_due or item.due
        day = calendar.next_workday(term_anew(china_day(document.at), first, work.today))
        item.due = _within_ruled(work, folder, item, day)
        item.first_due, item.lifted_at = first, None
        item.urged_at = item.urged_until = None
        stay_open(work, item)
        _answer_anew(work, document, item)
    return found


def _within_ruled(work: Work, folder: Folder, item: Rectification, day: date) -> date:
    outcome = ordering(work, folder, item) if item.code in correction_terms.SET_ELSEWHERE else None
    return correction_terms.anew(outcome, day, work.today) if outcome else day


def _answer_anew(work: Work, document: Document, item: Rectification) -> None:
    """What the unit asked for and nobody answered, since it fell with the revocation, is to be answered from
    now on (825 art. 30)."""
    days = limits(work.session.get_one(Case, document.case_id).limits).unit_objection_answer
    asked = select(UnitRequest).where(UnitRequest.item_id == item.id, UnitRequest.ruling.is_(None))
    for request in work.session.scalars(asked):
        request.answer_by = office_days.of(work.session).add_days(work.today, days)


def _write(
    work: Work, folder: Folder, document: Document, until: date | None, by: str, name_of: NameOf
) -> None:
    """By the body that rechecks, to whom the document went; nothing of how it came to look at it."""
    addressee, number = document.content["addressee"], document.number

    def write(head: Letterhead) -> Paper:
        return restored(addressee, number, until, head)

    letter = issue(work, folder, DocumentKind.UNIT_ANSWER, by, name_of, write)
    ended(work, document.id, End.RESTORED, letter.id)


def _follow(work: Work, document: Document, owed: list[Rectification]) -> None:
    """In its own case, or in the one that followed it since, which may be another body's: who lost the matter
    has nothing to do with it any more."""
    work.session.flush()
    keep_followers(work, document.id)
    case = _locked(work, document.case_id)
    note(work, case, "document_restored", {"document": document.number})
    for key, items in groupby(sorted(owed, key=_where), _where):
        _goes_on(work, _locked(work, key), list(items))


def _where(item: Rectification) -> UUID:
    return item.followed_in or item.case_id


def _goes_on(work: Work, case: Case, owed: list[Rectification]) -> None:
    """What is closed stays closed: a check of the body's own follows it then."""
    if case.standing is State.PASSED_UP:
        heir = _heir(work, case)
        if heir is None:
            left(work, case.complaint_id, owed, WHY)
            return
        for item in owed:
            item.followed_in = heir.id
        note(work, heir, "follows_corrections", {"count": len(owed)})
        case = heir
    if case.standing in ENDED:
        left(work, case.complaint_id, owed, WHY, [case])
        return
    if case.standing is State.CONCLUDED:
        case.state = State.RECTIFYING
    work.session.flush()
    again = folder_of(work.session, case)
    if case.concluded_at is not None:
        case.rectify_by = max((each.due for each in again.owed), default=None)
    put_in_place(again)
    if case.concluded_at is not None:
        say_concluded(work, again)


def _heir(work: Work, lost: Case) -> Case | None:
    """The case of the body that has the matter since, or had it to its end."""
    later = select(Case).where(Case.complaint_id == lost.complaint_id, Case.state != State.PASSED_UP)
    newest = later.where(Case.complaint_version > lost.complaint_version)
    newest = newest.order_by(Case.complaint_version.desc()).limit(1)
    return work.session.scalar(newest.with_for_update().execution_options(populate_existing=True))


def _locked(work: Work, case_id: UUID) -> Case:
    return work.session.get_one(Case, case_id, with_for_update=True, populate_existing=True)
