"""What a recheck decides about the opinion before it reaches the body that gave it, and the unit it bound."""

from services.investigation.cabinet import folder_of
from services.investigation.document_text import Letterhead
from services.investigation.domain.case import State
from services.investigation.domain.documents import DocumentKind
from services.investigation.folder import Folder
from services.investigation.handlers.documents import issue
from services.investigation.handlers.steps import note, put_in_place
from services.investigation.handlers.unit_links import document_number
from services.investigation.models import Rectification
from services.investigation.replies import NameOf
from services.investigation.unit_text import annulled
from shared.papers import Paper
from shared.work import Work

ANNUL = "annul"


def tell_before(work: Work, folder: Folder, by: str, name_of: NameOf) -> None:
    """Each body that answered before learns the result. What an annulled opinion still orders falls away,
    and its unit is told in writing: nobody carries out what does not stand any more."""
    result = folder.proposal.first_result if folder.proposal else None
    if result is None:
        return
    for case in folder.before:
        if case.concluded_at is None:
            continue
        work.session.refresh(case, with_for_update=True)
        note(work, case, f"recheck_{result}", {"body": folder.case.body})
        if result == ANNUL:
            _lift(work, folder, folder_of(work.session, case), by, name_of)


def _lift(work: Work, folder: Folder, before: Folder, by: str, name_of: NameOf) -> None:
    case, ordered = before.case, [each for each in before.rectifications if each.lifted_at is None]
    for item in ordered:
        _write(work, folder, item, by, name_of)
        if not item.settled:
            item.lifted_at = work.now
    if case.standing is State.RECTIFYING and not before.owed:
        case.state, case.rectify_by = State.CONCLUDED, None
        put_in_place(before)


def _write(work: Work, folder: Folder, item: Rectification, by: str, name_of: NameOf) -> None:
    """By the body that rechecks, in its own series. That somebody asked for a recheck it does not tell."""
    addressee, number = item.unit, document_number(work, item)

    def write(head: Letterhead) -> Paper:
        return annulled(addressee, number, head)

    issue(work, folder, DocumentKind.UNIT_ANSWER, by, name_of, write)
