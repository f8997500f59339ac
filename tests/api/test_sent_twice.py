"""Every write that a client may send again honours `Idempotency-Key`: one effect, one answer (contract §2)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from services.investigation.domain.records import RESOURCES, SPECS, RecordKind
from shared.clock import china_day
from tests.api.inside import Inside, opened
from tests.investigation.builders import record_fields
from tests.journeys.complaints import complaint
from tests.journeys.journey import CASES, CHECKS, TRIAGE, Journey

DOCUMENTS = ("/api/v1/openapi.json", "/triage/api/v1/openapi.json", "/investigation/api/v1/openapi.json")
CHANGES_NOTHING = {
    "/api/v1/receipts": "keeps nothing: one may draw as many as one likes",
    "/triage/api/v1/assessments": "says what would happen",
    "/triage/api/v1/complaints/{tracking_number}/assessments": "says what would happen",
    "/api/v1/proofs/verification": "says whether, and keeps nothing",
    "/staff/api/v1/tokens": "a token stored for an answer would be a password stored",
}
FINDING = {
    "finding": "substantiated",
    "category": "C4.1",
    "nature": "unlawful",
    "facts": "属实",
    "reasons": "票据",
}
FIELDS = {
    "unit": "执法大队",
    "ground": "K1",
    "document": "决定书",
    "manner": "退还",
    "carry_out_by": "2027-01-15",
}
SERVED = {"recipient": "收发员", "way": "direct", "served_on": china_day(datetime.now(UTC)).isoformat()}
DOUBT = {"username": "investigator2-330106", "side": "others", "tie": "other", "reason": "曾有往来。"}
PAIR = ["investigator-330106", "investigator2-330106"]


def record(kind: RecordKind) -> dict[str, Any]:
    there = {"supervisors": PAIR} if SPECS[kind].supervisors else {}
    return {"fields": record_fields(kind)} | there


AUDIT = {"audit", "audit_head"}
"""That an answer was given again is a reading, and readings are kept."""
HERE = f"{CASES}/{{case_id}}"
READINGS = "/api/v1/files/{file_id}/readings"
"""Tried beside the rest of files (tests/intake/files)."""
WRITES: list[tuple[str, str, Any, str]] = [
    (
        f"{TRIAGE}/{{number}}/facts",
        "triage",
        {"claims": {"natures": ["improper"]}, "reason": "核实"},
        f"{TRIAGE}/{{number}}",
    ),
    (f"{TRIAGE}/{{number}}/decision", "triage", {"decision": "accept"}, f"{TRIAGE}/{{number}}"),
    (f"{HERE}/claim", "investigator", None, HERE),
    ("/api/v1/complaints/{number}/holds", "head", {"kind": "other", "reason": "审计"}, ""),
    ("/api/v1/complaints/{number}/redactions", "head", {"marks": [{"start": 0, "end": 2}]}, ""),
    (f"{HERE}/release", "investigator", {"reason": "另有安排"}, HERE),
    (f"{HERE}/claim", "investigator", {}, HERE),
    (f"{HERE}/assignment", "investigator", {"username": "investigator2-330106"}, HERE),
    (f"{HERE}/declaration", "investigator2", None, HERE),
    (f"{HERE}/findings", "investigator", FINDING, HERE),
    *((f"{HERE}/{RESOURCES[kind]}", "investigator", record(kind), HERE) for kind in RecordKind),
    (f"{HERE}/records/{{record_id}}/ending", "investigator", {"fields": {"result": "已核对。"}}, HERE),
    (f"{HERE}/recusals", "investigator", DOUBT, HERE),
    (
        f"{HERE}/recusals/{{recusal_id}}/decision",
        "head",
        {"decision": "refuse", "reason": "不影响公正。"},
        HERE,
    ),
    (f"{HERE}/extensions", "investigator", {"days": 20, "reason": "需委托鉴定"}, HERE),
    (f"{HERE}/extensions/decision", "head", {"decision": "grant", "reason": "准予延长二十日。"}, HERE),
    (f"{HERE}/messages", "investigator", {"text": "请补充收据照片。"}, HERE),
    ("/api/v1/complaints/{number}/messages", "complainant", {"text": "收据照片稍后送来。"}, ""),
    ("/api/v1/complaints/{number}/attachments", "complainant", {"name": "录像.mp4", "size": 9}, ""),
    (f"{HERE}/outcomes", "investigator", {"outcomes": [{"code": "O3", "fields": FIELDS}]}, HERE),
    (f"{HERE}/approval", "head", {"decision": "approve"}, HERE),
    (f"{HERE}/service-records", "investigator", SERVED, HERE),
    (f"{HERE}/rectification", "investigator", {"status": "reported", "text": "已退还"}, HERE),
    (f"{HERE}/rectification", "investigator", {"status": "confirmed", "text": "已核对"}, HERE),
    ("/api/v1/complaints/{number}/rating", "complainant", {"manner": 5, "speed": 4, "result": 5}, ""),
    ("/api/v1/complaints/{number}/recheck", "complainant", {"reason": "金额不符"}, ""),
]
"""In the order in which one complaint can take them."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    with opened(tmp_path_factory.mktemp("twice")) as house:
        yield house


