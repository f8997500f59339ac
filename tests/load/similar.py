"""A million complaints with their places in the index of texts, and how long it takes to ask among them.

`python -m tests.load.similar FOLDER [COUNT ...]` runs a private PostgreSQL in FOLDER and prints the times.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import text

from services.triage.domain.similar.grievances import Grievance
from services.triage.grievances import key_of
from services.triage.handlers import HANDLERS
from services.triage.models import Complaint
from services.triage.similar.likeness import keys_of, packed
from services.triage.similar.search import similar_to
from shared import crypto, migrate
from shared.contracts.events import ComplaintReceived
from shared.contracts.terms import Role
from shared.database import Database
from shared.divisions import divisions
from shared.ids import random_id
from shared.staff.tokens import StaffToken
from shared.work import SYSTEM, Works
from tests.load.servers import TUNING, Servers, connect

DAYS = 720
"""Over how long they came in."""
COPIES = 0.03
"""The share of texts that someone wrote before, but for a sentence."""
ASKED = 300
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
SENTENCES = Path(__file__).resolve().parents[2] / "deploy" / "demo" / "complaints.json"
TEXTS = Path(__file__).resolve().parents[1] / "triage" / "texts"
UNITS = ("执法大队", "危化科", "法规科", "监察一科", "监察二科", "许可科")
TABLES = {
    "complaint": "id tracking_number revision state desk body decision due urgent channel identity contactable"
    " received_at accept_by rechecks withdrawal_judged same_person flags statement facts",
    "likeness": "complaint_id desk keys",
    "likeness_key": "key complaint_id",
    "grievance": "complaint_id key received_on",
}
INDEXES = """SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)
AND indexname NOT LIKE 'pk_complaint'"""


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    p50: float
    p95: float
    most: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Times":
        ordered = sorted(one * 1000 for one in seconds)
        return cls(*(round(ordered[int((len(ordered) - 1) * share)], 2) for share in (0.5, 0.95, 1.0)))


@dataclass(frozen=True)
class Measured:
    """With `count` complaints: a search for alike texts; one assessment with its look-ups, kept and committed."""

    count: int
    loaded_seconds: float
    search: Times
    search_at_the_largest_desk: Times
    assessment: Times


@dataclass
class Writer:
    """Writes complaints like those that people write: sentences of their own order, names, days and sums."""

    chance: random.Random
    bank: list[str]
    desks: list[str]
    weights: list[float]

    @classmethod
    def start(cls, seed: int) -> "Writer":
        bank = [one for whole in _texts() for one in whole.replace("\n", "。").split("。") if len(one) > 8]
        bodies = sorted(f"SUP-{one.code}" for one in divisions() if one.has_body)
        chance = random.Random(seed)  # texts to measure with
        chance.shuffle(bodies)
        weights = list(accumulate(1 / (rank + 1) for rank in range(len(bodies))))
        return cls(chance, bank, bodies, weights)

    def desk(self) -> str:
        return self.chance.choices(self.desks, cum_weights=self.weights)[0]

    def statement(self) -> str:
        who = "".join(self.chance.choices("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨建国华明伟芳丽强军平", k=3))
        day, sum_ = self.chance.randrange(1, 29), self.chance.randrange(1, 900) * 100
        said = self.chance.sample(self.bank, self.chance.randrange(2, 6))
        first = f"{self.chance.randrange(1, 13)}月{day}日，{who}带人来我处检查，涉及{sum_}元"
        return "。".join([first, *said]) + "。"

    def copied(self, statement: str) -> str:
        return statement + self.chance.choice(self.bank) + "。"


def measure(
    works: Works, count: int, connection_url: str, asked: int = ASKED, say: Callable[[str], None] = print
) -> Measured:
    """Fill the empty tables of triage up to `count` complaints and ask among them."""
    started = time.monotonic()
    writer = Writer.start(count)
    probes = load(connection_url, writer, count)
    loaded = time.monotonic() - started
    say(f"{count:,} complaints loaded in {loaded:.0f} s")
    chance = writer.chance
    largest = [one for one in probes if one[1] == writer.desks[0]]
    return Measured(
        count,
        round(loaded, 1),
        _searches(works, chance.sample(probes, min(asked, len(probes)))),
        _searches(works, chance.sample(largest, min(asked, len(largest)))),
        _assessments(works, writer, asked),
    )


def load(url: str, writer: Writer, count: int) -> list[tuple[UUID, str]]:
    """The complaints with all that triage keeps to find them by; some ids with their desks are given back."""
    probes: list[tuple[UUID, str]] = []
    with connect(url) as connection:
        indexes = connection.execute(INDEXES, [list(TABLES)]).fetchall()
        _drop(connection)
        with ExitStack() as stack:
            copies = {name: stack.enter_context(_copying(stack, url, name)) for name in TABLES}
            for number, rows in enumerate(_complaints(writer, count)):
                for table, found in rows.items():
                    for row in found:
                        copies[table].write_row(row)
                key, desk = rows["complaint"][0][0], rows["complaint"][0][4]
                if number % max(1, count // 20_000) == 0:
                    probes.append((key, desk))
        _build(connection, indexes)
    return probes


def _complaints(writer: Writer, count: int) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    ring, before = crypto.keyring(), [writer.statement()] * 50
    for number in range(count):
        at = NOW - timedelta(days=DAYS * (count - number) / count)
        key, desk = random_id(at), writer.desk()
        fresh = writer.chance.random() > COPIES
        statement = writer.statement() if fresh else writer.copied(writer.chance.choice(before))
        before[number % 50] = statement
        keys, unit = keys_of(desk, statement), writer.chance.choice(UNITS)
        division = desk.removeprefix("SUP-")
        facts = {"respondents": [{"kind": "internal_unit", "division": division, "name": unit}]}
        shared = (Grievance("internal_unit", division, unit), Grievance("pattern", division, "C4.1"))
        person = f"{writer.chance.randrange(count):032x}"
        open_ = at > NOW - timedelta(days=90)
        whole = (
            key, f"L{number:011d}", 1, "accepted", desk, desk, "accept", at.date(), False, "web",
            "real_name", True, at, at.date(), 0, False, person, "[]",
            ring.seal("triage.statement", statement.encode()),
            ring.seal("triage.facts", json.dumps(facts, ensure_ascii=False).encode()),
        )  # fmt: skip
        yield {
            "complaint": [whole],
            "likeness": [(key, desk, packed(keys))],
            "likeness_key": [(one, key) for one in keys],
            "grievance": [(key, key_of(desk, one), at.date()) for one in shared if open_],
        }


def _searches(works: Works, probes: list[tuple[UUID, str]]) -> Times:
    """As the desk's page asks, each in a transaction of its own."""
    seconds = []
    for key, desk in probes:
        token = StaffToken(
            key, "triage", "受理员", desk, frozenset({Role.TRIAGE}), key, NOW, NOW + timedelta(hours=1)
        )
        started = time.perf_counter()
        with works.reading() as session:
            similar_to(session, token, session.get_one(Complaint, key))
        seconds.append(time.perf_counter() - started)
    return Times.of(seconds)


