"""Words that come after a body accepted the case: read by rules first, and by those whom they accuse never."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.triage.accounts import NewAccount, add
from services.triage.escalating import escalate
from services.triage.late_words import read_what_waits
from services.triage.models import Happening
from shared.contracts.events import ComplaintAccepted, ComplaintRated, NoticeIssued, WordsPassed
from shared.contracts.terms import Role, Service
from shared.work import SYSTEM, Works
from tests.triage.builders import (
    NOW,
    concluded,
    passed_up,
    received,
    recheck_requested,
    respondent,
    supplemented,
    withdrawn,
)
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]
Said = Callable[..., list[Any]]
BASE = "/triage/api/v1"
LEADER = "西湖区应急局局长收了老板的好处，一直包庇他们。"
BELOW, DESK = "SUP-330106", "SUP-330100"


@pytest.fixture
def accepted(automatic: None, hear: Hear) -> Any:
    """A complaint that the body of Xihu has accepted."""
    event = received(respondent(name="李某"))
    hear(event)
    return event


def written(of: Any, text: str) -> Any:
    return replace(supplemented(of), text=text, held=True)


def rated(of: Any, text: str) -> ComplaintRated:
    return ComplaintRated(
        id=uuid4(), at=NOW, complaint_id=of.complaint_id, tracking_number=of.tracking_number, version=6,
        manner=1, speed=1, result=1, held=True, comment=text,
    )  # fmt: skip


def shown(seat: Sit, of: Any, home: str = DESK) -> dict[str, Any]:
    return dict(seat(home).get(f"{BASE}/complaints/{of.tracking_number}").get_json())


def test_an_ordinary_message_passes_at_once(accepted: Any, hear: Hear, seat: Sit, said: Said) -> None:
    message = written(accepted, "补充：当天下午三点，在厂门口，有录像。")
    hear(message)

    (passed,) = said(WordsPassed)
    assert (passed.said_id, passed.kept_from) == (message.id, [])
    assert shown(seat, accepted, BELOW)["state"] == "accepted"


@pytest.mark.parametrize(
    "text",
    [
        LEADER,
        "你们局长收了老板的钱，根本不想查。",
        "你们执法监督机构拖着不办，态度恶劣。",
        "调查员收了企业的红包，故意拖着不办。",
        "承办人向被举报人通风报信。",
        "负责调查我这件事的人和老板是亲戚。",
    ],
)
def test_what_accuses_those_who_handle_it_waits_on_the_desk_above(
    text: str, accepted: Any, hear: Hear, seat: Sit, said: Said
) -> None:
    hear(written(accepted, text))

    assert said(WordsPassed) == []
    assert seat(BELOW).get(f"{BASE}/complaints/{accepted.tracking_number}").status_code == 404
    waits = shown(seat, accepted)
    assert (waits["state"], waits["handled_by"], waits["body"]) == ("awaiting_decision", BELOW, BELOW)
    assert text in [one["text"] for one in waits["messages"]]
    (row,) = seat(DESK).get(f"{BASE}/complaints").get_json()["items"]
    assert (row["accept_by"], row["due_state"], row["past_aim"]) == ("2026-11-30", "ahead", False)
    assert not waits["may"]["decline"]["open"]
    page = seat(DESK).get(f"/triage/complaints/{accepted.tracking_number}").text
    assert "words of the complainant accuse it" in page
    assert "Ask the complainant" not in page


def test_words_that_tell_of_danger_too_are_read_first_and_today(accepted: Any, hear: Hear, seat: Sit) -> None:
    """A desk that has five days for an accusation has none for a fire."""
    hear(written(accepted, LEADER))
    hear(written(accepted, LEADER + "厂里的氨气正在泄漏，随时会爆炸，工人还在车间里！"))

    (row,) = seat(DESK).get(f"{BASE}/complaints").get_json()["items"]
    assert row["accept_by"] == NOW.date().isoformat()
    assert "PRIORITY" in shown(seat, accepted)["assessment"]["flags"]


def test_whoever_works_there_is_known_by_name(
    desk_works: Works, accepted: Any, hear: Hear, said: Said
) -> None:
    with desk_works.begin(SYSTEM) as work:
        add(work, NewAccount("zhang", "张伟明", BELOW, frozenset({Role.INVESTIGATOR}), "x"))

    hear(written(accepted, "张伟明给我打过电话，说材料收到了。"))
    assert len(said(WordsPassed)) == 1
    hear(written(accepted, "张伟明收了老板的红包。"))
    assert len(said(WordsPassed)) == 1


def test_it_passes_once_that_desk_lets_the_road_stand(
    accepted: Any, hear: Hear, seat: Sit, said: Said
) -> None:
    message = written(accepted, LEADER)
    hear(message)
    before = len(said())

    assert seat(DESK).decide(accepted.tracking_number, decision="confirm").status_code == 200

    told = said()[before:]
    assert [type(one) for one in told] == [WordsPassed], "the case and the complainant hear nothing else"
    assert (told[0].said_id, told[0].kept_from, told[0].barred) == (message.id, [], ["PERSON-330106:李某"])
    after = shown(seat, accepted)
    assert (after["state"], after["handled_by"], after["body"]) == ("accepted", None, BELOW)


@pytest.mark.parametrize("way", ["body", "facts"])
def test_another_body_takes_the_case_and_who_is_accused_is_barred(
    way: str, accepted: Any, hear: Hear, seat: Sit, said: Said
) -> None:
    message = written(accepted, LEADER)
    hear(message)
    desk, path = seat(DESK), f"{BASE}/complaints/{accepted.tracking_number}"
    first = said(ComplaintAccepted)[0]

    if way == "facts":
        body = {
            "respondents": [respondent(name="李某"), respondent("leader")],
            "reason": "写明局长收受好处。",
        }
        assert desk.post(f"{path}/facts", body, shown(seat, accepted)["version"]).status_code == 200
        taken = desk.decide(accepted.tracking_number, decision="confirm")
    else:
        taken = desk.decide(accepted.tracking_number, decision="accept", body=DESK, reason="应予提级")

    assert taken.status_code == 200, taken.get_json()
    second = said(ComplaintAccepted)[1]
    assert (second.body, second.taken_from) == (DESK, BELOW)
    assert (second.accepted_at, second.investigate_by) == (first.accepted_at, first.investigate_by)
    assert {"DEP-330106", "SUP-330106"} <= set(second.barred)
    (passed,) = said(WordsPassed)
    assert (passed.said_id, passed.kept_from) == (message.id, [])
    assert {"DEP-330106", "SUP-330106"} <= set(passed.barred)
    assert [one.notice for one in said(NoticeIssued, Service.INTAKE)] == ["acceptance", "acceptance"]


def test_nothing_else_can_be_decided_and_no_accused_body_takes_it(
    accepted: Any, hear: Hear, seat: Sit
) -> None:
    hear(written(accepted, LEADER + "杭州市应急管理局局长是他的靠山，包庇他，收了钱。"))
    assert seat(DESK).get(f"{BASE}/complaints/{accepted.tracking_number}").status_code == 404
    desk = seat("SUP-330000")

    declined = desk.decide(accepted.tracking_number, decision="decline", reason="不属实")
    given = desk.decide(accepted.tracking_number, decision="accept", body=DESK, reason="交市局")

    assert (declined.status_code, given.status_code) == (409, 409)
    assert "accepted this complaint" in declined.get_json()["detail"]


def test_an_ordinary_message_passes_while_another_one_waits(
    accepted: Any, hear: Hear, seat: Sit, said: Said
) -> None:
    hear(written(accepted, LEADER), plain := written(accepted, "补充：有录像。"))

    assert [one.said_id for one in said(WordsPassed)] == [plain.id]
    assert shown(seat, accepted)["state"] == "awaiting_decision"


def test_a_withdrawal_that_tells_of_pressure_waits_as_well(
    accepted: Any, hear: Hear, seat: Sit, said: Said
) -> None:
    hear(replace(withdrawn(accepted), reason="你们局长威胁我，逼我撤回。", held=True))

    assert said(WordsPassed) == []
    assert shown(seat, accepted)["decision"] == "accept", "it is not judged as before the acceptance"


def test_what_a_rating_says_after_the_reply_is_looked_at_and_may_open_the_case_anew(
    accepted: Any, hear: Hear, seat: Sit, said: Said
) -> None:
    hear(concluded(accepted), rated(accepted, "答复清楚。"), rated(accepted, LEADER))
    assert len(said(WordsPassed)) == 1

    desk = seat(DESK)
    assert (
        desk.decide(accepted.tracking_number, decision="accept", body=DESK, reason="重新调查").status_code
        == 200
    )
    assert said(ComplaintAccepted)[-1].taken_from == BELOW


def test_a_recheck_reads_its_reason_and_the_body_it_contests_does_not(
    automatic: None, hear: Hear, seat: Sit, said: Said
) -> None:
    event = received(respondent(name="李某"))
    asked = replace(recheck_requested(event), reason=LEADER, held=True)
    hear(event, concluded(event), asked)

    waits = shown(seat, event)
    assert (waits["decision"], waits["handled_by"]) == ("recheck", None)
    assert seat(DESK).decide(event.tracking_number, decision="confirm").status_code == 200

    (passed,) = said(WordsPassed)
    assert (passed.said_id, passed.kept_from) == (asked.id, [BELOW])


def test_a_recheck_that_moves_before_its_answer_goes_on_with_the_days_it_has(
    automatic: None, hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    event = received(respondent(name="李某"))
    hear(event, concluded(event), recheck_requested(event))
    assert seat(DESK).decide(event.tracking_number, decision="confirm").status_code == 200
    first = said(ComplaintAccepted)[-1]
    assert first.body == DESK
    desk_works.clock.now = NOW + timedelta(days=3)  # type: ignore[attr-defined]  # the tests' own clock
    hear(written(event, "杭州市应急管理局局长收了老板的钱，包庇他们，请省里复查。"))
    province = seat("SUP-330000")
    taken = province.decide(event.tracking_number, decision="recheck", body="SUP-330000", reason="应予提级")

    assert taken.status_code == 200, taken.get_json()
    second = said(ComplaintAccepted)[-1]
    assert (second.body, second.taken_from) == ("SUP-330000", DESK)
    assert (second.accepted_at, second.investigate_by) == (first.accepted_at, first.investigate_by)


def test_a_recheck_does_not_go_to_the_desk_that_its_reason_accuses(
    automatic: None, hear: Hear, seat: Sit
) -> None:
    event = received(respondent(name="李某"))
    reason = "杭州市应急管理局局长收了老板的钱，包庇他们，请省里复查。"
    hear(event, concluded(event), replace(recheck_requested(event), reason=reason, held=True))

    assert shown(seat, event, "SUP-330000")["assessment"]["kept_away"] == ["DEP-330100", "SUP-330100"]


def test_a_case_that_is_given_up_meanwhile_goes_up_with_the_message(
    accepted: Any, hear: Hear, said: Said
) -> None:
    message = written(accepted, LEADER)
    hear(message, passed_up(accepted))

    assert said(ComplaintAccepted)[-1].body == DESK
    (passed,) = said(WordsPassed)
    assert (passed.said_id, passed.kept_from) == (message.id, [BELOW])


def test_what_waits_is_told_upward_when_its_day_is_past(
    accepted: Any, hear: Hear, seat: Sit, desk_works: Works
) -> None:
    hear(written(accepted, LEADER))
    desk_works.clock.now = NOW + timedelta(days=9)  # type: ignore[attr-defined]  # the tests' clock
    try:
        escalate(desk_works)
        late = seat("SUP-330000").get("/triage/overdue").text
    finally:
        desk_works.clock.now = NOW  # type: ignore[attr-defined]  # the tests' clock

    assert accepted.tracking_number in late


def test_what_an_older_version_kept_unread_is_read_by_the_hour(
    accepted: Any, desk_works: Works, said: Said, seat: Sit
) -> None:
    with desk_works.begin(SYSTEM) as work:
        for text in ("补充：有录像。", LEADER):
            work.session.add(
                Happening(
                    id=uuid4(), complaint_id=accepted.complaint_id, kind="supplemented", at=NOW, text=text
                )
            )

    assert read_what_waits(desk_works) == 1
    assert len(said(WordsPassed)) == 1
    assert shown(seat, accepted)["state"] == "awaiting_decision"
    assert read_what_waits(desk_works) == 0


def test_heads_and_officers_of_the_accused_body_find_nothing(accepted: Any, hear: Hear, seat: Sit) -> None:
    hear(written(accepted, LEADER))
    for role in (Role.TRIAGE, Role.HEAD):
        desk = seat(BELOW, role)
        assert desk.get(f"{BASE}/complaints/{accepted.tracking_number}").status_code in (403, 404)
    assert seat(BELOW).get(f"{BASE}/complaints", state="accepted").get_json()["items"] == []


def test_facts_that_the_desk_above_corrects_after_the_answer_reach_the_body_that_gave_it(
    accepted: Any, hear: Hear, seat: Sit, said: Said
) -> None:
    """What is alleged since is looked into there in a further case (investigation, `later_matters`)."""
    hear(concluded(accepted))
    hear(written(accepted, LEADER))
    accused = [respondent(name="李某"), respondent(name="赵某")]
    desk, number = seat(DESK), accepted.tracking_number
    version = shown(seat, accepted)["version"]
    facts = {"reason": "来信另有所指", "respondents": accused, "leaves_desk": True}
    assert desk.post(f"{BASE}/complaints/{number}/facts", facts, version).status_code == 200
    assert "looked into there in a further case" in desk.get(f"/triage/complaints/{number}").text

    assert desk.decide(number, decision="confirm").status_code == 200
    word = said(ComplaintAccepted)[-1]
    assert (word.body, word.taken_from, len(word.allegations)) == (BELOW, None, 2)
