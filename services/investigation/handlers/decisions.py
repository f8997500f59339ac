"""The outcome: proposed by the investigators, decided by a head who had no hand in it."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from services.investigation.domain import approval, honours, templates, traces
from services.investigation.domain import proposal as rules
from services.investigation.domain.case import Action, Caller, Fault, State
from services.investigation.domain.chain import Office
from services.investigation.domain.limits import limits
from services.investigation.domain.outcomes import Outcome
from services.investigation.domain.standing import Stands
from services.investigation.folder import APPROVED, APPROVED_OWN, ENDORSED, Folder
from services.investigation.handlers import whose_act, whose_turn
from services.investigation.handlers.calling import set_day
from services.investigation.handlers.conclusion import say_concluded
from services.investigation.handlers.conflicts import look_again
from services.investigation.handlers.documents import issue_outcomes
from services.investigation.handlers.ending import AT_ONCE, revoke
from services.investigation.handlers.moot import (
    HERE,
    HONOURED_AND_RETURNED,
    HONOURED_BY_OTHERS,
    end_of_honours,
    end_undecided,
)
from services.investigation.handlers.rechecked import hold_before, let_fall, tell_before
from services.investigation.handlers.restoring import restore_revoked
from services.investigation.handlers.steps import Rejected, note, put_in_place, require, say, take
from services.investigation.models import Approval, Proposal, Rectification
from services.investigation.own import complaint_numbers
from services.investigation.replies import NameOf, reply_text, until_when
from services.investigation.written import in_use_for
from shared.contracts.events import CaseClosed
from shared.contracts.terms import Decision
from shared.work import Work


def propose(
    work: Work,
    folder: Folder,
    caller: Caller,
    outcomes: Sequence[Outcome],
    name_of: NameOf,
    first_result: str | None = None,
) -> None:
    """All outcomes at once, as one version; each allegation must be answered. Of a recheck, what becomes of
    the opinion before. Raises Rejected."""
    case = folder.case
    detail = {"codes": [each.code for each in outcomes]}
    told = {"first_result": first_result} if first_result else {}
    take(work, folder, caller, Action.PROPOSE_OUTCOME, detail=detail | told)
    stands = folder.standing(first_result)
    complete = tuple(rules.with_allegations(each, folder.found, stands) for each in outcomes)
    require(_faults(work, folder, complete, stands, first_result))
    require(honours.faults(complete, caller, (each.name for each in folder.colleagues.values())))
    require(traces.outcome_faults(complete, complaint_numbers(work.session, folder)))
    if first_result and case.decision != Decision.RECHECK:
        raise Rejected([Fault("/first_result", "no_recheck", "petition:35")])
    case.proposal = (case.proposal or 0) + 1
    case.returned = False
    folder.proposal = Proposal(
        case_id=case.id,
        version=case.proposal,
        by=caller.staff_id,
        by_name=caller.name,
        at=work.now,
        first_result=first_result or None,
        chain=limits(case.limits).approval_chain,
        outcomes=[_kept(each) for each in complete],
        findings=[asdict(found) for found in folder.found.values() if found is not None],
        reply="",
    )
    folder.proposal.templates = templates.sign(in_use_for(work.session, folder))
    folder.proposal.reply = _reply(work, folder, name_of)
    work.session.add(folder.proposal)
    folder.steps = []
    end_of_honours(work, case, folder.recusals, folder.honoured)
    look_again(work, folder)
    whose_act.write_down(work, folder)
    whose_turn.write_down(work, folder)


def _faults(
    work: Work, folder: Folder, outcomes: tuple[Outcome, ...], stands: Stands, first_result: str | None
) -> list[Fault]:
    """What the proposal lacks today, asked when it is made and again before it stands."""
    whole = rules.Proposal(folder.found, outcomes, folder.withdrawn, folder.revokers, stands, first_result)
    return rules.faults(whole, work.today)


def _reply(work: Work, folder: Folder, name_of: NameOf) -> str:
    """Where no complaint began it, nobody is answered."""
    return "" if folder.case.own else reply_text(folder, work.today, name_of)


def _kept(outcome: Outcome) -> dict[str, object]:
    return {"code": outcome.code, "allegations": list(outcome.allegations), "fields": dict(outcome.fields)}


def decide(
    work: Work, folder: Folder, caller: Caller, reason: str, name_of: NameOf, seen: str | None = None
) -> None:
    """The caller's yes: at a step below the head's it goes on, from the head the outcome stands."""
    facts = folder.facts(work.today)
    step = approval.step(facts)
    theirs = facts.able_at.get(step, frozenset()) | facts.asked_at.get(step, frozenset())
    if step is not Office.HEAD and caller.staff_id in theirs:
        endorse(work, folder, caller, reason)
    else:
        approve(work, folder, caller, reason, name_of, seen)


def endorse(work: Work, folder: Folder, caller: Caller, reason: str) -> None:
    """The proposal goes on to the next step."""
    step = approval.step(folder.facts(work.today))
    take(work, folder, caller, Action.ENDORSE, detail={"office": step}, text=reason or None)
    folder.steps.append(_decided(work, folder, caller, ENDORSED, reason, step))
    whose_turn.write_down(work, folder)


def send_back(work: Work, folder: Folder, caller: Caller, reason: str) -> None:
    """Whose turn it is returns the proposal, saying why, to the investigators, or to the queue where none of
    them is left; a new version begins at the first step."""
    step = approval.step(folder.facts(work.today))
    to = State.INVESTIGATING if folder.case.lead else State.QUEUED
    take(work, folder, caller, Action.RETURN, to=to, text=reason)
    require([Fault("/reason", "required", "measures:14(2)")] if not reason.strip() else [])
    folder.case.returned, folder.case.step = True, None
    _decided(work, folder, caller, "return", reason, step)
    end_of_honours(work, folder.case, folder.recusals, folder.honoured, HONOURED_AND_RETURNED)


def approve(
    work: Work, folder: Folder, caller: Caller, reason: str, name_of: NameOf, seen: str | None = None
) -> None:
    """The outcome stands, the complainant is answered, and what must be corrected gets its term. `seen`: the
    templates by which its documents were looked at; without a word, those of the day of the proposal."""
    case, outcomes = folder.case, folder.outcomes
    hold_before(work, folder)
    let_fall(work, folder)
    to = State.RECTIFYING if folder.owed else rules.after_approval(outcomes)
    kind = APPROVED_OWN if case.own else None
    take(work, folder, caller, Action.APPROVE, to=to, kind=kind, text=reason or None)
    result = folder.proposal.first_result if folder.proposal else None
    require(_faults(work, folder, outcomes, folder.stands, result))
    require(traces.outcome_faults(outcomes, complaint_numbers(work.session, folder)))
    _decided(work, folder, caller, APPROVED, reason, Office.HEAD)
    folder.approved_by = caller.staff_id
    end_of_honours(work, case, folder.recusals, folder.honoured, HONOURED_BY_OTHERS)
    case.step = None
    case.concluded_at = work.now
    case.recheck_until = None if case.own or folder.final else until_when(work.today)
    _set_terms(work, folder, outcomes)
    if folder.proposal is not None:
        folder.proposal.reply = _reply(work, folder, name_of)
    proposed = folder.proposal.templates if folder.proposal else None
    issue_outcomes(work, folder, caller, name_of, ",".join(filter(None, (proposed, seen))))
    set_day(work, folder)
    say_concluded(work, folder)
    tell_before(work, folder, caller.signed, name_of)
    revoke(work, folder, AT_ONCE)
    restore_revoked(work, folder, caller.signed, name_of)
    if to is State.TERMINATED:
        case.closed_at = work.now
        end_undecided(work, case, HERE)
        note(work, case, "terminated")
        say(work, case, CaseClosed, body=case.body, closed_at=work.now)


def _decided(
    work: Work, folder: Folder, caller: Caller, decision: str, reason: str, step: Office
) -> Approval:
    row = Approval(
        id=work.new_id(),
        case_id=folder.case.id,
        proposal=folder.case.proposal,
        decision=decision,
        office=step,
        reason=reason,
        by=caller.staff_id,
        by_name=caller.signed if step is Office.HEAD else _signed(work, folder, caller),
        at=work.now,
    )
    work.session.add(row)
    return row


def _signed(work: Work, folder: Folder, caller: Caller) -> str:
    """The name under a step below the head's, and for whom they stand in there."""
    away = {deputy: holder for holder, deputy in folder.stand_ins(work.today).items()}
    names = {each.staff_id: each.name for each in folder.offices}
    absent = names.get(away.get(caller.staff_id, ""))
    return replace(caller, stands_in_for=absent).signed


def _set_terms(work: Work, folder: Folder, outcomes: Sequence[Outcome]) -> None:
    for position, outcome in enumerate(outcomes, start=1):
        if outcome.carry_out_by is not None:
            item = Rectification(
                id=work.new_id(),
                case_id=folder.case.id,
                position=position,
                code=outcome.code,
                due=outcome.carry_out_by,
                unit=outcome.fields["unit"],
            )
            folder.rectifications.append(item)
            work.session.add(item)
    folder.case.rectify_by = max((item.due for item in folder.owed), default=None)
    put_in_place(folder)
