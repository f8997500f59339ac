"""Who withdraws from a case: asked for, decided by a head who is not concerned, in effect at once."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from services.investigation import superiors
from services.investigation.cabinet import NoSuchCase, folder_of
from services.investigation.document_text import Letterhead
from services.investigation.domain import approval, honours, tied
from services.investigation.domain import recusal as rules
from services.investigation.domain.case import ENDED, Action, Caller, Closed, Fault
from services.investigation.domain.conflicts import Conflict
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.recusal import Side
from services.investigation.domain.sight import DESK_ROLES
from services.investigation.domain.states import Forbidden
from services.investigation.domain.ties import ARTICLE, Tie
from services.investigation.folder import Folder
from services.investigation.handlers import kept_away, whose_turn
from services.investigation.handlers.barring import keep_from
from services.investigation.handlers.documents import issue
from services.investigation.handlers.leaving import leaves
from services.investigation.handlers.steps import note, require, require_head, take
from services.investigation.models import Case, Recusal
from services.investigation.recusal_text import recusal
from services.investigation.replies import NameOf, official
from services.investigation.sight import may_decide
from shared.i18n import N_
from shared.papers import Paper
from shared.work import Work

REGISTER = N_("Register of posts")
NEW = N_("What is new: %(what)s")


@dataclass(frozen=True)
class Application:
    """That somebody should withdraw."""

    username: str
    side: Side
    tie: Tie
    reason: str
    new: str = ""
    """What is known now, where the same was refused before."""

    @property
    def said(self) -> str:
        """The grounds, as they are kept."""
        return f"{self.reason}\n{official(NEW, what=self.new)}" if self.new.strip() else self.reason


def apply(work: Work, folder: Folder, caller: Caller, asked: Application) -> None:
    """Kept, and put before whoever decides; a tie of one's own takes effect at once. Raises Rejected."""
    case = folder.case
    person = folder.colleagues.get(asked.username)
    known = person if person is not None and person.roles & DESK_ROLES else None
    detail = {"side": asked.side, "tie": asked.tie}
    take(work, folder, caller, Action.APPLY_RECUSAL, to=case.standing, detail=detail, text=asked.said)
    require(rules.faults(asked.side, caller.staff_id, known.staff_id if known else None, asked.reason))
    if known is None:
        raise Forbidden(Closed("recusal_asked", ARTICLE))
    shown = folder.conflicts(work.today).get(known.staff_id)
    cause = shown.cause if shown is not None and shown.tie == asked.tie else None
    theirs = folder.all_of({known.staff_id})
    others = (each for each in folder.recusals if each.cause != honours.CAUSE and each.staff_id in theirs)
    before = (rules.Asked(known.staff_id, each.tie, each.cause, each.refused, each.reason) for each in others)
    now = rules.Asked(known.staff_id, asked.tie, cause, said=asked.reason, new=asked.new)
    code = rules.asked_before(asked.side, now, before)
    if code is not None:
        raise Forbidden(Closed(code, ARTICLE))
    row = _keep(work, folder, known, asked, cause, caller)
    if rules.at_once(asked.side):
        _settle(work, folder, row, None, granted=True, answer="")
    whose_turn.write_down(work, folder)


def put_forward(
    work: Work, folder: Folder, who: Caller, tie: Conflict, reason: str, by: Caller | None = None
) -> None:
    """An application that follows from what the records show: once for each cause, whatever else waits about
    that person. Who serves in an accused unit withdraws at once."""
    theirs = folder.all_of({who.staff_id})
    mine = [each for each in folder.recusals if each.staff_id in theirs and not each.moot]
    asked = [each for each in mine if each.tie == tie.tie]
    # To be honoured is an interest of its own: what somebody told of is another, and is answered by itself.
    told = tie.cause != honours.CAUSE and any(each.cause is None and each.granted is None for each in asked)
    if told or any(each.cause == tie.cause for each in asked):
        return
    detail = {"side": Side.OTHERS, "tie": tie.tie}
    note(work, folder.case, Action.APPLY_RECUSAL, detail, reason, by)
    row = _keep(work, folder, who, Application("", Side.OTHERS, tie.tie, reason), tie.cause, by)
    if tie.serving:
        _settle(work, folder, row, None, granted=True, answer="")
    whose_turn.write_down(work, folder)


def goes_above(work: Work, folder: Folder, who: Caller) -> None:
    """Who decides as a head from now on is judged by the superior, also where their own head was asked."""
    theirs = folder.all_of({who.staff_id})
    for row in folder.recusals:
        above = rules.decider(row.decider, folder.case.recheck_body, is_head=True)
        here = row.decider == folder.case.body
        if row.staff_id in theirs and row.granted is None and here and row.decider != above:
            row.is_head, row.decider = True, above
            note(work, folder.case, "recusal_above", {"tie": row.tie, "name": row.name})
            whose_turn.write_down(work, folder)


