"""The public door: what is kept, what is refused and why, what is answered twice alike."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.intake.models import Complaint, IdentityRecord
from shared.contracts.events import ComplaintReceived
from shared.contracts.terms import Service
from tests.intake.conftest import DOOR, STATEMENT, receipt, submit

FULL: dict[str, Any] = {
    "channel": "web",
    "identity": "confidential",
    "complainant": {"kind": "employee", "name": "王小明", "phone": "138 0000 1234", "email": "w@example.cn"},
    "statement": STATEMENT,
    "occurred_on": "2026-10-01",
    "occurred_in": "330106",
    "respondents": [
        {"kind": "officer", "division": "330106", "name": "张三", "role": "科员", "entrusted_by": None},
        {"kind": "entrusted_agency", "division": "330106", "entrusted_by": "DEP-330106", "sector": None},
    ],
    "claims": {"natures": ["unlawful"], "categories": ["C4.2"]},
    "circumstances": {"review": "none", "litigation": "none", "hazard": True},
    "earlier_tracking_number": None,
}


def test_a_complaint_is_kept_and_answered_with_its_receipt(client, works, said):
    response = client.post(DOOR, json=FULL)

    answer = response.get_json()
    assert response.status_code == 201
    assert set(answer) == {"tracking_number", "receipt_code", "received_at", "accept_by"}
    assert response.headers["Location"] == f"{DOOR}/{answer['tracking_number']}"
    assert answer["accept_by"] == "2026-12-08"
    (event,) = said(Service.TRIAGE)
    assert isinstance(event, ComplaintReceived)
    assert (event.statement, event.contactable, event.identity) == (STATEMENT, True, "confidential")
    assert event.facts["respondents"][0]["name"] == "张三"
    assert event.facts["respondents"][1]["entrusted_by"] == "330106"
    assert "王小明" not in json.dumps(event.facts, ensure_ascii=False)


def test_who_complained_stands_apart_and_sealed(client, works):
    submit(client, **FULL)

    with works.reading() as session:
        record = session.scalars(select(IdentityRecord)).one()
        assert record.complainant["name"] == "王小明"
        raw = session.connection().exec_driver_sql("select * from identity").all()
        assert "王小明" not in str(raw)


def test_the_same_person_is_known_by_the_number_however_it_is_written(client, said):
    for phone in ("13800001234", "+86 138-0000-1234"):
        submit(client, identity="real_name", complainant={"phone": phone})

    first, second = said(Service.TRIAGE)
    assert first.same_person == second.same_person is not None


def test_an_anonymous_complaint_leaves_no_identity(client, kept, said):
    submit(client)

    assert kept()["identity"] == 0
    assert said(Service.TRIAGE)[0].same_person is None


def test_only_the_right_code_opens_it(client, works):
    answer = submit(client)

    with works.reading() as session:
        stored = session.scalars(select(Complaint.receipt_hash)).one()
    assert answer["receipt_code"] not in stored
    assert client.get(f"{DOOR}/{answer['tracking_number']}", headers=receipt(answer)).status_code == 200


BAD: list[tuple[Any, str, str]] = [
    # what is sent instead,                                        the field,               the code
    ({"identity": None}, "/identity", "required"),
    ({"identity": "somebody"}, "/identity", "not_a_choice"),
    ({"identity": 5}, "/identity", "wrong_type"),
    ({"statement": None}, "/statement", "required"),
    ({"statement": ""}, "/statement", "required"),
    ({"statement": " \n\u3000 "}, "/statement", "required"),
    ({"statement": "\u200b\u200b"}, "/statement", "required"),
    ({"statement": "字" * 20_001}, "/statement", "too_long"),
    ({"statement": "a\u0000b"}, "/statement", "control_character"),
    ({"statement": "a\u001bb"}, "/statement", "control_character"),
    ({"statement": "\ud800"}, "/statement", "control_character"),
    ({"statement": ["a"]}, "/statement", "wrong_type"),
    ({"colour": "red"}, "/colour", "unknown_field"),
    ({"channel": "superior"}, "/channel", "not_a_choice"),
    ({"occurred_on": "2026-11-24"}, "/occurred_on", "in_future"),
    ({"occurred_on": "2026-02-30"}, "/occurred_on", "wrong_format"),
    ({"occurred_on": "20261001"}, "/occurred_on", "wrong_format"),
    ({"occurred_on": 20261001}, "/occurred_on", "wrong_format"),
    ({"occurred_in": "999999"}, "/occurred_in", "unknown_division"),
    ({"occurred_in": "710000"}, "/occurred_in", "unknown_division"),
    ({"occurred_in": "西湖区"}, "/occurred_in", "unknown_division"),
    ({"occurred_in": 330106}, "/occurred_in", "wrong_type"),
    ({"respondents": {"kind": "officer"}}, "/respondents", "wrong_type"),
    ({"respondents": ["officer"]}, "/respondents/0", "wrong_type"),
    ({"respondents": [{}]}, "/respondents/0/kind", "required"),
    ({"respondents": [{"kind": "king"}]}, "/respondents/0/kind", "not_a_choice"),
    ({"respondents": [{"kind": "officer", "rank": 1}]}, "/respondents/0/rank", "unknown_field"),
    ({"respondents": [{"kind": "officer", "division": "1"}]}, "/respondents/0/division", "unknown_division"),
    ({"respondents": [{"kind": "officer", "name": "\x07"}]}, "/respondents/0/name", "control_character"),
    ({"respondents": [{"kind": "officer", "name": "长" * 101}]}, "/respondents/0/name", "too_long"),
    ({"respondents": [{"kind": "officer", "division_known": 1}]}, "/respondents/0/division_known", "wrong_type"),
    ({"respondents": [{"kind": "officer"}] * 101}, "/respondents", "too_many"),
    ({"claims": {"natures": ["evil"]}}, "/claims/natures/0", "not_a_choice"),
    ({"claims": {"categories": ["C99"]}}, "/claims/categories/0", "not_a_choice"),
    ({"claims": []}, "/claims", "wrong_type"),
    ({"circumstances": {"hazard": 1}}, "/circumstances/hazard", "wrong_type"),
    ({"circumstances": {"review": True}}, "/circumstances/review", "wrong_type"),
    ({"circumstances": {"withdrawn": True}}, "/circumstances/withdrawn", "unknown_field"),
    ({"complainant": {"name": "王"}}, "/complainant/name", "identity_not_allowed"),
    ({"complainant": {"phone": "13800001234"}}, "/complainant/phone", "identity_not_allowed"),
    ({"identity": "real_name", "complainant": {"phone": "call me"}}, "/complainant/phone", "wrong_format"),
    ({"identity": "real_name", "complainant": {"email": "a@b"}}, "/complainant/email", "wrong_format"),
    ({"identity": "real_name", "complainant": {"kind": "robot"}}, "/complainant/kind", "not_a_choice"),
    ({"earlier_tracking_number": "7K3M-9QXT-AB2D"}, "/earlier_tracking_number", "wrong_format"),
    ({"ticket": "made-up"}, "/ticket", "ticket_unreadable"),
    ({"ticket": "编"}, "/ticket", "ticket_unreadable"),
    ({"ticket": 7}, "/ticket", "wrong_type"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "pointer", "code"), BAD, ids=lambda value: str(value)[:40])
def test_bad_input_is_refused_with_its_field_and_nothing_is_kept(client, kept, said, pointer, code):
    before = kept()

    response = client.post(
        DOOR,
        data=json.dumps({"identity": "anonymous", "statement": STATEMENT} | said),
        content_type="application/json",
    )

    body = response.get_json()
    assert response.status_code == 422, body
    assert response.mimetype == "application/problem+json"
    assert (pointer, code) in {(error["pointer"], error["code"]) for error in body["errors"]}
    assert all(error["message"] for error in body["errors"])
    assert kept() == before


def test_all_faults_are_named_at_once(client):
    response = client.post(DOOR, json={"identity": "x", "statement": "", "colour": 1})

    assert {error["pointer"] for error in response.get_json()["errors"]} == {
        "/identity",
        "/statement",
        "/colour",
    }


UNREADABLE = [
    (b"", "application/json", 422),
    (b"{", "application/json", 400),
    (b"\xff\xfe", "application/json", 400),
    (b'{"identity": "anonymous", "statement": "\xe4\xb8"}', "application/json", 400),
    (b"[" * 200_000, "application/json", 400),
    (b'{"a":' * 100_000, "application/json", 400),
    (b"[1" + b"0" * 10_000 + b"]", "application/json", 400),
    (b"[]", "application/json", 422),
    (b'"text"', "application/json", 422),
    (b"null", "application/json", 422),
    (b"identity=anonymous&statement=x", "application/x-www-form-urlencoded", 415),
    (b"{}", "text/plain", 415),
    (b"{}", "", 415),
    (b" " * 10_000_000, "application/json", 413),
]


@pytest.mark.parametrize(("body", "kind", "status"), UNREADABLE, ids=lambda value: str(value)[:20])
def test_what_cannot_be_read_is_refused_calmly(client, kept, body, kind, status):
    before = kept()

    response = client.post(DOOR, data=body, content_type=kind)

    assert response.status_code == status, response.get_data(as_text=True)[:300]
    assert response.mimetype == "application/problem+json"
    assert kept() == before


@pytest.mark.parametrize(
    "body",
    [
        b'{"identity": "anonymous", "statement": "x", "statement": "y"}',
        b'{"identity": "anonymous", "claims": {"statement": 1, "stat\\u0065ment": 1}}',
    ],
)
def test_a_name_that_stands_there_twice_is_named(client, kept, body):
    before = kept()

    response = client.post(DOOR, data=body, content_type="application/json")

    assert response.status_code == 400
    (error,) = response.get_json()["errors"]
    assert error["code"] == "repeated_name"
    assert "statement" in error["message"]
    assert kept() == before


@pytest.mark.parametrize("spoken", ["anonymous", "confidential", "real_name"])
def test_identity_and_statement_are_enough(client, spoken):
    submit(client, identity=spoken)


def test_an_empty_complainant_is_no_complainant(client, kept):
    submit(client, complainant={"name": "", "phone": " "})

    assert kept()["identity"] == 0


@hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.text(min_size=1, max_size=300))
def test_any_text_is_kept_whole_or_refused_with_its_field(client, works, text):
    response = client.post(DOOR, json={"identity": "anonymous", "statement": text})

    if response.status_code == 422:
        assert {error["pointer"] for error in response.get_json()["errors"]} == {"/statement"}
        return
    number = response.get_json()["tracking_number"]
    with works.reading() as session:
        found = session.scalars(select(Complaint).where(Complaint.tracking_number == number)).one()
        assert found.statement.split() == text_as_kept(text).split()


def text_as_kept(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def test_the_same_key_and_body_give_the_same_answer_once(client, kept):
    headers = {"Idempotency-Key": "6f1b0c9e-retry"}

    first, second = (client.post(DOOR, json=FULL, headers=headers) for _ in range(2))

    assert first.get_json() == second.get_json()
    assert second.status_code == 201
    assert second.headers["Location"] == first.headers["Location"]
    assert (kept()["complaint"], kept()["outbox"]) == (1, 1)


def test_the_same_key_with_another_body_is_refused(client, kept):
    headers = {"Idempotency-Key": "6f1b0c9e-retry"}
    client.post(DOOR, json=FULL, headers=headers)

    response = client.post(DOOR, json=FULL | {"statement": "另一件事"}, headers=headers)

    assert (response.status_code, response.get_json()["type"]) == (
        422,
        "urn:jiandu:problem:idempotency_key_reused",
    )
    assert kept()["complaint"] == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "é"])
def test_a_key_that_is_none_is_refused(client, kept, key):
    response = client.post(DOOR, json=FULL, headers={"Idempotency-Key": key})

    assert response.status_code == 422
    assert kept()["complaint"] == 0


def test_a_refused_complaint_does_not_use_up_its_key(client):
    headers = {"Idempotency-Key": "try-again"}
    assert client.post(DOOR, json={"identity": "anonymous"}, headers=headers).status_code == 422

    assert client.post(DOOR, json=FULL, headers=headers).status_code == 201


def test_a_ticket_taken_beforehand_is_the_complaint_s_receipt(client, kept):
    drawn = client.post("/api/v1/receipts").get_json()

    answers = [submit(client, ticket=drawn["ticket"]) for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["receipt_code"] == drawn["receipt_code"]
    assert answers[0]["tracking_number"] == drawn["tracking_number"]
    assert (kept()["complaint"], kept()["outbox"]) == (1, 1)


def test_one_ticket_is_not_two_complaints(client, kept):
    ticket = client.post("/api/v1/receipts").get_json()["ticket"]
    submit(client, ticket=ticket)

    response = client.post(DOOR, json={"identity": "anonymous", "statement": "另一件事", "ticket": ticket})

    assert response.status_code == 422
    assert response.get_json()["errors"][0]["code"] == "ticket_used"
    assert kept()["complaint"] == 1


def test_an_old_ticket_starts_nothing_but_still_answers_for_its_complaint(client, time):
    used, unused = (client.post("/api/v1/receipts").get_json()["ticket"] for _ in range(2))
    submit(client, ticket=used)
    time.pass_days(31)

    response = client.post(DOOR, json={"identity": "anonymous", "statement": STATEMENT, "ticket": unused})

    assert response.get_json()["errors"][0]["code"] == "ticket_expired"
    submit(client, ticket=used)


def test_refusals_are_in_the_language_asked_for(client):
    headers = {"Accept-Language": "en"}

    response = client.post(DOOR, json={"identity": "anonymous"}, headers=headers)

    assert response.get_json()["errors"][0]["message"] == "This is required."
