"""A case with 64 respondents, 200 files and 2,000 steps: no more questions to the database, and read in parts."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from services.investigation.course import PAGE
from services.investigation.views.case import TABS
from shared.database import Database
from shared.work import Works
from tests.investigation.builders import fields_for
from tests.investigation.large import ENTRIES, FILES, allegations, grow
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser, sound

NOW_AND_THEN = 3
"""Names and working days are looked up anew every few seconds, whoever asks."""
ADDRESS = "/investigation/cases/{}"
DAY = {"O2-carry_out_by_year": "2027", "O2-carry_out_by_month": "1", "O2-carry_out_by_day": "5"}


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def keep(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", keep)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", keep)


@pytest.fixture
def case(opened: Callable[..., str], seat: Any, works: Works) -> Callable[..., str]:
    def made(*size: int, respondents: int) -> str:
        found = opened(allegations=allegations(respondents))
        assert seat("anna").post(f"/cases/{found}/claim").status_code == 200
        grow(works, found, *size)
        return found

    return made


def test_no_page_asks_the_database_more_often_for_a_large_case(
    case: Callable[..., str], seat: Any, database: Database
) -> None:
    small, large = case(3, 2, 1, respondents=2), case(respondents=64)
    anna = seat("anna")
    reader = Browser(anna)
    asks = {tab: lambda one, tab=tab: reader.get(ADDRESS.format(one), tab=tab) for tab in TABS}
    asks["search"] = lambda one: reader.get(ADDRESS.format(one), find="现场")
    asks["json"] = lambda one: anna.get(f"/cases/{one}")
    for name, ask in asks.items():
        counts = []
        for one in (small, large):
            ask(one)
            with counted(database) as sent:
                ask(one)
            counts.append(len([each for each in sent if each.lstrip().upper().startswith("SELECT")]))
        assert counts[1] <= counts[0] + NOW_AND_THEN, name


def test_the_course_is_read_in_pages_and_searched(case: Callable[..., str], seat: Any) -> None:
    large, reader = case(respondents=64), Browser(seat("anna"))
    first = reader.get(ADDRESS.format(large))
    sound(first)
    assert first.count('<li class="jd-timeline__item') == PAGE
    assert f"第{ENTRIES - 1}次" in first
    assert f"第{ENTRIES - PAGE - 1}次" not in first

    last = reader.get(ADDRESS.format(large), page="999999")
    assert "第0次" in last
    assert re.search(r'rel="prev"', last)
    assert not re.search(r'rel="next"', last)
    found = reader.get(ADDRESS.format(large), find="第1234次")
    assert found.count('<li class="jd-timeline__item') == 1
    assert "第1234次" in found
    assert "没有" in reader.get(ADDRESS.format(large), find="没有这样的词")


def test_a_short_course_has_no_search_and_many_files_are_folded(case: Callable[..., str], seat: Any) -> None:
    reader = Browser(seat("anna"))
    short, long = (reader.get(ADDRESS.format(case(3, files, 0, respondents=1))) for files in (2, FILES))

    assert 'name="find"' not in short
    assert any(str(FILES) in each for each in re.findall(r'details__summary-text">([^<]*)', long))


def test_matters_of_a_large_case_are_named_by_their_numbers(case: Callable[..., str], seat: Any) -> None:
    large, anna = case(0, 0, 0, respondents=10), seat("anna")
    for number in range(1, 11):
        anna.change(large, "findings", FINDING | {"allegation": str(number)})
    reader, address = Browser(anna), f"{ADDRESS.format(large)}/outcomes"
    page = reader.get(ADDRESS.format(large), tab="outcome")
    assert "O2-allegations" not in page
    filled = {f"O2-{name}": text for name, text in fields_for("O2").items()} | DAY

    wrong = reader.post(address, page, outcomes="O2", **filled, **{"O2-numbers": "1、9-12"})
    assert wrong.status_code == 422
    assert "“9-12”不是事项编号" in wrong.get_data(as_text=True)
    assert 'value="1、9-12"' in wrong.get_data(as_text=True)

    assert reader.post(address, page, outcomes="O2", **filled, **{"O2-numbers": "1-10"}).status_code == 303
    (outcome,) = anna.get(f"/cases/{large}").get_json()["proposal"]["outcomes"]
    assert outcome["allegations"] == [str(number) for number in range(1, 11)]
    assert "1–10" in reader.get(ADDRESS.format(large), tab="outcome")
