"""The JSON door: the what-if, the desk, the decision, and who sees nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, TimeoutError

from shared.audit import audit_row
from shared.contracts.events import (
    ComplaintAccepted,
    ComplaintDecided,
    ComplaintReopened,
    InformationRequested,
)
from shared.contracts.terms import Role, Service
from shared.work import Works
from tests.triage.builders import NOW, facts, order_designated, received, respondent, supplemented
from tests.triage.conftest import Seat

BASE = "/triage/api/v1"
Hear = Callable[..., None]
Sit = Callable[..., Seat]
Said = Callable[..., list[Any]]


def test_the_what_if_answers_as_the_contract_says(seat: Sit) -> None:
    sent = facts(respondent("leader", name="甲"), received_at={"division": "330106"}, subject="complaint")

    answer = seat(role=Role.AUDITOR).post(f"{BASE}/assessments", sent).get_json()

    assert answer["decision"] == "accept"
    assert answer["body"] == {
        "code": "SUP-330100",
        "division": "330100",
        "level": "city",
        "name": answer["body"]["name"],
    }
    assert answer["barred"] == ["DEP-330106", "PERSON-330106:甲", "SUP-330106"]
    assert answer["recheck_body"] == "SUP-330000"
    assert answer["deadlines"]["accept_by"] == "2026-12-08"
    assert answer["reasons"][0].keys() == {"rule", "article", "text", "article_key"}
    assert answer["reasons"][0]["rule"] == "R4"


def test_the_what_if_needs_nothing_but_staff(seat: Sit) -> None:
    seated = seat()

    assert seated.post(f"{BASE}/assessments", {}).get_json()["decision"] == "pending_info"
    assert seated.client.post(f"{BASE}/assessments", json={}).status_code == 401


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"respondents": [{"kind": "officer", "division": "999999"}]}, "/respondents/0/division"),
        ({"respondents": [{"kind": "nobody"}]}, "/respondents/0/kind"),
        ({"circumstances": {"hazard": "yes"}}, "/circumstances/hazard"),
        ({"circumstances": {"similar_open_90d": -1}}, "/circumstances/similar_open_90d"),
        ({"claims": {"categories": ["C10"]}}, "/claims/categories/0"),
    ],
)
def test_a_wrong_fact_is_named(sent: dict[str, Any], pointer: str, seat: Sit) -> None:
    answer = seat().post(f"{BASE}/assessments", sent)

    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.get_json()["errors"]]


def test_only_the_named_desk_sees_it(hear: Hear, seat: Sit) -> None:
    event = received(respondent("department"))
    hear(event)
    path = f"{BASE}/complaints/{event.tracking_number}"

    assert seat("SUP-330100").get(path).status_code == 200
    unknown = seat().get(f"{BASE}/complaints/NO-SUCH-NUMB")
    for home in ("SUP-330106", "SUP-330000", "SUP-000000", "SUP-330110", "DEP-330100"):
        answer = seat(home).get(path)
        assert (answer.status_code, answer.get_json()) == (404, unknown.get_json())
        assert seat(home).get(f"{BASE}/complaints").get_json()["items"] == []
    assert seat("SUP-330100", Role.INVESTIGATOR).get(path).status_code == 403


def test_an_accused_person_does_not_see_it_on_their_own_desk(hear: Hear, seat: Sit) -> None:
    event = received(respondent(name="甲"))
    hear(event)

    assert seat(name="乙").get(f"{BASE}/complaints/{event.tracking_number}").status_code == 200
    assert seat(name="甲").get(f"{BASE}/complaints/{event.tracking_number}").status_code == 404
    assert seat(name="甲").get(f"{BASE}/complaints").get_json()["items"] == []


def test_one_confirmation_opens_the_case(hear: Hear, seat: Sit, said: Said) -> None:
    event = received()
    hear(event)

    answer = seat().decide(event.tracking_number, decision="confirm")

    assert answer.get_json()["state"] == "accepted"
    assert said(ComplaintAccepted)[0].body == "SUP-330106"
    assert seat().decide(event.tracking_number, decision="confirm").status_code == 409


@pytest.mark.parametrize(
    ("more", "pointer"), [({"body": "SUP-330000"}, "/body"), ({"to": ["JUSTICE:330106"]}, "/to")]
)
def test_whoever_confirms_names_no_other_body_and_no_addressee(
    more: dict[str, object], pointer: str, hear: Hear, seat: Sit, said: Said
) -> None:
    event = received()
    hear(event)

    refused = seat().decide(event.tracking_number, decision="confirm", **more)

    assert (refused.status_code, refused.get_json()["errors"][0]["pointer"]) == (422, pointer)
    assert said(ComplaintAccepted) == []
    named = seat().decide(event.tracking_number, decision="confirm", body="SUP-330106")
    assert named.get_json()["state"] == "accepted"


def test_the_version_must_be_named_and_current(hear: Hear, seat: Sit) -> None:
    event = received()
    hear(event)
    path = f"{BASE}/complaints/{event.tracking_number}/decision"

    assert seat().post(path, {"decision": "confirm"}).status_code == 428
    assert seat().post(path, {"decision": "confirm"}, 99).status_code == 412
    assert seat().post(path, {"decision": "confirm"}, 1).status_code == 200


def test_deciding_otherwise_wants_a_reason(hear: Hear, seat: Sit, said: Said) -> None:
    event = received()
    hear(event)

    bare = seat().decide(event.tracking_number, decision="decline")
    assert bare.get_json()["errors"][0]["pointer"] == "/reason"

    answer = seat().decide(event.tracking_number, decision="decline", reason="已在诉讼中", text="请待判决。")
    assert answer.get_json()["state"] == "decided"
    assert said(ComplaintDecided, Service.INTAKE)[0].text == "请待判决。"


@pytest.mark.parametrize(
    ("body", "status"),
    [("SUP-330106", 409), ("SUP-330110", 409), ("SUP-330100", 200), ("SUP-330000", 200)],
)
def test_no_officer_may_hand_it_to_the_accused_or_aside(
    body: str, status: int, hear: Hear, seat: Sit
) -> None:
    event = received(respondent("department"))
    hear(event)

    answer = seat("SUP-330100").decide(event.tracking_number, decision="accept", body=body, reason="就近办理")

    assert answer.status_code == status
    if status == 409:
        assert (answer.get_json()["type"], answer.get_json()["rule"]) == ("urn:jiandu:problem:recusal", "R3")


def test_the_complainant_is_asked_and_the_answer_brings_it_back(hear: Hear, seat: Sit, said: Said) -> None:
    event = received()
    hear(event)
    asked = seat().decide(
        event.tracking_number, decision="pending_info", reason="不清楚", text="请说明时间。"
    )

    assert asked.get_json()["state"] == "information_requested"
    assert said(InformationRequested, Service.INTAKE)[0].text == "请说明时间。"

    hear(supplemented(event))
    found = seat().get(f"{BASE}/complaints/{event.tracking_number}").get_json()
    assert found["state"] == "awaiting_decision"
    assert found["messages"][0]["text"].startswith("补充")


def test_danger_is_handed_on_at_once_and_what_came_with_it_is_decided_after(
    hear: Hear, seat: Sit, said: Said
) -> None:
    event = received(circumstances={"imminent_danger": True, "review": "pending"})
    hear(event)
    address = f"{BASE}/complaints/{event.tracking_number}"
    first = seat().decide(event.tracking_number, decision="confirm").get_json()

    assert first["state"] == "awaiting_decision"
    (handed,) = said(ComplaintDecided, Service.INTAKE)
    assert (handed.decision, handed.referrals[0]["to"]) == ("refer", "EMERGENCY")
    (again,) = said(ComplaintReopened, Service.INTAKE)
    assert again.version > handed.version
    assessment = seat().get(address).get_json()["assessment"]
    assert (assessment["decision"], assessment["reasons"][0]["rule"]) == ("decline", "G1")

    hear(supplemented(event))
    assert seat().get(address).get_json()["assessment"]["decision"] == "decline"
    assert seat().decide(event.tracking_number, decision="confirm").get_json()["state"] == "decided"
    assert [one.decision for one in said(ComplaintDecided, Service.INTAKE)] == ["refer", "decline"]


def test_an_order_that_went_back_and_is_ours_after_all_is_judged_again_as_from_above_and_once(
    hear: Hear, seat: Sit, said: Said
) -> None:
    event = received(respondent(kind="other_agency", sector="housing"), channel="12345")
    hear(event)
    address = f"{BASE}/complaints/{event.tracking_number}"
    assert seat().decide(event.tracking_number, decision="confirm").get_json()["state"] == "decided"
    word = order_designated(event, NOW + timedelta(days=3))

    hear(word)
    hear(word)
    again = seat().get(address).get_json()
    assert (again["state"], again["channel"], again["assessment"]["decision"]) == (
        "awaiting_decision",
        "superior",
        "refer",
    )
    assert again["accept_by"] == "2026-12-11", "15 days from the designation"

    assert seat().decide(event.tracking_number, decision="confirm").get_json()["state"] == "decided"
    hear(supplemented(event))
    assert seat().get(address).get_json()["state"] == "decided", "nobody designated it once more"
    assert [one.decision for one in said(ComplaintDecided, Service.INTAKE)] == ["return", "refer"]


def test_what_only_had_to_be_passed_on_ends_with_the_danger(hear: Hear, seat: Sit, said: Said) -> None:
    event = received(circumstances={"imminent_danger": True})
    hear(event)

    assert seat().decide(event.tracking_number, decision="confirm").get_json()["state"] == "accepted"
    assert said(ComplaintReopened, Service.INTAKE) == []


def test_the_list_is_paged_with_danger_first(hear: Hear, seat: Sit) -> None:
    calm = [received() for _ in range(4)]
    urgent = received(circumstances={"imminent_danger": True})
    hear(*calm, urgent)
    seated, numbers, cursor = seat(), [], None

    for _ in range(3):
        found = seated.get(f"{BASE}/complaints", limit=2, **({"cursor": cursor} if cursor else {})).get_json()
        numbers += [one["tracking_number"] for one in found["items"]]
        cursor = found["next"]

    assert cursor is None
    assert numbers[0] == urgent.tracking_number
    assert sorted(numbers) == sorted(one.tracking_number for one in [*calm, urgent])
    assert seated.get(f"{BASE}/complaints", cursor="wrong").status_code == 422


def test_the_document_is_published(seat: Sit) -> None:
    found = seat().get(f"{BASE}/openapi.json").get_json()

    assert found["openapi"] == "3.1.0"
    assert f"{BASE}/assessments" in found["paths"]


@pytest.mark.parametrize(
    "away",
    [OperationalError("SELECT 甲", {"name": "乙"}, Exception("丙")), TimeoutError("no connection left")],
)
def test_a_database_that_is_away_asks_to_come_again(
    away: Exception, seat: Sit, desk_works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    seated = seat()

    def gone(*_: Any) -> Any:
        raise away

    monkeypatch.setattr(desk_works, "begin", gone)

    at_the_door, on_the_page = seated.get(f"{BASE}/complaints"), seated.get("/triage/")

    assert (at_the_door.status_code, on_the_page.status_code) == (503, 503)
    assert at_the_door.get_json()["type"] == "urn:jiandu:problem:store_away"
    assert at_the_door.headers["Retry-After"] == on_the_page.headers["Retry-After"] == "5"
    for said in (at_the_door, on_the_page):
        assert not [word for word in "甲乙丙" if word in said.get_data(as_text=True)]


class TestAnEarlierComplaintByItsNumber:
    """What is left out of it, the system finds out (contract §4)."""

    def ask(self, seated: Seat, earlier: dict[str, Any] | None, **said: Any) -> Any:
        sent = facts(respondent(), circumstances={"earlier": earlier}, **said)
        return seated.post(f"{BASE}/assessments", sent).get_json()

    def test_on_the_own_desk_it_is_looked_up(self, hear: Hear, seat: Sit, desk_works: Works) -> None:
        event = received()
        hear(event)

        found = self.ask(seat(), {"tracking_number": f" {event.tracking_number.lower()} "})
        named = self.ask(seat(), None, earlier_tracking_number=event.tracking_number)

        assert (found["decision"], found["body"]["code"]) == ("merge", "SUP-330106")
        assert "/circumstances/earlier" in found["proposed"]
        assert named == found
        with desk_works.reading() as session:
            actions = set(session.scalars(select(audit_row.c.action)))
        assert "complaint.looked_up" in actions

    def test_what_is_said_of_it_goes_before(self, hear: Hear, seat: Sit) -> None:
        event = received()
        hear(event)
        said = {"tracking_number": event.tracking_number, "state": "closed", "closed_days_ago": 40}

        assert self.ask(seat(), said)["decision"] == "decline"
        assert self.ask(seat(), said | {"state": None, "same_complainant": False})["decision"] == "accept"

    def test_elsewhere_and_nowhere_are_the_same(self, hear: Hear, seat: Sit) -> None:
        event = received(respondent("department"))
        hear(event)
        real, invented = event.tracking_number, "ZF2099010100001"

        answers = [
            self.ask(seat(*who), {"tracking_number": number})
            for who in (("SUP-330106",), ("SUP-330000",), ("SUP-330100", Role.AUDITOR))
            for number in (real, invented)
        ]

        assert all(one == answers[0] for one in answers)
        assert answers[0]["decision"] == "accept"
        assert "lies on your desk" in answers[0]["reasons"][-1]["text"]
        assert self.ask(seat("SUP-330100"), {"tracking_number": real})["decision"] == "merge"

    def test_what_is_supposed_of_an_unknown_one_is_taken_as_said(self, seat: Sit) -> None:
        earlier = {"tracking_number": "X", "state": "pending", "body": "SUP-330106"}

        found = self.ask(seat(), earlier)

        assert found["decision"] == "merge"
        assert "taken as said" in found["reasons"][-1]["text"]
