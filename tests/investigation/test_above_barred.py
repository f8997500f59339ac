"""A body above that must not know of a case is passed over: the next one hears of late days, decides on the head,
and is where the answer says that a recheck is asked for."""

from typing import Any
from uuid import uuid4

from services.investigation.oversight import escalate
from shared.contracts.events import ComplaintJoined
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import NOW, accepted
from tests.investigation.test_api import concluded
from tests.investigation.test_own import opened_by

ABOVE, TOP = "SUP-330100", "SUP-330000"
SPECIAL = {"origin": "special", "assigner": "", "report_by": None}


def joined(hear: Any, event: Any, *barred: str) -> None:
    """What joins the complaint accuses these."""
    about = {"complaint_id": event.complaint_id, "tracking_number": event.tracking_number}
    hear(
        ComplaintJoined(
            id=uuid4(), at=NOW, version=5, joined_id=uuid4(), text="市局监督机构也有份", barred=list(barred), **about
        )
    )  # fmt: skip


def late_at(seat: Any, body: str) -> list[str]:
    items = seat(f"chief {body}", Role.HEAD, home=body).get("/late-cases").get_json()["items"]
    return [each["case"] for each in items]


def test_what_is_late_is_told_to_the_next_one_up(
    opened: Any, seat: Any, hear: Any, time: Any, works: Works
) -> None:
    event = accepted()
    case = str(opened(event))
    joined(hear, event, ABOVE)
    time.pass_days(62)

    assert escalate(works) == 1
    assert (late_at(seat, ABOVE), late_at(seat, TOP)) == ([], [case])


def test_what_was_told_to_it_before_is_the_next_ones(
    opened: Any, seat: Any, hear: Any, time: Any, works: Works
) -> None:
    event = accepted()
    case = str(opened(event))
    time.pass_days(62)
    escalate(works)
    joined(hear, event, ABOVE)

    assert (late_at(seat, ABOVE), late_at(seat, TOP)) == ([], [case])
    sent = seat(f"chief {TOP}", Role.HEAD, home=TOP).post(
        f"/late-cases/{case}/instructions", {"text": "请办结。"}
    )
    assert sent.status_code == 201


def test_the_answer_names_the_next_one_for_a_recheck(opened: Any, seat: Any, hear: Any) -> None:
    event = accepted()
    case = str(opened(event))
    joined(hear, event, ABOVE)
    concluded(case, seat, ("O1",))

    shown = seat("anna").get(f"/cases/{case}").get_json()
    assert shown["recheck_body"] == TOP
    assert "浙江省" in shown["proposal"]["reply"]
    assert "杭州市应急管理局" not in shown["proposal"]["reply"]


def test_a_special_has_above_it_who_may_know_of_what_it_binds(opened: Any, seat: Any) -> None:
    events = [accepted(barred=["UNIT-330106:执法大队", ABOVE], recheck_body=TOP), accepted()]
    for each in events:
        opened(each)
    made = opened_by(seat("head", Role.HEAD), **SPECIAL, numbers=[each.tracking_number for each in events])

    assert made["recheck_body"] == TOP
    bound = {each["tracking_number"]: each["id"] for each in made["bound"]}
    cases = [seat("head", Role.HEAD).get(f"/cases/{bound[each.tracking_number]}") for each in events]
    # The other one accuses nobody above: triage gives its recheck there, where it must be seen.
    assert [each.get_json()["recheck_body"] for each in cases] == [TOP, ABOVE]
