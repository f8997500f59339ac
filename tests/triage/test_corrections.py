"""Facts corrected at the desk: what would follow, the new judgment, and that nobody slips past a recusal."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from services.triage.models import Complaint, Correction, Judgment
from shared.contracts.events import ComplaintAccepted, ComplaintAssessed, ComplaintDecided, ComplaintReceived
from shared.contracts.terms import Service
from shared.work import Works
from tests.triage.builders import HANGZHOU, XIHU, YUHANG, received, respondent
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]
DESK = "/triage/api/v1/complaints"
DEPARTMENT = {"respondents": [respondent("department", XIHU)]}
ELSEWHERE = {"respondents": [respondent("officer", YUHANG)]}


@pytest.fixture
def event(hear: Hear) -> ComplaintReceived:
    """An officer of Xihu is accused."""
    made = received(respondent("officer", XIHU, name="张三"))
    hear(made)
    return made


def correct(seat: Seat, number: str, version: int = 1, **said: Any) -> Any:
    return seat.post(f"{DESK}/{number}/facts", {"reason": "电话核实"} | said, version)


def test_what_if_changes_nothing(event: ComplaintReceived, seat: Sit, desk_works: Works) -> None:
    path = f"{DESK}/{event.tracking_number}"
    before = seat().get(path).get_json()

    answer = seat().post(f"{path}/assessments", DEPARTMENT)

    assert answer.status_code == 200
    assert answer.get_json()["body"]["code"] == f"SUP-{HANGZHOU}"
    after = seat().get(path).get_json()
    assert after == before
    with desk_works.reading() as session:
        assert session.query(Judgment).count() == 1


def test_a_correction_is_a_new_judgment_beside_the_old_one(
    event: ComplaintReceived, seat: Sit, desk_works: Works, said: Callable[..., list[Any]]
) -> None:
    answer = correct(seat(), event.tracking_number, circumstances={"discipline_clue": "also"})

    assert answer.status_code == 200, answer.get_json()
    assert answer.get_json()["version"] == 2
    assert "SPLIT" in [one["rule"] for one in answer.get_json()["assessment"]["reasons"]]
    with desk_works.reading() as session:
        kept = session.query(Correction).one()
        assert (kept.number, kept.actor_name, kept.content["reason"]) == (2, "受理员", "电话核实")
        assert [one.number for one in session.query(Judgment)] == [1, 2]
        assert session.query(Complaint).one().facts == event.facts
    assert [one.version for one in said(ComplaintAssessed)] == [1, 2]
    shown = seat().get(f"{DESK}/{event.tracking_number}").get_json()
    assert shown["facts_as_submitted"]["circumstances"] == {}
    assert "corrected" in [one["kind"] for one in shown["history"]]


def test_another_bodys_complaint_leaves_the_desk_once_the_officer_says_so(
    event: ComplaintReceived, seat: Sit
) -> None:
    refused = correct(seat(), event.tracking_number, **DEPARTMENT)
    known = correct(seat(), event.tracking_number, **DEPARTMENT, leaves_desk=True)

    assert (refused.status_code, refused.get_json()["desk"]) == (409, f"SUP-{HANGZHOU}")
    assert known.get_json()["moved_to"] == f"SUP-{HANGZHOU}"
    assert seat().get(f"{DESK}/{event.tracking_number}").status_code == 404
    assert seat(f"SUP-{HANGZHOU}").get(f"{DESK}/{event.tracking_number}").status_code == 200


def test_nobody_corrects_a_complaint_away_from_a_recusal(hear: Hear, seat: Sit) -> None:
    """The department of Xihu is accused; made into one against an officer, it stays above Xihu."""
    event = received(respondent("department", XIHU))
    hear(event)
    above = seat(f"SUP-{HANGZHOU}")

    answer = correct(above, event.tracking_number, respondents=[respondent("officer", XIHU)])

    assert answer.status_code == 200, answer.get_json()
    made = answer.get_json()["assessment"]
    assert made["body"]["code"] == f"SUP-{HANGZHOU}"
    assert f"SUP-{XIHU}" in made["barred"]
    assert f"DEP-{XIHU}" in made["barred"]
    assert seat().get(f"{DESK}/{event.tracking_number}").status_code == 404
    handed = above.decide(event.tracking_number, decision="accept", body=f"SUP-{XIHU}", reason="就近")
    assert (handed.status_code, handed.get_json()["type"]) == (409, "urn:jiandu:problem:recusal")


def test_the_officer_who_was_named_first_stays_kept_from_it(event: ComplaintReceived, seat: Sit) -> None:
    made = correct(seat(), event.tracking_number, respondents=[respondent("officer", XIHU, name="李四")])

    assert made.status_code == 200
    assert {f"PERSON-{XIHU}:张三", f"PERSON-{XIHU}:李四"} <= set(made.get_json()["assessment"]["barred"])
    assert seat(name="张三").get(f"{DESK}/{event.tracking_number}").status_code == 404


def test_who_bars_themselves_sees_it_no_more(event: ComplaintReceived, seat: Sit) -> None:
    made = correct(seat(), event.tracking_number, respondents=[respondent("officer", XIHU, name="受理员")])

    assert made.status_code == 200
    assert seat().get(f"{DESK}/{event.tracking_number}").status_code == 404


def test_corrected_facts_travel_with_the_acceptance(
    event: ComplaintReceived, seat: Sit, said: Callable[..., list[Any]]
) -> None:
    correct(seat(), event.tracking_number, respondents=[respondent("officer", XIHU, name="李四")])
    seat().decide(event.tracking_number, decision="confirm")

    accepted = said(ComplaintAccepted)[0]
    assert accepted.facts["respondents"][0]["name"] == "李四"
    assert accepted.facts["occurred_in"] == XIHU
    assert f"PERSON-{XIHU}:张三" in accepted.barred


def test_what_is_sealed_by_a_correction_is_passed_on_at_once(
    event: ComplaintReceived, seat: Sit, said: Callable[..., list[Any]]
) -> None:
    made = correct(seat(), event.tracking_number, circumstances={"discipline_clue": "only"}, leaves_desk=True)

    assert made.get_json()["state"] == "decided"
    assert [one.decision for one in said(ComplaintDecided, Service.INTAKE)] == ["refer"]
    assert seat().get(f"{DESK}/{event.tracking_number}").status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"reason": ""}, 422, "invalid"),
        ({"circumstances": {}}, 409, "unchanged"),
        ({"statement": "别的"}, 422, "invalid"),
        ({"respondents": [{"kind": "army"}]}, 422, "invalid"),
    ],
)
def test_what_cannot_be_corrected_is_refused(
    event: ComplaintReceived, seat: Sit, body: dict[str, Any], status: int, code: str
) -> None:
    sent = body if "reason" not in body else body | {"circumstances": {"deaths": True}}

    answer = correct(seat(), event.tracking_number, **sent)

    assert (answer.status_code, answer.get_json()["type"].rpartition(":")[2]) == (status, code)


def test_a_decided_complaint_is_not_corrected_any_more(event: ComplaintReceived, seat: Sit) -> None:
    seat().decide(event.tracking_number, decision="confirm")

    answer = correct(seat(), event.tracking_number, 2, circumstances={"deaths": True})

    assert (answer.status_code, answer.get_json()["type"]) == (409, "urn:jiandu:problem:already_decided")


def form(event: ComplaintReceived, **fields: str) -> dict[str, str]:
    typed = {"version": "1", "count": "1", "r0_kind": "officer", "r0_name": "张三", "natures": "unlawful"}
    return typed | {"r0_division": "杭州市西湖区", "occurred_in": "西湖区", "occurred_in_code": XIHU} | fields


def test_the_page_shows_both_assessments(event: ComplaintReceived, seat: Sit) -> None:
    path = f"/triage/complaints/{event.tracking_number}/facts"

    plain = seat().get(path).get_data(as_text=True)
    page = seat().submit(path, do="preview", **form(event, r0_kind="department")).get_data(as_text=True)

    assert "张三" in plain
    assert event.statement in re.sub(r"</?mark[^>]*>", "", page)
    assert "Supervision body, Hangzhou" in page
    assert "It would leave your desk." in page


def test_the_page_keeps_what_was_typed_when_it_is_refused(event: ComplaintReceived, seat: Sit) -> None:
    path = f"/triage/complaints/{event.tracking_number}/facts"

    nowhere = seat().submit(path, do="keep", reason="核实", **form(event, r0_division="鼓楼区"))
    silent = seat().submit(path, do="keep", **form(event, r0_name="李四"))
    stale = seat().submit(path, do="keep", reason="核实", **form(event, r0_name="李四", version="9"))
    same = seat().submit(path, do="keep", reason="核实", **form(event, natures=""))

    assert (nowhere.status_code, silent.status_code, stale.status_code) == (422, 422, 409)
    assert "Which of these places do you mean?" in nowhere.get_data(as_text=True)
    assert "李四" in silent.get_data(as_text=True)
    assert same.status_code in (409, 422)


def test_the_page_judges_anew_and_goes_on(event: ComplaintReceived, seat: Sit) -> None:
    path = f"/triage/complaints/{event.tracking_number}"

    stays = seat().submit(f"{path}/facts", do="keep", reason="核实", **form(event, r0_name="李四"))
    leaves = seat().submit(
        f"{path}/facts",
        do="keep",
        reason="核实",
        leaves_desk="yes",
        **form(event, r0_kind="leader", version="2"),
    )

    assert (stays.status_code, stays.headers["Location"]) == (303, f"{path}#complaint")
    assert (leaves.status_code, leaves.headers["Location"]) == (303, "/triage/#complaint")
