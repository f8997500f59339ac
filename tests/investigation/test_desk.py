"""The desk: what is due, who has how much, several cases at once, filters of one's own, and claims that end."""

from datetime import date
from typing import Any

from services.investigation.domain.records import RecordKind
from services.investigation.leases import end_leases
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import accepted, ending_fields, record_fields
from tests.investigation.test_api import concluded
from tests.investigation.test_views import Browser, sound


def test_what_is_due_stands_together_whatever_it_is(opened: Any, seat: Any, time: Any) -> None:
    done, running = opened(), opened(investigate_by=date(2026, 12, 1))
    concluded(done, seat)
    seat("bert").post(f"/cases/{running}/claim")
    task = {"task": "调取台账", "by_whom": "bert", "due": "2026-11-24"}
    seat("bert").change(running, "tasks", {"fields": task})
    opened(investigate_by=date(2027, 3, 1))
    time.pass_days(2)
    page = Browser(seat("anna")).get("/investigation/due")
    sound(page)
    numbers = {
        each: seat("anna").get(f"/cases/{each}").get_json()["tracking_number"] for each in (done, running)
    }

    past, _, soon = page.partition("7天内")
    assert numbers[running] in past, "the task is past its day"
    assert numbers[running] in soon, "its sixty days end within the week"
    assert "回访" in soon
    assert "回访" not in Browser(seat("bert")).get("/investigation/due", mine="yes")
    assert numbers[running] not in Browser(seat("other", Role.HEAD, home="SUP-330110")).get(
        "/investigation/due"
    )


def test_several_cases_are_given_at_once_and_what_cannot_be_is_named(opened: Any, seat: Any) -> None:
    events = [accepted() for _ in range(3)]
    cases = [opened(each) for each in events]
    seat("anna").post(f"/cases/{cases[2]}/claim")
    seat("bert")
    head = Browser(seat("head", Role.HEAD))
    page = head.get("/investigation/share")
    sound(page)
    assert events[2].tracking_number not in page
    assert head.post("/investigation/share", page).status_code == 422
    sent = {"cases": [*cases, "nonsense"], "username": "bert"}
    assert head.post("/investigation/share", page, **sent).status_code == 303
    leads = [seat("head", Role.HEAD).get(f"/cases/{each}").get_json()["team"] for each in cases]

    given = [[hand["name"] for hand in team if hand["part"] == "lead"] for team in leads]
    assert given == [["bert"], ["bert"], ["anna"]], "who took one up meanwhile keeps it"
    said = head.get("/investigation/share")
    assert f"{events[2].tracking_number}：anna 已领办本案" in said, "and is named"
    assert "bert（2件）" in head.get("/investigation/share") + head.get(f"/investigation/cases/{opened()}")
    taken = opened()
    anna = Browser(seat("anna"))
    page = anna.get("/investigation/share")
    assert anna.post("/investigation/share", page, cases=[taken, cases[0]]).status_code == 303
    assert events[0].tracking_number in anna.get("/investigation/share"), "it says why not"


def test_recordings_press_by_the_day_on_which_they_are_deleted(opened: Any, seat: Any) -> None:
    case, anna, bert = opened(), seat("anna"), seat("bert")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": bert.token.username})
    asked = record_fields(RecordKind.EVIDENCE_REQUEST, items="执法记录仪录像", due="2026-12-20")
    kept = anna.change(case, "evidence-requests", {"fields": asked | {"kept_until": "2026-11-26"}})
    anna.change(case, "evidence-requests", {"fields": asked | {"due": "2026-11-27"}})
    page = Browser(anna).get("/investigation/due", lang="en")
    assert page.count("Recordings, to be secured before they are deleted") == 1
    assert page.count("Files and evidence") == 1
    shown = Browser(anna).get(f"/investigation/cases/{case}", lang="en")
    sound(shown)
    assert shown.count("secure them first") == 1

    ending = {"fields": ending_fields(RecordKind.EVIDENCE_REQUEST)}
    anna.change(case, f"records/{kept['records'][-1]['id']}/ending", ending)
    assert "secured before" not in Browser(anna).get("/investigation/due", lang="en")
    assert "secure them first" not in Browser(anna).get(f"/investigation/cases/{case}", lang="en")


