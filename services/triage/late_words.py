"""What a complainant writes once a body has the case, read here before that body reads it.

The ordinary message is passed at once. One whose words accuse the body, its leader or its people lies on the
desk above, as a complaint does whose statement accuses them: that desk lets the road stand, and the message
is passed, or takes the case to another body. Until then nobody who handles the case learns of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.triage.domain.assessment import Assessment
from services.triage.domain.caution import laid_before, looked_at, must_be_looked_at
from services.triage.in_force import last_judgment, policy_of
from services.triage.judging import TOLD, accused_to, country, roads, tells_of_danger
from services.triage.keeping import keep_look
from services.triage.models import WORDS, Complaint, Correction, Happening
from services.triage.records import restored
from services.triage.rules import rules_of
from services.triage.staff_models import Account
from services.triage.stages import ACCEPTED, OPEN_STATES
from shared.contracts.events import WordsPassed
from shared.contracts.terms import Decision
from shared.divisions import body_code, division_of
from shared.work import SYSTEM, Work, Works

OPEN, KEPT = "open", "kept"
"""How words were read: passed to all who handle it, or kept from a body that had it before."""
MOST_A_ROUND = 200

Told = list[dict[str, Any]]


@dataclass(frozen=True)
class Heard:
    """Some words, and whom they accuse."""

    happening: Happening
    told: Told


def heed(work: Work, complaint: Complaint) -> None:
    """Read what was not read yet: pass it to whoever handles the case, or lay it before the desk above.
    Before a body has it, what accuses somebody waits for the decision with the rest."""
    unread, handler = _waiting(work.session, complaint), complaint.handled_by or complaint.body
    if not unread or handler is None or complaint.state not in (*OPEN_STATES, ACCEPTED):
        return
    waiting = _read(work, complaint, handler, unread)
    decided = complaint.handled_by is not None or complaint.state == ACCEPTED
    held = [one for one in waiting if _must_wait(work, complaint, handler, one.told, decided)]
    if held and decided:
        told = [each for one in held for each in one.told]
        danger = any(tells_of_danger(one.happening.text) for one in held)
        _lay_before(work, complaint, handler, told, danger)
    barred = last_judgment(work.session, complaint).content["barred"]
    for one in waiting:
        if one not in held:
            _pass(work, complaint, one, handler, barred)


def pass_all(work: Work, complaint: Complaint, assessment: Assessment) -> None:
    """A person has looked at all that was said, and knows who handles it: it may be read there."""
    handler = str(complaint.body)
    for one in _read(work, complaint, handler, _waiting(work.session, complaint, also=KEPT)):
        _pass(work, complaint, one, handler, assessment.barred)


def accused_by(work: Work, complaint: Complaint, happened: Iterable[Happening]) -> Told:
    """Whom the complainant's words accuse, all of them, together with what is known of that already."""
    told: Told = list(last_judgment(work.session, complaint).overlay.get(TOLD) or ())
    handler = complaint.body or complaint.desk or ""
    for one in _read(work, complaint, handler, [each for each in happened if each.kind in WORDS]):
        told += [each for each in one.told if each not in told]
    return told


def corrected_since(session: Session, complaint: Complaint) -> bool:
    """Whether the desk that looks has corrected facts."""
    since = select(Correction.number).where(
        Correction.complaint_id == complaint.id, Correction.at > complaint.decided_at
    )
    return session.scalar(since.limit(1)) is not None


def read_what_waits(works: Works) -> int:
    """What came while this service did not know how to read it; how many complaints."""
    unread = (
        select(Complaint.id)
        .join(Happening, Happening.complaint_id == Complaint.id)
        .where(Happening.reading.is_(None), Happening.kind.in_(WORDS), Complaint.state == ACCEPTED)
        .distinct()
        .limit(MOST_A_ROUND)
    )
    with works.reading() as session:
        found = list(session.scalars(unread))
    for key in found:
        with works.begin(SYSTEM) as work:
            heed(work, held(work, key))
    return len(found)


def held(work: Work, key: UUID) -> Complaint:
    """The complaint, kept from others, who may still refer to it."""
    locked = select(Complaint).where(Complaint.id == key).with_for_update(key_share=True)
    return work.session.execute(locked).scalar_one()


def _waiting(session: Session, complaint: Complaint, also: str | None = None) -> list[Happening]:
    query = select(Happening).where(
        Happening.complaint_id == complaint.id,
        Happening.kind.in_(WORDS),
        or_(Happening.reading.is_(None), Happening.reading == also),
    )
    return list(session.scalars(query.order_by(Happening.at, Happening.id)))


def _read(work: Work, complaint: Complaint, handler: str, waiting: Iterable[Happening]) -> list[Heard]:
    spoken = list(waiting)
    if not any(one.text for one in spoken):
        return [Heard(one, []) for one in spoken]
    division = division_of(handler)
    at_work = select(Account.display_name).where(
        Account.home.in_((f"SUP-{division}", f"DEP-{division}")), Account.active.is_(True)
    )
    names = [name for name in work.session.scalars(at_work) if len(name) > 1]
    return [Heard(one, accused_to(division, one.text, complaint, names)) for one in spoken]


def _must_wait(work: Work, complaint: Complaint, handler: str, told: Told, decided: bool) -> bool:
    if not told or not decided:
        return bool(told)
    before, as_accused = roads(complaint, told, work.today, rules_of(work.session, work.today))
    where = country(policy_of(work.session, complaint).xpcc_parent)
    return must_be_looked_at(division_of(handler), before, as_accused, where)


def _lay_before(work: Work, complaint: Complaint, handler: str, told: Told, danger: bool) -> None:
    """On the desk that would be called for were all of it true; the case itself stays where it is. Where
    there is danger it is read first there, and today."""
    held = last_judgment(work.session, complaint).overlay
    told = [*(held.get(TOLD) or ()), *told]
    told = [one for place, one in enumerate(told) if one not in told[:place]]
    _, as_accused = roads(complaint, told, work.today, rules_of(work.session, work.today))
    stands = replace(
        looked_at(restored(last_judgment(work.session, complaint).content)),
        decision=Decision(complaint.decision or Decision.ACCEPT),
        body=division_of(handler),
    )
    desk = as_accused.body or stands.desk or division_of(handler)
    divisions = [one["division"] for one in told]
    made = laid_before(desk, stands, as_accused.barred, divisions)
    if danger:
        made = replace(made, flags=tuple(sorted({*made.flags, "PRIORITY"})))
    keep_look(work, complaint, made, held | {TOLD: told}, danger)


def _pass(work: Work, complaint: Complaint, heard: Heard, handler: str, barred: Iterable[str]) -> None:
    accused = {body_code(one["division"]) for one in heard.told}
    kept_from = sorted(accused - set(barred) - {handler})
    heard.happening.reading = KEPT if kept_from else OPEN
    complaint.revision += 1
    work.record("words.passed", complaint.tracking_number, {"kind": heard.happening.kind})
    work.emit(
        work.event(
            WordsPassed,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=complaint.revision,
            said_id=heard.happening.id,
            kept_from=kept_from,
            barred=list(barred),
        )
    )
