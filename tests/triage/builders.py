"""Facts with good defaults; say only what matters."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from services.triage.domain.assessment import Assessment, assess
from services.triage.domain.country import Country
from services.triage.domain.policy import Policy
from services.triage.domain.reading import read
from shared import workdays
from shared.contracts.events import (
    CaseClosed,
    CaseConcluded,
    CaseExtended,
    CasePassedUp,
    CasePaused,
    ComplaintReceived,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    OrderDesignated,
    RecheckRequested,
)
from shared.divisions import divisions

COUNTRY = Country(divisions())
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
XIHU, YUHANG, HANGZHOU, ZHEJIANG, NATION = "330106", "330110", "330100", "330000", "000000"


def respondent(kind: str = "officer", division: str | None = XIHU, **said: Any) -> dict[str, Any]:
    return {"kind": kind, "division": division} | said


def facts(*respondents: dict[str, Any], **said: Any) -> dict[str, Any]:
    """A citizen of Xihu complains in their own name."""
    return {
        "identity": "real_name",
        "contactable": True,
        "statement": "执法人员检查时态度恶劣，收了罚款没有开票据。",
        "occurred_in": XIHU,
        "respondents": list(respondents),
    } | said


def judged(*respondents: dict[str, Any], policy: Policy | None = None, **said: Any) -> Assessment:
    sent = facts(*respondents, **said)
    return assess(read(sent), COUNTRY, workdays.load(), TODAY, TODAY, policy)


def about(*respondents: dict[str, Any], **circumstances: Any) -> Assessment:
    """The same under circumstances."""
    return judged(*respondents, circumstances=circumstances)


def received(*respondents: dict[str, Any], complaint: UUID | None = None, **said: Any) -> ComplaintReceived:
    sent = facts(*(respondents or (respondent(),)))
    sent["circumstances"] = said.pop("circumstances", {})
    key = complaint or uuid4()
    return ComplaintReceived(
        id=uuid4(),
        at=said.pop("at", NOW),
        complaint_id=key,
        tracking_number=f"T{key.hex[:11].upper()}",
        version=1,
        channel=said.pop("channel", "web"),
        identity="real_name",
        contactable=True,
        received_at=NOW,
        accept_by=date(2026, 12, 8),
        statement=sent.pop("statement"),
        facts=sent | said.pop("facts", {}),
        **said,
    )


def supplemented(of: ComplaintReceived, at: datetime = NOW) -> ComplaintSupplemented:
    return ComplaintSupplemented(
        id=uuid4(), at=at, complaint_id=of.complaint_id, tracking_number=of.tracking_number,
        version=2, message_id=uuid4(), text="补充：当天下午三点，在厂门口。",
    )  # fmt: skip


def withdrawn(of: ComplaintReceived) -> ComplaintWithdrawn:
    return ComplaintWithdrawn(
        id=uuid4(), at=NOW, complaint_id=of.complaint_id, tracking_number=of.tracking_number, version=3
    )


def concluded(of: ComplaintReceived, body: str = "SUP-330106") -> CaseConcluded:
    return CaseConcluded(
        id=uuid4(), at=NOW, case_id=uuid4(), complaint_id=of.complaint_id,
        tracking_number=of.tracking_number, version=4, body=body, body_name=body, concluded_at=NOW,
    )  # fmt: skip


def case_paused(of: ComplaintReceived, body: str = "SUP-330106") -> CasePaused:
    return CasePaused(
        id=uuid4(), at=NOW, complaint_id=of.complaint_id, case_id=uuid4(), tracking_number=of.tracking_number,
        version=3, body=body, body_name=body, since=date(2026, 12, 1), until=date(2026, 12, 21),
        investigate_by=date(2027, 2, 11), message_id=uuid4(),
    )  # fmt: skip


def case_extended(of: ComplaintReceived, body: str = "SUP-330106") -> CaseExtended:
    return CaseExtended(
        id=uuid4(), at=NOW, case_id=uuid4(), complaint_id=of.complaint_id, tracking_number=of.tracking_number,
        version=3, body=body, body_name=body, investigate_by=date(2027, 2, 21), message_id=uuid4(),
    )  # fmt: skip


def closed(of: ComplaintReceived, body: str = "SUP-330106") -> CaseClosed:
    return CaseClosed(
        id=uuid4(), at=NOW, case_id=uuid4(), complaint_id=of.complaint_id,
        tracking_number=of.tracking_number, version=5, body=body, closed_at=NOW,
    )  # fmt: skip


def passed_up(of: Any, body: str = "SUP-330106", to: str = "SUP-330100", **said: Any) -> CasePassedUp:
    told = {"reason": "仅余一名持证人员，提级办理。"} | said
    return CasePassedUp(
        id=uuid4(), at=NOW, case_id=uuid4(), complaint_id=of.complaint_id, passed_at=NOW, to_body=to,
        tracking_number=of.tracking_number, version=4, body=body, **told,
    )  # fmt: skip


def order_designated(of: ComplaintReceived, at: datetime = NOW) -> OrderDesignated:
    return OrderDesignated(
        id=uuid4(), at=at, complaint_id=of.complaint_id, tracking_number=of.tracking_number, version=2
    )


def recheck_requested(of: ComplaintReceived) -> RecheckRequested:
    return RecheckRequested(
        id=uuid4(), at=NOW, complaint_id=of.complaint_id, tracking_number=of.tracking_number, version=5
    )
