"""What a recheck decides about the opinion before it reaches the body that gave it, and the unit it bound."""

from uuid import UUID

from sqlalchemy import select

from services.investigation.cabinet import folder_of
from services.investigation.document_text import Letterhead
from services.investigation.domain.documents import SPECS, DocumentKind
from services.investigation.domain.ends import FALL_WITH_THE_OPINION, OF_RECHECK, End
from services.investigation.folder import Folder
from services.investigation.handlers.documents import issue
from services.investigation.handlers.ending import ended, lift, stands
from services.investigation.handlers.restoring import restore
from services.investigation.handlers.steps import note
from services.investigation.models import Case, Document, DocumentEnd, Rectification
from services.investigation.replies import NameOf
from services.investigation.standing import opinions
from services.investigation.unit_text import annulled
from shared.papers import Paper
from shared.work import Work

ANNUL = "annul"


def tell_before(work: Work, folder: Folder, by: str, name_of: NameOf) -> None:
    """Each body that answered before learns the result, and each of its documents that it ends. What an
    annulled opinion still orders falls away, and its unit is told in writing: nobody carries out what does
    not stand any more."""
    result = folder.proposal.first_result if folder.proposal else None
    if result is None:
        return
    _uphold(work, folder)
    for case in folder.before:
        if case.concluded_at is None:
            continue
        work.session.refresh(case, with_for_update=True)
        note(work, case, f"recheck_{result}", {"body": folder.case.body})
        _end_the_reply(work, folder.case, case, result)
        if result == ANNUL:
            _annul(work, folder, folder_of(work.session, case), by, name_of)


def hold_before(work: Work, folder: Folder) -> None:
    """What it lets stand is looked at again while nobody can lift it: their cases are held to the end of the
    step, the newest first, as a body above takes first its own and then the one below."""
    if folder.proposal is not None and folder.proposal.first_result:
        for case in reversed(folder.before):
            work.session.refresh(case, with_for_update=True)
        folder.opinions = opinions(work.session, folder.case, folder.allegations, folder.before)


def _uphold(work: Work, folder: Folder) -> None:
    """What it lets stand is this body's word from now on; what it does not is no body's above."""
    kept = {each.place for orders in folder.stands.values() for each in orders}
    before = [case.id for case in folder.before]
    ordered = select(Rectification).where(Rectification.case_id.in_(before))
    for item in work.session.scalars(ordered.order_by(Rectification.case_id, Rectification.position)):
        item.upheld_in = folder.case.id if (item.case_id, item.position) in kept else None


def let_fall(work: Work, folder: Folder) -> None:
    """What an opinion before ordered and this case follows, since that body lost it, falls with the opinion:
    it keeps no case open that annuls it."""
    if folder.proposal is not None and folder.proposal.first_result == ANNUL:
        lift(work, folder, [each for each in folder.owed if each.case_id != folder.case.id])


def _end_the_reply(work: Work, case: Case, before: Case, result: str) -> None:
    """It is the complainant's, who gets the recheck's reply: that one says what became of it."""
    if result not in OF_RECHECK:
        return
    now = next(reversed(_replies(work, case)), None)
    for each in _replies(work, before):
        if stands(work, each):
            ended(work, each.id, OF_RECHECK[result], now.id if now else None)


def _replies(work: Work, case: Case) -> list[Document]:
    work.session.flush()
    mine = select(Document).where(Document.case_id == case.id, Document.kind == DocumentKind.REPLY)
    return list(work.session.scalars(mine.order_by(Document.at, Document.serial)))


def _annul(work: Work, folder: Folder, before: Folder, by: str, name_of: NameOf) -> None:
    for document in _documents(work, before.case):
        if stands(work, document):
            ended(work, document.id, End.ANNULLED, _write(work, folder, document, by, name_of))
    lift(work, before, before.rectifications)
    restore(work, folder, before, by, name_of)


def _documents(work: Work, case: Case) -> list[Document]:
    """What carried the opinion; not the letters that annulled another one. One that revoked another (art. 17)
    carried it too."""
    saying = select(DocumentEnd.by_document_id).where(
        DocumentEnd.by_document_id.is_not(None), DocumentEnd.how == End.ANNULLED
    )
    mine = select(Document).where(Document.case_id == case.id, Document.id.not_in(saying))
    found = mine.where(Document.kind.in_(FALL_WITH_THE_OPINION)).order_by(Document.kind, Document.serial)
    return list(work.session.scalars(found))


def _write(work: Work, folder: Folder, document: Document, by: str, name_of: NameOf) -> UUID:
    """By the body that rechecks, in its own series, to whom the document went; sealed if that was. That
    somebody asked for a recheck it does not tell."""
    addressee, number = document.content["addressee"], document.number
    sealed = SPECS[DocumentKind(document.kind)].sealed
    kind = DocumentKind.ADVICE if sealed else DocumentKind.UNIT_ANSWER

    def write(head: Letterhead) -> Paper:
        return annulled(kind, addressee, number, head)

    return issue(work, folder, kind, by, name_of, write).id
