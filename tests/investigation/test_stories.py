"""Each kind of outcome from the queue to the archive, by requests to the application alone.

`make stories` tells them on PostgreSQL and RabbitMQ from the citizen's form on; one of those is a test."""

import re
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from docx import Document as Word

from services.investigation.domain.outcomes import SPECS
from shared.contracts.events import ComplaintWithdrawn
from shared.contracts.terms import Role
from tests.investigation.builders import NOW, STATEMENT, accepted
from tests.investigation.rechecked import ABOVE, TOP, rechecked
from tests.investigation.test_api import CHECKS
from tests.investigation.test_views import Browser
from tests.investigation.told import STORIES, Story, contents

PAGES = "/investigation/cases/{}/documents/{}.{}"
ADDRESSED = frozenset({"reply", "handover"})
"""The complainant's own letter; and another authority's, which needs to know (redacted)."""


def test_the_stories_are_of_every_kind() -> None:
    assert {code for story in STORIES.values() for code in story.outcomes} == set(SPECS)


@pytest.mark.parametrize("name", STORIES)
def test_from_the_queue_to_the_archive(name: str, opened: Any, hear: Any, seat: Any) -> None:
    story, event = STORIES[name], accepted()
    case = opened(event)
    if story.withdrawn:
        hear(_withdrawn(event.complaint_id))
    anna, head = seat("anna", name="安娜"), seat("head", Role.HEAD, name="局长")
    _investigated(case, story, anna, seat)
    concluded = head.change(case, "approval", {"decision": "approve"})

    assert {each["kind"] for each in concluded["documents"]} == story.documents
    for made in concluded["documents"]:
        _tells_no_complainant(anna, case, made, event.tracking_number)
    if story.end == "closed":
        _carried_out(case, anna)
        anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "见卷宗目录")})
    years = 30 if {"O2", "O7", "O9", "O10"} & set(story.outcomes) else 10
    kept = anna.change(case, "archive", {"years": years, "note": ""})
    listed = anna.get(f"/cases/{case}/archive").get_json()

    assert kept["state"] == story.end
    assert kept["archive"]
    assert len([each for each in listed["pieces"] if each["sha256"]]) >= len(story.documents)


def test_one_goes_through_recheck_and_second_recheck_to_the_archive(opened: Any, seat: Any) -> None:
    """Confirmed first, annulled in the end; each level has its own file."""
    complaint, story = uuid4(), STORIES["an opinion"]
    case = opened(accepted(complaint))
    _whole(case, story, seat, "SUP-330106")
    first = rechecked(opened, complaint, 7, ABOVE)
    _whole(first, story, seat, ABOVE, first_result="confirm")
    second = rechecked(opened, complaint, 9, TOP)
    _whole(second, story, seat, TOP, first_result="annul")

    seen = seat("reader", home=TOP).get(f"/cases/{second}").get_json()
    assert {each["body"] for each in seen["earlier"]} == {"SUP-330106", ABOVE}
    assert "不再受理" in seen["proposal"]["reply"]


def test_a_special_with_thirty_complaints_goes_to_the_archive(opened: Any, seat: Any) -> None:
    events = [accepted() for _ in range(30)]
    for each in events:
        opened(each)
    head = seat("head", Role.HEAD)
    asked = {
        "origin": "special",
        "matter": "核查执法大队现场收费问题。",
        "reason": "三十名群众集中反映。",
        "respondents": [{"kind": "internal_unit", "division": "330106", "name": "执法大队"}],
        "numbers": [each.tracking_number for each in events],
    }
    made = head.post("/own-cases", asked)
    assert made.status_code == 201, made.get_data(as_text=True)
    case = made.get_json()["id"]

    assert len(made.get_json()["bound"]) == 30
    closed = _whole(case, STORIES["a circular"], seat, "SUP-330106")
    assert {each["kind"] for each in closed["documents"]} == {"circular"}
    for each in events:
        said = _text(seat("anna"), case, closed["documents"][0])
        assert each.tracking_number not in said
    bound = seat("anna").get(f"/cases/{closed['bound'][0]['id']}").get_json()
    assert bound["state"] == "queued", "each complaint keeps its own answer"


def _whole(case: str, story: Story, seat: Any, body: str, **said: Any) -> dict[str, Any]:
    anna = seat(f"anna {body}" if body != "SUP-330106" else "anna", home=body)
    _investigated(case, story, anna, seat, **said)
    seat(f"head {body}", Role.HEAD, home=body).change(case, "approval", {"decision": "approve"})
    _carried_out(case, anna)
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "见卷宗目录")})
    kept: dict[str, Any] = anna.change(case, "archive", {"years": 30, "note": ""})
    return kept


def _investigated(case: str, story: Story, anna: Any, seat: Any, **said: Any) -> None:
    assert anna.post(f"/cases/{case}/claim").status_code == 200
    if story.finding is not None:
        anna.change(case, "findings", story.found)
    outcomes = [{"code": code, "fields": contents(code)} for code in story.outcomes]
    anna.change(case, "outcomes", {"outcomes": outcomes} | said)


def _carried_out(case: str, anna: Any) -> None:
    for each in anna.get(f"/cases/{case}").get_json()["rectifications"]:
        for status, text in (("reported", "已整改，附材料。"), ("confirmed", "已到场核对。")):
            anna.change(case, "rectification", {"status": status, "item": each["id"], "text": text})


def _tells_no_complainant(anna: Any, case: str, made: dict[str, Any], tracking: str) -> None:
    said = _text(anna, case, made)
    assert made["number"] in said
    assert not re.search(r"[a-z_]{6,}", said), "a code stands where words should"
    if made["kind"] not in ADDRESSED:
        assert tracking not in said
        assert not any(part in said for part in re.split("[，。]", STATEMENT) if len(part) > 8)


def _text(anna: Any, case: str, made: dict[str, Any]) -> str:
    file = Browser(anna)._ask("GET", PAGES.format(case, made["id"], "docx")).data
    return "\n".join(each.text for each in Word(BytesIO(file)).paragraphs)


def _withdrawn(complaint: UUID) -> ComplaintWithdrawn:
    return ComplaintWithdrawn(
        id=uuid5(complaint, "withdrawn"),
        at=NOW,
        complaint_id=complaint,
        tracking_number=f"JD-{complaint.hex[:8].upper()}",
        version=3,
        reason="不想追究了",
    )
