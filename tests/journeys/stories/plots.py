"""The stories: each a function that is told in a house and leaves its papers on a shelf."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from services.investigation.domain.records import SPECS
from tests.investigation.told import STORIES, Story
from tests.journeys.body_system import System, handed_out
from tests.journeys.complaints import complaint, respondent
from tests.journeys.house import House
from tests.journeys.journey import CASES
from tests.journeys.stories.shelf import Shelf
from tests.journeys.stories.stage import Stage
from tests.journeys.stories.teller import Teller, sent
from tests.journeys.stories.work import endings, records
from tests.journeys.waiting import until

Plot = Callable[[House, Shelf], list[Teller]]
"""Tells the story; the ways of its complaints, the first of them the one that the story is about."""
MANY = 30
DAYS = 75
"""More than the law gives for an investigation."""
LATE = "/investigation/api/v1/late-cases"


@dataclass(frozen=True)
class Chapter:
    """A story with what it shows."""

    plot: Plot
    shows: str


def plain(story: Story) -> Plot:
    """From the citizen to the archive with nothing beside."""

    def told(house: House, shelf: Shelf) -> list[Teller]:
        one = Teller(house, shelf, story)
        one.come_in()
        if story.withdrawn:
            withdraw(one)
        one.to_the_end()
        return [one]

    return told


def withdraw(one: Teller) -> None:
    """By the complainant while it is investigated: the body must hear of it before it may end the case."""
    one.citizen().post(
        f"/api/v1/complaints/{one.tracking_number}/withdrawal",
        {"reason": "企业已与检查人员当面说清，不再追究。"},
    )
    until(lambda: one.case()["withdrawn"], "the body to hear of the withdrawal")


def everything(house: House, shelf: Shelf) -> list[Teller]:
    """A file with something of everything: a hazard apart, work, more time, a recusal, a returned proposal, the
    unit's own word by its link, the complainant called back."""
    facts = complaint(circumstances={"hazard": True})
    one = Teller(house, shelf, STORIES["persons answer for it"], facts=facts)
    one.submit()
    one.taken("accept_split")
    _work(one, shelf)
    recusal = {"side": "unit", "tie": "worked_there", "reason": "曾在该大队任职。"}
    asked = one.do("investigator", "recusals", recusal | {"username": "investigator2-330106"})["recusals"][-1]
    refused = {"decision": "refuse", "reason": "任职在五年前，已逾三年，不影响公正。"}
    one.do("head", f"recusals/{asked['id']}/decision", refused)
    one.do("investigator", "extensions", {"days": 30, "reason": "需委托鉴定录像。"})
    one.do("head", "extensions/decision", {"decision": "grant", "reason": "录像鉴定尚未完成。"})
    one.staff("investigator").post(f"{CASES}/{one.case_id}/messages", {"text": "请补充收据的照片。"})
    one.found_and_proposed()
    one.do("head", "approval", {"decision": "return", "reason": "期限写得不清楚，请重写。"})
    one.propose()
    one.approve()
    one.citizen_reads()
    one.serve()
    _unit_speaks(one)
    one.citizen_rates_it()
    called = {"way": "message", "answer": "satisfied", "text": "对处理结果满意。"}
    one.do("investigator", "call-back", called)
    one.close_it()
    one.archive()
    return [one]


def _work(one: Teller, shelf: Shelf) -> None:
    pair = [f"investigator-{one.division}", f"investigator2-{one.division}"]
    ends = endings(shelf.today)
    for kind, address, contents in records(shelf.today):
        body: dict[str, Any] = {"fields": contents}
        if SPECS[kind].supervisors:
            body["supervisors"] = pair
        made = one.do("investigator", address, body)["records"]
        if kind in ends:
            mine = next(each["id"] for each in made if each["kind"] == kind)
            one.do("investigator", f"records/{mine}/ending", {"fields": ends[kind]})


