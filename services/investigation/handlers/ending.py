"""That a document ended is kept beside it: the document itself is never changed."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from services.investigation.cabinet import folder_of
from services.investigation.domain import ends
from services.investigation.domain.case import State
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.ends import End, Numbered
from services.investigation.domain.revocation import By
from services.investigation.folder import Folder
from services.investigation.handlers.conclusion import say_concluded
from services.investigation.handlers.fell import tell_and_conclude
from services.investigation.handlers.following import keep_followers
from services.investigation.handlers.steps import note, put_in_place
from services.investigation.models import Case, Document, DocumentEnd, Rectification
from shared.divisions import divisions
from shared.work import Work

AT_ONCE, WHEN_PROVED = frozenset({By.SUPERIOR}), frozenset({By.SELF, By.GOVERNMENT})
"""Whose revocation holds with the approval, and whose when it is proved that they did it."""
REVOCATION = "O7"
ORDERS = (DocumentKind.OPINION, DocumentKind.NOTICE)
"""Documents that order something of a unit."""


def ended(work: Work, document_id: UUID | None, how: End, by: UUID | None) -> None:
    """`by`: the document that says so."""
    if document_id is None:
        return
    work.session.flush()
    end = DocumentEnd(
        id=work.new_id(), document_id=document_id, how=how.value, at=work.now, by_document_id=by
    )
    work.session.add(end)


def stands(work: Work, document: Document) -> bool:
    return ends.holds(
        work.session.scalars(select(DocumentEnd.how).where(DocumentEnd.document_id == document.id))
    )


def lift(work: Work, folder: Folder, items: list[Rectification]) -> None:
    """Nothing of these is owed any more; without others the case has only to be closed."""
    for item in items:
        if not item.settled:
            item.lifted_at = work.now
    nothing_left(folder)


def nothing_left(folder: Folder) -> None:
    """Where the last correction fell, the case has only to be closed."""
    if folder.case.standing is State.RECTIFYING and not folder.owed:
        folder.case.state, folder.case.rectify_by = State.CONCLUDED, None
        put_in_place(folder)


def revoke(work: Work, folder: Folder, who: Collection[By], item: Rectification | None = None) -> None:
    """What a revocation names ends, where it is a document that was issued here: at once where the department
    above revokes it, and where others are to, when that is proved (`item`)."""
    mine = (each for each in folder.rectifications if each.case_id == folder.case.id)
    by_position = {each.position: each.document_id for each in mine}
    for position, act in _acts(folder, who):
        if item is None or item.position == position:
            by = by_position.get(position)
            for document in _meant(work, folder, act, {by}):
                _end(work, folder, document, by)


def revoked_at_once(work: Work, folder: Folder, ended_before: Collection[UUID]) -> set[UUID]:
    """Which documents an approved outcome revokes by itself, also of those that ended before."""
    acts = [act for _, act in _acts(folder, AT_ONCE)]
    return {each.id for act in acts for each in _meant(work, folder, act, (), ended_before)}


def _acts(folder: Folder, who: Collection[By]) -> list[tuple[int, str]]:
    """What they are to revoke, each with its place among the outcomes."""
    outcomes = [(at, each) for at, each in enumerate(folder.outcomes, 1) if each.code == REVOCATION]
    return [(at, each.fields["act"]) for at, each in outcomes if each.fields.get("revoked_by") in who]


def _meant(
    work: Work, folder: Folder, act: str, not_these: Collection[UUID | None], too: Collection[UUID] = ()
) -> list[Document]:
    """Documents that the words for an act name, of those that stand, and of `too`, which do not."""
    found = {
        _numbered(each): each
        for each in _issued(work, act)
        if each.id not in not_these and (each.id in too or stands(work, each))
    }
    return [found[each] for each in ends.revoked(act, folder.case.body, list(found), divisions())]


def _issued(work: Work, act: str) -> list[Document]:
    return [
        document
        for year, serial in sorted(ends.serials(act))
        for document in work.session.scalars(
            select(Document).where(
                Document.kind.in_(ORDERS), Document.year == year, Document.serial == serial
            )
        )
    ]


def _numbered(document: Document) -> Numbered:
    return Numbered(document.number, DocumentKind(document.kind), document.body)


def _end(work: Work, folder: Folder, document: Document, by: UUID | None) -> None:
    ended(work, document.id, End.REVOKED, by)
    if document.case_id == folder.case.id:
        return
    keep_followers(work, document.id)
    case = work.session.get_one(Case, document.case_id, with_for_update=True, populate_existing=True)
    there = folder_of(work.session, case)
    ordered = [each for each in there.rectifications if each.document_id == document.id]
    fell = [each for each in ordered if not each.settled]
    follow = {each.followed_in for each in fell if each.followed_in}
    lift(work, there, ordered)
    note(work, case, "document_revoked", {"document": document.number})
    if case.complaint_id != folder.case.complaint_id:  # else the present answer says so
        tell_and_conclude(work, there, fell, End.REVOKED)
    elif fell and not there.owed:
        say_concluded(work, there)
    for each in sorted(follow):
        _fell_elsewhere(work, each, document)


def _fell_elsewhere(work: Work, case_id: UUID, document: Document) -> None:
    """The case that followed it, where its own went to another body, waits for nothing of it any more; it may
    be the one that revokes."""
    work.session.flush()
    case = work.session.get_one(Case, case_id, with_for_update=True, populate_existing=True)
    there = folder_of(work.session, case)
    put_in_place(there)
    nothing_left(there)
    note(work, case, "document_revoked", {"document": document.number})
    if case.concluded_at is not None and not there.owed:
        say_concluded(work, there)
