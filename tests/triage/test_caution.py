"""A leader whom only words accuse neither sees it nor decides about it before another desk has looked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from shared.contracts.events import ComplaintAccepted, ComplaintAssessed
from shared.contracts.terms import Service
from tests.triage.builders import received, respondent, supplemented
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]
Said = Callable[..., list[Any]]
PLAIN = "执法人员检查时没有出示证件，当场收取现金。"
LEADER = "西湖区应急局局长收了老板的好处，一直包庇他们。"
BASE = "/triage/api/v1"


def beside(words: str) -> Any:
    """An officer is given as the respondent, and the statement says this."""
    return replace(received(respondent(name="李某")), statement=words)


def listed(seat: Sit, home: str) -> list[str]:
    return [one["tracking_number"] for one in seat(home).get(f"{BASE}/complaints").get_json()["items"]]


def test_the_statement_beside_given_respondents_keeps_the_leader_away(
    hear: Hear, seat: Sit, said: Said
) -> None:
    event = beside(PLAIN + LEADER)
    hear(event)

    assert listed(seat, "SUP-330106") == []
    assert listed(seat, "SUP-330100") == [event.tracking_number]
    assert seat().get(f"{BASE}/complaints/{event.tracking_number}").status_code == 404
    (told,) = said(ComplaintAssessed, Service.INTAKE)
    assert (told.kept_away, told.desk) == (["DEP-330106"], "SUP-330100")
    shown = seat("SUP-330100").get(f"{BASE}/complaints/{event.tracking_number}").get_json()["assessment"]
    assert (shown["body"]["code"], shown["kept_away"]) == ("SUP-330106", ["DEP-330106", "SUP-330106"])
    assert "WORDS_ACCUSE" in shown["flags"]
    page = seat("SUP-330100").get(f"/triage/complaints/{event.tracking_number}").text
    assert "Kept away until you have looked" in page
    assert "To be confirmed: the words accuse a leader" in page


def test_automatic_mode_waits_for_that_desk(automatic: None, hear: Hear, said: Said) -> None:
    hear(beside(PLAIN + LEADER))

    assert said(ComplaintAccepted) == []


def test_the_road_stands_once_the_other_desk_confirms_it(hear: Hear, seat: Sit, said: Said) -> None:
    event = beside(PLAIN + LEADER)
    hear(event)

    assert seat("SUP-330100").decide(event.tracking_number, decision="confirm").status_code == 200

    (accepted,) = said(ComplaintAccepted)
    assert (accepted.body, accepted.given_by) == ("SUP-330106", "SUP-330100")
    assert "WORDS_ACCUSE" not in accepted.flags
    assert not any("指向" in one["text"] for one in accepted.reasons)
    assert "SUP-330106" not in accepted.barred


def test_who_is_accused_indeed_is_barred_when_the_facts_are_corrected(hear: Hear, seat: Sit) -> None:
    event = beside(PLAIN + LEADER)
    hear(event)
    path = f"{BASE}/complaints/{event.tracking_number}"
    desk = seat("SUP-330100")
    them = [respondent(name="李某"), respondent("leader")]

    body = {"respondents": them, "reason": "陈述中写明局长收受好处。"}
    made = desk.post(f"{path}/facts", body, desk.get(path).get_json()["version"]).get_json()

    assert made["assessment"]["body"]["code"] == "SUP-330100"
    assert {"DEP-330106", "SUP-330106"} <= set(made["assessment"]["barred"])
    assert made["assessment"]["kept_away"] == []


@pytest.mark.parametrize("first", ["complaint", "message"])
def test_a_later_message_takes_it_off_the_desk_of_whom_it_accuses(first: str, hear: Hear, seat: Sit) -> None:
    event = beside(PLAIN)
    message = replace(supplemented(event), text=LEADER)
    hear(*((event, message) if first == "complaint" else (message, event)))

    assert listed(seat, "SUP-330106") == []
    assert listed(seat, "SUP-330100") == [event.tracking_number]
    hear(message)
    assert seat("SUP-330100").get(f"{BASE}/complaints/{event.tracking_number}").get_json()["version"] == 2


def test_a_message_that_accuses_nobody_above_moves_nothing(hear: Hear, seat: Sit) -> None:
    event = beside(PLAIN)
    hear(event, supplemented(event))

    assert listed(seat, "SUP-330106") == [event.tracking_number]


def test_what_a_message_said_is_not_forgotten_when_facts_are_corrected(hear: Hear, seat: Sit) -> None:
    event = beside(PLAIN)
    hear(event, replace(supplemented(event), text=LEADER))
    path = f"{BASE}/complaints/{event.tracking_number}"
    desk = seat("SUP-330100")

    body = {"circumstances": {"hazard": True}, "reason": "核实有隐患。"}
    made = desk.post(f"{path}/facts", body, desk.get(path).get_json()["version"]).get_json()

    assert made["moved_to"] is None
    assert made["assessment"]["kept_away"] == ["DEP-330106", "SUP-330106"]


def test_nothing_is_joined_to_what_lies_with_whom_the_words_accuse(seat: Sit) -> None:
    earlier = {"state": "pending", "body": "SUP-330106", "same_complainant": True}
    sent = {"statement": PLAIN, "respondents": [respondent()], "circumstances": {"earlier": earlier}}
    ask = seat().post

    assert ask(f"{BASE}/assessments", sent).get_json()["decision"] == "merge"
    accusing = ask(f"{BASE}/assessments", sent | {"statement": PLAIN + LEADER}).get_json()
    assert (accusing["decision"], accusing["desk"]) == ("accept", "SUP-330100")
