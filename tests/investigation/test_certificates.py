"""Who investigates holds a supervision certificate on the day (Measures art. 6); before it ends, it is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from services.investigation.domain.records import RecordKind
from shared.contracts.events import Event
from shared.contracts.terms import Role
from tests.investigation.builders import TODAY, fields_for, record_fields
from tests.investigation.conftest import Seat, Time
from tests.investigation.test_api import FINDING
from tests.investigation.test_kept_away import changed
from tests.investigation.test_views import Browser

TOLD = timedelta(days=60)
Hear = Callable[[Event], None]
PROPOSAL = {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]}


@pytest.fixture
def certify(hear: Hear) -> Callable[..., None]:
    versions = count(9)

    def hold(who: Seat, last: date | None, first: date | None = None) -> None:
        now = changed(who, certificate_valid_to=last, certificate_valid_from=first)
        hear(replace(now, version=next(versions)))

    return hold


def test_one_that_is_not_valid_yet_lets_nobody_investigate(
    opened: Any, seat: Any, certify: Any, time: Time
) -> None:
    case, anna, bert, head = opened(), seat("anna"), seat("bert"), seat("head", Role.HEAD)
    certify(bert, date(2028, 1, 1), TODAY + timedelta(days=8))

    assert bert.post(f"/cases/{case}/claim").status_code == 403
    told = bert.get(f"/cases/{case}").get_json()["may"]["claim"]
    assert (told["code"], "2026" in told["text"]) == ("certificate_not_yet", True)
    anna.post(f"/cases/{case}/claim")
    given = {"username": "bert", "part": "second"}
    version = anna.get(f"/cases/{case}").get_json()["version"]
    assert anna.post(f"/cases/{case}/assignment", given, version).status_code == 422
    report = head.get("/reports/annual", year=2026).get_json()
    assert report["staff"]["certified"] == 2
    assert "bert" not in Browser(head).get("/investigation/share")
    time.pass_days(8)
    assert seat("anna").change(case, "assignment", given)["team"][1]["name"] == "bert"


def test_whose_certificate_has_ended_judges_nothing(opened: Any, seat: Any, certify: Any) -> None:
    case, anna, bert = opened(), seat("anna"), seat("bert")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert", "part": "second"})
    certify(anna, TODAY - timedelta(days=1))
    now = anna.get(f"/cases/{case}").get_json()

    assert now["may"]["record_finding"]["code"] == "certificate_expired"
    assert now["may"]["propose_outcome"]["code"] == "certificate_expired"
    assert anna.post(f"/cases/{case}/findings", FINDING, now["version"]).status_code == 403
    assert {each["name"]: each["certified"] for each in now["team"]} == {"anna": False, "bert": True}
    assert "今日无有效执法监督证件" in Browser(bert).get(f"/investigation/cases/{case}", lang="zh")
    assert anna.change(case, "notes", {"fields": record_fields(RecordKind.NOTE)})["records"]
    bert.change(case, "findings", FINDING)
    bert.change(case, "outcomes", PROPOSAL)


def test_it_is_told_before_it_ends(seat: Any, certify: Any) -> None:
    anna, bert, head = seat("anna"), seat("bert"), seat("head", Role.HEAD)
    certify(anna, TODAY + TOLD)
    for who in (anna, bert, head):
        assert section(Browser(who).get("/investigation/")) == ""
    certify(anna, TODAY + TOLD - timedelta(days=1))

    for who in (anna, head):
        for page in ("/investigation/", "/investigation/due"):
            assert "anna" in section(Browser(who).get(page, lang="zh")), page
    assert section(Browser(bert).get("/investigation/", lang="zh")) == ""


def section(page: str) -> str:
    return page.split('id="certificates"')[1].split("</section>")[0] if 'id="certificates"' in page else ""


def written_down(case: str, who: Seat, day: date, *there: str) -> Any:
    version = who.get(f"/cases/{case}").get_json()["version"]
    fields = record_fields(RecordKind.INTERVIEW, day=day.isoformat())
    return who.post(f"/cases/{case}/interviews", {"fields": fields, "supervisors": list(there)}, version)


@pytest.fixture
def pair(opened: Any, seat: Any) -> str:
    case = str(opened())
    seat("bert")
    seat("anna").post(f"/cases/{case}/claim")
    seat("anna").change(case, "assignment", {"username": "bert", "part": "second"})
    return case


def test_an_interview_is_written_down_after_a_certificate_has_ended(
    pair: str, seat: Any, certify: Any, time: Time
) -> None:
    bert = seat("bert")
    certify(bert, TODAY + timedelta(days=1))
    time.pass_days(3)
    anna = seat("anna")

    assert written_down(pair, anna, TODAY + timedelta(days=2), "anna", "bert").status_code == 422
    assert written_down(pair, anna, TODAY + timedelta(days=1), "anna", "bert").status_code == 201
    certify(bert, date(2029, 1, 1), TODAY + timedelta(days=3))
    assert written_down(pair, anna, TODAY + timedelta(days=2), "anna", "bert").status_code == 422


def test_what_was_done_under_one_that_ended_before_a_gap_stays_lawful(
    pair: str, seat: Any, hear: Hear, time: Time
) -> None:
    """The register has both; the account shows the one that is held."""
    first = {"number": "浙-7", "first": "2024-01-01", "last": str(TODAY + timedelta(days=1))}
    then = {"number": "浙-8", "first": str(TODAY + timedelta(days=3)), "last": "2029-12-31"}
    now = changed(
        seat("bert"),
        certificate_number="浙-8",
        certificate_valid_from=TODAY + timedelta(days=3),
        certificate_valid_to=date(2029, 12, 31),
        certificates=[first, then],
    )
    hear(replace(now, version=20))
    time.pass_days(4)
    anna = seat("anna")

    assert written_down(pair, anna, TODAY + timedelta(days=2), "anna", "bert").status_code == 422
    for day, number in ((1, "浙-7"), (3, "浙-8")):
        kept = written_down(pair, anna, TODAY + timedelta(days=day), "anna", "bert")
        assert kept.status_code == 201, day
        assert number in str(kept.get_json()["records"][-1]["supervisors"])


@pytest.mark.parametrize("now", [{"home": "SUP-330110"}, {"active": False}], ids=["elsewhere", "closed"])
def test_who_was_there_and_left_since_is_named(
    pair: str, seat: Any, hear: Hear, time: Time, now: dict[str, Any]
) -> None:
    time.pass_days(2)
    hear(replace(changed(seat("bert")), version=20, **now))
    time.pass_days(1)
    anna, address = seat("anna"), f"/investigation/cases/{pair}"

    assert "bert" in Browser(anna).get(address, tab="work", record="interview")
    assert written_down(pair, anna, TODAY + timedelta(days=3), "anna", "bert").status_code == 422
    kept = written_down(pair, anna, TODAY + timedelta(days=1), "anna", "bert")
    assert kept.status_code == 201
    assert "bert" in str(kept.get_json()["records"][-1]["supervisors"])


def test_who_withdrew_is_not_named_by_others(pair: str, seat: Any, time: Time) -> None:
    own = {"username": "bert", "side": "self", "tie": "kin", "reason": "近亲属"}
    seat("carl"), seat("dora")
    seat("bert").change(pair, "recusals", own)
    seat("anna").change(pair, "assignment", {"username": "carl", "part": "second"})

    assert written_down(pair, seat("anna"), TODAY, "anna", "bert").status_code == 422
    assert written_down(pair, seat("anna"), TODAY, "anna", "carl").status_code == 201
