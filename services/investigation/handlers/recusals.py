"""Who withdraws from a case: asked for, decided by a head who is not concerned, in effect at once."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.investigation.document_text import Letterhead
from services.investigation.domain import recusal as rules
from services.investigation.domain.case import ENDED, Action, Caller, Closed, Fault
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.recusal import Side, Tie
from services.investigation.domain.sight import DESK_ROLES
from services.investigation.domain.states import Forbidden
from services.investigation.folder import Folder, NoSuchCase, folder_of
from services.investigation.handlers.documents import issue
from services.investigation.handlers.passing import pass_up
from services.investigation.handlers.people import withdraw
from services.investigation.handlers.steps import note, put_in_place, require, take
from services.investigation.models import BarredParty, Case, Recusal
from services.investigation.recusal_text import recusal
from services.investigation.replies import NameOf, official
from services.investigation.sight import may_decide, party_index
from shared.contracts.terms import Role
from shared.i18n import N_
from shared.papers import Paper
from shared.work import Work

REVIEWED = N_("Named as the legal reviewer of %(document)s, which is challenged here.")
NOBODY_LEFT = N_("Nobody of this body is left who may handle the case.")


@dataclass(frozen=True)
class Application:
    """That somebody should withdraw."""

    username: str
    side: Side
    tie: Tie
    reason: str


def apply(work: Work, folder: Folder, caller: Caller, asked: Application) -> None:
    """Kept, and put before whoever decides; a tie of one's own takes effect at once. Raises Rejected."""
    case = folder.case
    person = folder.colleagues.get(asked.username)
    known = person if person is not None and person.roles & DESK_ROLES else None
    detail = {"side": asked.side, "tie": asked.tie}
    take(work, folder, caller, Action.APPLY_RECUSAL, to=case.standing, detail=detail, text=asked.reason)
    require(rules.faults(asked.side, caller.staff_id, known.staff_id if known else None, asked.reason))
    if known is None or any(
        each.staff_id == known.staff_id and each.granted is None for each in folder.recusals
    ):
        raise Forbidden(Closed("recusal_asked", rules.ARTICLE))
    is_head = Role.HEAD in known.roles
    row = Recusal(
        id=work.new_id(),
        case_id=case.id,
        staff_id=known.staff_id,
        name=known.name,
        is_head=is_head,
        side=asked.side,
        tie=asked.tie,
        reason=asked.reason,
        by=caller.staff_id,
        by_name=caller.name,
        at=work.now,
        decider=rules.decider(case.body, case.recheck_body, is_head),
    )
    folder.recusals.append(row)
    work.session.add(row)
    if rules.at_once(asked.side):
        _settle(work, folder, row, None, granted=True, answer="")


def apply_about_reviewers(work: Work, folder: Folder, caller: Caller, act: str, said: str) -> None:
    """Colleagues whom a record names as the act's legal reviewers (K1): whether each withdraws is decided;
    until then none of them decides on the outcome."""
    desk = {name: each for name, each in folder.colleagues.items() if each.roles & DESK_ROLES}
    before = {each.staff_id for each in folder.recusals if each.tie == Tie.LEGAL_REVIEWER}
    for username in rules.named(said, {name: each.name for name, each in desk.items()}):
        waits = any(
            each.staff_id == desk[username].staff_id and each.granted is None for each in folder.recusals
        )
        if desk[username].staff_id not in before and not waits:
            reason = official(REVIEWED, document=act)
            apply(work, folder, caller, Application(username, Side.OTHERS, Tie.LEGAL_REVIEWER, reason))


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


def decide_above(work: Work, caller: Caller, recusal_id: UUID, granted: bool, answer: str) -> None:
    """The head of the body above decides on a head below, without opening the case. Raises as `decide`."""
    row = find_above(work, caller, recusal_id)
    case = work.session.scalars(select(Case).where(Case.id == row.case_id).with_for_update()).one()
    _require_open(row, caller, answer)
    if case.standing in ENDED:
        raise Forbidden(Closed("state", rules.ARTICLE, {"state": case.state}))
    folder = folder_of(work.session, case)
    held = next(each for each in folder.recusals if each.id == row.id)
    kind = "recusal_granted" if granted else "recusal_refused"
    note(work, case, kind, {"tie": row.tie}, answer, caller)
    _settle(work, folder, held, caller, granted, answer)


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

    issue(work, folder, DocumentKind.RECUSAL, caller.signed, name_of, write)


def _require_open(row: Recusal, caller: Caller, answer: str) -> None:
    if row.granted is not None:
        raise Forbidden(Closed("recusal_decided", rules.ARTICLE))
    if row.staff_id == caller.staff_id:
        raise Forbidden(Closed("own_recusal", rules.ARTICLE))
    require([] if answer.strip() else [Fault("/reason", "required", rules.ARTICLE)])


def _settle(work: Work, folder: Folder, row: Recusal, by: Caller | None, granted: bool, answer: str) -> None:
    row.granted, row.answer, row.decided_at = granted, answer, work.now
    row.decided_by = by.signed if by else row.name
    if not granted:
        return
    code = f"STAFF-{row.staff_id}"
    work.keep_once(BarredParty, complaint_id=folder.case.complaint_id, party=party_index(code), code=code)
    folder.barred |= {code}
    withdraw(work, folder, row.staff_id)
    put_in_place(folder)
    if rules.takes_it_up(folder.facts(work.today), decided=by is not None):
        pass_up(work, folder, None, answer or official(NOBODY_LEFT))
