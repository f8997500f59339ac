"""The end of a case: intake is told how long it must be kept, and what it erased is erased here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from services.investigation import checks
from services.investigation.cabinet import folder_of
from services.investigation.domain.case import ENDED
from services.investigation.domain.copies import GONE
from services.investigation.domain.evidence import State
from services.investigation.domain.limits import limits
from services.investigation.domain.standing import LETS_STAND
from services.investigation.handlers.letters import what_it_joined_to_be_indexed
from services.investigation.handlers.steps import note, say
from services.investigation.joined import joined_into
from services.investigation.models import (
    Archive,
    Base,
    Case,
    Entry,
    Erased,
    EvidenceFile,
    Hand,
    Held,
    Notice,
    PassedWords,
    Proposal,
    Record,
    Rectification,
    Recusal,
    Redacted,
    SearchToken,
    TermTold,
)
from shared import erasing
from shared.clock import china_day
from shared.contracts.events import CaseRetentionSettled, ComplaintErased, ComplaintRedacted, HoldChanged
from shared.contracts.retention import Rule, rule_of
from shared.files.register import complaint_file
from shared.work import SYSTEM, Work, Works

BATCH = 200
COUNTED = {"proposals": frozenset({"outcomes"})}
"""Made bare by itself below: reports count the codes."""


class StillOpen(ValueError):
    """A case is open: nothing is erased, and somebody must look at it."""


def tell_terms(works: Works) -> int:
    """Tell intake of what ended since the last round; how many cases."""
    return sum(iter(lambda: _tell_some(works), 0))


def _tell_some(works: Works) -> int:
    with works.begin(SYSTEM) as work:
        untold = (
            select(Case)
            .outerjoin(TermTold, TermTold.case_id == Case.id)
            .where(
                Case.state.in_(ENDED),
                Case.closed_at.is_not(None),
                or_(TermTold.version.is_(None), TermTold.version != Case.version),
                ~select(Erased).where(Erased.complaint_id == Case.complaint_id).exists(),
            )
            .order_by(Case.id)
            .limit(BATCH)
            .with_for_update(of=Case, skip_locked=True)
        )
        found = list(work.session.scalars(untold))
        for case in found:
            _tell(work, case)
    return len(found)


def _tell(work: Work, case: Case) -> None:
    """By the rule; and not shorter than the cover of its file says, where it was put away."""
    rule, kept = rule_of(_outcomes(work.session, case)), limits(case.limits)
    years = kept.keep_measures if rule is Rule.MEASURES else kept.keep_cases
    ended = china_day(case.closed_at or work.now)
    said = {"body": case.body, "ended_on": ended, "rule": rule, "years": years}
    on_cover = select(Archive.years, Archive.keep_until).where(Archive.case_id == case.id)
    if cover := work.session.execute(on_cover).one_or_none():
        said |= {"years": max(years, cover.years), "kept_until": cover.keep_until}
    say(work, case, CaseRetentionSettled, **said)
    if of := checks.root(work.session, case):
        _tell_of_check(work, case, of, said)
    work.session.merge(TermTold(case_id=case.id, version=case.version))


def _tell_of_check(work: Work, check: Case, of: Case, said: dict[str, Any]) -> None:
    """What followed a complaint's corrections is kept with it, and as long: intake learns no more of it."""
    about = {"complaint_id": of.complaint_id, "tracking_number": of.tracking_number}
    event = work.event(CaseRetentionSettled, case_id=check.id, version=check.version, **about, **said)
    work.emit(event)


def _outcomes(session: Session, case: Case) -> Iterable[str]:
    """By which it is kept; of a recheck also those before that it let stand."""
    stands = session.get(Proposal, (case.id, case.proposal)) if case.concluded_at and case.proposal else None
    if stands is not None and stands.first_result in LETS_STAND:
        return folder_of(session, case).measured_by
    return [each["code"] for each in stands.outcomes] if stands else []


def on_hold_changed(work: Work, event: HoldChanged) -> None:
    work.keep_newest(Held, complaint_id=event.complaint_id, version=event.version, holds=event.holds)
    work.record("complaint.hold_changed", f"complaint:{event.complaint_id}", {"holds": len(event.holds)})


