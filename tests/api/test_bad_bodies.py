"""A complaint that cannot be taken is refused with the field named, in the caller's language."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.api.rows import Rows
from tests.journeys.complaints import complaint, respondent
from tests.journeys.house import Embedded

COMPLAINTS = "/api/v1/complaints"


def said(**more: Any) -> dict[str, Any]:
    return complaint() | more


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in complaint().items() if key != name}


def about(**more: Any) -> dict[str, Any]:
    return said(respondents=[respondent() | more])


def by(**more: Any) -> dict[str, Any]:
    return said(complainant={"kind": "citizen", "name": "陈", "phone": "13800138000"} | more)


BAD: list[tuple[str, Any, str, str]] = [
    ("no statement", without("statement"), "/statement", "required"),
    ("null statement", said(statement=None), "/statement", "required"),
    ("empty statement", said(statement=""), "/statement", "required"),
    ("blank statement", said(statement=" \n\t "), "/statement", "required"),
    ("a number for a text", said(statement=42), "/statement", "wrong_type"),
    ("a list for a text", said(statement=["一"]), "/statement", "wrong_type"),
    ("an object for a text", said(statement={"a": 1}), "/statement", "wrong_type"),
    ("20,001 characters", said(statement="字" * 20_001), "/statement", "too_long"),
    ("a bell", said(statement="甲\x07乙"), "/statement", "control_character"),
    ("a NUL", said(statement="甲\x00乙"), "/statement", "control_character"),
    ("an escape sequence", said(statement="\x1b[31m"), "/statement", "control_character"),
    ("a lone high surrogate", said(statement="甲\ud83d乙"), "/statement", "control_character"),
    ("a lone low surrogate", said(statement="\ude00"), "/statement", "control_character"),
    ("no identity", without("identity"), "/identity", "required"),
    ("another identity", said(identity="secret"), "/identity", "not_a_choice"),
    ("an identity with a NUL", said(identity="anonymous\x00"), "/identity", "not_a_choice"),
    ("another channel", said(channel="telegraph"), "/channel", "not_a_choice"),
    ("a channel of staff", said(channel="superior"), "/channel", "not_a_choice"),
    ("an unknown field", said(statment="…"), "/statment", "unknown_field"),
    ("a day that is none", said(occurred_on="2026-02-30"), "/occurred_on", "wrong_format"),
    ("a day in other form", said(occurred_on="12.10.2026"), "/occurred_on", "wrong_format"),
    ("a number for a day", said(occurred_on=20261012), "/occurred_on", "wrong_format"),
    ("a day to come", said(occurred_on="2999-01-01"), "/occurred_on", "in_future"),
    ("an unknown place", said(occurred_in="999999"), "/occurred_in", "unknown_division"),
    ("a place with a NUL", said(occurred_in="330106\x00"), "/occurred_in", "control_character"),
    ("a number for a place", said(occurred_in=330106), "/occurred_in", "wrong_type"),
    ("respondents as an object", said(respondents={}), "/respondents", "wrong_type"),
    ("a text among respondents", said(respondents=["局长"]), "/respondents/0", "wrong_type"),
    ("too many respondents", said(respondents=[respondent()] * (100 + 1)), "/respondents", "too_many"),
    (
        "a respondent of no kind",
        said(respondents=[{}]),
        "/respondents/0/kind",
        "required",
    ),
    ("a respondent of another kind", about(kind="army"), "/respondents/0/kind", "not_a_choice"),
    ("a respondent of nowhere", about(division="123456"), "/respondents/0/division", "unknown_division"),
    ("a name of 101 characters", about(name="长" * 101), "/respondents/0/name", "too_long"),
    ("a name with a NUL", about(name="王\x00"), "/respondents/0/name", "control_character"),
    ("a text for yes or no", about(division_known="yes"), "/respondents/0/division_known", "wrong_type"),
    ("an unknown nature", said(claims={"natures": ["evil"]}), "/claims/natures/0", "not_a_choice"),
    ("an unknown category", said(claims={"categories": ["C99"]}), "/claims/categories/0", "not_a_choice"),
    ("claims as a list", said(claims=[]), "/claims", "wrong_type"),
    ("a text for deaths", said(circumstances={"deaths": "no"}), "/circumstances/deaths", "wrong_type"),
    ("a number for deaths", said(circumstances={"deaths": 1}), "/circumstances/deaths", "wrong_type"),
    ("another review", said(circumstances={"review": "maybe"}), "/circumstances/review", "not_a_choice"),
    ("complainant as a text", said(complainant="我"), "/complainant", "wrong_type"),
    ("a telephone of letters", by(phone="call me"), "/complainant/phone", "wrong_format"),
    ("an address that is none", by(email="nobody"), "/complainant/email", "wrong_format"),
    ("a wrong earlier number", said(earlier_tracking_number="x" * 14), "/earlier_tracking_number", ""),
    ("a ticket of another house", said(ticket="bm90IG91cnM"), "/ticket", "ticket_unreadable"),
    ("a ticket that is a number", said(ticket=1), "/ticket", "wrong_type"),
    ("a list", [complaint()], "", "wrong_type"),
    ("a text", "投诉", "", "wrong_type"),
    ("a number", 1, "", "wrong_type"),
    ("null", None, "", ""),
]


@pytest.mark.parametrize(
    ("body", "pointer", "code"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_what_cannot_be_taken_is_refused_with_the_field_named(
    house: Embedded, rows: Rows, body: Any, pointer: str, code: str
) -> None:
    with rows.unchanged():
        sent = json.dumps(body)
        answer = house.visitor().ask(
            "POST", COMPLAINTS, data=sent, headers={"Content-Type": "application/json"}
        )

    assert answer.status_code == 422, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    errors = {error["pointer"]: error for error in answer.json()["errors"]}
    assert pointer in errors, errors
    assert errors[pointer]["message"]
    if code:
        assert errors[pointer]["code"] == code


@pytest.mark.parametrize(("language", "word"), [("zh-CN", "字"), ("en", "characters")])
def test_refusals_speak_the_callers_language(house: Embedded, language: str, word: str) -> None:
    answer = house.visitor(language).ask("POST", COMPLAINTS, json=said(statement="x" * 20_001))

    assert word in answer.json()["errors"][0]["message"]


def test_all_faults_are_told_at_once(house: Embedded) -> None:
    body = said(statement="", identity="x", occurred_in="000001", respondents=[{"kind": "x"}])

    answer = house.visitor().ask("POST", COMPLAINTS, json=body)

    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert {"/statement", "/identity", "/occurred_in", "/respondents/0/kind"} <= pointers


def test_exactly_20000_characters_are_taken(house: Embedded) -> None:
    house.visitor().post(COMPLAINTS, said(statement="字" * 20_000), 201)


def _deep(depth: int) -> bytes:
    return b'{"identity":"anonymous","statement":' + b"[" * depth + b"]" * depth + b"}"


def _deep_objects(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


UNREADABLE: list[tuple[str, Callable[[], bytes], str, tuple[int, ...]]] = [
    ("half a document", lambda: b'{"identity": "anonymous", "statement": "', "application/json", (400,)),
    ("nothing", lambda: b"", "application/json", (400, 422)),
    ("not JSON", lambda: b"statement=x", "application/json", (400,)),
    ("NaN", lambda: b'{"identity": "anonymous", "statement": NaN}', "application/json", (400, 422)),
    ("infinity", lambda: b'{"identity": "anonymous", "statement": 1e999999}', "application/json", (400, 422)),
    ("10,000 digits", lambda: b'{"statement": ' + b"9" * 10_000 + b"}", "application/json", (400, 422)),
    ("wrong UTF-8", lambda: b'{"identity":"anonymous","statement":"\xff\xfe"}', "application/json", (400,)),
    ("lists in lists", lambda: _deep(100_000), "application/json", (400, 422)),
    ("objects in objects", lambda: _deep_objects(50_000), "application/json", (400, 422)),
    ("10 MB", lambda: b'{"statement":"' + b"x" * 10_000_000 + b'"}', "application/json", (413,)),
    ("10 MB of white space", lambda: b" " * 10_000_000, "application/json", (413,)),
    ("a form", lambda: b"identity=anonymous&statement=x", "application/x-www-form-urlencoded", (415,)),
    ("plain text", lambda: b'{"identity":"anonymous","statement":"x"}', "text/plain", (415,)),
    ("XML", lambda: b"<complaint/>", "application/xml", (415,)),
    ("no type", lambda: b'{"identity":"anonymous","statement":"x"}', "", (415,)),
]


@pytest.mark.parametrize(
    ("make", "kind", "statuses"), [case[1:] for case in UNREADABLE], ids=[case[0] for case in UNREADABLE]
)
def test_what_cannot_be_read_is_refused(
    house: Embedded, rows: Rows, make: Callable[[], bytes], kind: str, statuses: tuple[int, ...]
) -> None:
    with rows.unchanged():
        answer = _sent(house, make(), kind)

    assert answer.status_code in statuses, answer.text[:500]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["title"]


def _sent(house: Embedded, body: bytes, kind: str) -> requests.Response:
    headers = {"Content-Type": kind} if kind else {}
    return house.visitor().ask("POST", COMPLAINTS, data=body, headers=headers)


def test_an_idempotency_key_gives_one_answer_and_refuses_another_body(house: Embedded, rows: Rows) -> None:
    first, key = complaint(), {"Idempotency-Key": "key-of-a-careful-client-1"}
    taken = house.visitor().post(COMPLAINTS, first, 201, headers=key)

    with rows.unchanged():
        assert house.visitor().post(COMPLAINTS, first, 201, headers=key) == taken
        refused = house.visitor().ask("POST", COMPLAINTS, json=complaint(), headers=key)

    assert refused.status_code == 422
    assert "idempotency" in refused.json()["type"]


@pytest.mark.parametrize("key", ["", "k" * 256, "ü"], ids=["empty", "too long", "not ASCII"])
def test_a_key_that_is_none_is_refused(house: Embedded, rows: Rows, key: str) -> None:
    with rows.unchanged():
        headers = {"Idempotency-Key": key.encode()}
        answer = house.visitor().ask("POST", COMPLAINTS, json=complaint(), headers=headers)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/Idempotency-Key"


def test_a_ticket_sent_twice_is_one_complaint_and_refuses_another(house: Embedded, rows: Rows) -> None:
    drawn = house.visitor().post("/api/v1/receipts", expect=201)
    body = complaint(ticket=drawn["ticket"])
    taken = house.visitor().post(COMPLAINTS, body, 201)

    with rows.unchanged():
        assert house.visitor().post(COMPLAINTS, body, 201) == taken
        other = house.visitor().ask("POST", COMPLAINTS, json=complaint(ticket=drawn["ticket"]))

    assert taken["receipt_code"] == drawn["receipt_code"]
    assert other.status_code == 422
    assert other.json()["errors"][0]["pointer"] == "/ticket"
