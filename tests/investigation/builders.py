"""Cases, callers and events with good defaults: say only what matters."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from services.investigation.domain.case import Caller, CaseFacts, State
from services.investigation.domain.findings import Found
from services.investigation.domain.outcomes import SPECS, Field, Kind, Outcome
from services.investigation.domain.records import SPECS as RECORDS
from services.investigation.domain.records import RecordKind
from shared.contracts.events import ComplaintAccepted
from shared.contracts.terms import Finding, Nature, Role

BODY = "SUP-330106"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
LATER = date(2027, 1, 15)
NUMBER = "浙执监001"
"""Of a supervision certificate."""
STATEMENT = "10月12日上午，执法人员到我厂检查时未出示证件，收取现金八百元，没有开票。"


def facts(state: State = State.INVESTIGATING, **said: Any) -> CaseFacts:
    """A case of BODY that investigator `i` leads, with `j` beside, proposed by `i` where it is proposed."""
    begun = state is not State.QUEUED
    given: dict[str, Any] = {
        "state": state,
        "body": BODY,
        "today": TODAY,
        "lead": "i" if begun else None,
        "team": frozenset({"i", "j"}) if begun else frozenset(),
        "hands": frozenset({"i", "j"}) if begun else frozenset(),
        "proposer": "i" if begun and state is not State.INVESTIGATING else None,
        "unreported": 0,
        "unconfirmed": 0,
    }
    return CaseFacts(**given | said)


def caller(name: str = "i", *roles: Role, home: str = BODY, **said: Any) -> Caller:
    """Someone with a valid certificate; an investigator unless `roles` say otherwise."""
    certificate = said.pop("certificate_valid_to", date(2028, 1, 1))
    return Caller(name, said.pop("called", f"监督员{name}"), home, _roles(roles), certificate)


def _roles(roles: Iterable[Role]) -> frozenset[Role]:
    return frozenset(roles) or frozenset({Role.INVESTIGATOR})


def found(allegation: str = "a", finding: Finding = Finding.SUBSTANTIATED, **said: Any) -> Found:
    given: dict[str, Any] = {"allegation": allegation, "finding": finding, "facts": "事实", "reasons": "理由"}
    if finding in (Finding.SUBSTANTIATED, Finding.PARTLY):
        given |= {"category": "C4.1", "nature": Nature.IMPROPER}
    return Found(**given | said)


def fields_for(code: str, **said: str) -> dict[str, str]:
    """All contents that an outcome needs."""
    filled = {}
    for field in SPECS[code].fields:
        if field.required:
            default = {Kind.CHOICE: field.choices[:1], Kind.DAY: (LATER.isoformat(),)}.get(field.kind)
            filled[field.name] = default[0] if default else f"{field.name}的内容"
    return filled | said


def outcome(code: str, *allegations: str, **said: str) -> Outcome:
    return Outcome(code, allegations, fields_for(code, **said))


def respondent(**said: Any) -> dict[str, Any]:
    return {"kind": "officer", "division": "330106", "name": "王某", "role": "执法队员"} | said


def accepted(complaint: UUID | None = None, **said: Any) -> ComplaintAccepted:
    """A complaint about one officer, accepted for BODY."""
    complaint = complaint or uuid4()
    given: dict[str, Any] = {
        "id": uuid5(complaint, f"accepted {said.get('version', 2)} {said.get('body', BODY)}"),
        "at": NOW,
        "complaint_id": complaint,
        "tracking_number": f"JD-{complaint.hex[:8].upper()}",
        "version": 2,
        "decision": "accept",
        "body": BODY,
        "body_name": "杭州市西湖区应急管理局执法监督科",
        "accepted_at": NOW,
        "investigate_by": date(2027, 1, 22),
        "identity": "real_name",
        "channel": "web",
        "contactable": True,
        "recheck_body": "SUP-330100",
        "barred": ["UNIT-330106:执法大队"],
        "statement": STATEMENT,
        "facts": {"occurred_on": "2026-10-12", "occurred_in": "330106", "respondents": [respondent()]},
        "allegations": [
            {"id": "1", "respondent": respondent(), "natures": ["improper"], "categories": ["C4.1"]}
        ],
    }
    return ComplaintAccepted(**given | said)


def record_fields(kind: RecordKind, **said: str) -> dict[str, str]:
    """All that a record of this kind must say."""
    return _filled(RECORDS[kind].fields) | said


def ending_fields(kind: RecordKind, **said: str) -> dict[str, str]:
    """All that must be said when it comes to its end."""
    return _filled(RECORDS[kind].ending) | said


def _filled(asked: Iterable[Field]) -> dict[str, str]:
    days = {Kind.DAY: LATER.isoformat(), Kind.PAST: "2026-11-20"}
    return {
        each.name: each.choices[0] if each.choices else days.get(each.kind, f"{each.name}的内容")
        for each in asked
        if each.required
    }