def on_complaint_redacted(work: Work, event: ComplaintRedacted) -> None:
    work.keep_newest(
        Redacted,
        complaint_id=event.complaint_id,
        version=event.version,
        at=event.redacted_at,
        by_name=event.by_name,
        text=event.text,
    )
    work.record("complaint.redacted", f"complaint:{event.complaint_id}", {"version": event.version})


def on_complaint_erased(work: Work, event: ComplaintErased) -> None:
    """Nothing that tells of it is left; whatever is heard later, `erasing.unless_erased` passes over."""
    mine = event.complaint_id
    if work.found(Erased, mine, erasing.complaint_of) is not None:
        return
    followed_by = list(work.session.scalars(checks.of(mine)))
    followed = select(Rectification.followed_in).join(Case, Case.id == Rectification.case_id)
    followed = followed.where(Case.complaint_id == mine, Rectification.followed_in.is_not(None))
    open_ones = select(Case.id).where(
        or_(Case.complaint_id.in_([mine, *followed_by]), Case.id.in_(followed)), Case.state.not_in(ENDED)
    )
    if work.session.scalar(open_ones.limit(1)) is not None:
        raise StillOpen(f"a case of complaint {mine} is open")
    for each in (mine, *followed_by):
        work.put(Erased, each, Erased(complaint_id=each, at=event.erased_at, rule=event.rule))
        work.record("complaint.erased", f"complaint:{each}", {"rule": event.rule})
        _copies_go(work, each)
        what_it_joined_to_be_indexed(work, each)
        _erase(work.session, each, work.now)


def _erase(session: Session, mine: UUID, at: datetime) -> None:
    cases = select(Case.id).where(Case.complaint_id == mine)
    for proposal in session.scalars(select(Proposal).where(Proposal.case_id.in_(cases))):
        proposal.outcomes = [_bare(each) for each in proposal.outcomes]
    session.flush()
    erasing.blank(session, Base.metadata, mine, keep=COUNTED)
    session.execute(update(Entry).where(Entry.case_id.in_(cases)).values(detail={}))
    session.execute(update(Hand).where(Hand.case_id.in_(cases)).values(name=""))
    session.execute(update(Recusal).where(Recusal.case_id.in_(cases)).values(name=""))
    session.execute(update(Rectification).where(Rectification.upheld_in.in_(cases)).values(upheld_in=None))
    session.execute(update(Record).where(Record.case_id.in_(cases)).values(supervisors=[], piece_id=None))
    unrated = (Notice.complaint_id == mine, Notice.kind != "rated")
    session.execute(update(Notice).where(*unrated).values(detail={}, joined_id=None, joined_number=None))
    session.execute(update(Notice).where(Notice.joined_id == mine).values(joined_number=None))
    session.execute(update(PassedWords).where(PassedWords.complaint_id == mine).values(kept_from=""))
    session.execute(delete(SearchToken).where(SearchToken.case_id.in_(cases)))
    # Nothing is left to be found by; what was not written down yet must not be looked for now.
    session.execute(update(Case).where(Case.complaint_id == mine).values(indexed=True))
    session.execute(update(EvidenceFile).where(EvidenceFile.case_id.in_(cases)).values(_going(at)))
    session.execute(delete(complaint_file).where(complaint_file.c.complaint_id == mine))
    session.expire_all()


def _copies_go(work: Work, mine: UUID) -> None:
    """Those with the file of a case that it joined may be of its files; those of others are brought again,
    and the case tells that they are gone."""
    session, copies = work.session, EvidenceFile.record_id.is_(None)
    lie = select(EvidenceFile.case_id).where(copies, EvidenceFile.state == State.KEPT)
    there = select(Case).where(Case.complaint_id.in_(joined_into(mine)), Case.id.in_(lie))
    for case in session.scalars(there.order_by(Case.id).with_for_update()).all():
        note(work, case, GONE)
        goes = _going(work.now) | {"secret": None}
        session.execute(update(EvidenceFile).where(EvidenceFile.case_id == case.id, copies).values(goes))


def _going(at: datetime) -> dict[str, Any]:
    return {"state": State.LEAVING, "due_at": at, "sha256": None, "notes": []}


def _bare(outcome: dict[str, object]) -> dict[str, object]:
    """What the annual report counts of an outcome: its code and ground."""
    fields = outcome.get("fields")
    ground = fields.get("ground") if isinstance(fields, dict) else None
    return {"code": outcome["code"], "allegations": [], "fields": {"ground": ground} if ground else {}}
