"""A whole life of a complaint in facts, from its receipt to the answer of its recheck."""

from datetime import UTC, date, datetime, timedelta

from services.intake.domain.heard import Fact, Kind
from services.intake.domain.progress import Progress, progress
from shared.contracts.terms import Status

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
ACCEPT_BY = date(2026, 11, 17)


def fact(day: int, kind: Kind, version: int = 0, case: str | None = None, **data: object) -> Fact:
    name = f"{kind}/{version}/{case}/{day}"
    return Fact(id=name, kind=kind, at=START + timedelta(days=day), version=version, case=case, data=data)


RECEIVED = fact(0, Kind.RECEIVED)
ACCEPTED = fact(
    2, Kind.ACCEPTED, 2, decision="accept", body="SUP-330106", body_name="西湖", investigate_by="2027-01-04"
)
OPENED = fact(2, Kind.CASE_OPENED, 1, "A")
STARTED = fact(3, Kind.INVESTIGATING, 2, "A")
MESSAGED = fact(4, Kind.MESSAGED, 3, "A")
CONCLUDED = fact(20, Kind.CONCLUDED, 5, "A", recheck_until="2026-12-22", reply="查实")
CLOSED = fact(25, Kind.CLOSED, 6, "A")
RATED = fact(26, Kind.RATED, of=["A"])
RECHECK = fact(27, Kind.RECHECK_REQUESTED, 8, of=["A"], decision_version=2, decide_by="2026-12-29")
RE_ACCEPTED = fact(
    28, Kind.ACCEPTED, 7, decision="recheck", body="SUP-330100", body_name="杭州", investigate_by="2026-12-29"
)
RE_OPENED = fact(28, Kind.CASE_OPENED, 1, "B")
RE_STARTED = fact(29, Kind.INVESTIGATING, 2, "B")
RE_CONCLUDED = fact(40, Kind.CONCLUDED, 3, "B", recheck_until="2027-01-11")
RE_CLOSED = fact(41, Kind.CLOSED, 4, "B")
ANSWERED = fact(40, Kind.CONCLUDED, 3, "B", recheck_until="2027-01-11", reply="变更", rechecks=1)
"""The answer of a recheck that another complaint of the matter was in, as it joins this one."""
LIFE = [
    (RECEIVED, Status.RECEIVED),
    (ACCEPTED, Status.ACCEPTED),
    (OPENED, Status.ACCEPTED),
    (STARTED, Status.INVESTIGATING),
    (MESSAGED, Status.INVESTIGATING),
    (CONCLUDED, Status.CONCLUDED),
    (CLOSED, Status.CLOSED),
    (RATED, Status.CLOSED),
    (RECHECK, Status.RECHECK),
    (RE_ACCEPTED, Status.RECHECK),
    (RE_OPENED, Status.RECHECK),
    (RE_STARTED, Status.RECHECK),
    (RE_CONCLUDED, Status.CONCLUDED),
    (RE_CLOSED, Status.CLOSED),
]
ALL = [step for step, _ in LIFE]


def after(*facts: Fact) -> Progress:
    return progress([RECEIVED, *facts], ACCEPT_BY)
