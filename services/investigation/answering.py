"""What a change answers with: the case as it now is, or the reason why nothing was changed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services.investigation import showing, wording
from services.investigation.desk import CONFLICTS, Desk, look, to_change
from services.investigation.domain.case import Caller, Closed
from services.investigation.domain.sight import sees
from services.investigation.domain.states import Forbidden
from services.investigation.handlers.steps import Rejected
from services.investigation.sight import caller_of
from shared.contracts.terms import Role
from shared.kept_answers import Answer
from shared.staff.web import acting, staff
from shared.web import etags
from shared.web.api import names
from shared.web.idempotency import answer_once
from shared.web.problems import Problem, problem
from shared.work import Work

OUT_OF_SIGHT = 204
"""What a change is answered with by which the caller loses sight of the case: no content."""


def refusal(closed: Forbidden) -> Problem:
    """A closed action as a problem: 409 because of the case, 403 because of the caller."""
    status = 409 if closed.closed.code in CONFLICTS else 403
    return problem(
        status, closed.closed.code, wording.reason(closed.closed), extra={"article": closed.closed.article}
    )


def only_heads(caller: Caller) -> None:
    """Of what heads read: they, who is entered as absent too, and who stands in for one. Raises Problem."""
    if Role.HEAD not in caller.roles:
        raise refusal(Forbidden(Closed("role", None, {"roles": [Role.HEAD]})))


def answer(desk: Desk, status: int = 200) -> Answer:
    """The case as it now is, with its ETag; nothing of it to a caller who may not see it any more."""
    if not sees(desk.folder.facts(desk.work.today), desk.caller):
        return None, OUT_OF_SIGHT, {}
    document = showing.document(desk.work.session, desk.folder, desk.caller, desk.work.today)
    return document, status, {"ETag": f'"v{desk.folder.case.version}"'}


def change(
    case_id: UUID,
    act: Callable[[Desk], None],
    agree: Callable[[int], None] = etags.check,
    status: int = 200,
    *,
    body: Any = None,
    opens: bool = False,
) -> Answer:
    """Make one change, once for each Idempotency-Key, and answer with the case; what was handed in wrongly is
    answered field by field. `body` is what was sent, where that is not JSON; `opens` as in `changing`."""
    positions: dict[str, int] = {}

    def do(work: Work) -> Answer:
        desk = to_change(work, caller_of(work.session, staff(), work.today), case_id, agree, opens=opens)
        positions.update({each.ref: each.position for each in desk.folder.allegations})
        act(desk)
        work.session.flush()
        return answer(desk, status)

    def again(work: Work, kept: Answer) -> Answer:
        look(work, caller_of(work.session, staff(), work.today), case_id)
        return kept

    try:
        return answer_once(acting(), do, again=again, body=body)
    except Rejected as error:
        raise problem(422, "invalid", errors=wording.errors(error.faults, positions)) from error


def change_above(
    act: Callable[[Work, Caller], None],
    left: Callable[[Work, Caller], list[dict[str, Any]]],
    status: int = 200,
    *,
    find: Callable[[Work, Caller], Any] = lambda work, caller: None,
) -> Answer:
    """Make one change to what this body decides about others; answers with what is `left` to do, also when
    it is sent again: of what was left then, the caller may be barred since. `find` raises NoSuchCase where
    the caller must not know of what the change is about."""

    def do(work: Work) -> Answer:
        caller = caller_of(work.session, staff(), work.today)
        act(work, caller)
        work.session.flush()
        return {"items": left(work, caller)}, status, {}

    def again(work: Work, kept: Answer) -> Answer:
        caller = caller_of(work.session, staff(), work.today)
        find(work, caller)
        return {"items": left(work, caller)}, *kept[1:]

    try:
        return answer_once(acting(), do, again=again)
    except Rejected as error:
        raise problem(422, "invalid", errors=wording.errors(error.faults, {})) from error


def name_of(code: str) -> str:
    """A body's official (Chinese) name."""
    return str(names().party_name(code))
