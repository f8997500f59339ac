"""The ledger of a body's system: what stands in investigation's database, beside what lies in the system's folder."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select

from services.investigation.domain.bodies import Letter, Standing
from services.investigation.models import BodyTold, Case, Entry, Message
from shared.messaging import outbox
from tests.faults.bodies.office import Office
from tests.faults.bodies.system import STEPS, report_id, seen

SETTLE_SECONDS = 90.0
QUIET_SECONDS = 12.0


@dataclass
class Ledger:
    """The account of one drill. `missing` and `again` say how many cases or reports lack what, or have it twice."""

    cases: int
    letters: int
    """Times that the system kept a case."""
    reports: int
    repeated: int
    """Answers that came once more."""
    missing: dict[str, int] = field(default_factory=dict)
    again: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    dead: int = 0
    waiting: int = 0
    """Messages that nobody took, in both queues and the outbox."""

    @property
    def whole(self) -> bool:
        return not (self.missing or self.again or self.refused or self.dead or self.waiting)


def settled(office: Office, complaints: Iterable[UUID], patient: bool = True) -> Ledger:
    """The ledger once it balances, or once nothing has changed for long enough."""
    wanted = list(complaints)
    deadline, quiet = time.monotonic() + SETTLE_SECONDS, QUIET_SECONDS if patient else QUIET_SECONDS / 2
    previous, since = None, time.monotonic()
    while True:
        taken = take(office, wanted)
        if taken != previous:
            previous, since = taken, time.monotonic()
        if taken.whole or time.monotonic() - since > quiet or time.monotonic() > deadline:
            return taken
        time.sleep(0.2)


def take(office: Office, complaints: list[UUID]) -> Ledger:
    """As it stands now, of the cases of these complaints."""
    with office.works.reading() as session:
        mine = Case.complaint_id.in_(complaints)
        cases = dict(session.execute(select(Case.id, Case.version).where(mine)).all())
        of = Case.id.in_(cases)
        told = select(BodyTold.case_id).join(Case, Case.id == BodyTold.case_id)
        running = Counter(session.scalars(told.where(of, BodyTold.standing == Standing.RUNNING)))
        claims = Counter(
            session.scalars(select(Entry.case_id).where(Entry.case_id.in_(cases), Entry.kind == "claim"))
        )
        written = Counter(session.scalars(select(Message.case_id).where(Message.case_id.in_(cases))))
        waiting = session.scalar(select(func.count()).select_from(outbox.TABLE)) or 0
    lines = office.lines()
    return _balance(
        office,
        {str(case): version for case, version in cases.items()},
        {"told of": running, "claimed": claims, "written to": written},
        waiting + sum(each.queue.ready for each in lines),
        sum(each.dead.ready for each in lines),
    )


def _balance(
    office: Office,
    cases: Mapping[str, int],
    effects: Mapping[str, Counter[UUID]],
    waiting: int,
    dead: int,
) -> Ledger:
    own = seen(office.box)
    kept = {key: count for key, count in own.kept.items() if key.partition(" ")[0] in cases}
    reports = [report_id(case, step) for case in cases for step in STEPS]
    answers = {each: own.answers.get(each, []) for each in reports}
    missing = {
        "case": sum(1 for case in cases if case not in own.cases),
        "newest version": sum(1 for case, now in cases.items() if own.cases.get(case, now) != now),
        "answer": sum(1 for each in answers.values() if not each),
        **{name: sum(1 for case in cases if not counted[UUID(case)]) for name, counted in effects.items()},
    }
    again = {
        "kept": sum(1 for count in kept.values() if count > 1),
        **{name: sum(1 for count in counted.values() if count > 1) for name, counted in effects.items()},
    }
    return Ledger(
        cases=len(cases),
        letters=sum(kept.values()),
        reports=sum(1 for each in answers.values() if each),
        repeated=sum(max(0, len(each) - 1) for each in answers.values()),
        missing={name: count for name, count in missing.items() if count},
        again={name: count for name, count in again.items() if count},
        refused=sum(Letter.REFUSED in each for each in answers.values()),
        dead=dead,
        waiting=waiting,
    )
