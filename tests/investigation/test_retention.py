"""The end of a case: its term is told once, and when it is erased only what is counted stays."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from services.investigation import findable, rounds
from services.investigation.chores import CHORES
from services.investigation.handlers.retention import StillOpen
from services.investigation.handlers.steps import note
from services.investigation.models import Archive, ArchivePiece, Base, Case, PassedWords, SearchToken
from shared import audit, settings
from shared.contracts.events import (
    CaseRetentionSettled,
    ComplaintErased,
    ComplaintRedacted,
    ComplaintSupplemented,
    HoldChanged,
    WordsPassed,
)
from shared.contracts.terms import Role
from shared.work import SYSTEM
from tests.investigation.archived import put_away
from tests.investigation.builders import NOW, accepted
from tests.investigation.rechecked import ABOVE, HERE, answered, rechecked
from tests.investigation.test_annual import YEAR
from tests.investigation.test_api import CHECKS, concluded
from tests.whole import everything

COMPLAINT = UUID(int=7)
ABOUT = {"complaint_id": COMPLAINT, "tracking_number": "JD-1", "at": NOW}
TELLING = ("收取现金八百元", "王某", "记录仪视频", "执法人员确未", "补充的话", "已整改", "卷宗第1页", "隐去的文",
           "审计组调阅", "监督员姓名")  # fmt: skip


@pytest.fixture
def told(works: Any) -> Any:
    def say() -> str:
        with works.reading() as session:
            return everything(session, Base.metadata)

    return say


@pytest.fixture
def closed(opened: Any, seat: Any, hear: Any, enrol: Any) -> str:
    """A case that ended with an opinion, carried out."""
    enrol("anna", name="监督员姓名")
    case: str = opened(accepted(COMPLAINT))
    concluded(case, seat)
    anna = seat("anna")
    for status in ("reported", "confirmed"):
        anna.change(case, "rectification", {"status": status, "text": "已整改"})
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗第1页")})
    hear(ComplaintSupplemented(id=uuid4(), version=4, message_id=uuid4(), text="补充的话", **ABOUT))
    hear(ComplaintRedacted(id=uuid4(), version=1, redacted_at=NOW, by_name="甲", text="隐去的文", **ABOUT))
    hold = {"kind": "inspection", "reason": "审计组调阅", "body": "SUP-330106", "by": "主任",
            "placed_at": NOW.isoformat(), "until": None}  # fmt: skip
    hear(HoldChanged(id=uuid4(), version=1, holds=[hold], **ABOUT))
    return case


def erased(**said: Any) -> ComplaintErased:
    return ComplaintErased(id=uuid4(), version=9, erased_at=NOW, rule="measures", **ABOUT | said)


def test_the_term_is_told_once_when_a_case_is_over(works: Any, closed: str, opened: Any, said: Any) -> None:
    opened()
    for _ in range(2):
        for chore in CHORES:
            chore(works)

    (word,) = said(CaseRetentionSettled)
    assert (str(word.case_id), word.rule, word.years) == (closed, "measures", 30)


def test_the_case_shows_what_holds_it_and_the_redacted_statement(closed: str, seat: Any) -> None:
    found = seat("anna").get(f"/cases/{closed}").get_json()

    assert [one["reason"] for one in found["holds"]] == ["审计组调阅"]
    assert (found["redacted"]["version"], found["redacted"]["text"]) == (1, "隐去的文")


def test_an_erased_case_is_only_counted(works: Any, closed: str, seat: Any, hear: Any, told: Any) -> None:
    head = seat("head", Role.HEAD)
    counted, statistics = head.get(YEAR, year=2026).get_json(), head.get("/statistics").get_json()
    assert all(word in told() for word in TELLING)

    for _ in range(2):
        hear(erased())

    left = told()
    names = ("监督员姓名",)  # the register of the staff still has its people
    assert [word for word in TELLING if word in left and word not in names] == []
    assert left.count("监督员姓名") == 1
    assert (head.get(YEAR, year=2026).get_json(), head.get("/statistics").get_json()) == (counted, statistics)
    assert head.get(f"/cases/{closed}").status_code == 404
    assert head.get("/cases", state="closed").get_json()["items"] == []
    with works.reading() as session:
        assert list(audit.verify(session)) == []


def test_of_the_archive_and_the_search_nothing_is_left(works: Any, closed: str, seat: Any, hear: Any) -> None:
    put_away(closed, seat)
    rounds.once(works, settings.load())
    assert [count(works, table) > 0 for table in (Archive, ArchivePiece, SearchToken)] == [True] * 3

    hear(erased())
    rounds.once(works, settings.load())

    with works.reading() as session:
        kept = [*session.scalars(select(Archive.pdf)), *session.scalars(select(ArchivePiece.pdf))]
    assert set(kept) == {b""}
    assert count(works, SearchToken) == 0
    assert seat("anna").get(f"/cases/{closed}/archive").status_code == 404


def test_what_is_noted_of_an_erased_case_holds_up_no_search(
    works: Any, closed: str, opened: Any, hear: Any
) -> None:
    """As a revocation elsewhere notes it."""
    rounds.once(works, settings.load())
    hear(erased())
    with works.begin(SYSTEM) as work:
        case = work.session.get_one(Case, UUID(closed))
        note(work, case, "document_revoked", {"document": "1号"})
    other = opened(accepted(UUID(int=8)))

    assert not rounds.once(works, settings.load())

    assert searched(works) == {UUID(other)}


def test_a_case_that_cannot_be_written_down_holds_up_no_other(
    works: Any, opened: Any, time: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(rounds, "_resting", {})
    cases = sorted(UUID(opened(accepted(UUID(int=number)))) for number in range(80, 80 + rounds.BATCH + 2))
    bad, good, whole = set(cases[:3]), set(cases[3:]), findable.tokens

    def fails(gathered: Any, case: Case) -> set[int]:
        if case.id in bad:
            raise KeyError("addressee")
        return whole(gathered, case)

    monkeypatch.setattr(findable, "tokens", fails)
    while rounds.once(works, settings.load()):
        continue
    assert searched(works) == good

    monkeypatch.setattr(findable, "tokens", whole)
    rounds.once(works, settings.load())
    assert searched(works) == good
    time.pass_days(1)
    rounds.once(works, settings.load())
    assert searched(works) == good | bad


def test_what_fails_with_every_case_is_not_the_cases_fault(works: Any, opened: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(rounds, "_resting", {})
    monkeypatch.setattr(rounds, "MANY", 1)
    monkeypatch.setattr(findable, "tokens", lambda *_: {}["key"])
    for number in (8, 9):
        opened(accepted(UUID(int=number)))

    with pytest.raises(KeyError):
        rounds.once(works, settings.load())
    assert len(rounds._resting) == 1


def searched(works: Any) -> set[UUID]:
    with works.reading() as session:
        return set(session.scalars(select(SearchToken.case_id)))


def test_nothing_tells_whom_the_words_of_an_erased_complaint_accused(
    works: Any, closed: str, hear: Any
) -> None:
    hear(WordsPassed(id=uuid4(), version=5, said_id=uuid4(), kept_from=["SUP-330110"], **ABOUT))

    hear(erased())

    with works.reading() as session:
        assert list(session.scalars(select(PassedWords.kept_from))) == [""]


def count(works: Any, table: Any) -> int:
    with works.reading() as session:
        return int(session.scalar(select(func.count()).select_from(table)))


def test_what_is_said_of_it_later_brings_nothing_back(closed: str, hear: Any, told: Any, seat: Any) -> None:
    hear(erased())
    hear(ComplaintSupplemented(id=uuid4(), version=5, message_id=uuid4(), text="补充的话", **ABOUT))
    hear(accepted(COMPLAINT, body="SUP-330100", version=8))

    assert "补充的话" not in told()
    assert seat("above", Role.HEAD, home="SUP-330100").get("/cases").get_json()["items"] == []


def test_an_open_case_is_not_erased(opened: Any, hear: Any, told: Any) -> None:
    opened(accepted(COMPLAINT))

    with pytest.raises(StillOpen):
        hear(erased())
    assert "收取现金八百元" in told()


@pytest.mark.parametrize(("years", "until"), [(10, date(2036, 12, 31)), (30, date(2056, 12, 31))])
def test_what_was_put_away_is_kept_as_long_as_its_cover_says(
    works: Any, opened: Any, seat: Any, said: Any, years: int, until: date
) -> None:
    """Its keeper may choose the longer term, and the years of a file end with the calendar's."""
    case, anna = opened(), seat("anna")
    concluded(case, seat, ("O1",))
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗第1页")})
    told_of(works)
    put_away(case, seat, years)
    told_of(works)

    before, after = said(CaseRetentionSettled)
    assert (before.years, before.kept_until) == (10, None)
    assert (after.rule, after.years, after.kept_until) == ("cases", years, until)
    assert after.version > before.version, "the newest word counts"


def test_a_recheck_is_kept_as_long_as_what_it_let_stand(
    works: Any, opened: Any, seat: Any, said: Any
) -> None:
    answered(opened(accepted(COMPLAINT)), seat, HERE)
    case, anna = rechecked(opened, COMPLAINT, 7, ABOVE), seat(f"anna {ABOVE}", home=ABOVE)
    answered(case, seat, ABOVE, outcomes=[], first_result="confirm")
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗第1页")})
    told_of(works)

    (word,) = said(CaseRetentionSettled)
    assert (str(word.case_id), word.rule, word.years) == (case, "measures", 30)


def told_of(works: Any) -> None:
    for chore in CHORES:
        chore(works)
