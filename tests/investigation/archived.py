"""A case with something of everything in its file, closed and put away."""

from typing import Any

from services.investigation.domain.records import RecordKind
from shared.contracts.terms import Role
from tests.investigation.builders import ending_fields, fields_for, record_fields
from tests.investigation.test_api import CHECKS, FINDING

NOTE = "队长与我私下说过此事，仅供内部参考"
RETURNED = "期限写得不清楚，请重写"
MESSAGE = "请补充收据的照片。"
UNPROVED, UNACCEPTED = "已口头要求有关人员改正", "口头要求无凭据，请附照片"
LEFT = "附光盘一张"
TOLD = "问：何时何地？\n答：当天我在车间门口亲眼所见。"


def closed(case: str, seat: Any) -> None:
    """From the queue to the closed case: records, more time, a returned proposal, service, correction."""
    anna, bert, head = seat("anna", name="安娜"), seat("bert", name="贝特"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": bert.token.username})
    bert.post(f"/cases/{case}/declaration")
    for address, kind in (("plan", RecordKind.PLAN), ("evidence-requests", RecordKind.EVIDENCE_REQUEST)):
        anna.change(case, address, {"fields": record_fields(kind)})
    records = anna.get(f"/cases/{case}").get_json()["records"]
    requested = next(each["id"] for each in records if each["kind"] == "evidence_request")
    anna.change(case, f"records/{requested}/ending", {"fields": ending_fields(RecordKind.EVIDENCE_REQUEST)})
    told = record_fields(RecordKind.INTERVIEW, person="投诉人", complained="yes", account=TOLD)
    anna.change(case, "interviews", {"fields": told, "supervisors": ["anna", "bert"]})
    heard = record_fields(
        RecordKind.INTERVIEW, person="王某", account="问：当天是否出示证件？\n答：没有出示。"
    )
    anna.change(case, "interviews", {"fields": heard, "supervisors": ["anna", "bert"]})
    anna.change(case, "notes", {"fields": {"text": NOTE}})
    anna.change(case, "extensions", {"days": 10, "reason": "证人出差"})
    head.change(case, "extensions/decision", {"decision": "grant", "reason": "需核对录像"})
    anna.post(f"/cases/{case}/messages", {"text": MESSAGE})
    anna.change(case, "findings", FINDING)
    outcomes = [{"code": code, "fields": fields_for(code)} for code in ("O2", "O10")]
    anna.change(case, "outcomes", {"outcomes": outcomes})
    head.change(case, "approval", {"decision": "return", "reason": RETURNED})
    anna.change(case, "outcomes", {"outcomes": outcomes})
    kept = head.change(case, "approval", {"decision": "approve"})
    opinion = next(each for each in kept["documents"] if each["kind"] == "opinion")
    served = {"document": opinion["id"], "recipient": "收发员", "way": "direct", "served_on": "2026-11-23"}
    anna.change(case, "service-records", served)
    steps = (
        ("reported", UNPROVED),
        ("not_accepted", UNACCEPTED),
        ("reported", "已整改，附照片"),
        ("confirmed", "已核对"),
    )
    for status, text in steps:
        anna.change(case, "rectification", {"status": status, "text": text})
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "见卷宗")})


def put_away(case: str, seat: Any, years: int = 30) -> dict[str, Any]:
    kept: dict[str, Any] = seat("anna").change(case, "archive", {"years": years, "note": LEFT})
    return kept
