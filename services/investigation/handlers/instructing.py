"""What the body above tells the one that is late."""

from uuid import UUID

from services.investigation import oversight
from services.investigation.cabinet import folder_of
from services.investigation.document_text import Letterhead, urging
from services.investigation.domain.case import Caller, Closed, Fault
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.states import Forbidden
from services.investigation.handlers.documents import issue
from services.investigation.handlers.steps import note, require, require_head
from services.investigation.models import Instruction
from services.investigation.replies import NameOf
from shared.papers import Paper
from shared.work import Work

ARTICLE = "825:20"


def instruct(work: Work, caller: Caller, case_id: UUID, text: str, name_of: NameOf) -> None:
    """Kept with the case, where the body below reads it, with its 督办函; what was done meanwhile is not
    pressed for. Raises NoSuchCase, Forbidden, Rejected."""
    require_head(caller, ARTICLE)
    case = oversight.find(work, caller, case_id)
    if not oversight.is_late(case, work.today):
        raise Forbidden(Closed("not_late", ARTICLE))
    require([] if text.strip() else [Fault("/text", "required", ARTICLE)])
    note(work, case, "instructed", {"superior": caller.home}, text, caller)
    work.session.add(
        Instruction(
            id=work.new_id(),
            case_id=case.id,
            superior=caller.home,
            text=text,
            by=caller.staff_id,
            by_name=caller.signed,
            at=work.now,
        )
    )
    addressee = name_of(case.body)

    def write(head: Letterhead) -> Paper:
        return urging(addressee, case.due, text, head)

    issue(
        work, folder_of(work.session, case), DocumentKind.URGING, caller.signed, name_of, write, caller.home
    )
