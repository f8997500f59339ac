"""The public statistics: whole months only, true to the complaints, and nothing small."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shared.contracts.events import ComplaintAccepted
from shared.contracts.terms import Service
from tests.intake.conftest import submit
from tests.intake.views.forms import Page

ADDRESS = "/api/v1/statistics"
ZHEJIANG, BEIJING = "SUP-330106", "SUP-110105"


@pytest.fixture
def a_month_ago(client, hear, said, time) -> None:
    """Nine complaints on 23 November: seven taken up in one province, one in another; it is December now."""
    for _ in range(9):
        submit(client)
    for at, heard in enumerate(said(Service.TRIAGE)[:8]):
        about = {"complaint_id": heard.complaint_id, "tracking_number": heard.tracking_number}
        body = ZHEJIANG if at < 7 else BEIJING
        hear(
            ComplaintAccepted, version=2, decision="accept", body=body, body_name="监督科",
            identity="anonymous", channel="web", contactable=True,
            accepted_at=time.now, investigate_by=time.now.date(), **about,
        )  # fmt: skip
    time.now = datetime(2026, 12, 2, 1, tzinfo=UTC)


def test_the_running_month_is_told_in_tens_only(client):
    for _ in range(9):
        submit(client)

    found = client.get(ADDRESS).get_json()

    assert found["this_month"]["received"] == 0
    assert {month["received"] for month in found["months"]} == {0}


def test_the_next_month_everything_is_counted(client, a_month_ago):
    found = client.get(ADDRESS).get_json()

    november = found["months"][-1]
    assert (november["month"], november["received"], november["accepted"]) == ("2026-11", 9, 8)
    assert found["total"] == {
        "received": 9, "accepted": 8, "decided": 0, "concluded": 0, "recheck_requested": 0,
    }  # fmt: skip
    assert {row["code"]: row["count"] for row in found["channels"] if row["count"]} == {"web": 9}


def test_a_small_month_is_not_told_and_no_sum_changes_with_it(client, a_month_ago, time):
    before = client.get(ADDRESS).get_json()
    submit(client)
    time.now = datetime(2027, 1, 2, 1, tzinfo=UTC)

    after = client.get(ADDRESS).get_json()

    assert [month["received"] for month in after["months"][-2:]] == [9, None]
    assert (after["total"], after["channels"]) == (before["total"], before["channels"])


def test_whoever_asks_often_has_it_counted_once(app, client, time):
    asked: list[Any] = []
    counter = app.extensions["published"]
    count = counter.count
    counter.count = lambda session, now: asked.append(now) or count(session, now)

    for _ in range(3):
        client.get(ADDRESS)
    time.pass_days(1)
    client.get(ADDRESS)

    assert len(asked) == 2


def test_the_page_says_the_same(client, a_month_ago):
    page = Page(client.get("/statistics?lang=zh_CN"))

    assert page.status == 200
    assert "2026年11月" in page.text
    assert "来源" in page.text


def test_help_leads_to_the_guide(client):
    assert client.get("/help").headers["Location"] == "/guide"
