"""Keep what was judged and decided, audit it, and tell the others: always in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from services.triage import contesting, grievances, made_anew, merging
from services.triage.cluster import keeping as clusters
from services.triage.dispatch import Extra, tell_assessed, tell_ruling
from services.triage.domain.assessment import Assessment
from services.triage.domain.caution import looked_at, taken_at_their_word
from services.triage.domain.deadlines import OPENS_A_CASE
from services.triage.domain.decisions import Ruling, confirmed, left_to_decide
from services.triage.in_force import last_judgment, policy_of
from services.triage.judging import TOLD, Judged, country, judge_complaint, kept_from
from services.triage.letter import issuing as letters
from services.triage.models import BarredParty, Complaint, DecisionMade, Happening, Judgment
from services.triage.notice import issuing as notices
from services.triage.records import kept
from services.triage.rules import keep_version, rules_of
from services.triage.sight import party_index
from services.triage.similar import likeness
from services.triage.stages import ACCEPTED, ASKED, AWAITING, ENDED
from services.triage.wording import WITH_THE_RECHECK, in_language, names_of, reason_text, told
from shared import i18n
from shared.contracts.events import ComplaintReopened
from shared.contracts.terms import Decision
from shared.divisions import body_code, division_of
from shared.work import Work

CLUSTERED = "similar_open_90d"
DESIGNATED = "order_designated"
"""How often the sender of its order said that it is ours after all."""
HANDED_ON = {"imminent_danger": False, "danger_handed_on": True}


@dataclass(frozen=True)
class Word:
    """Why a person decided so, and what the complainant is told."""

    reason: str = ""
    text: str = ""
    merged_into: str | None = None
    into: Complaint | None = None
    """The complaint of that number, once it was looked up and found fit."""
    since: datetime | None = None
    """When it was accepted first, where it goes on at another body: the term does not begin anew."""


def keep_judgment(work: Work, complaint: Complaint, overlay: dict[str, Any]) -> Judged:
    """Judge the complaint as it stands, keep why, bar who is barred, and put it on the right desk."""
    before = last_judgment(work.session, complaint) if complaint.revision else None
    if before is not None and before.overlay.get("danger_handed_on"):
        overlay = overlay | HANDED_ON
    for lasts in (TOLD, DESIGNATED):
        if before is not None and lasts in before.overlay:
            overlay = {lasts: before.overlay[lasts]} | overlay
    overlay, rules = _uncounted(overlay), rules_of(work.session, work.today)
    judged = judge_complaint(complaint, overlay, work.today, rules=rules)
    judged = _kept_from(work, complaint, before, judged)
    counts = grievances.counted(work, complaint, judged)
    most, threshold = max((count.number for count in counts), default=0), judged.policy.cluster_threshold
    if most >= threshold and not overlay.get(CLUSTERED):
        overlay = _clustered(overlay, most)
        judged = judge_complaint(complaint, overlay, work.today, judged.found, rules=rules)
        judged = _kept_from(work, complaint, before, judged)
    assessment = judged.assessment
    keep_version(work, judged.policy)
    number = before.number + 1 if before is not None else 1
    work.session.add(
        Judgment(
            complaint_id=complaint.id,
            number=number,
            at=work.now,
            policy=assessment.policy,
            overlay=dict(sorted(overlay.items())),
            content=kept(assessment) | {"found": judged.found.as_json()},
        )
    )
    _bar(work, complaint, assessment)
    complaint.revision += 1
    complaint.state = AWAITING
    complaint.desk = body_code(assessment.desk) if assessment.desk else None
    complaint.body = body_code(assessment.body) if assessment.body else None
    complaint.decision = assessment.decision.value
    complaint.accept_by = assessment.deadlines.accept_by
    if complaint.due is None:
        complaint.due = complaint.accept_by
    complaint.urgent = "PRIORITY" in assessment.flags
    complaint.flags = list(assessment.flags)
    if before is not None:
        merging.blind(work, complaint, assessment.barred)
    likeness.keep(work, complaint)
    clusters.propose(work, complaint, counts, threshold)
    work.record(
        "complaint.assessed",
        complaint.tracking_number,
        {"decision": assessment.decision.value, "body": complaint.body, "number": number},
    )
    tell_assessed(work, complaint, assessment)
    return judged


def keep_ruling(
    work: Work, complaint: Complaint, judged: Judged, ruling: Ruling, word: Word | None = None
) -> None:
    """The ruling stands: kept, audited, told. What would be a second recheck of a reply joins the first."""
    word = word or Word()
    first = made_anew.about(work.session, complaint, judged, ruling)
    led = made_anew.running(work, first) if first is not None else None
    if led is not None:
        ruling, word = _with_the_recheck(led), replace(_word_of(led), reason=word.reason, into=led)
    as_proposed = ruling == confirmed(judged.assessment)
    handler, complaint.handled_by = complaint.handled_by, None
    complaint.revision += 1
    complaint.state = _state(ruling)
    complaint.decision = ruling.decision.value
    complaint.body = body_code(ruling.body) if ruling.body else None
    complaint.decided_at = word.since or work.now
    moved = handler is not None and handler != complaint.body
    settle = taken_at_their_word if moved else looked_at
    judged = replace(judged, assessment=settle(judged.assessment))
    _bar(work, complaint, judged.assessment)
    if handler is not None:
        merging.blind(work, complaint, judged.assessment.barred)
    if first is not None and led is None:
        made_anew.lead(work, complaint, first, word.reason)
        judge_overtaken(work, complaint)
    text = word.text or _told(work, judged, ruling)
    _keep_decision(work, complaint, ruling, word, text, as_proposed)
    if handler is None:
        letters.issue(work, complaint, judged.facts, ruling)
    taken_from = handler if moved else None
    tell_ruling(work, complaint, judged, ruling, Extra(text, word.merged_into, word.since, taken_from))
    if handler is None or moved:
        notices.issue(work, complaint, judged, ruling, text)
    if ruling.decision is Decision.MERGE and word.into is not None:
        merging.join(work, complaint, word.into, word.reason, list(judged.assessment.barred))
        merging.blind(work, word.into, last_judgment(work.session, word.into).content["barred"])
    if ruling.decision is Decision.URGENT_FORWARD and complaint.state == ENDED and _goes_on(work, complaint):
        return
    if complaint.state == ENDED:
        grievances.drop(work.session, complaint)
        for freed in merging.ended(work, complaint, text):
            keep_judgment(work, freed, _replied(work, complaint))
        _give_back(work, complaint)


def _replied(work: Work, complaint: Complaint) -> dict[str, Any]:
    """What the register knows for one that stands alone again: it joined a recheck, and the reply stands."""
    if not complaint.rechecks:
        return {}
    told = {"contested": False, "rechecks": complaint.rechecks - 1}
    return {"earlier": contesting.known(work, complaint) | told}


def _give_back(work: Work, complaint: Complaint) -> None:
    """What waited for the answer to its recheck, which there will not be: who asked first gets one, and the
    others wait for the answer to that."""
    if not complaint.rechecks or complaint.decision == Decision.MERGE:
        return
    among = contesting.together(work.session, complaint)
    given = len(contesting.answers(work.session, among))
    waiting = [
        (contesting.asked_last(work.session, one), one) for one in among if contesting.waits(one, given)
    ]
    if not waiting:
        return
    (_, first), *others = sorted(waiting, key=lambda each: (each[0].at, each[1].id))
    judged = keep_judgment(work, first, {"earlier": contesting.known(work, first)})
    if judged.assessment.desk is None:
        keep_ruling(work, first, judged, confirmed(judged.assessment))
    if first.state == ENDED:
        return
    for asked, other in others:
        barred = last_judgment(work.session, other).content["barred"]
        merging.ask_with(work, other, first, asked, barred)


def join_recheck(work: Work, complaint: Complaint, judged: Judged, led: Complaint, asked: Happening) -> None:
    """The reply that it contests is being rechecked for another complaint of the matter: it is answered with
    that one, and what was written with the request is read there."""
    keep_ruling(work, complaint, judged, _with_the_recheck(led), _word_of(led))
    merging.ask_with(work, complaint, led, asked, list(judged.assessment.barred))


def _with_the_recheck(led: Complaint) -> Ruling:
    body = led.body or led.desk
    return Ruling(Decision.MERGE, body and division_of(body), None, ())


def _word_of(led: Complaint) -> Word:
    text = in_language(i18n.DEFAULT, lambda: i18n.gettext(WITH_THE_RECHECK))
    return Word(text=text, merged_into=led.tracking_number)


def judge_overtaken(work: Work, complaint: Complaint) -> None:
    """The matter of this one has its recheck now: who waits to become one of the same reply is to join it."""
    for one, known in made_anew.overtaken(work, contesting.together(work.session, complaint)):
        keep_judgment(work, one, known)


def keep_standing(work: Work, complaint: Complaint, ruling: Ruling, word: Word) -> None:
    """The desk looked at later words, and the road stands: the case goes on where it is, and nobody is told
    anything but that the words may be read."""
    complaint.revision += 1
    complaint.state, complaint.handled_by = ACCEPTED, None
    _keep_decision(work, complaint, ruling, word, "", as_proposed=True)


def _keep_decision(
    work: Work, complaint: Complaint, ruling: Ruling, word: Word, text: str, as_proposed: bool
) -> None:
    work.session.add(
        DecisionMade(
            id=work.new_id(),
            complaint_id=complaint.id,
            at=work.now,
            actor=str(work.actor),
            actor_name=work.actor.name,
            decision=ruling.decision.value,
            body=complaint.body,
            confirmed=as_proposed,
            content={
                "reason": word.reason,
                "text": text,
                "merged_into": word.merged_into,
                "referrals": [one.as_json() for one in ruling.referrals],
            },
        )
    )
    work.record(
        "complaint.decided",
        complaint.tracking_number,
        {"decision": ruling.decision.value, "body": complaint.body, "as_proposed": as_proposed},
    )


def keep_look(
    work: Work, complaint: Complaint, assessment: Assessment, overlay: dict[str, Any], urgent: bool
) -> None:
    """Later words are looked at on another desk; the case itself stays with its body meanwhile."""
    before = last_judgment(work.session, complaint)
    work.session.add(
        Judgment(
            complaint_id=complaint.id,
            number=before.number + 1,
            at=work.now,
            policy=before.policy,
            overlay=dict(sorted(overlay.items())),
            content=kept(assessment) | {"found": before.content["found"]},
        )
    )
    if complaint.handled_by is None:
        complaint.handled_by = complaint.body
        days = policy_of(work.session, complaint).aim_workdays
        complaint.due = rules_of(work.session, work.today).calendar.add_workdays(work.today, days)
    if urgent:
        complaint.urgent, complaint.due = True, work.today
    complaint.revision += 1
    complaint.state = AWAITING
    complaint.desk = body_code(assessment.desk) if assessment.desk else complaint.desk
    complaint.flags = list(assessment.flags)
    likeness.keep(work, complaint)
    work.record("complaint.laid_before", complaint.tracking_number, {"desk": complaint.desk})
    tell_assessed(work, complaint, assessment)


def _goes_on(work: Work, complaint: Complaint) -> bool:
    """The danger was handed on; what it came with lies on the desk again, if it is not settled with that."""
    overlay = last_judgment(work.session, complaint).overlay | HANDED_ON
    rules = rules_of(work.session, work.today)
    if not left_to_decide(judge_complaint(complaint, overlay, work.today, rules=rules).assessment):
        return False
    complaint.revision += 1
    work.emit(
        work.event(
            ComplaintReopened,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=complaint.revision,
        )
    )
    keep_judgment(work, complaint, overlay)
    return True


def _uncounted(overlay: dict[str, Any]) -> dict[str, Any]:
    """Without the number that an earlier judgment counted: perhaps at another desk."""
    if CLUSTERED not in overlay.get("found", ()):
        return overlay
    found = [name for name in overlay["found"] if name != CLUSTERED]
    return {name: value for name, value in overlay.items() if name != CLUSTERED} | {"found": found}


def _clustered(overlay: dict[str, Any], most: int) -> dict[str, Any]:
    """With the number of like complaints that nobody named (Measures art. 12)."""
    return overlay | {CLUSTERED: most, "found": [*overlay.get("found", ()), CLUSTERED]}


def _state(ruling: Ruling) -> str:
    if ruling.decision is Decision.PENDING_INFO:
        return ASKED
    return ACCEPTED if ruling.decision in OPENS_A_CASE and ruling.body else ENDED


def _told(work: Work, judged: Judged, ruling: Ruling) -> str:
    known = names_of(work.settings)
    stands = ruling == confirmed(judged.assessment)
    why = next(iter(judged.assessment.reasons), None) if stands else None

    def say() -> str:
        reason = reason_text(why, known) if why else ""
        return told(ruling.decision, ruling.referrals, reason, known)

    return in_language(i18n.DEFAULT, say)


def _kept_from(work: Work, complaint: Complaint, before: Judgment | None, judged: Judged) -> Judged:
    """Kept from whom an earlier judgment barred; and from each body on its way up that is barred otherwise:
    a person took words for an accusation, or it was told of the complaint that this one was joined to."""
    if before is None:
        return judged
    divisions = {code for code in (judged.assessment.desk, judged.assessment.body) if code is not None}
    table = country(judged.policy.xpcc_parent).divisions
    codes = {f"{of}-{code}" for own in divisions for code in table.chain(own) for of in ("DEP", "SUP")}
    hashed = {party_index(code): code for code in codes}
    found = select(BarredParty.party).where(
        BarredParty.complaint_id == complaint.id, BarredParty.party.in_(hashed)
    )
    barred = {hashed[party] for party in work.session.scalars(found)}
    return kept_from(judged, {*before.content["barred"], *barred})


def _bar(work: Work, complaint: Complaint, assessment: Assessment) -> None:
    """Barred once, barred for good: a later judgment opens no door again."""
    for party in sorted({party_index(code) for code in assessment.barred}):
        work.keep_once(BarredParty, complaint_id=complaint.id, party=party)