def send(
    house: Inside, journey: Journey, write: tuple[str, str, Any, str], **headers: str
) -> requests.Response:
    path, who, body, _ = write
    door = journey.citizen() if who == "complainant" else journey.staff(who)
    place = path.format(
        number=journey.tracking_number,
        case_id=journey.case_id,
        record_id=journey.record_id,
        recusal_id=journey.recusal_id,
    )
    return door.ask("POST", place, json=body, headers=headers)


def version(house: Inside, journey: Journey, write: tuple[str, str, Any, str]) -> dict[str, str]:
    place = write[3].format(
        number=journey.tracking_number, case_id=journey.case_id, record_id=journey.record_id
    )
    return {"If-Match": journey.staff(write[1]).ask("GET", place).headers["ETag"]} if place else {}


def completed(body: Any, journey: Journey) -> Any:
    """A finding names the allegation that it is about, a service its document."""
    if body == SERVED:
        return body | {"document": journey.case()["documents"][-1]["id"]}
    return body | {"allegation": journey.case()["allegations"][0]["id"]} if body == FINDING else body


def _noted(journey: Journey, path: str, answer: Any) -> None:
    """What later writes name."""
    if path.endswith("/tasks"):
        journey.record_id = answer["records"][-1]["id"]
    if path.endswith("/recusals"):
        journey.recusal_id = answer["recusals"][-1]["id"]


def test_every_write_of_one_complaint_is_sent_twice_and_takes_effect_once(house: Inside) -> None:
    journey = Journey(house)
    journey.submit()
    for turn, (path, who, body, resource) in enumerate(WRITES):
        if "{case_id}" in path and not journey.case_id:
            journey.find_the_case()
        write = (path, who, completed(body, journey), resource)
        headers = {"Idempotency-Key": f"write-{turn}"} | version(house, journey, write)

        first, rows = send(house, journey, write, **headers), house.rows()
        second = send(house, journey, write, **headers)

        assert first.status_code in (200, 201), (path, first.text)
        _noted(journey, path, first.json())
        assert (second.status_code, second.json()) == (first.status_code, first.json()), path
        assert second.headers.get("ETag") == first.headers.get("ETag")
        assert house.changed_since(rows) <= AUDIT, path


def test_the_same_key_with_another_body_is_refused_and_changes_nothing(house: Inside) -> None:
    journey = Journey(house)
    for step in (journey.submit, journey.confirm_acceptance, journey.find_the_case, journey.claim):
        step()
    write, key = (f"{HERE}/messages", "investigator", {"text": "请补充。"}, ""), {"Idempotency-Key": "one"}
    assert send(house, journey, write, **key).status_code == 201
    rows = house.rows()

    other = send(house, journey, (*write[:2], {"text": "另一条。"}, ""), **key)

    assert other.status_code == 422
    assert other.json()["errors"][0]["pointer"] == "/Idempotency-Key"
    assert house.changed_since(rows) == set()


def test_one_key_of_two_callers_is_two_keys(house: Inside) -> None:
    journey = Journey(house)
    for step in (journey.submit, journey.confirm_acceptance, journey.find_the_case, journey.claim):
        step()
    key = {"Idempotency-Key": "a key that somebody else used"}
    first = send(house, journey, (f"{HERE}/messages", "investigator", {"text": "请补充。"}, ""), **key)
    other = send(house, journey, (f"{HERE}/messages", "head", {"text": "请补充。"}, ""), **key)

    assert len(other.json()["messages"]) == len(first.json()["messages"]) + 1


def test_what_was_refused_may_be_sent_again_with_its_key(house: Inside) -> None:
    journey = Journey(house)
    journey.submit()
    write, key = (*WRITES[0][:3], ""), {"Idempotency-Key": "again"}

    assert send(house, journey, write, **key).status_code == 428
    assert send(house, journey, write, **key, **version(house, journey, WRITES[0])).status_code == 200


def test_a_work_order_sent_twice_from_the_hotline_is_answered_twice_alike(house: Inside) -> None:
    seat, key = house.staff("hotline-330106"), {"Idempotency-Key": "order"}
    body = complaint(channel="hotline")
    sent = [seat.ask("POST", "/api/v1/hotline/complaints", json=body, headers=key) for _ in range(2)]

    assert sent[0].status_code == 201
    assert sent[0].json() == sent[1].json()
    assert sent[0].headers["Location"] == sent[1].headers["Location"]