def _assessments(works: Works, writer: Writer, asked: int) -> Times:
    """A complaint is heard: looked up, judged, kept, indexed, told and committed."""
    seconds = []
    for number in range(asked):
        event = heard(writer, number)
        started = time.perf_counter()
        with works.begin(SYSTEM) as work:
            HANDLERS[ComplaintReceived](work, event)
        seconds.append(time.perf_counter() - started)
    return Times.of(seconds)


def heard(writer: Writer, number: int) -> ComplaintReceived:
    key, division = uuid4(), writer.desk().removeprefix("SUP-")
    unit = {"kind": "internal_unit", "division": division, "name": writer.chance.choice(UNITS)}
    return ComplaintReceived(
        id=uuid4(),
        at=NOW,
        complaint_id=key,
        tracking_number=f"H{key.hex[:11].upper()}",
        version=1,
        channel="web",
        identity="real_name",
        contactable=True,
        received_at=NOW,
        accept_by=NOW.date(),
        statement=writer.statement(),
        facts={"respondents": [unit], "claims": {"categories": ["C4.1"], "natures": ["unlawful"]}},
        same_person=f"{number:032x}",
    )


def _copying(stack: ExitStack, url: str, table: str) -> Any:
    """COPY over a connection of its own, all of them at once."""
    connection = stack.enter_context(psycopg.connect(url.replace("+psycopg", "")))
    cursor = stack.enter_context(connection.cursor())
    columns = ", ".join(f'"{name}"' for name in TABLES[table].split())
    return cursor.copy(f"COPY {table} ({columns}) FROM STDIN")  # our own names


def _drop(connection: psycopg.Connection) -> None:
    """Indexes and references are built at the end, in a tenth of the time."""
    connection.execute("ALTER TABLE likeness DROP CONSTRAINT fk_likeness_complaint_id_complaint")
    for table in ("likeness", "likeness_key", "grievance"):
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT pk_{table}")
    for name in ("ix_complaint_same_person", "ix_complaint_desk_state_due", "ix_grievance_key_received_on"):
        connection.execute(f"DROP INDEX IF EXISTS {name}")


def _build(connection: psycopg.Connection, indexes: list[tuple[Any, ...]]) -> None:
    connection.execute("SET maintenance_work_mem = '512MB'")
    held = {row[0] for row in connection.execute(INDEXES, [list(TABLES)])}
    for name, definition in indexes:
        if name not in held and not name.startswith("pk_"):
            connection.execute(definition)
    for table, columns in (
        ("likeness", "complaint_id"),
        ("likeness_key", "key, complaint_id"),
        ("grievance", "complaint_id, key"),
    ):
        connection.execute(f"ALTER TABLE {table} ADD CONSTRAINT pk_{table} PRIMARY KEY ({columns})")
    connection.execute(
        "ALTER TABLE likeness ADD CONSTRAINT fk_likeness_complaint_id_complaint"
        " FOREIGN KEY (complaint_id) REFERENCES complaint (id)"
    )
    connection.execute("VACUUM ANALYZE")


def _texts() -> Iterator[str]:
    yield from (one["complaint"]["statement"] for one in json.loads(SENTENCES.read_text())["complaints"])
    for name in ("held", "building"):
        yield from (one["text"] for one in json.loads((TEXTS / f"{name}.json").read_text()))


def main(folder: Path, counts: list[int]) -> None:
    crypto.configure([b"a key that is public: tests only"])
    servers = Servers.start(folder, nodes=0, tuning=TUNING)
    try:
        for count in counts:
            name = f"similar_{count}"
            with connect(servers.postgres.url()) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {name}")
                connection.execute(f"CREATE DATABASE {name}")
            database = Database(servers.postgres.url(name))
            migrate.upgrade("triage", database)
            works = Works(database, "triage", lambda: NOW)
            found = measure(works, count, servers.postgres.url(name))
            print(json.dumps(asdict(found), indent=1))
            with works.reading() as session:
                sizes = text(
                    "SELECT relname, pg_size_pretty(pg_total_relation_size(oid)) FROM pg_class"
                    " WHERE relname IN ('complaint', 'likeness', 'likeness_key', 'grievance')"
                )
                print([tuple(row) for row in session.execute(sizes)])
            database.dispose()
    finally:
        servers.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(one) for one in sys.argv[2:]] or [10_000, 1_000_000])
