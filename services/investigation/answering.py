"""What a change answers with: the case as it now is, or the reason why nothing was changed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services.investigation import showing, wording
from services.investigation.desk import CONFLICTS, Desk, changing
from services.investigation.domain.states import Forbidden
from services.investigation.handlers.steps import Rejected
from shared.web import etags
from shared.web.api import names
from shared.web.problems import Problem, problem

Answer = tuple[dict[str, Any], int, dict[str, str]]


def refusal(closed: Forbidden) -> Problem:
    """A closed action as a problem: 409 because of the case, 403 because of the caller."""
    status = 409 if closed.closed.code in CONFLICTS else 403
    return problem(
        status, closed.closed.code, wording.reason(closed.closed), extra={"article": closed.closed.article}
    )


def answer(desk: Desk, status: int = 200) -> Answer:
    """The case as it now is, with its ETag."""
    document = showing.document(desk.work.session, desk.folder, desk.caller, desk.work.today)
    return document, status, {"ETag": f'"v{desk.folder.case.version}"'}


def change(
    case_id: UUID, act: Callable[[Desk], None], agree: Callable[[int], None] = etags.check, status: int = 200
) -> Answer:
    """Make one change and answer with the case; what was handed in wrongly is answered field by field."""
    positions: dict[str, int] = {}
    try:
        with changing(case_id, agree) as desk:
            positions.update({each.ref: each.position for each in desk.folder.allegations})
            act(desk)
            desk.work.session.flush()
            return answer(desk, status)
    except Rejected as error:
        raise problem(422, "invalid", errors=wording.errors(error.faults, positions)) from error


def name_of(code: str) -> str:
    """A body's official (Chinese) name."""
    return str(names().party_name(code))
