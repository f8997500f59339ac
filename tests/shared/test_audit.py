"""Any changed, removed, inserted or swapped row of the trail is found."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from shared import audit, crypto
from shared.audit import audit_head, audit_row
from shared.clock import system_clock
from shared.database import Database, service_metadata
from shared.keyfile import KeyFile
from shared.work import SYSTEM, Works


@pytest.fixture
def works(tmp_path: Path) -> Works:
    crypto.configure([os.urandom(32)])
    database = Database(f"sqlite:///{tmp_path}/a.sqlite3")
    service_metadata().create_all(database.engine)
    made = Works(database, "triage", system_clock)
    for number in range(40):
        with made.begin(SYSTEM) as work:
            work.record("complaint.read", f"complaint:{number}", {"why": "研判"})
            work.record("complaint.decided", f"complaint:{number}")
    yield made
    database.dispose()


def faults(works: Works) -> list[audit.Fault]:
    with works.reading() as session:
        return list(audit.verify(session))


def a_row(session: Session, offset: int = 1):
    lane = session.scalar(select(audit_row.c.lane).group_by(audit_row.c.lane).order_by(audit_row.c.lane))
    rows = session.execute(select(audit_row).where(audit_row.c.lane == lane).order_by(audit_row.c.seq)).all()
    return rows[offset]


def this(row):
    return (audit_row.c.lane == row.lane) & (audit_row.c.seq == row.seq)


def test_an_untouched_trail_is_whole(works: Works) -> None:
    assert faults(works) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "staff:someone"),
        ("action", "nothing"),
        ("subject", "complaint:x"),
        ("detail", b"x"),
        ("hash", bytes(32)),
    ],
)
def test_a_changed_row_is_found(works: Works, column: str, value: object) -> None:
    with works.database.transaction() as session:
        row = a_row(session)
        session.execute(update(audit_row).where(this(row)).values({column: value}))

    assert faults(works)


@pytest.mark.parametrize("offset", [0, 1, -1])
def test_a_removed_row_is_found_also_the_last(works: Works, offset: int) -> None:
    with works.database.transaction() as session:
        session.execute(delete(audit_row).where(this(a_row(session, offset))))

    assert faults(works)


def test_cutting_the_end_and_moving_the_head_back_is_found(works: Works) -> None:
    with works.database.transaction() as session:
        last, before = a_row(session, -1), a_row(session, -2)
        session.execute(delete(audit_row).where(this(last)))
        head = update(audit_head).where(audit_head.c.lane == last.lane)
        session.execute(head.values(seq=before.seq, hash=before.hash))

    assert [fault.what for fault in faults(works)] == ["the head was written by someone without the key"]


def test_an_inserted_row_is_found(works: Works) -> None:
    with works.database.transaction() as session:
        row = a_row(session, -1)
        session.execute(insert(audit_row).values(**{**row._mapping, "seq": row.seq + 1}))

    assert faults(works)


def test_two_swapped_rows_are_found(works: Works) -> None:
    with works.database.transaction() as session:
        first, second = a_row(session, 0), a_row(session, 1)
        for row, place in ((first, -1), (second, first.seq), (first, second.seq)):
            where = this(row) if place == -1 else (audit_row.c.hash == row.hash)
            session.execute(update(audit_row).where(where).values(seq=place))

    assert faults(works)


def test_a_row_moved_to_another_lane_is_found(works: Works) -> None:
    with works.database.transaction() as session:
        row = a_row(session)
        session.execute(update(audit_row).where(this(row)).values(lane=99))

    assert faults(works)


def test_a_failed_work_leaves_no_trace(works: Works) -> None:
    with works.reading() as session:
        before = audit.count(session)
    with pytest.raises(RuntimeError), works.begin(SYSTEM) as work:
        work.record("complaint.decided", "complaint:x")
        raise RuntimeError

    with works.reading() as session:
        assert audit.count(session) == before


def test_what_a_row_tells_is_sealed(works: Works, tmp_path: Path) -> None:
    with works.reading() as session:
        newest = audit.read(session, "complaint:7")
        raw = b"".join(bytes(row.detail) for row in session.execute(select(audit_row.c.detail)))

    assert {entry.action for entry in newest} == {"complaint.read", "complaint.decided"}
    assert newest[-1].detail in ({"why": "研判"}, {})
    assert "研判".encode() not in raw


def test_the_trail_holds_after_a_rotation_also_when_its_details_are_sealed_anew(works: Works) -> None:
    before = KeyFile((os.urandom(32),))
    crypto.configure(before.keyring())
    after = before.rotated()
    with works.database.transaction() as session:
        session.execute(delete(audit_row))
        session.execute(delete(audit_head))
    with works.begin(SYSTEM) as work:
        work.record("complaint.read", "complaint:1", {"why": "研判"})

    ring = crypto.configure(after.keyring())
    assert faults(works) == []
    with works.database.transaction() as session:
        row = session.execute(select(audit_row)).one()
        fresh = ring.reseal(audit.DETAIL, bytes(row.detail))
        session.execute(update(audit_row).where(this(row)).values(detail=fresh))
    crypto.configure(after.retired().keyring())

    assert faults(works) == []
    with works.reading() as session:
        assert audit.read(session)[0].detail == {"why": "研判"}


def test_the_chain_of_earlier_versions_goes_on() -> None:
    """Hashes written by the version of 2026-11-26."""
    crypto.configure([bytes(range(32))])
    at = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
    row = (at, "public:-", "complaint.received", "7K3M", '{"a": "一"}'.encode())
    digest = audit._link(bytes([1] * 32), 3, 7, row)

    assert digest.hex() == "a52480f7f5a11a5127fb81eebf964db5516d4677e5128943c9451e3a9e527710"
    assert (
        audit._seal(3, 7, digest).hex() == "500b9087ee87ede8235869a1564fd39aa9b2bafa159fcc9baf4ad5f9743fb943"
    )
