"""A recheck that confirms lets stand what was ordered: the unit is bound once, by the opinion before."""

import io
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from docx import Document as Word

from services.investigation import wording
from services.investigation.domain import proposal
from services.investigation.domain.fitting import Fit, fitting
from services.investigation.domain.proposal import Proposal, with_allegations
from services.investigation.domain.standing import Opinion, Order, standing
from shared.contracts.events import CaseConcluded
from shared.contracts.terms import Nature, Role
from tests.investigation.builders import TODAY, accepted, fields_for, found, outcome, respondent
from tests.investigation.rechecked import ABOVE, HERE, TOP, answered, of_another, reader, rechecked
from tests.investigation.test_api import CHECKS, FINDING, concluded
from tests.investigation.test_views import Browser, sound

O2, O5 = Order("O2", HERE, "西湖区应急执监意〔2026〕1号", date(2027, 1, 15)), Order("O5", HERE)
BREACH = found()


def opinion(*orders: Order, **found_before: Any) -> Opinion:
    return Opinion(HERE, TODAY, "", found_before, {"a": orders} if orders else {})


@pytest.mark.parametrize("result", ["confirm", "change"])
def test_what_is_found_as_before_stands(result: str) -> None:
    assert standing({"a": BREACH}, [opinion(O2, O5, a=BREACH)], result) == {"a": (O2, O5)}


@pytest.mark.parametrize(
    ("before", "result"),
    [
        (opinion(O2, a=BREACH), "annul"),
        (opinion(O2, a=BREACH), None),
        (opinion(O2, a=found(nature=Nature.UNLAWFUL)), "confirm"),
        (opinion(O2, a=found(serious=True)), "confirm"),
        (opinion(O2, a=found(category="C4.2")), "confirm"),
        (opinion(O2), "confirm"),
        (opinion(a=BREACH), "confirm"),
        (opinion(Order("O16", HERE), a=BREACH), "confirm"),
    ],
)
def test_what_is_annulled_found_otherwise_or_not_in_force_does_not(before: Opinion, result: Any) -> None:
    assert standing({"a": BREACH}, [before], result) == {}


def test_a_second_recheck_lets_stand_what_the_first_did_and_nothing_that_it_had_changed() -> None:
    first, confirmed = opinion(O2, a=BREACH), opinion(a=BREACH)
    changed = opinion(O5, a=found(nature=Nature.UNLAWFUL))

    assert standing({"a": BREACH}, [confirmed, first], "confirm") == {"a": (O2,)}
    assert standing({"a": BREACH}, [changed, first], "change") == {}
    unlawful = found(nature=Nature.UNLAWFUL)
    assert standing({"a": unlawful}, [changed, first], "confirm") == {"a": (O5,)}


def codes(given: Proposal) -> set[str]:
    return {fault.code for fault in proposal.faults(given, TODAY)}


def test_what_stands_needs_no_measure_and_a_serious_matter_no_second_opinion() -> None:
    serious = found(serious=True)
    assert codes(Proposal({"a": serious}, (), stands={"a": (O2,)})) == set()
    assert codes(Proposal({"a": serious}, ())) == {"required", "measure_missing", "opinion_missing"}
    assert codes(Proposal({"a": serious}, (), stands={"a": (O5,)})) == {"opinion_missing"}
    assert codes(Proposal({"a": serious, "b": found("b")}, (), stands={"a": (O2,)})) == {"measure_missing"}
    assert all(
        each.fit is Fit.OPEN for each in fitting({"a": serious}, stands={"a": (O2,)}) if each.code == "O2"
    )


def test_a_measure_is_for_what_nothing_stands_for_unless_it_is_said_otherwise() -> None:
    both, stands = {"a": BREACH, "b": found("b")}, {"a": (O2,)}
    given = outcome("O2")
    assert with_allegations(given, both, stands).allegations == ("b",)
    assert with_allegations(given, {"a": BREACH}, stands).allegations == ("a",)
    assert with_allegations(outcome("O11"), both, stands).allegations == ("a", "b")
    assert with_allegations(outcome("O2", "a"), both, stands).allegations == ("a",)


