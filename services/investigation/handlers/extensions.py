"""More time for an investigation: asked for by the investigators, decided by the head, told at once."""

from services.investigation.document_text import Letterhead, extension
from services.investigation.domain import conditions, extensions
from services.investigation.domain.case import Action, Caller, Closed, Fault
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.limits import limits
from services.investigation.domain.states import Forbidden
from services.investigation.folder import Folder
from services.investigation.handlers.documents import issue
from services.investigation.handlers.steps import put_in_place, require, say, take
from services.investigation.handlers.term import settle_folder
from services.investigation.models import Extension
from services.investigation.replies import NameOf
from shared import office_days
from shared.contracts.events import CaseExtended
from shared.papers import Paper
from shared.work import Work


def ask(work: Work, folder: Folder, caller: Caller, days: int, reason: str) -> None:
    """An application to the head. Raises Rejected."""
    to = folder.case.standing
    take(work, folder, caller, Action.ASK_EXTENSION, to=to, detail={"days": days}, text=reason)
    require(extensions.faults(days, reason, limits(folder.case.limits).extension))
    asked = Extension(
        id=work.new_id(),
        case_id=folder.case.id,
        days=days,
        reason=reason,
        by=caller.staff_id,
        by_name=caller.name,
        at=work.now,
    )
    folder.extensions.append(asked)
    work.session.add(asked)


def decide(work: Work, folder: Folder, caller: Caller, granted: bool, answer: str, name_of: NameOf) -> None:
    """The head's word. What is granted moves the term, and the complainant reads why (petition art. 34)."""
    case, asked = folder.case, folder.extension_asked
    kind = "extension_granted" if granted else "extension_refused"
    detail = {"days": asked.days} if asked else {}
    take(
        work, folder, caller, Action.DECIDE_EXTENSION, to=case.standing, kind=kind, detail=detail, text=answer
    )
    require([] if answer.strip() else [Fault("/reason", "required", extensions.ARTICLE)])
    if asked is None:
        raise Forbidden(Closed("no_extension_asked", extensions.ARTICLE))
    if granted and (closed := conditions.grantable(folder.facts(work.today), caller)):
        raise Forbidden(closed)
    asked.granted, asked.answer = granted, answer
    asked.decided_by, asked.decided_at = caller.signed, work.now
    if granted:
        _grant(work, folder, asked, answer)
        _write(work, folder, asked, caller, name_of)


def _write(work: Work, folder: Folder, asked: Extension, caller: Caller, name_of: NameOf) -> None:
    """延期告知书, where the complainant can be reached."""
    case, until = folder.case, asked.until
    if not case.contactable or until is None:
        return

    def write(head: Letterhead) -> Paper:
        return extension(case.tracking_number, asked.days, until, asked.answer or "", head)

    issue(work, folder, DocumentKind.EXTENSION, caller.signed, name_of, write)


def _grant(work: Work, folder: Folder, asked: Extension, answer: str) -> None:
    case = folder.case
    unpaused = case.term or case.investigate_by
    longer = extensions.extended(unpaused, asked.days, office_days.calendar().next_workday)
    case.investigate_by, case.term = longer, longer if case.term else None
    settle_folder(folder)
    asked.until, asked.message_id = case.investigate_by, work.new_id()
    put_in_place(folder)
    say(
        work,
        case,
        CaseExtended,
        body=case.body,
        body_name=case.body_name,
        investigate_by=case.investigate_by,
        message_id=asked.message_id,
        reason=answer,
    )
