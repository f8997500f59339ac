"""Many complaints with something in common: proposed once, seen by the head alone, decided with a reason."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from services.triage.models import Complaint
from shared.contracts.events import ClusterDecided, ComplaintErased
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.triage.builders import NOW, concluded, received, respondent
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]
CLUSTERS = "/triage/api/v1/clusters"
UNIT = respondent("internal_unit", name="执法大队")


def flagged(works: Works, event: Any) -> bool:
    with works.reading() as session:
        found = session.get(Complaint, event.complaint_id)
        assert found is not None
        return "ART12_SPECIAL" in found.flags


def many(count: int, *accused: dict[str, Any]) -> list[Any]:
    return [received(*(accused or (UNIT,)), facts={"claims": {}}) for _ in range(count)]


def erased(event: Any) -> ComplaintErased:
    return ComplaintErased(
        id=uuid4(), version=9, complaint_id=event.complaint_id, tracking_number=event.tracking_number, at=NOW,
        erased_at=NOW, rule="unhandled",
    )  # fmt: skip


def of_units(answer: Any) -> list[dict[str, Any]]:
    return [one for one in answer.get_json()["items"] if one["about"]["kind"] == "internal_unit"]


@pytest.fixture
def head(seat: Sit) -> Seat:
    return seat(role=Role.HEAD, name="负责人")


def test_the_fifth_open_complaint_about_a_unit_makes_a_proposal(
    hear: Hear, head: Seat, desk_works: Works
) -> None:
    events = many(6)
    hear(*events[:4])
    assert of_units(head.get(CLUSTERS)) == []

    hear(*events[4:])

    (found,) = of_units(head.get(CLUSTERS))
    assert found["about"] == {"kind": "internal_unit", "division": "330106", "name": "执法大队"}
    assert (found["count"], found["decision"]) == (6, None)
    assert set(found["complaints"]) == {event.tracking_number for event in events}
    assert [flagged(desk_works, event) for event in events] == [False] * 4 + [True] * 2


@pytest.mark.usefixtures("automatic")
def test_a_cluster_holds_up_no_plain_acceptance(hear: Hear, desk_works: Works) -> None:
    events = many(5)
    hear(*events)

    with desk_works.reading() as session:
        found = session.get(Complaint, events[-1].complaint_id)
        assert found is not None
        assert found.state == "accepted"


def test_answered_complaints_count_no_more(hear: Hear, head: Seat) -> None:
    events = many(8)
    for event in events:
        hear(event, concluded(event))

    assert of_units(head.get(CLUSTERS)) == []


def test_other_bodies_other_roles_and_the_accused_learn_nothing(hear: Hear, seat: Sit, head: Seat) -> None:
    hear(*many(5), received(UNIT, respondent("officer", name="转岗人"), facts={"claims": {}}))
    (found,) = of_units(head.get(CLUSTERS))
    one = f"{CLUSTERS}/{found['id']}"

    elsewhere, accused = seat("SUP-330110", Role.HEAD), seat(role=Role.HEAD, name="转岗人")
    for stranger in (elsewhere, accused):
        assert stranger.get(CLUSTERS).get_json()["items"] == []
        assert stranger.get(one).status_code == 404
        assert found["complaints"][0] not in stranger.get("/triage/clusters").get_data(as_text=True)
    decision = {"decision": "neither", "reason": "x"}
    assert accused.post(f"{one}/decision", decision, 1).status_code == 404
    assert seat().get(CLUSTERS).status_code == 403


def test_the_head_decides_once_and_five_more_are_needed_for_the_next(
    hear: Hear, head: Seat, said: Callable[..., list[Any]]
) -> None:
    hear(*many(5))
    (found,) = of_units(head.get(CLUSTERS))
    path = f"{CLUSTERS}/{found['id']}/decision"
    body = {"decision": "special_supervision", "reason": "问题集中"}

    stale = head.post(path, body, 7)
    bare = head.post(path, {"decision": "neither"}, 1)
    done = head.post(path, body, 1)
    again = head.post(path, body, 2)

    assert [one.status_code for one in (stale, bare, done, again)] == [412, 422, 200, 409]
    assert done.get_json()["decided_by"] == "负责人"
    (event,) = said(ClusterDecided)
    assert (event.decision, event.reason, len(event.complaints)) == ("special_supervision", "问题集中", 5)
    hear(*many(4))
    assert len(of_units(head.get(CLUSTERS))) == 1
    hear(*many(1))
    assert [one["decision"] for one in of_units(head.get(CLUSTERS))] == [None, "special_supervision"]


def test_a_pattern_is_a_category_of_conduct_in_a_place(hear: Hear, head: Seat) -> None:
    claims = {"claims": {"categories": ["C2.4"]}}
    hear(*(received(respondent("officer", name=f"甲{number}"), facts=claims) for number in range(5)))

    (found,) = head.get(CLUSTERS).get_json()["items"]
    assert found["about"] == {"kind": "pattern", "division": "330106", "name": "C2.4"}


def test_the_page_takes_the_decision_and_keeps_what_was_typed(hear: Hear, head: Seat) -> None:
    hear(*many(5))
    (found,) = of_units(head.get(CLUSTERS))
    path = f"/triage/clusters/{found['id']}/decision"

    missing = head.submit(path, cluster=found["id"], version="1", decision="", reason="先看看")
    stale = head.submit(path, cluster=found["id"], version="4", decision="neither", reason="先看看")
    done = head.submit(path, cluster=found["id"], version="1", decision="neither", reason="先看看")

    assert (missing.status_code, stale.status_code, done.status_code) == (422, 409, 303)
    assert "Choose a decision." in missing.get_data(as_text=True)
    assert "先看看" in missing.get_data(as_text=True)
    decided = head.get("/triage/clusters").get_data(as_text=True)
    assert "Neither" in decided
    assert "Cases of our own" not in decided


def test_who_orders_a_special_reads_where_it_is_opened(hear: Hear, head: Seat) -> None:
    hear(*many(11))
    (found,) = of_units(head.get(CLUSTERS))
    assert '<details class="govuk-details" >' in head.get("/triage/clusters").get_data(as_text=True), (
        "a long list"
    )
    told = {"decision": "special_supervision", "reason": "集中反映"}
    head.submit(f"/triage/clusters/{found['id']}/decision", cluster=found["id"], version="1", **told)

    assert 'href="/investigation/own"' in head.get("/triage/clusters").get_data(as_text=True)


def test_the_head_reads_whom_each_accuses_and_not_of_what_lies_elsewhere(
    hear: Hear, head: Seat, desk_works: Works
) -> None:
    events = many(5)
    hear(*events)
    with desk_works.begin(SYSTEM) as work:
        gone = work.session.get(Complaint, events[0].complaint_id)
        assert gone is not None
        gone.desk = "SUP-330100"

    (found,) = of_units(head.get(CLUSTERS))

    told = {one["tracking_number"]: one["respondents"][0]["name"] for one in found["evidence"]}
    assert told == {one.tracking_number: "执法大队" for one in events[1:]}
    assert (found["count"], set(found["complaints"])) == (4, set(told))
    page = head.get("/triage/clusters").get_data(as_text=True)
    assert events[1].tracking_number in page
    assert events[1].statement not in page
    assert events[0].tracking_number not in page

    with desk_works.begin(SYSTEM) as work:
        for event in events:
            work.session.get_one(Complaint, event.complaint_id).desk = "SUP-330100"
    assert head.get(CLUSTERS).get_json()["items"] == []
    assert head.get(f"{CLUSTERS}/{found['id']}").status_code == 404


def test_nothing_is_left_of_a_cluster_whose_complaints_are_erased(hear: Hear, head: Seat, seat: Sit) -> None:
    events = many(5)
    hear(*events)
    (found,) = of_units(head.get(CLUSTERS))
    for event in events:
        seat().decide(event.tracking_number, decision="decline", reason="不属受理范围")
    hear(erased(events[0]))
    assert of_units(head.get(CLUSTERS))[0]["count"] == 4

    hear(*(erased(event) for event in events[1:]))

    assert head.get(CLUSTERS).get_json()["items"] == []
    assert head.get(f"{CLUSTERS}/{found['id']}").status_code == 404
    assert head.get("/triage/clusters").status_code == 200


def test_twins_of_the_same_complaints_are_decided_once(
    hear: Hear, head: Seat, said: Callable[..., list[Any]]
) -> None:
    """What they share is a unit and a pattern: two proposals, one question."""
    claims = {"claims": {"categories": ["C2.4"]}}
    hear(*(received(UNIT, facts=claims) for _ in range(5)))
    both = head.get(CLUSTERS).get_json()["items"]
    assert {one["about"]["kind"] for one in both} == {"internal_unit", "pattern"}
    assert [[each["kind"] for each in one["twins"]] for one in both] == [
        [other["about"]["kind"]] for other in reversed(both)
    ]
    assert "对以下共同点一并生效" in head.get("/triage/clusters", lang="zh").get_data(as_text=True)
    body = {"decision": "special_supervision", "reason": "问题集中"}
    done = head.post(f"{CLUSTERS}/{both[0]['id']}/decision", body, 1)

    assert done.status_code == 200
    after = head.get(CLUSTERS).get_json()["items"]
    assert [(one["decision"], one["reason"], one["twins"]) for one in after] == [
        ("special_supervision", "问题集中", [])
    ] * 2
    assert len(said(ClusterDecided)) == 1
    assert head.post(f"{CLUSTERS}/{both[1]['id']}/decision", body, 2).status_code == 409


def test_one_with_a_complaint_of_its_own_is_decided_by_itself(hear: Hear, head: Seat) -> None:
    claims = {"claims": {"categories": ["C2.4"]}}
    hear(*(received(UNIT, facts=claims) for _ in range(5)), *many(1))
    both = head.get(CLUSTERS).get_json()["items"]
    assert [one["twins"] for one in both] == [[], []]
    body = {"decision": "neither", "reason": "已有检查"}
    head.post(f"{CLUSTERS}/{both[0]['id']}/decision", body, 1)
    assert sorted(bool(one["decision"]) for one in head.get(CLUSTERS).get_json()["items"]) == [False, True]
