"""The way through a case without detours: what the page leads to next, and what it tells who comes too late."""

import re
from typing import Any
from uuid import UUID

from services.investigation.findable import texts
from services.investigation.gathered import Gathered
from services.investigation.models import Case
from services.investigation.signs import sign_of
from shared.contracts.terms import Role
from shared.work import SYSTEM
from tests.investigation.builders import respondent
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser


def two() -> list[dict[str, Any]]:
    """Two matters, each about an officer."""
    return [
        {"id": str(number), "respondent": respondent(name=f"执法员{number}"), "categories": ["C4.1"]}
        for number in (1, 2)
    ]


def test_who_comes_too_late_reads_who_did_what_meanwhile(opened: Any, seat: Any) -> None:
    case, anna = opened(), Browser(seat("anna"))
    url = f"/investigation/cases/{case}"
    anna.post(f"{url}/claim", anna.get(url))
    old = anna.get(url, tab="matters")
    anna.post(f"{url}/findings", old, **{**FINDING, "serious": ""})

    late = anna.post(f"{url}/findings", old, **{**FINDING, "serious": ""}).get_data(as_text=True)

    said = late.partition("您填写期间本案的变动")[2].partition("</ul>")[0]
    assert "作出认定" in said
    assert "领办" not in said, "that was on the page already"
    odd = anna.post(f"{url}/findings", old, version="9" * 40, **FINDING)
    assert odd.status_code == 412


def test_a_matter_may_begin_with_the_facts_of_another_but_not_with_its_conclusion(
    opened: Any, seat: Any
) -> None:
    case = opened(allegations=two())
    anna, url = Browser(seat("anna")), f"/investigation/cases/{case}"
    anna.post(f"{url}/claim", anna.get(url))
    kept = {**FINDING, "serious": "", "facts": "同一次检查的事实"}
    anna.post(f"{url}/findings", anna.get(url, tab="matters"), **kept)
    offered = anna.get(url, tab="matters")
    form = anna.get(url, tab="matters", like=1).partition('id="one-finding"')[2].partition("</form>")[0]

    assert "like=1" in offered
    assert "同一次检查的事实" not in offered.partition('id="one-finding"')[2]
    assert "同一次检查的事实" in form
    assert not re.search(r'name="(finding|nature)"[^>]* checked', form)
    for odd in (-1, 7, 10**30):
        assert "同一次检查的事实" not in anna.get(url, tab="matters", like=odd).partition('"one-finding"')[2]


def test_with_every_matter_found_the_page_leads_on_instead_of_asking_again(opened: Any, seat: Any) -> None:
    case, anna = opened(), Browser(seat("anna"))
    url = f"/investigation/cases/{case}"
    anna.post(f"{url}/claim", anna.get(url))
    anna.post(f"{url}/findings", anna.get(url, tab="matters"), **{**FINDING, "serious": ""})
    page = anna.get(url, tab="matters")

    assert "下一步：提出处理意见" in page
    assert 'name="facts"' not in page
    assert 'name="facts"' in anna.get(url, tab="matters", allegation="1")


def test_what_was_found_alike_stands_once_in_the_opinion(opened: Any, seat: Any) -> None:
    case = opened(allegations=two())
    anna, url = Browser(seat("anna")), f"/investigation/cases/{case}"
    anna.post(f"{url}/claim", anna.get(url))
    for position in (1, 2):
        page = anna.get(url, tab="matters")
        ref = re.search(r'name="allegation" value="([^"]+)"', page)
        assert ref, position
        anna.post(f"{url}/findings", page, **{**FINDING, "serious": "", "allegation": ref[1]})

    proposed = (
        anna.get(url, tab="outcome").partition('name="O2-facts_and_reasons"')[2].partition("</textarea>")[0]
    )

    assert proposed.count(FINDING["facts"]) == 1


def test_to_begin_is_to_plan_and_who_is_added_for_an_interview_leads_back_to_it(
    opened: Any, seat: Any
) -> None:
    case, anna = opened(), Browser(seat("anna"))
    seat("bert")
    url = f"/investigation/cases/{case}"
    anna.post(f"{url}/claim", anna.get(url))
    assert re.search(r'href="[^"]+record=plan#keep"[^>]*>开始调查', anna.get(url))

    form = anna.get(url, tab="work", record="interview")
    assert re.search(r'name="record" value="interview"', form.partition('/assignment"')[2])
    sent = anna.post(f"{url}/assignment", form, username="bert", part="second", record="interview")

    assert sent.headers["Location"].endswith("tab=work&record=interview#new-interview")
    odd = anna.post(f"{url}/assignment", anna.get(url), username="bert", part="lead", record="nonsense")
    assert "tab=timeline" in odd.headers["Location"]


def test_the_body_of_a_case_is_named_in_the_readers_language(opened: Any, seat: Any) -> None:
    case, anna = opened(), Browser(seat("anna"))
    page = anna.get(f"/investigation/cases/{case}", lang="en")

    line = page.partition('class="jd-case__line"')[2].partition("</p>")[0]
    assert "Supervision body" in line


def test_a_case_says_what_papers_call_it_and_is_found_by_that(opened: Any, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    opened()
    anna.post(f"/cases/{case}/claim")
    page = Browser(anna).get(f"/investigation/cases/{case}")
    sign = re.search(r"文书所用案件编号 ([0-9A-F]{8})", page)
    assert sign

    for written in (sign[1], sign[1].lower()):
        assert [each["id"] for each in anna.get("/search", q=written).get_json()["items"]] == [case]
    assert case not in Browser(anna).get("/investigation/search", q=f"{sign[1]} 别处的词")
    assert seat("carl", home="330110").get("/search", q=sign[1]).get_json()["items"] == []


def test_what_is_written_down_of_a_case_has_the_name_that_papers_use(
    opened: Any, seat: Any, works: Any
) -> None:
    case = opened()
    with works.begin(SYSTEM) as work:
        row = work.session.get(Case, UUID(case))
        gathered = Gathered(work.session, [row])
        said = [each.said for each in texts(gathered, row, sealed_too=False) if each.where == "number"]
        assert said == [row.tracking_number, sign_of(row.id)]


def test_on_a_narrow_screen_the_next_step_stands_above_the_case(opened: Any, seat: Any) -> None:
    case, anna = opened(), Browser(seat("anna"))
    url = f"/investigation/cases/{case}"

    def step() -> str:
        return anna.get(url).partition('class="jd-case__next')[2].partition("</p>")[0]

    assert re.search(r'href="#now">领办', step())
    anna.post(f"{url}/claim", anna.get(url))
    assert "record=plan" in step()
    assert 'id="now"' in anna.get(url)


def test_a_case_that_went_up_says_where_it_is_now(opened: Any, seat: Any) -> None:
    case = opened()
    seat("head", Role.HEAD)
    anna = seat("anna")
    anna.post(f"/cases/{case}/claim")
    tie = {"username": "anna", "side": "unit", "tie": "interest", "reason": "与被监督单位有往来"}
    anna.change(case, "recusals", tie)
    head = seat("head", Role.HEAD)
    applied = head.get(f"/cases/{case}").get_json()["recusals"][0]["id"]
    head.change(case, f"recusals/{applied}/decision", {"decision": "grant", "reason": "属实"})
    page = Browser(head).get(f"/investigation/cases/{case}")

    assert "已移送上级机构：杭州市应急管理局执法监督处" in page
    assert "已完成（" not in page, "a term that goes on elsewhere is not done"