ORDERS = (
    *(
        f"/{{order_id}}/{step}"
        for step in ("signature", "return", "agreement", "designation", "interim-reply")
    ),
    *(f"/{{order_id}}/deliveries/{{delivery_id}}/{what}" for what in ("retry", "handover")),
)


def test_every_write_documents_the_key(house: Inside) -> None:
    found = {
        path: [parameter["name"] for parameter in operations["post"].get("parameters", ())]
        for document in DOCUMENTS
        for path, operations in house.visitor().get(document)["paths"].items()
        if "post" in operations
    }

    assert {path for path, names in found.items() if "Idempotency-Key" not in names} == set(CHANGES_NOTHING)
    tried = {path.replace("{number}", "{tracking_number}") for path, *_ in WRITES}
    untried = {"/api/v1/complaints", "/api/v1/hotline/complaints", READINGS} | set(CHANGES_NOTHING)
    once_only = {
        "/api/v1/complaints/{tracking_number}/withdrawal",
        f"{HERE}/closure",
        f"{HERE}/archive",  # tests/investigation/test_archive.py
        f"{HERE}/archive/copies",  # tests/investigation/supplement/test_copies.py
        f"{HERE}/archive/supplements",  # tests/investigation/supplement
        f"{HERE}/passing-up",
        f"{HERE}/exhibits/{{record_id}}/files",  # tests/investigation/evidence
        f"{HERE}/objection",  # tests/investigation/test_recusals.py
        "/investigation/api/v1/recusals/{recusal_id}/decision",
        "/investigation/api/v1/late-cases/{late_id}/instructions",
        # tests/investigation/unit
        *(f"{HERE}/{what}" for what in ("call-back", "unit-requests", "urgings")),
        f"{HERE}/unit-requests/{{request_id}}/ruling",
        f"{HERE}/unit-links/{{link_id}}/revocation",
        # tests/investigation/test_pauses.py: no clock stands still without a word of the province
        *(f"{HERE}/{what}" for what in ("pauses", "pauses/decision", "pauses/ending")),
        # tests/investigation/test_own.py
        *(f"{HERE}/{what}" for what in ("bound-cases", "report-back")),
        "/investigation/api/v1/own-cases",
        # tests/investigation/test_chain.py
        *(f"/investigation/api/v1/offices{what}" for what in ("", "/{holder_id}/ending")),
        f"{TRIAGE}/{{tracking_number}}/facts",  # tests/triage/test_corrections.py
        "/api/v1/complaints/{tracking_number}/holds/{hold_id}/lifting",  # tests/intake/test_retention.py
        # tests/intake/api/test_orders.py
        *(f"/api/v1/hotline/orders{what}" for what in ("", "/batch", *ORDERS)),
        # tests/intake/test_looks.py
        "/api/v1/complaints/{tracking_number}/identity-looks",
        "/api/v1/identity-looks/{look_id}/decision",
        # tests/triage/similar
        f"{TRIAGE}/{{tracking_number}}/links",
        f"{TRIAGE}/{{tracking_number}}/links/{{link_id}}/removal",
        f"{TRIAGE}/{{tracking_number}}/separation",
        "/triage/api/v1/clusters/{cluster_id}/decision",
    }
    elsewhere = {
        f"/triage/api/v1/complaints/{{tracking_number}}/{what}" for what in ("objection", "designation")
    }  # tests/triage/test_competence.py
    elsewhere |= {
        f"/api/v1/hotline/{what}" for what in ("drafts", "calls", "calls/{call_id}/end", "samples")
    }  # tests/intake/api/test_drafts.py, tests/intake/test_quality.py
    # tests/intake/views/test_scripts.py, tests/intake/files/test_looking.py
    elsewhere |= {"/api/v1/hotline/scripts/changes", "/api/v1/files/{file_id}/withholdings"}
    elsewhere |= {
        f"/triage/api/v1/{what}" for what in ("workdays", "registers/{register}/imports", "settings/changes")
    }  # tests/triage/test_sent_twice.py
    assert set(found) == tried | untried | once_only | elsewhere


@pytest.mark.parametrize("end", ["closure", "withdrawal"])
def test_what_ends_a_complaint_is_sent_twice_and_ends_it_once(house: Inside, end: str) -> None:
    journey = Journey(house)
    steps = Journey.ASSISTED[:-1] if end == "closure" else Journey.ASSISTED[:2]
    for step in steps:
        step(journey)
    write = ("/api/v1/complaints/{number}/withdrawal", "complainant", {"reason": "已经解决"}, "")
    if end == "closure":
        checks = dict.fromkeys(CHECKS, "卷宗")
        write = (f"{HERE}/closure", "investigator", {"checks": checks}, HERE)
    headers = {"Idempotency-Key": end} | version(house, journey, write)

    first, rows = send(house, journey, write, **headers), house.rows()
    second = send(house, journey, write, **headers)

    assert first.status_code == 200, first.text
    assert second.json() == first.json()
    assert house.changed_since(rows) <= AUDIT