def _unit_speaks(one: Teller) -> None:
    """By its link: an objection that the head decides, then a report, taken at the second try."""
    (item,) = one.case()["rectifications"]
    page = one.at_the_page("investigator", "unit-links", "closing", item=item["id"])
    found = re.search(r"http://\S+?(/investigation/unit/[a-z2-9-]+)", page)
    assert found, page
    unit = one.house.visitor()
    link, who = found[1], {"who": "执法大队副大队长李某"}
    assert one.tracking_number not in unit.get(link)
    sent(unit, link, link, what="objection", reasons="与现场记录不符。", **who)
    asked = one.case()["unit_requests"][0]["id"]
    kept = {"ruling": "kept", "answer": "事实有录像证明，维持原意见。"}
    one.do("head", f"unit-requests/{asked}/ruling", kept)
    report = {"what": "report", "text": "已退还款项。", "proofs": "收条一份"}
    sent(unit, link, link, **report, **who)
    refused = {"status": "not_accepted", "item": item["id"], "text": "缺少培训签到表。"}
    one.do("investigator", "rectification", refused)
    sent(unit, link, link, **report | {"proofs": "收条一份、签到表一份"}, **who)
    confirmed = {"status": "confirmed", "item": item["id"], "text": "已到场核对，整改属实。"}
    one.do("investigator", "rectification", confirmed)


def rechecked(house: House, shelf: Shelf) -> list[Teller]:
    """Confirmed by the body above, annulled by the one above that; each level has its own file."""
    story = STORIES["an opinion"]
    one = Teller(house, shelf, story)
    one.come_in()
    one.to_the_end()
    for division, result in (("330100", "confirm"), ("330000", "annul")):
        place = f"/api/v1/complaints/{one.tracking_number}/recheck"
        one.citizen().post(place, {"reason": "对认定的事实仍有异议，请求重新核查。"})
        one.wait_public("recheck")
        one.division = division
        one.confirm("recheck")
        one.take_up("recheck")
        if division == "330000":
            _heard(one, shelf)
        one.to_the_end(result)
    seen = one.case()
    assert {each["body"] for each in seen["earlier"]} == {"SUP-330106", "SUP-330100"}
    assert "不再受理" in one.public()["outcome"]["text"]
    return [one]


def _heard(one: Teller, shelf: Shelf) -> None:
    """A hearing at the second recheck: its days do not count (petition art. 36)."""
    until = (shelf.today + timedelta(days=20)).isoformat()
    asked = {"ground": "hearing", "until": until, "reason": "拟就收费事实举行听证。"}
    one.do("investigator", "pauses", asked)
    one.do("head", "pauses/decision", {"decision": "grant", "reason": "情况属实，同意中止。"})
    ended = {"resumed_on": shelf.today.isoformat(), "reason": "听证已经举行完毕。"}
    one.do("investigator", "pauses/ending", ended)


def special(house: House, shelf: Shelf) -> list[Teller]:
    """Thirty people complain of one squad; the head opens a special, and each of them gets an answer."""
    squad = respondent("internal_unit", name="执法大队")
    unseen = Shelf(shelf.today)
    each = replace(STORIES["a circular"], documents=frozenset({"circular", "reply"}))
    many = [Teller(house, unseen, each, facts=complaint(squad)) for _ in range(MANY)]
    for one in many:
        one.submit()
    for one in many:
        one.confirm("accept")
        one.find_the_case()
    asked = {
        "origin": "special",
        "matter": "核查执法大队现场检查程序不规范、收费不开票据问题。",
        "reason": "三十名群众集中反映，社会关注。",
        "respondents": [squad],
        "categories": ["C4.1"],
        "numbers": [one.tracking_number for one in many],
    }
    lead = Teller(house, shelf, replace(STORIES["a circular"], documents=frozenset({"circular"})), facts={})
    made = lead.staff("head").post("/investigation/api/v1/own-cases", asked)
    assert len(made["bound"]) == MANY
    lead.case_id, lead.tracking_number = made["id"], made["tracking_number"]
    _own_to_the_archive(lead)
    for one in many:
        one.take_up()
        one.to_the_end()
        assert one.public()["status"] == "closed"
    return [lead, *many]


def assigned(house: House, shelf: Shelf) -> list[Teller]:
    """The body above assigns a matter; it is looked into like any other, and reported back."""
    lead = Teller(house, shelf, replace(STORIES["an opinion"], documents=frozenset({"opinion"})), facts={})
    asked = {
        "origin": "assigned",
        "matter": "核查执法大队10月行政检查的程序是否规范。",
        "reason": "上级交办单〔2026〕15号。",
        "assigner": "杭州市应急管理局",
        "report_by": shelf.last_day.isoformat(),
        "categories": ["C4.1"],
        "respondents": [respondent("internal_unit", name="执法大队")],
    }
    made = lead.staff("head").post("/investigation/api/v1/own-cases", asked)
    lead.case_id, lead.tracking_number = made["id"], made["tracking_number"]
    _own_to_the_archive(lead, "经核查，交办事项反映的问题属实，已制发执法监督意见书并督促整改到位。")
    return [lead]


