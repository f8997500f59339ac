"""The ledger: what citizens were told, beside what stands in the three databases. Looks from outside, by SQL."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from shared.contracts.terms import Service
from tests.load.citizens import Notes
from tests.load.servers import connect

Counted = Mapping[str, int]
"""How many times something is there, by tracking number."""

IN_EFFECT: dict[str, tuple[Service, str]] = {
    "stored": (Service.INTAKE, "SELECT tracking_number FROM complaint WHERE tracking_number = ANY(%s)"),
    "audited": (
        Service.INTAKE,
        "SELECT subject FROM audit WHERE action = 'complaint.received' AND subject = ANY(%s)",
    ),
    "judged": (
        Service.TRIAGE,
        "SELECT tracking_number FROM complaint JOIN judgment ON complaint_id = id"
        " WHERE tracking_number = ANY(%s)",
    ),
    "decided": (
        Service.TRIAGE,
        "SELECT tracking_number FROM complaint JOIN decision ON complaint_id = complaint.id"
        " WHERE tracking_number = ANY(%s)",
    ),
    "opened": (
        Service.INVESTIGATION,
        "SELECT tracking_number FROM cases JOIN entries ON case_id = cases.id AND kind = 'opened'"
        " WHERE tracking_number = ANY(%s)",
    ),
    "told of acceptance": (
        Service.INTAKE,
        "SELECT tracking_number FROM complaint JOIN progress_fact ON complaint_id = complaint.id"
        " WHERE kind = 'accepted' AND tracking_number = ANY(%s)",
    ),
    "told of case": (
        Service.INTAKE,
        "SELECT tracking_number FROM complaint JOIN progress_fact ON complaint_id = complaint.id"
        " WHERE kind = 'case_opened' AND tracking_number = ANY(%s)",
    ),
    "triage heard of case": (
        Service.TRIAGE,
        "SELECT tracking_number FROM complaint JOIN happening ON complaint_id = complaint.id"
        " WHERE kind = 'case_opened' AND tracking_number = ANY(%s)",
    ),
}
"""Everything that one accepted complaint must have brought about, each exactly once."""

APPLIED_AGAIN = (
    "SELECT subject, count(*) - count(DISTINCT event) FROM drill_applied WHERE subject = ANY(%s)"
    " GROUP BY subject HAVING count(*) > count(DISTINCT event)"
)
SAME_TWICE = (
    "SELECT count(*) FROM (SELECT fingerprint FROM complaint WHERE tracking_number = ANY(%s)"
    " GROUP BY fingerprint HAVING count(*) > 1) AS twice"
)
WAITING = "SELECT count(*) FROM outbox"


@dataclass
class Ledger:
    """The account of one drill. `lost` and `doubled` count complaints, each once."""

    sent: int
    answered: int
    """Citizens who got their 201."""
    unanswered: int
    """Citizens who had none at the end; their complaint may be kept or not, but nothing in between."""
    refused: int
    attempts: int
    stored: int
    triage: int
    investigation: int
    lost: int
    doubled: int
    missing: dict[str, int] = field(default_factory=dict)
    """Of those kept or answered 201, how many lack what."""
    again: dict[str, int] = field(default_factory=dict)
    """How many have what more than once."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def whole(self) -> bool:
        return not (self.lost or self.doubled or self.refused)


def take(notes: Notes, databases: Mapping[Service, str]) -> Ledger:
    """Compare what citizens noted with what is in effect now."""
    numbers = [one.tracking_number for one in notes.sent]
    answered = {one.tracking_number for one in notes.answered}
    found = {name: _count(databases[service], query, numbers) for name, (service, query) in IN_EFFECT.items()}
    applied = {f"{service} applied": _applied(databases[service], numbers) for service in Service}
    made = _balance(answered, found, applied)
    twice = _number(databases[Service.INTAKE], SAME_TWICE, numbers)
    if twice:
        made["again"]["the same words under two numbers"] = twice
    return Ledger(
        sent=len(numbers),
        answered=len(answered),
        unanswered=len(numbers) - len(answered),
        refused=len(notes.refused),
        attempts=sum(one.attempts for one in notes.sent),
        stored=len(found["stored"]),
        triage=len(found["decided"]),
        investigation=len(found["opened"]),
        lost=made["lost"],
        doubled=made["doubled"] + twice,
        missing=made["missing"],
        again=made["again"],
    )


def _balance(
    answered: set[str], found: Mapping[str, Counted], applied: Mapping[str, Counted]
) -> dict[str, Any]:
    """Whoever was answered, and whatever is kept, must have everything once."""
    owed = answered | set(found["stored"])
    missing = {name: owed - set(counts) for name, counts in found.items()}
    again = {name: {one for one, count in counts.items() if count > 1} for name, counts in found.items()}
    again |= {name: set(counts) for name, counts in applied.items()}
    return {
        "lost": len(set().union(*missing.values())),
        "doubled": len(set().union(*again.values())),
        "missing": {name: len(which) for name, which in missing.items() if which},
        "again": {name: len(which) for name, which in again.items() if which},
    }


def in_effect_at(databases: Mapping[Service, str], numbers: Iterable[str]) -> dict[str, float]:
    """When each complaint stood in its body's queue for all to see: the moment of that commit, which its
    first entry keeps (the case itself is written again when its words are indexed)."""
    query = (
        "SELECT tracking_number, extract(epoch FROM pg_xact_commit_timestamp(entries.xmin)) FROM cases"
        " JOIN entries ON case_id = cases.id AND kind = 'opened' WHERE tracking_number = ANY(%s)"
    )
    with connect(databases[Service.INVESTIGATION]) as connection:
        return {number: float(at) for number, at in connection.execute(query, [list(numbers)])}


def still_on_the_way(databases: Mapping[Service, str]) -> int:
    """Events that no broker has yet."""
    return sum(_number(url, WAITING) for url in databases.values())


def _count(url: str, query: str, numbers: list[str]) -> Counted:
    with connect(url) as connection:
        return Counter(number for (number,) in connection.execute(query, [numbers]))


def _applied(url: str, numbers: list[str]) -> Counted:
    with connect(url) as connection:
        return dict(connection.execute(APPLIED_AGAIN, [numbers]).fetchall())


def _number(url: str, query: str, numbers: list[str] | None = None) -> int:
    with connect(url) as connection:
        row = connection.execute(query, [numbers] if numbers is not None else None).fetchone()
    return int(row[0]) if row else 0
