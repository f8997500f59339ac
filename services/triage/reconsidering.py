"""What is due for a complaint after what was heard of it: done whenever it is looked at, and done once."""

from typing import Any

from sqlalchemy import select

from services.triage import contesting, grievances, late_words, merging, passing, precedents, rules
from services.triage.competence import competing
from services.triage.domain.clearcut import is_clear_cut
from services.triage.domain.competence import lasting
from services.triage.domain.decisions import confirmed
from services.triage.domain.referrals import emergency
from services.triage.domain.standing import resumed
from services.triage.happenings import answered, happenings, replies
from services.triage.in_force import last_judgment, policy_of
from services.triage.judging import TOLD, Judged, accused_in, judge_complaint
from services.triage.keeping import (
    DESIGNATED,
    HANDED_ON,
    join_recheck,
    judge_overtaken,
    keep_judgment,
    keep_ruling,
)
from services.triage.models import WORDS, Complaint, DecisionMade, Happening
from services.triage.stages import ACCEPTED, ASKED, AWAITING, ENDED, OPEN_STATES
from shared import office_days
from shared.clock import china_day
from shared.contracts.terms import Channel, Decision
from shared.work import Work

SENT_BACK = {(ENDED, Decision.RETURN), (ENDED, Decision.REFER)}


def judge_first(work: Work, complaint: Complaint) -> None:
    judged = keep_judgment(work, complaint, _overlay(work, complaint))
    _dispatch(work, complaint, judged)


def reconsider(work: Work, complaint: Complaint) -> None:
    """Do what the facts call for and was not done yet."""
    if complaint.received_at is None:
        return
    happened = happenings(work, complaint)
    kinds = [one.kind for one in happened]
    rechecks = _contested(work, complaint, happened)
    if rechecks > complaint.rechecks:
        _contest(work, complaint, happened)
    elif "withdrawn" in kinds and not rechecks and _still_to_judge(complaint):
        complaint.withdrawal_judged = True
        held = lasting(last_judgment(work.session, complaint).overlay)
        keep_judgment(work, complaint, _overlay(work, complaint) | held | {"withdrawn": True})
    if (complaint.state, complaint.decision) in SENT_BACK:
        _take_on(work, complaint, [one for one in happened if one.kind == DESIGNATED])
    for passed in happened:
        if passed.kind not in ("passed_up", "objected") or passed.body != _handler(complaint):
            continue
        complaint.state, complaint.handled_by, complaint.body = ACCEPTED, None, passed.body
        if passed.kind == "passed_up":
            passing.accept_above(work, complaint, passed.text)
        else:
            proposed, _, basis = passed.text.partition("\n")
            competing.object_after(work, complaint, passed.body or "", proposed, basis)
    if replies(happened) and contesting.stands_answered(work.session, complaint):
        grievances.drop(work.session, complaint)
    if complaint.state == ASKED and answered(complaint, happened):
        complaint.state = AWAITING
        complaint.revision += 1
        _resume(work, complaint)
        work.record("complaint.answered", complaint.tracking_number)
    _heed(work, complaint, happened)
    late_words.heed(work, complaint)
    joined_to = merging.hand_over(work, complaint)
    if joined_to is not None:
        reconsider(work, joined_to)


def _handler(complaint: Complaint) -> str | None:
    """The body that has the case now."""
    return complaint.body if complaint.state == ACCEPTED else complaint.handled_by


def _heed(work: Work, complaint: Complaint, happened: list[Happening]) -> None:
    """A message that accuses a leader or a body takes it off their desk until another one has looked."""
    messages = [one.text for one in happened if one.kind in WORDS and one.text]
    if complaint.state not in OPEN_STATES or complaint.handled_by or not messages:
        return
    held = last_judgment(work.session, complaint).overlay
    told = list(held.get(TOLD) or ())
    told += [one for text in messages for one in accused_in(text, complaint) if one not in told]
    if told != (held.get(TOLD) or []):
        keep_judgment(work, complaint, held | {TOLD: told})


def _still_to_judge(complaint: Complaint) -> bool:
    """A withdrawal counts here until the complaint is decided; later the investigator weighs it."""
    open_still = complaint.state in OPEN_STATES and complaint.handled_by is None
    return open_still and not complaint.withdrawal_judged


