"""A triage officer's decision: who may, what may not be, and what stands."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from services.triage import contesting, late_words, merging, ties
from services.triage.domain.caution import looked_at, taken_at_their_word
from services.triage.domain.deadlines import OPENS_A_CASE
from services.triage.domain.decisions import Choice, Refusal, Ruling, confirmed, decide, refused
from services.triage.domain.reasons import Reason, reason
from services.triage.in_force import accepted_before, judged_as, last_judgment
from services.triage.judging import Judged
from services.triage.keeping import Word, keep_ruling, keep_standing
from services.triage.models import Complaint
from services.triage.queue import find
from services.triage.stages import ACCEPTED, OPEN_STATES
from services.triage.wording import addressable
from shared.contracts.terms import Decision
from shared.divisions import body_code, division_of
from shared.staff.tokens import StaffToken
from shared.work import Work


class NotFound(LookupError):
    """No such complaint for this caller."""


class AlreadyDecided(Exception):
    """The complaint is not open any more."""


@dataclass
class Recused(Exception):
    """A rule of recusal forbids it, whoever asks."""

    reason: Reason


@dataclass
class Bound(Exception):
    """A dispute about who is in charge forbids it: it is open, or the designation stands."""

    reason: Reason


@dataclass
class Incomplete(Exception):
    """Something is missing; `field` says what."""

    field: str
    code: str


@dataclass(frozen=True)
class Wish:
    """What the officer sent. No decision means: confirm what is proposed."""

    decision: Decision | None
    body: str | None = None
    to: tuple[str, ...] = ()
    word: Word = field(default_factory=Word)


def decide_complaint(
    work: Work, staff: StaffToken, number: str, wish: Wish, agree: Callable[[int], None]
) -> Complaint:
    """The decision stands, or the exception says why not. `agree` may refuse the version."""
    complaint = find(work.session, staff, number, lock=True)
    if complaint is None:
        raise NotFound(number)
    agree(complaint.revision)
    if complaint.state not in OPEN_STATES:
        raise AlreadyDecided(number)
    judged = judged_as(work, complaint)
    _unbound(last_judgment(work.session, complaint).overlay, wish)
    if complaint.handled_by:
        return _settle_words(work, complaint, judged, wish)
    ruling = _ruling(judged, wish)
    word = _word(judged, ruling, wish)
    if ruling.decision is Decision.MERGE:
        word = replace(word, **mergeable(work, staff, complaint, word.merged_into))
    word = replace(word, since=accepted_before(work.session, complaint))
    keep_ruling(work, complaint, judged, ruling, word)
    if complaint.state == ACCEPTED:
        late_words.pass_all(work, complaint, looked_at(judged.assessment))
    joined_to = merging.hand_over(work, complaint)
    if joined_to is not None:
        late_words.heed(work, joined_to)
    return complaint


def _settle_words(work: Work, complaint: Complaint, judged: Judged, wish: Wish) -> Complaint:
    """A body has the case, and later words accuse it: the road stands, or another body takes the case."""
    handler, kept_away = str(complaint.handled_by), judged.assessment.kept_away
    if wish.decision is not None and wish.decision not in OPENS_A_CASE:
        raise Bound(Reason("WORDS", "petition:30(3)", "REFUSED.accepted", {}))
    if wish.body in kept_away and wish.body != handler:
        raise Recused(refused("barred", "K2", body=division_of(str(wish.body))))
    decision = judged.assessment.decision
    ruling = replace(_ruling(judged, wish), decision=decision)
    if decision not in OPENS_A_CASE or ruling.body is None:
        raise Bound(Reason("WORDS", "petition:30(3)", "REFUSED.accepted", {}))
    read_by, moves = looked_at(judged.assessment), body_code(ruling.body) != handler
    if moves:
        read_by = taken_at_their_word(judged.assessment)
    if moves or late_words.corrected_since(work.session, complaint):
        anew = moves and contesting.stands_answered(work.session, complaint)
        word = replace(wish.word, since=None if anew else complaint.decided_at)
        keep_ruling(work, complaint, judged, ruling, word)
    else:
        keep_standing(work, complaint, ruling, wish.word)
    late_words.pass_all(work, complaint, read_by)
    return complaint


def _unbound(overlay: dict[str, Any], wish: Wish) -> None:
    if disputed := overlay.get("disputed"):
        raise Bound(reason("DISPUTED", "petition:24", body=disputed))
    if (designated := overlay.get("designated")) and wish.decision is Decision.RETURN:
        raise Bound(Reason("DESIGNATED", "petition:24", "REFUSED.designated", {"body": designated}))


def mergeable(work: Work, staff: StaffToken, complaint: Complaint, number: str | None) -> dict[str, Any]:
    """What it joins: the complaint of that number, or the one that this was joined to before (G9), or under
    which its reply is being rechecked.

    Raises Incomplete where the caller knows of none, or it is another person's, or its case is over.
    """
    named = find(work.session, staff, (number or "").strip().upper())
    if named is None:
        raise Incomplete("merged_into", "unknown")
    running = contesting.running(work.session, named)
    led = running or ties.survivor(work.session, named)
    into = find(work.session, staff, led.tracking_number, lock=True)
    if into is None or into.id == complaint.id:
        raise Incomplete("merged_into", "unknown")
    if into.same_person is None or into.same_person != complaint.same_person:
        raise Incomplete("merged_into", "another_person")
    over = contesting.stands_answered(work.session, into)
    if into.state not in (*OPEN_STATES, ACCEPTED) or over:
        raise Incomplete("merged_into", "not_pending")
    return {"merged_into": into.tracking_number, "into": into}


def _ruling(judged: Judged, wish: Wish) -> Ruling:
    proposed = judged.assessment
    if wish.decision is None:
        _nothing_else(confirmed(proposed), wish)
    if wish.decision is None or (wish.decision is proposed.decision and not wish.body and not wish.to):
        return confirmed(proposed)
    found = decide(_choice(wish), judged.matter, proposed)
    if isinstance(found, Refusal):
        raise Recused(found.reason)
    if not wish.word.reason and found != confirmed(proposed):
        raise Incomplete("reason", "required")
    _complete(found, wish)
    known = {one.to for one in proposed.referrals}
    if not all(to in known or addressable(to) for to in wish.to):
        raise Incomplete("to", "no_addressee")
    return found


def _nothing_else(stands: Ruling, wish: Wish) -> None:
    """Whoever confirms takes what is proposed; another body or addressee is another decision."""
    if wish.body and wish.body != f"SUP-{stands.body}":
        raise Incomplete("body", "not_with_this_decision")
    if wish.to and set(wish.to) != {one.to for one in stands.referrals}:
        raise Incomplete("to", "not_with_this_decision")


def _choice(wish: Wish) -> Choice:
    division = wish.body.partition("-")[2] if wish.body else None
    return Choice(wish.decision or Decision.ACCEPT, division, wish.to)


def _complete(ruling: Ruling, wish: Wish) -> None:
    """A referral needs an addressee, a merger the other complaint, a question its text."""
    if ruling.decision in (Decision.REFER, Decision.RETURN) and not ruling.referrals:
        raise Incomplete("to", "required")
    if ruling.decision is Decision.MERGE and not wish.word.merged_into:
        raise Incomplete("merged_into", "required")
    if ruling.decision is Decision.PENDING_INFO and not wish.word.text:
        raise Incomplete("text", "required")
    if wish.body and ruling.decision not in OPENS_A_CASE:
        raise Incomplete("body", "not_with_this_decision")


def _word(judged: Judged, ruling: Ruling, wish: Wish) -> Word:
    """A merger that was proposed goes to the complaint that the facts name."""
    if ruling.decision is not Decision.MERGE or wish.word.merged_into:
        return wish.word
    earlier = judged.facts.circumstances.earlier
    named = earlier.tracking_number if earlier else None
    return replace(wish.word, merged_into=named)
