"""The annual report agrees with the cases, and small cells tell nobody."""

from typing import Any
from uuid import uuid4

import pytest

from services.investigation.words import report as words_report
from shared.contracts.events import ComplaintRated
from shared.contracts.terms import Role
from tests.investigation.builders import NOW, accepted, fields_for
from tests.investigation.test_api import FINDING, concluded
from tests.investigation.test_views import Browser

YEAR = "/reports/annual"


@pytest.fixture
def two(opened: Any, seat: Any, hear: Any) -> None:
    """One case answered and rated, one still in the queue."""
    complaint = uuid4()
    case = opened(accepted(complaint))
    concluded(case, seat, ("O2", "O7"))
    hear(
        ComplaintRated(
            id=uuid4(), at=NOW, complaint_id=complaint, tracking_number="JD-1", version=9,
            manner=5, speed=3, result=4, comment="",
        )
    )  # fmt: skip
    opened(channel="hotline", identity="anonymous")


@pytest.mark.usefixtures("two")
def test_it_counts_what_happened(seat: Any) -> None:
    found = seat("head", Role.HEAD).get(YEAR, year=2026).get_json()

    complaints, outcomes = found["complaints"], found["outcomes"]
    assert complaints["received"] == 2
    assert complaints["by_channel"] == {"hotline": 1, "web": 1}
    assert (complaints["concluded"], complaints["in_time"], complaints["late"]) == (1, 1, 0)
    assert complaints["median_days"] == 0
    assert outcomes["by_code"] == {"O2": 1, "O7": 1}
    assert outcomes["revocations_by_ground"] == {"R1": 1}
    assert (outcomes["corrections"], outcomes["carried_out"]) == (2, 0)
    assert found["besides"]["ratings"] == 1
    assert found["besides"]["speed_tenths"] == 30
    assert found["staff"]["investigators"] == found["staff"]["certified"] - 1 == 1
    assert seat("head", Role.HEAD).get(YEAR, year=2025).get_json()["complaints"]["received"] == 0


def test_each_answer_is_rated_by_itself_and_what_was_never_decided_is_not_found(
    opened: Any, seat: Any, hear: Any, time: Any
) -> None:
    complaint, above = uuid4(), {"home": "SUP-330100"}

    def rate(mark: int, version: int) -> None:
        marks = {"manner": mark, "speed": mark, "result": mark}
        told = {"complaint_id": complaint, "tracking_number": "JD-1", "version": version, "comment": ""}
        hear(ComplaintRated(id=uuid4(), at=time(), **told, **marks))

    concluded(opened(accepted(complaint)), seat)
    time.pass_minutes(1)
    rate(1, 4)
    time.pass_minutes(1)
    again = opened(
        accepted(complaint, version=7, body="SUP-330100", decision="recheck", recheck_body="SUP-330000")
    )
    anna = seat("anna above", **above)
    anna.post(f"/cases/{again}/claim")
    anna.change(again, "findings", FINDING)
    undecided = seat("head above", Role.HEAD, **above).get(YEAR, year=2026).get_json()
    counted = seat("head above", Role.HEAD, **above).get("/statistics").get_json()
    anna.change(again, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    seat("head above", Role.HEAD, **above).change(again, "approval", {"decision": "approve"})
    time.pass_minutes(1)
    rate(5, 9)
    first = seat("head", Role.HEAD).get(YEAR, year=2026).get_json()
    second = seat("head above", Role.HEAD, **above).get(YEAR, year=2026).get_json()

    assert (undecided["outcomes"]["findings"], counted["by_nature"]) == ({}, {})
    assert undecided["besides"]["ratings"] == 0
    assert [(each["besides"]["ratings"], each["besides"]["result_tenths"]) for each in (first, second)] == [
        (1, 10),
        (1, 50),
    ]
    assert second["outcomes"]["findings"] == {"substantiated": 1}


@pytest.mark.usefixtures("two")
def test_small_cells_are_left_out_for_who_may_not_see_the_cases(seat: Any) -> None:
    for reader in (seat("counts", Role.STATISTICIAN), seat("chief", Role.HEAD, home="SUP-330100")):
        found = reader.get(YEAR, year=2026, body="SUP-330106").get_json()

        assert found["suppressed_below"] == 5
        assert found["complaints"]["received"] is None
        assert set(found["outcomes"]["by_code"].values()) == {None}
        assert found["complaints"]["median_days"] is None
        assert found["besides"]["manner_tenths"] is None


def test_nobody_reads_the_report_of_a_body_aside_or_above(seat: Any) -> None:
    for body in ("SUP-330110", "SUP-330100", "DEP-330106", "SUP-999999", "x"):
        assert seat("head", Role.HEAD).get(YEAR, year=2026, body=body).status_code == 404
    assert seat("triage", Role.TRIAGE).get(YEAR).status_code == 403


def test_what_a_reader_is_barred_from_is_not_counted(opened: Any, seat: Any) -> None:
    opened(barred=["PERSON-330106:某甲"])

    assert (
        seat("barred", Role.HEAD, name="某甲").get(YEAR, year=2026).get_json()["complaints"]["received"] == 0
    )
    assert seat("other", Role.HEAD).get(YEAR, year=2026).get_json()["complaints"]["received"] == 1


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_and_table_say_the_same(seat: Any, language: str) -> None:
    head = Browser(seat("head", Role.HEAD))
    page = head.get("/investigation/reports/annual", year="2026", lang=language)
    table = head._ask("GET", f"/investigation/reports/annual.csv?year=2026&lang={language}").get_data(
        as_text=True
    )

    for line in table.strip().splitlines()[1:]:
        assert line.split(",")[1].strip('"') in page
    assert head._ask("GET", "/investigation/reports/annual?body=SUP-330110").status_code == 404
    assert head._ask("GET", "/investigation/reports/annual?year=abc").status_code == 200


def test_every_number_has_its_words(seat: Any) -> None:
    found = seat("head", Role.HEAD).get(YEAR).get_json()
    names = {name for part in words_report.PARTS for name in found[part]}

    assert names == set(words_report.LABELS)