def confirmed(case: str, seat: Any, body: str, *outcomes: Any, result: str = "confirm") -> Any:
    """The recheck finds the same, and orders no more than that."""
    anna, head = seat(f"anna {body}", home=body), seat(f"head {body}", Role.HEAD, home=body)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": list(outcomes), "first_result": result})
    return head.change(case, "approval", {"decision": "approve"})


def paper(seat: Any, case: str, body: str, kind: str) -> str:
    seen = reader(seat, body).get(f"/cases/{case}").get_json()["documents"]
    (made,) = [each for each in seen if each["kind"] == kind]
    address = f"/investigation/cases/{case}/documents/{made['id']}.docx"
    data = Browser(reader(seat, body))._ask("GET", address).data
    return "\n".join(each.text for each in Word(io.BytesIO(data)).paragraphs)


def test_the_unit_owes_once_and_the_complainant_reads_what_stands(opened: Any, seat: Any, said: Any) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    case = rechecked(opened, complaint, 7, ABOVE)
    done = confirmed(case, seat, ABOVE)
    below = reader(seat, HERE).get(f"/cases/{first}").get_json()
    reply = next(each["number"] for each in below["documents"] if each["kind"] == "reply")
    told = said(CaseConcluded)[-1]

    assert (done["state"], done["rectifications"]) == ("concluded", [])
    assert [each["kind"] for each in done["documents"]] == ["reply"]
    assert (below["state"], [each["state"] for each in below["rectifications"]]) == ("rectifying", ["open"])
    assert (told.rectify_by, told.outcomes) == (None, [])
    (order,), (item,) = done["proposal"]["stands"], below["rectifications"]
    assert (order["code"], order["document"], order["due"]) == ("O2", item["document"], item["due"])
    said_to = paper(seat, case, ABOVE, "reply")
    assert f"经复查，维持杭州市西湖区应急管理局2026年11月23日作出的答复意见（{reply}）。" in said_to
    assert "原处理意见继续有效" in said_to
    assert "执法监督意见书" in said_to
    assert "王某" not in said_to