def _keep(
    work: Work, folder: Folder, who: Caller, asked: Application, cause: str | None, by: Caller | None
) -> Recusal:
    case, theirs = folder.case, folder.all_of({who.staff_id})
    people = (each for each in folder.colleagues.values() if each.staff_id in theirs)
    is_head = any(folder.decides_as_head(each, work.today) for each in people)
    row = Recusal(
        id=work.new_id(),
        case_id=case.id,
        staff_id=who.staff_id,
        name=who.name,
        is_head=is_head,
        side=asked.side,
        tie=asked.tie,
        reason=asked.said,
        by=by.staff_id if by else "",
        by_name=by.name if by else official(REGISTER),
        at=work.now,
        cause=cause,
        decider=rules.decider(case.body, case.recheck_body, is_head),
    )
    folder.recusals.append(row)
    work.session.add(row)
    return row


def decide(
    work: Work, folder: Folder, caller: Caller, recusal_id: UUID, granted: bool, answer: str, name_of: NameOf
) -> None:
    """The head of the case's own body decides. Raises NoSuchCase, Forbidden, Rejected."""
    row = next((each for each in folder.recusals if each.id == recusal_id), None)
    if row is None or row.decider != folder.case.body:
        raise NoSuchCase(recusal_id)
    kind = "recusal_granted" if granted else "recusal_refused"
    to = folder.case.standing
    take(work, folder, caller, Action.DECIDE_RECUSAL, to=to, kind=kind, detail={"tie": row.tie}, text=answer)
    _require_open(row, caller, answer)
    _write(work, folder, row, caller, granted, answer, name_of)
    _settle(work, folder, row, caller, granted, answer)
    whose_turn.write_down(work, folder)


def decide_above(
    work: Work, caller: Caller, recusal_id: UUID, granted: bool, answer: str, name_of: NameOf
) -> None:
    """The head of the body above decides on a head below, without opening the case; the decision lies in its
    file, under the number of whoever decided. Raises as `decide`."""
    require_head(caller, ARTICLE)
    row = find_above(work, caller, recusal_id)
    case = work.session.scalars(select(Case).where(Case.id == row.case_id).with_for_update()).one()
    if case.standing in ENDED:
        raise Forbidden(Closed("state", ARTICLE, {"state": case.state}))
    _require_open(row, caller, answer)
    folder = folder_of(work.session, case)
    _require_impartial(work, folder, caller)
    held = next(each for each in folder.recusals if each.id == row.id)
    kind = "recusal_granted" if granted else "recusal_refused"
    note(work, case, kind, {"tie": row.tie}, answer, caller)
    _write(work, folder, held, caller, granted, answer, name_of)
    _settle(work, folder, held, caller, granted, answer)
    whose_turn.write_down(work, folder)


def _require_impartial(work: Work, folder: Folder, caller: Caller) -> None:
    """Nor does anybody above decide on the people of a case in which they had a hand, or in the place of a
    head who may not. Raises Forbidden."""
    hands = folder.involved_before
    vain = superiors.in_vain(work.session, caller.home, folder.barred, work.today, hands)
    facts = replace(folder.facts(work.today), in_vain=vain)
    for check in (approval.no_hand_in_it, tied.not_tied, approval.not_in_their_place):
        if closed := check(facts, caller):
            raise Forbidden(closed)


def find_above(work: Work, caller: Caller, recusal_id: UUID) -> Recusal:
    """An application about a head below that is this body's to decide. Raises NoSuchCase."""
    query = select(Recusal).join(Case, Case.id == Recusal.case_id)
    row = work.session.scalar(query.where(Recusal.id == recusal_id, may_decide(caller)))
    if row is None:
        raise NoSuchCase(recusal_id)
    return row


def _write(
    work: Work, folder: Folder, row: Recusal, caller: Caller, granted: bool, answer: str, name_of: NameOf
) -> None:
    """回避决定书."""

    def write(head: Letterhead) -> Paper:
        return recusal(row, granted, answer, caller.signed, head)

    issue(work, folder, DocumentKind.RECUSAL, caller.signed, name_of, write, caller.home)


def _require_open(row: Recusal, caller: Caller, answer: str) -> None:
    if row.granted is not None:
        raise Forbidden(Closed("recusal_fell" if row.moot else "recusal_decided", ARTICLE))
    if row.staff_id in caller.theirs:
        raise Forbidden(Closed("own_recusal", ARTICLE))
    require([] if answer.strip() else [Fault("/reason", "required", ARTICLE)])


def _settle(work: Work, folder: Folder, row: Recusal, by: Caller | None, granted: bool, answer: str) -> None:
    row.granted, row.answer, row.decided_at = granted, answer, work.now
    row.decided_by = by.signed if by else row.by_name
    if not granted:
        return
    theirs = folder.all_of({row.staff_id})
    for other in folder.recusals:
        if other.staff_id in theirs and other.granted is None:  # they are gone, on whatever ground
            other.granted, other.answer, other.decided_at = True, answer, work.now
            other.decided_by = row.decided_by
            note(work, folder.case, "recusal_granted", {"tie": other.tie}, answer or None, by)
    folder.barred |= keep_from(work, folder.case, folder.person(row.staff_id))
    leaves(work, folder, row.staff_id, answer, decided=by is not None)
    kept_away.leave_elsewhere(work, folder, row.staff_id)
