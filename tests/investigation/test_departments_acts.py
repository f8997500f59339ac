"""What the leadership decided collectively is the department's act: its own body does not judge it."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.investigation.domain.departments import acted_as_such, reviewed_as_such
from services.investigation.domain.places import Town
from services.investigation.domain.records import RecordKind
from services.investigation.models import Case
from shared import party_names
from shared.contracts.events import CasePassedUp
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import accepted, fields_for, record_fields, respondent
from tests.investigation.conflicts.posts import refused, version_of
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser, sound

PENALTY = "西应急罚〔2026〕3号"
OWN_BODY = party_names.in_use().body_name("330106")


@pytest.mark.parametrize(
    ("acts", "about", "found"),
    [
        ([(PENALTY, "yes")], {"division": "330106"}, True),
        ([(PENALTY, "no"), ("另一文书", "yes")], {"division": "330106"}, True),
        ([(PENALTY, "yes"), (PENALTY, "no")], {"division": "330106"}, False),
        ([(PENALTY, "unknown")], {"division": "330106"}, False),
        ([(PENALTY, "yes")], {"division": "330110"}, False),
        ([(PENALTY, "yes")], {"division": "330110", "entrusted_by": "DEP-330106"}, True),
        ([], {"division": "330106"}, False),
    ],
)
def test_whose_act_it_is(acts: list[tuple[str, str]], about: dict[str, str], found: bool) -> None:
    said = [{"document": document, "collective": how} for document, how in acts]
    assert acted_as_such(said, [about], "330106") is found


def name_act(anna: Any, case: str, collective: str) -> None:
    act = record_fields(RecordKind.CHALLENGED_ACT, document=PENALTY, collective=collective)
    anna.change(case, "challenged-acts", {"fields": act})


def test_the_head_gives_it_up_and_cannot_approve_it(opened: Any, seat: Any, said: Any) -> None:
    case, anna, head = opened(), seat("anna"), seat("head", Role.HEAD)
    for name in ("bert", "carl"):
        seat(name)
    anna.post(f"/cases/{case}/claim")
    assert not head.get(f"/cases/{case}").get_json()["may"]["pass_up"]["open"]
    name_act(anna, case, "yes")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    told = refused(head.post(f"/cases/{case}/approval", {"decision": "approve"}, version_of(head, case)), 409,
                   "departments_act")  # fmt: skip
    assert told["article"] == "measures:10(1)"
    page = Browser(head).get(f"/investigation/cases/{case}", tab="people", lang="en")
    sound(page)
    assert "The body above looks into this" in page
    assert "takes the case, with all that is in the file" in page
    after = head.change(case, "passing-up", {"reason": "该处罚经局领导班子集体研究决定"})
    assert after["state"] == "passed_up"
    assert [each.to_body for each in said(CasePassedUp)] == ["SUP-330100"]


def test_a_record_that_was_wrong_is_made_anew(opened: Any, seat: Any) -> None:
    case, anna, head = opened(), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    name_act(anna, case, "yes")
    assert head.get(f"/cases/{case}").get_json()["departments_act"]
    name_act(anna, case, "no")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    assert head.change(case, "approval", {"decision": "approve"})["state"] == "rectifying"


def test_what_was_recorded_before_this_was_looked_at_counts_with_the_proposal(
    opened: Any, seat: Any, works: Works
) -> None:
    case, anna, head = opened(), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    name_act(anna, case, "yes")
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Case).where(Case.id == UUID(case)).values(departments_act=False))
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    refused(head.post(f"/cases/{case}/approval", {"decision": "approve"}, version_of(head, case)), 409,
            "departments_act")  # fmt: skip


def test_the_body_above_judges_the_act_of_a_department_below(opened: Any, seat: Any) -> None:
    above = "SUP-330100"
    about = respondent(division="330106")
    event = accepted(
        body=above, recheck_body="SUP-330000",
        allegations=[{"id": "1", "respondent": about, "natures": ["improper"], "categories": ["C4.1"]}],
    )  # fmt: skip
    case, anna = opened(event), seat("anna", home=above)
    anna.post(f"/cases/{case}/claim")
    name_act(anna, case, "yes")
    assert not anna.get(f"/cases/{case}").get_json()["departments_act"]


TOWN = {
    "330106": Town(
        frozenset({"330106"}),
        frozenset({"杭州市西湖区应急管理局", "西湖区应急管理局"}),
        frozenset({"杭州市西湖区应急管理局执法监督科"}),
        frozenset({"杭州市西湖区", "西湖区"}),
    )
}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("杭州市西湖区应急管理局执法监督科", True),
        ("执法监督科", True),
        ("王某、执法监督科", True),
        ("执法监督科王某", False),
        ("杭州市应急管理局执法监督科", False),
        ("法规科", False),
        ("西湖区应急管理局", False),
        ("", False),
    ],
)
def test_whether_the_body_as_such_reviewed_it(said: str, found: bool) -> None:
    act = {"document": PENALTY, "reviewed_by": said}
    assert reviewed_as_such([act], "330106", TOWN) is found
    assert reviewed_as_such([act, act | {"reviewed_by": "王某"}], "330106", TOWN) is False
    assert reviewed_as_such([act], "330106", {}) is False


def test_what_the_body_itself_reviewed_goes_to_the_body_above(opened: Any, seat: Any, said: Any) -> None:
    case, anna, head = opened(), seat("anna"), seat("head", Role.HEAD)
    for name in ("bert", "carl"):
        seat(name)
    anna.post(f"/cases/{case}/claim")
    act = record_fields(RecordKind.CHALLENGED_ACT, document=PENALTY, reviewed_by=OWN_BODY)
    seen = anna.change(case, "challenged-acts", {"fields": act})
    assert (seen["reviewed_here"], seen["departments_act"]) == (True, False)
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    told = refused(head.post(f"/cases/{case}/approval", {"decision": "approve"}, version_of(head, case)), 409,
                   "body_reviewed")  # fmt: skip
    assert told["article"] == "measures:10(2)"
    page = Browser(head).get(f"/investigation/cases/{case}", tab="people", lang="en")
    sound(page)
    assert page.count("Your own body did the legal review of a challenged act") == 2
    after = head.change(case, "passing-up", {"reason": "本机构审核过该处罚"})
    assert after["state"] == "passed_up"
    assert [each.to_body for each in said(CasePassedUp)] == ["SUP-330100"]
