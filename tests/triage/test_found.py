"""What the statement tells stands in where nobody said anything: shown, marked, and never deciding alone."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from services.triage.models import Complaint
from shared.contracts.events import ComplaintAccepted, ComplaintAssessed, ComplaintDecided
from shared.contracts.terms import Service
from shared.work import Works
from tests.triage.builders import received, respondent
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]
Said = Callable[..., list[Any]]
WHAT_IF = "/triage/api/v1/assessments"
SQUAD = "杭州市西湖区应急管理局的执法人员检查时没有出示证件，态度恶劣。"
OFFICE = "杭州市西湖区应急管理局乱收费，我向该局投诉后一直不受理。"
THANKS = "衷心感谢杭州市西湖区应急管理局，服务非常热情，特此表扬！"
NATION = "应急管理部不作为，我多次向应急管理部举报，一直没有答复。"


def text_only(statement: str, **said: Any) -> Any:
    event = received(facts={"respondents": [], "occurred_in": None}, **said)
    return type(event)(**{**event.__dict__, "statement": statement})


def held(works: Works, event: Any) -> Complaint:
    with works.reading() as session:
        found = session.scalars(select(Complaint).where(Complaint.id == event.complaint_id)).one()
        session.expunge_all()
        return found


def test_a_statement_alone_is_judged_by_its_words(seat: Sit) -> None:
    answer = seat().post(WHAT_IF, {"statement": SQUAD}).get_json()

    assert (answer["decision"], answer["body"]["code"]) == ("accept", "SUP-330106")
    assert {one["code"] for one in answer["categories"]} == {"C2.4", "C4.1"}
    assert all(0.5 <= one["score"] < 1 for one in answer["categories"])
    assert set(answer["natures"]) == {"unlawful", "improper"}
    assert {"/respondents", "/occurred_in", "/claims/categories"} <= set(answer["proposed"])
    assert answer["clear_cut"] is False
    for one in answer["found"]:
        for mark in one["marks"]:
            assert SQUAD[mark["start"] : mark["end"]]


def test_what_was_claimed_stands_and_the_road_is_that_of_the_accused(seat: Sit) -> None:
    sent = {
        "statement": OFFICE,
        "respondents": [respondent()],
        "claims": {"natures": ["improper"], "categories": ["C4.1"]},
    }

    answer = seat().post(WHAT_IF, sent).get_json()

    assert (answer["body"]["code"], answer["natures"]) == ("SUP-330106", ["improper"])
    assert answer["categories"] == [{"code": "C4.1", "score": 1.0}]
    assert "/respondents" not in answer["proposed"]
    assert answer["found"]


def test_a_department_that_only_the_text_accuses_never_learns_of_it(
    hear: Hear, said: Said, seat: Sit, desk_works: Works
) -> None:
    event = text_only(OFFICE)

    hear(event)

    assert held(desk_works, event).desk == "SUP-330100"
    assert said(ComplaintAssessed)[0].barred == ["DEP-330106", "SUP-330106"]
    assert seat().get(f"/triage/api/v1/complaints/{event.tracking_number}").status_code == 404


def test_praise_is_looked_at_as_if_it_accused(hear: Hear, desk_works: Works, seat: Sit) -> None:
    """Irony reads like praise: who is praised does not decide about it either."""
    event = text_only(THANKS)

    hear(event)

    complaint = held(desk_works, event)
    assert (complaint.decision, complaint.desk) == ("record_only", "SUP-330106")
    ironical = text_only(OFFICE + "真是要感谢你们，服务非常热情，特此表扬，锦旗奉上！")
    hear(ironical)
    assert held(desk_works, ironical).desk == "SUP-330100"


@pytest.mark.usefixtures("automatic")
@pytest.mark.parametrize("statement", [SQUAD, OFFICE, THANKS, NATION, "请问烟花爆竹经营许可证怎么办理？"])
def test_nothing_is_dispatched_on_proposals_alone(statement: str, hear: Hear, said: Said) -> None:
    hear(text_only(statement))

    assert not said(ComplaintAccepted)
    assert not said(ComplaintDecided, Service.INTAKE)


IGNORED = "法院判决撤销罚款决定，区应急管理局拒不履行判决。"
REVENGE = "我举报以后，他们打击报复我，三天两头来检查。"


def test_a_judgment_that_is_not_carried_out_is_taken_though_no_category_was_ticked(seat: Sit) -> None:
    facts = {"respondents": [respondent("department")], "circumstances": {"litigation": "decided"}}

    told = seat().post(WHAT_IF, facts | {"statement": IGNORED}).get_json()
    otherwise = (
        seat().post(WHAT_IF, facts | {"statement": IGNORED, "claims": {"categories": ["C3.4"]}}).get_json()
    )
    silent = seat().post(WHAT_IF, facts | {"statement": "罚得太重。"}).get_json()

    assert (told["decision"], told["clear_cut"]) == ("accept", False)
    assert (otherwise["decision"], silent["decision"]) == ("decline", "decline")


def test_retaliation_that_the_words_tell_is_urgent(hear: Hear, desk_works: Works) -> None:
    event = text_only(REVENGE)
    event = type(event)(**{**event.__dict__, "facts": {"respondents": [respondent()]}})

    hear(event)

    complaint = held(desk_works, event)
    assert complaint.urgent
    assert {"RETALIATION", "PRIORITY"} <= set(complaint.flags)


def test_where_the_text_accuses_the_top_what_was_said_stands(hear: Hear, desk_works: Works) -> None:
    event = text_only(NATION)

    hear(event)

    complaint = held(desk_works, event)
    assert (complaint.decision, complaint.desk) == ("pending_info", "SUP-000000")


def test_an_officer_confirms_what_the_text_proposed(hear: Hear, said: Said, seat: Sit) -> None:
    event = text_only(SQUAD)
    hear(event)

    assert seat().decide(event.tracking_number, decision="confirm").status_code == 200

    (accepted,) = said(ComplaintAccepted)
    assert [one["respondent"]["kind"] for one in accepted.allegations] == ["officer"]


def test_the_desk_sees_the_words_marked_and_told(hear: Hear, seat: Sit) -> None:
    event = text_only(SQUAD + "<script>alert(1)</script>")
    hear(event)

    page = seat().get(f"/triage/complaints/{event.tracking_number}").get_data(as_text=True)

    assert (
        '<mark class="jd-mark" title="Matter: C4.1 Rude or careless conduct; Nature: Improper">态度恶劣</mark>'
        in page
    )
    assert "Proposals from the text" in page
    assert "<script>alert" not in page


def test_the_judgment_keeps_the_words_it_was_made_on(hear: Hear, seat: Sit) -> None:
    event = text_only(SQUAD)
    hear(event)

    answer = seat().get(f"/triage/api/v1/complaints/{event.tracking_number}").get_json()

    what_if = seat().post(WHAT_IF, {"statement": SQUAD}).get_json()
    assert answer["assessment"]["found"] == what_if["found"]