def test_a_claim_on_which_nothing_is_done_ends_by_itself(
    opened: Any, seat: Any, time: Any, works: Works
) -> None:
    idle, worked, given = opened(), opened(), opened()
    for each in (idle, worked):
        seat("anna").post(f"/cases/{each}/claim")
    seat("anna").change(worked, "notes", {"fields": {"text": "已联系"}})
    seat("head", Role.HEAD).change(given, "assignment", {"username": "anna", "part": "lead"})
    time.pass_days(7)
    assert end_leases(works) == 0
    time.pass_days(1)

    assert [end_leases(works) for _ in range(2)] == [1, 0]
    states = [seat("anna").get(f"/cases/{each}").get_json()["state"] for each in (idle, worked, given)]
    assert states == ["queued", "investigating", "investigating"]
    assert seat("bert").post(f"/cases/{idle}/claim").status_code == 200


def test_a_word_of_the_head_does_not_make_a_claim_hold_for_ever(
    opened: Any, seat: Any, time: Any, works: Works
) -> None:
    case, head, anna = opened(), seat("head", Role.HEAD), seat("anna")
    seat("bert")
    anna.post(f"/cases/{case}/claim")
    head.change(case, "notes", {"fields": {"text": "请抓紧办理"}})
    kin = {"username": "bert", "side": "unit", "tie": "kin", "reason": "亲属"}
    (asked,) = anna.change(case, "recusals", kin)["recusals"]
    head.change(case, f"recusals/{asked['id']}/decision", {"decision": "refuse", "reason": "不属实"})
    time.pass_days(8)

    assert end_leases(works) == 1
    assert seat("anna").get(f"/cases/{case}").get_json()["state"] == "queued"


def test_a_claim_is_not_held_by_giving_the_case_to_oneself(
    opened: Any, seat: Any, time: Any, works: Works
) -> None:
    """It counted as a hand-over: the claim never ended, and the course told of one that was none."""
    case, anna = opened(), seat("anna")
    version = anna.post(f"/cases/{case}/claim").get_json()["version"]
    answer = anna.post(f"/cases/{case}/assignment", {"username": "anna", "part": "lead"}, version)

    assert answer.status_code == 422
    assert [each["code"] for each in answer.get_json()["errors"]] == ["leads_already"]
    time.pass_days(8)
    assert end_leases(works) == 1


def test_who_takes_the_lead_after_another_withdrew_does_not_lose_it_by_their_claim(
    opened: Any, seat: Any, time: Any, works: Works
) -> None:
    """On the last day of the claim: the case was back in the queue next morning."""
    case, anna = opened(), seat("anna")
    seat("bert")
    anna.post(f"/cases/{case}/claim")
    seat("head", Role.HEAD).change(case, "assignment", {"username": "bert"})
    time.pass_days(7)
    own = {"username": "anna", "side": "self", "tie": "kin", "reason": "系被投诉人亲属"}
    assert seat("anna").post(f"/cases/{case}/recusals", own, 3).status_code < 300
    time.pass_days(1)

    assert end_leases(works) == 0
    shown = seat("bert").get(f"/cases/{case}").get_json()
    assert (shown["state"], [each["name"] for each in shown["team"]]) == ("investigating", ["bert"])


def test_filters_are_saved_for_oneself(opened: Any, seat: Any) -> None:
    number = accepted(channel="hotline", investigate_by=date(2026, 11, 28))
    opened(number)
    opened()
    anna, address = Browser(seat("anna")), "/investigation/"
    page = anna.get(address, due="week", channel="hotline")
    sound(page)
    assert page.count("jd-row__number") == 1
    sent = {"due": "week", "channel": "hotline", "view": "open", "q": ""}
    assert anna.post("/investigation/filters", page, name="热线急件", **sent).status_code == 303
    assert anna.post("/investigation/filters", page, name="", **sent).status_code == 303
    page = anna.get(address)
    assert "热线急件" in page
    assert "热线急件" not in Browser(seat("bert")).get(address)
    removal = page.split("/investigation/filters/")[1].split("/removal")[0]
    bert = Browser(seat("bert"))
    where = f"/investigation/filters/{removal}/removal"
    bert.post(where, bert.get(address, view="new"))
    assert "热线急件" in anna.get(address)
    anna.post(where, page)
    assert "热线急件" not in anna.get(address)