def _own_to_the_archive(lead: Teller, report: str = "") -> None:
    """What no complaint began has nobody to answer."""
    lead.staff("investigator").post(f"{CASES}/{lead.case_id}/claim")
    lead.do("investigator", "assignment", {"username": f"investigator2-{lead.division}"})
    lead.do("investigator2", "declaration", {})
    lead.found_and_proposed()
    lead.approve()
    lead.serve()
    lead.carry_out()
    if report:
        lead.do("investigator", "report-back", {"text": report})
    lead.close_quietly()
    lead.archive()


def over_amqp(house: House, shelf: Shelf) -> list[Teller]:
    """A body with a system of its own takes the case from its queue and reports what it does; a head approves."""
    story, division = STORIES["papers put right"], "330110"
    assert isinstance(house, Stage), "its broker's keeper imports the account"
    said, folder = handed_out(house, house.node, division), house.directory / "system"
    system = System(said, folder, f"investigator-{division}")
    facts = complaint(respondent(division=division), occurred_in=division)
    one = Teller(house, shelf, story, division, facts)
    one.submit()
    one.confirm("accept")
    one.case_id = case = system.opened(one.tracking_number)
    system.report("case.claim", case, {})
    one.do("investigator", "assignment", {"username": f"investigator2-{division}"})
    one.do("investigator2", "declaration", {})
    version = one.case()["version"]
    for each in (system.client.case(case) or {})["allegations"]:
        found = story.found | {"allegation": each["id"]}
        version = system.report("case.finding", case, found, version)["version"]
    outcomes = {"outcomes": one.outcomes()}
    assert system.report("case.propose", case, outcomes, version)["state"] == "proposed"
    one.finish()
    system.hear("the end", lambda letter: letter.contents.get("case", {}).get("state") == "closed")
    system.client.close()
    return [one]


def late(house: House, shelf: Shelf) -> list[Teller]:
    """One body lets its day pass, and one unit: the body above presses for the case, the head for the correction."""
    assert isinstance(house, Stage), "time is put on"
    slow = Teller(house, shelf, STORIES["not to be established"])
    slow.come_in()
    owing = Teller(house, Shelf(shelf.today), STORIES["an opinion"])
    owing.come_in()
    owing.found_and_proposed()
    owing.approve()
    house.later(DAYS)
    shelf.today = owing.shelf.today = shelf.today + timedelta(days=DAYS)
    house.an_hour_passes()
    above, instructions = house.staff("head-330100"), f"{LATE}/{slow.case_id}/instructions"
    until(lambda: slow.case_id in str(above.get(LATE)), "the body above to hear of the late case")
    above.post(instructions, {"text": "该案已逾期，请于五个工作日内办结并报告。"})
    (item,) = owing.case()["rectifications"]
    last = shelf.last_day.isoformat()
    owing.do("head", "urgings", {"item": item["id"], "text": "请立即落实并书面报告。", "until": last})
    slow.to_the_end()
    owing.shelf = shelf
    owing.serve()
    owing.carry_out()
    owing.close_it()
    owing.archive()
    return [slow, owing]


def not_taken(house: House, shelf: Shelf) -> list[Teller]:
    """A complaint about firefighters goes to those in charge of them, and the complainant is told."""
    fire = respondent("other_agency", name="西湖区消防救援大队", sector="fire")
    one = Teller(house, shelf, STORIES["no breach"], facts=complaint(fire))
    one.submit()
    one.confirm("refer")
    one.wait_public("referred")
    one.shelve_letters()
    return [one]


CHAPTERS: Mapping[str, Chapter] = {
    **{name: Chapter(plain(story), "、".join(story.outcomes)) for name, story in STORIES.items()},
    "everything": Chapter(everything, "every kind of record, more time, a recusal, an objection, a link"),
    "recheck and second recheck": Chapter(
        rechecked, "confirmed one level up, heard and annulled two levels up"
    ),
    "a special with thirty complaints": Chapter(special, "art. 12; each of the thirty answered and archived"),
    "assigned from above": Chapter(assigned, "art. 12, with the report to who assigned it"),
    "over AMQP": Chapter(over_amqp, "the example client works on the case from the queue of the body"),
    "not taken": Chapter(not_taken, "referred; letter and notice"),
    "late": Chapter(late, "the body above presses for a late case, the head for a late correction"),
}
