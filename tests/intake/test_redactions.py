"""Redacted statements: made by the body that handles it, beside the original; nobody else learns of them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.intake.domain.redaction import BLOCK
from services.intake.models import Complaint
from shared.contracts.events import ComplaintAssessed, ComplaintRedacted, ComplaintSupplemented, WordsPassed
from shared.contracts.terms import Role, Service
from tests.intake.conftest import DOOR, receipt, submit
from tests.intake.views.forms import Page

DESK = "SUP-330106"
STATEMENT = "我是三车间的班长李明，电话13812345678。执法人员当场要求买指定的灭火器。"


@pytest.fixture
def answer(client) -> dict[str, Any]:
    return submit(client, statement=STATEMENT)


@pytest.fixture
def number(answer, hear, said) -> str:
    event = said(Service.TRIAGE)[-1]
    known = {"complaint_id": event.complaint_id, "tracking_number": answer["tracking_number"]}
    hear(ComplaintAssessed, **known, version=1, desk=DESK)
    return str(answer["tracking_number"])


def test_a_version_is_kept_beside_the_original_and_told_to_the_case(client, works, number, bearer, said):
    door, desk = f"{DOOR}/{number}/redactions", bearer(Role.TRIAGE, DESK)

    first = client.post(door, json={"words": ["13812345678"]}, headers=desk)
    second = client.post(
        door, json={"marks": [{"start": 0, "end": 11}], "words": ["13812345678"]}, headers=desk
    )

    assert first.status_code == 201, first.get_data(as_text=True)
    assert second.get_json()["text"] == f"{BLOCK}电话{BLOCK}。执法人员当场要求买指定的灭火器。"
    shown = client.get(door, headers=desk).get_json()["items"]
    assert [(one["version"], one["passages"]) for one in shown] == [(2, 2), (1, 1)]
    told = [one for one in said(Service.INVESTIGATION) if isinstance(one, ComplaintRedacted)]
    assert [(one.version, "13812345678" in one.text) for one in told] == [(1, False), (2, False)]
    with works.reading() as session:
        assert session.scalar(select(Complaint.statement)) == STATEMENT


def test_what_cannot_be_blacked_out_is_refused_field_by_field(client, number, bearer):
    refused = [
        ({}, "/marks"),
        ({"words": ["王五"]}, "/words"),
        ({"marks": [{"start": 0, "end": 999}]}, "/marks"),
        ({"marks": [{"start": 5, "end": 5}]}, "/marks"),
        ({"marks": [{"start": 1}]}, "/marks/0/end"),
        ({"words": [""]}, "/words/0"),
    ]
    for body, pointer in refused:
        answer = client.post(f"{DOOR}/{number}/redactions", json=body, headers=bearer(Role.TRIAGE, DESK))

        assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, pointer), body


def test_nobody_else_reads_or_makes_one(client, number, bearer):
    door, other = f"{DOOR}/{number}/redactions", bearer(Role.TRIAGE, "SUP-330110")

    assert client.get(door, headers=other).status_code == 404
    assert client.post(door, json={"words": ["灭火器"]}, headers=other).status_code == 404


def test_the_page_offers_what_was_found_and_works_without_scripts(number: str, bearer: Any, browser: Any):
    desk, door = browser(bearer(Role.TRIAGE, DESK)), f"/redaction/{number}"
    page = Page(desk.get(door))
    assert len(page.fields["marks"]) == 2, "the post and the number, both chosen at first"

    wrong = Page(desk.post(door, data=page.fields | {"words": "灭火气"}))
    assert (wrong.status, "灭火气" in wrong.text) == (422, True)
    assert desk.post(door, data=page.fields | {"marks": ["0-x"], "words": ""}).status_code == 422
    assert desk.post(door, data=page.fields | {"words": "灭火器\n\n"}).status_code == 303

    after = Page(desk.get(door))
    assert f"买指定的{BLOCK}。" in after.text
    assert f"{door}/1.docx" in after.links
    assert desk.get(f"{door}/1.docx").status_code == 200
    assert desk.get(f"{door}/2.docx").status_code == 404


def _pass(hear: Any, said: Any, kept_from: tuple[str, ...] = ()) -> None:
    """Triage passes all that was written."""
    for told in said(Service.TRIAGE):
        if isinstance(told, ComplaintSupplemented):
            known = {"complaint_id": told.complaint_id, "tracking_number": told.tracking_number}
            hear(WordsPassed, **known, version=3 - len(kept_from), said_id=told.id, kept_from=[*kept_from])


def test_what_an_earlier_body_must_not_read_goes_into_no_version(
    client, answer, number, bearer, hear, said, browser
):
    client.post(f"{DOOR}/{number}/messages", json={"text": "局长收了钱。"}, headers=receipt(answer))
    desk, door = browser(bearer(Role.TRIAGE, DESK)), f"/redaction/{number}"

    shown = [desk.get(door).text]
    for kept_from in (("SUP-330106",), ()):
        _pass(hear, said, kept_from)
        shown.append(desk.get(door).text)

    assert ["局长收了钱" in text for text in shown] == [False, False, True]


def test_messages_go_along_only_when_chosen_and_blacked_out_like_the_statement(
    client, answer, number, bearer, hear, said, browser, time
):
    for text in ("还有：我家住在三号楼，电话13812345678。", "厂里人都认识我。"):
        time.now += timedelta(minutes=1)
        client.post(f"{DOOR}/{number}/messages", json={"text": text}, headers=receipt(answer))
    first, second = client.get(f"{DOOR}/{number}", headers=receipt(answer)).get_json()["messages"]
    door, desk = f"{DOOR}/{number}/redactions", bearer(Role.TRIAGE, DESK)

    chosen = {"messages": [{"id": first["id"], "marks": [{"start": 5, "end": 10}]}]}
    unread = client.post(door, json=chosen, headers=desk)
    assert unread.status_code == 422, "nobody reads them before triage has passed them"
    _pass(hear, said)
    made = client.post(door, json=chosen | {"words": ["13812345678"]}, headers=desk).get_json()
    other = client.post(door, json={"messages": [{"id": number, "marks": []}]}, headers=desk)
    unknown = client.post(door, json={"messages": [{"id": str(uuid4())}]}, headers=desk).get_json()

    assert made["messages"][0]["text"] == f"还有：我家{BLOCK}，电话{BLOCK}。"
    assert (made["passages"], "厂里人" in made["text"], "13812345678" in made["text"]) == (3, False, False)
    assert said(Service.INVESTIGATION)[-1].text == made["text"]
    assert other.status_code == 422
    assert unknown["errors"][0]["pointer"] == "/messages/0/id"

    at_desk = browser(desk)
    page = Page(at_desk.get(f"/redaction/{number}"))
    assert page.fields["messages"] == [first["id"]], "the next version begins with what went along"
    both = page.fields | {"messages": [first["id"], second["id"]]}
    assert at_desk.post(f"/redaction/{number}", data=both).status_code == 303
    newest = client.get(door, headers=desk).get_json()["items"][0]
    assert [one["id"] for one in newest["messages"]] == [first["id"], second["id"]]
    assert "13812345678" not in newest["text"]