def test_a_second_recheck_confirms_what_was_ordered_first(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    second = rechecked(opened, complaint, 7, ABOVE)
    confirmed(second, seat, ABOVE)
    last = rechecked(opened, complaint, 9, TOP)
    assert confirmed(last, seat, TOP)["state"] == "concluded"
    said_to = paper(seat, last, TOP, "reply")

    assert "经复核，维持杭州市应急管理局2026年11月23日作出的复查意见（" in said_to
    assert "原处理意见继续有效" in said_to


def test_what_a_second_recheck_annuls_falls_where_it_was_ordered(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    confirmed(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE)
    answered(rechecked(opened, complaint, 9, TOP), seat, TOP, first_result="annul")

    below = reader(seat, HERE).get(f"/cases/{first}").get_json()
    assert [each["state"] for each in below["rectifications"]] == ["lifted"]


def test_what_was_lifted_meanwhile_does_not_stand_and_the_approval_says_so(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    case = rechecked(opened, complaint, 7, ABOVE)
    anna, head = seat(f"anna {ABOVE}", home=ABOVE), seat(f"head {ABOVE}", Role.HEAD, home=ABOVE)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    version = anna.change(case, "outcomes", {"outcomes": [], "first_result": "confirm"})["version"]
    below, chief = seat(f"anna {HERE}"), seat(f"head {HERE}", Role.HEAD)
    (item,) = below.get(f"/cases/{first}").get_json()["rectifications"]
    asked = {"item": item["id"], "request": "objection", "who": "李某", "reasons": "与记录不符"}
    (request,) = below.change(first, "unit-requests", asked)["unit_requests"]
    ruling = {"ruling": "lifted", "answer": "撤回"}
    chief.change(first, f"unit-requests/{request['id']}/ruling", ruling)

    refused = head.post(f"/cases/{case}/approval", {"decision": "approve"}, version)
    assert refused.status_code == 422
    assert "measure_missing" in {each["code"] for each in refused.get_json()["errors"]}


@pytest.mark.parametrize("result", [None, "annul"])
def test_who_does_not_confirm_orders_anew(opened: Any, seat: Any, result: Any) -> None:
    complaint = uuid4()
    answered(opened(accepted(complaint)), seat, HERE)
    case, anna = rechecked(opened, complaint, 7, ABOVE), seat(f"anna {ABOVE}", home=ABOVE)
    anna.post(f"/cases/{case}/claim")
    version = anna.change(case, "findings", FINDING)["version"]
    body = {"outcomes": []} | ({"first_result": result} if result else {})

    refused = anna.post(f"/cases/{case}/outcomes", body, version)
    assert {each["code"] for each in refused.get_json()["errors"]} == {"required", "measure_missing"}


def test_only_what_is_newly_found_is_ordered(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    both = [
        {"id": each, "respondent": respondent(name=name), "natures": [], "categories": ["C4.1"]}
        for each, name in (("1", "王某"), ("2", "赵某"))
    ]
    first = opened(accepted(complaint, allegations=both))
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{first}/claim")
    anna.change(first, "findings", FINDING)
    unfounded = {"allegation": "2", "finding": "unfounded", "facts": "事实", "reasons": "理由", "told": ""}
    anna.change(first, "findings", unfounded)
    proposed = [{"code": code, "fields": fields_for(code)} for code in ("O2", "O12")]
    anna.change(first, "outcomes", {"outcomes": proposed})
    head.change(first, "approval", {"decision": "approve"})
    event = {"decision": "recheck", "recheck_of": complaint, "recheck_body": TOP, "allegations": both}
    case = str(opened(accepted(complaint, version=7, body=ABOVE, **event)))
    seat(f"anna {ABOVE}", home=ABOVE).post(f"/cases/{case}/claim")
    seat(f"anna {ABOVE}", home=ABOVE).change(case, "findings", FINDING | {"allegation": "2"})
    done = confirmed(case, seat, ABOVE, {"code": "O3", "fields": fields_for("O3")}, result="change")

    assert [each["allegations"] for each in done["proposal"]["outcomes"]] == [["2"]]
    assert [each["code"] for each in done["rectifications"]] == ["O3"]


def test_a_recheck_under_another_number_lets_stand_what_is_about_the_same(opened: Any, seat: Any) -> None:
    first, joined = uuid4(), uuid4()
    answered(opened(accepted(first)), seat, HERE)
    alike = {"id": "x", "respondent": respondent(), "natures": [], "categories": ["C4.1"]}
    other = alike | {"id": "y", "respondent": respondent(name="赵某")}
    case = of_another(opened, first, 4, ABOVE, joined, allegations=[alike, other])
    anna = seat(f"anna {ABOVE}", home=ABOVE)
    anna.post(f"/cases/{case}/claim")
    for ref in ("x", "y"):
        version = anna.change(case, "findings", FINDING | {"allegation": ref})["version"]
    body = {"outcomes": [], "first_result": "confirm"}
    refused = anna.post(f"/cases/{case}/outcomes", body, version).get_json()["errors"]

    assert [each["code"] for each in refused] == ["measure_missing"]
    assert "2" in refused[0]["message"]


def test_the_form_says_what_stands_and_the_page_afterwards(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    number = next(
        each["number"]
        for each in reader(seat, HERE).get(f"/cases/{first}").get_json()["documents"]
        if each["kind"] == "opinion"
    )
    case, anna = rechecked(opened, complaint, 7, ABOVE), seat(f"anna {ABOVE}", home=ABOVE)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    desk = Browser(anna)
    form = desk.get(f"/investigation/cases/{case}", tab="outcome", lang="zh")
    assert "原意见的处理继续有效" in form
    assert number in form
    form = desk.get(f"/investigation/cases/{case}", tab="outcome")
    shown = desk.post(f"/investigation/cases/{case}/outcomes", form, first_result="confirm")
    assert shown.status_code == 303
    for lang in ("zh", "en"):
        page = Browser(anna).get(f"/investigation/cases/{case}", tab="outcome", lang=lang)
        sound(page)
        assert number in page
    assert 'id="propose"' not in page


def test_its_file_says_what_was_decided(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    concluded(opened(accepted(complaint)), seat)
    case = rechecked(opened, complaint, 7, ABOVE)
    confirmed(case, seat, ABOVE)
    anna = seat(f"anna {ABOVE}", home=ABOVE)
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "见卷宗目录")})
    version = anna.get(f"/cases/{case}").get_json()["version"]
    short = anna.post(f"/cases/{case}/archive", {"years": 10, "note": ""}, version)
    assert short.get_json()["errors"][0]["code"] == "kept_longer"  # as long as what it confirms
    anna.change(case, "archive", {"years": 30, "note": ""})
    listed = anna.get(f"/cases/{case}/archive").get_json()

    assert "approval" in {each["kind"] for each in listed["pieces"]}


def test_a_head_is_told_what_would_bind_the_unit_twice(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    answered(opened(accepted(complaint)), seat, HERE)
    case, anna = rechecked(opened, complaint, 7, ABOVE), seat(f"anna {ABOVE}", home=ABOVE)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    proposed = [{"code": code, "fields": fields_for(code)} for code in ("O3", "O2")]
    said = anna.change(case, "outcomes", {"outcomes": proposed, "first_result": "confirm"})

    told = [each for each in said["proposal"]["warnings"] if each["code"] == "ordered_again"]
    assert [(each["pointer"], each["article"]) for each in told] == [("/outcomes/1", "petition:35")]


def test_the_course_says_what_is_proposed_of_the_opinion_before(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    answered(opened(accepted(complaint)), seat, HERE)
    case = rechecked(opened, complaint, 7, ABOVE)
    confirmed(case, seat, ABOVE)
    page = Browser(reader(seat, ABOVE)).get(f"/investigation/cases/{case}", tab="timeline", lang="zh")

    assert "提出处理意见：维持原处理意见" in page
    assert wording.entry("propose_outcome", {"codes": []}) == "提出处理意见"


def test_the_notice_of_what_stands_does_not_deny_what_is_ordered_again(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    answered(opened(accepted(complaint)), seat, HERE)
    case, anna = rechecked(opened, complaint, 7, ABOVE), seat(f"anna {ABOVE}", home=ABOVE)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    again = [{"code": "O2", "fields": fields_for("O2")}]
    anna.change(case, "outcomes", {"outcomes": again, "first_result": "confirm"})
    page = Browser(anna).get(f"/investigation/cases/{case}", tab="outcome", lang="zh")

    assert "重复责令的，须履行两次" in page
    assert "不重复作出" not in page


@pytest.mark.parametrize(
    ("result", "words"), [("change", ("变更", "，内容如上。")), ("annul", ("撤销", "，以上述意见为准。"))]
)
def test_who_changes_or_annuls_names_the_answer_as_well(
    result: str, words: Any, opened: Any, seat: Any
) -> None:
    complaint = uuid4()
    answered(opened(accepted(complaint)), seat, HERE)
    first = rechecked(opened, complaint, 7, ABOVE)
    answered(first, seat, ABOVE, first_result=result)
    last = rechecked(opened, complaint, 9, TOP)
    answered(last, seat, TOP, first_result=result)
    (did, so), day = words, "2026年11月23日作出的"

    said_to = paper(seat, first, ABOVE, "reply")
    assert f"经复查，{did}杭州市西湖区应急管理局{day}答复意见（西湖区应急执监答〔2026〕1号）{so}" in said_to
    said_to = paper(seat, last, TOP, "reply")
    assert f"经复核，{did}杭州市应急管理局{day}复查意见（杭州市应急执监答〔2026〕1号）{so}" in said_to
