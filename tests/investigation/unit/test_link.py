"""The supervised unit's page: it tells nothing of the complaint, and leads nowhere once its link ended."""

import re
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from services.investigation.domain.case import State
from services.investigation.models import Case, UnitLink
from shared import audit
from shared.work import SYSTEM, Works
from tests.investigation.builders import NOW, STATEMENT, accepted
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser, sound
from tests.investigation.unit.conftest import WHO, Unit, read


def test_the_page_tells_the_document_and_nothing_of_the_complaint(
    case: str, issue: Any, seat: Any, works: Works
) -> None:
    _, unit = issue()
    seen = read(seat, case)
    number = next(each["number"] for each in seen["documents"] if each["kind"] == "opinion")
    for language in ("zh", "en"):
        page = unit.open(lang=language)
        sound(page)
        assert number in page
        assert "退还款项并书面报告" in page
        secrets = [
            seen["tracking_number"],
            seen["id"],
            seen["complaint_id"],
            "王某",
            "赵某",
            FINDING["facts"],
        ]
        secrets += [each for each in re.split("[，。]", STATEMENT) if each]
        assert not [each for each in secrets if each in page]
        assert "/complaints/new" not in page
        assert "/follow" not in page

    token = unit.path.rpartition("/")[2]
    assert len(token.replace("-", "")) * 4.95 > 128
    with works.reading() as session:
        kept = session.scalars(select(UnitLink)).one()
        trail = [each.action for each in audit.read(session, f"case:{case}")]
    assert token not in str(vars(kept))
    assert trail.count("unit_link.opened") == 2
    assert seen["unit_links"][0]["opened"] == 0
    assert read(seat, case)["unit_links"][0]["opened"] == 2
    assert token not in str(read(seat, case))
    assert token.replace("-", "") not in Browser(seat("anna")).get(
        f"/investigation/cases/{case}", tab="closing"
    )


def test_a_link_ends_with_the_case_that_another_body_takes(
    case: str, issue: Any, seat: Any, hear: Any, app: Flask
) -> None:
    _, unit = issue()
    unit.open()

    taken = {"body": "SUP-330100", "version": 9, "taken_from": "SUP-330106", "at": NOW}
    hear(accepted(UUID(read(seat, case)["complaint_id"]), **taken))

    assert unit.open(404) == Unit(app.test_client(), "unit/" + "a" * 28).open(404)


@pytest.mark.parametrize(
    "said",
    [{"what": "report", "text": "已退款", "proofs": "收条"}, {"what": "objection", "reasons": "事实不符"}],
)
def test_of_a_case_that_is_over_the_unit_reads_that_nothing_can_be_sent(
    said: dict[str, str], case: str, issue: Any, works: Works
) -> None:
    """It read that it had not reported yet."""
    _, unit = issue()
    unit.token = re.search(r'name="csrf_token" value="([^"]+)"', unit.open())
    with works.begin(SYSTEM) as work:
        work.session.get_one(Case, UUID(case)).state = State.CLOSED

    page = unit.send(status=422, who="李某", **said)
    assert "跟踪已经结束" in page
    assert "尚未" not in page.replace("尚未履行或者有疑问的", "")


def test_a_link_that_leads_nowhere_says_the_same_whatever_the_cause(
    case: str, issue: Any, seat: Any, app: Flask, time: Any
) -> None:
    _, first = issue()
    _, second = issue()
    made_up = Unit(app.test_client(), "unit/" + "a" * 28)
    said = {made_up.open(404), first.open(404)}
    token = re.compile(r'name="csrf_token" value="[^"]+"')  # another one each second
    assert token.sub("", second.open()) == token.sub("", second.open())
    (open_link,) = [each for each in read(seat, case)["unit_links"] if each["open"]]
    seat("anna").change(case, f"unit-links/{open_link['id']}/revocation", {})
    said.add(second.open(404))
    _, third = issue()
    time.pass_days(100)
    said.add(third.open(404))

    assert len(said) == 1
    typed = Unit(app.test_client(), "unit/" + "%00%F0")
    assert typed.client.get(typed.path).status_code in (400, 404)


def test_a_link_takes_so_much_a_day(case: str, issue: Any, seat: Any) -> None:
    _, unit = issue()
    for _ in range(10):
        unit.report()
        seat("anna").change(case, "rectification", {"status": "not_accepted", "text": "缺收条。"})

    unit.send("report", 429, who=WHO, text="再报", proofs="无")