def _contested(work: Work, complaint: Complaint, happened: list[Happening]) -> int:
    """Which reply in the matter is contested; most complaints need no look at the others to say none."""
    if all(one.kind != contesting.ASKED for one in happened):
        return 0
    among = contesting.together(work.session, complaint)
    return contesting.contested(happened, contesting.answers(work.session, among))


def _contest(work: Work, complaint: Complaint, happened: list[Happening]) -> None:
    """The reply is contested: the next body up looks at it again (petition art. 35), unless it does so
    already, or did before this was heard, because of another complaint of the matter."""
    among = contesting.locked(work, complaint)
    given = contesting.answers(work.session, among)
    complaint.rechecks = contesting.contested(happened, given)
    others = [one for one in among if one is not complaint]
    led = next((one for one in others if contesting.under_recheck(one, len(given))), None)
    if complaint.rechecks < len(given):
        answering = contesting.answered_in(work.session, complaint, given[complaint.rechecks].body)
        led = answering if answering is not complaint else led
    asked = contesting.asked_last(work.session, complaint)
    judged = _judge_recheck(work, complaint, happened, asked)
    if led is None:
        _dispatch(work, complaint, judged)
        judge_overtaken(work, complaint)
    else:
        join_recheck(work, complaint, judged, led, asked)
        reconsider(work, led)


def _judge_recheck(work: Work, complaint: Complaint, happened: list[Happening], asked: Happening) -> Judged:
    calendar, days = office_days.of(work.session), policy_of(work.session, complaint).accept_days
    complaint.due = calendar.add_days(china_day(asked.at), days)
    told = late_words.accused_by(work, complaint, happened)
    complaint.handled_by = None
    known: dict[str, Any] = {"earlier": contesting.known(work, complaint)}
    if _danger_was_handed_on(work, complaint):
        known |= HANDED_ON  # it makes no first handling of a recheck
    return keep_judgment(work, complaint, known | ({TOLD: told} if told else {}))


def _danger_was_handed_on(work: Work, complaint: Complaint) -> bool:
    """G1 came first, the first time, or with the recheck before this one."""
    made = work.session.scalars(select(DecisionMade).where(DecisionMade.complaint_id == complaint.id))
    return any(each.decision == Decision.URGENT_FORWARD or _told_of_danger(each) for each in made)


def _told_of_danger(made: DecisionMade) -> bool:
    return any(each["to"] == emergency().to for each in made.content.get("referrals", ()))


def _take_on(work: Work, complaint: Complaint, designated: list[Happening]) -> None:
    """The order went back, and its sender says that it is ours: judged once more as from above, once for
    each time that it was said. The time to tell the complainant counts from then (petition art. 23)."""
    overlay = last_judgment(work.session, complaint).overlay
    if len(designated) <= overlay.get(DESIGNATED, 0):
        return
    complaint.channel = Channel.SUPERIOR
    calendar, days = office_days.of(work.session), policy_of(work.session, complaint).accept_days
    complaint.due = calendar.add_days(china_day(designated[-1].at), days)
    known = _overlay(work, complaint) | {DESIGNATED: len(designated)}
    judged = keep_judgment(work, complaint, known)
    complaint.accept_by = complaint.due
    _dispatch(work, complaint, judged)


def _dispatch(work: Work, complaint: Complaint, judged: Judged) -> None:
    """At once where nobody inside may see it, and in mode `automatic` where nothing is left to weigh."""
    assessment = judged.assessment
    automatic = work.settings is not None and work.settings.triage_mode == "automatic"
    if assessment.desk is None or (automatic and is_clear_cut(assessment)):
        keep_ruling(work, complaint, judged, confirmed(assessment))


def _overlay(work: Work, complaint: Complaint) -> dict[str, Any]:
    """What the register knows besides: an earlier complaint. One that nobody named counts only where a
    person will look at it first."""
    known = precedents.overlay(work, complaint)
    if "found" not in known:
        return known
    judged = judge_complaint(complaint, known, work.today, rules=rules.rules_of(work.session, work.today))
    return {} if judged.assessment.desk is None else known


def _resume(work: Work, complaint: Complaint) -> None:
    if complaint.due is not None and complaint.decided_at is not None:
        asked = china_day(complaint.decided_at)
        complaint.due = resumed(
            complaint.due, asked, work.today, policy_of(work.session, complaint), office_days.of(work.session)
        )
