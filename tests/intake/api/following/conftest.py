"""A complaint that its code opens, taken up and answered."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from shared.contracts.events import (
    CaseConcluded,
    CaseOpened,
    ComplaintAccepted,
    InvestigationStarted,
)
from shared.contracts.terms import Service
from tests.intake.conftest import DOOR, receipt, submit

CASE = UUID(int=41)


@pytest.fixture
def answer(client) -> dict[str, Any]:
    return submit(client)


@pytest.fixture
def known(answer, said) -> dict[str, Any]:
    """The fields by which every event names this complaint."""
    complaint_id: UUID = said(Service.TRIAGE)[0].complaint_id
    return {"complaint_id": complaint_id, "tracking_number": answer["tracking_number"]}


@pytest.fixture
def accepted(hear, known, time) -> None:
    hear(
        ComplaintAccepted,
        **known,
        version=2,
        decision="accept",
        body="SUP-330106",
        body_name="西湖区执法监督科",
        accepted_at=time.now,
        investigate_by=date(2027, 1, 22),
        identity="anonymous",
        channel="web",
        contactable=False,
        barred=["UNIT-330106:危化科"],
    )
    hear(CaseOpened, **known, case_id=CASE, version=1, body="SUP-330106")


@pytest.fixture
def concluded(hear, known, accepted, time) -> None:
    hear(InvestigationStarted, **known, case_id=CASE, version=2, body="SUP-330106")
    hear(
        CaseConcluded,
        **known,
        case_id=CASE,
        version=3,
        body="SUP-330106",
        body_name="西湖区执法监督科",
        concluded_at=time.now,
        recheck_until=date(2026, 12, 23),
        reply="经查属实，已责令改正。",
        findings=[{"allegation": "1", "finding": "substantiated", "nature": "unlawful"}],
        outcomes=[{"code": "O2", "name": "责令改正", "article": "measures:14"}],
    )


@pytest.fixture
def state(client, answer) -> Any:
    return lambda: client.get(f"{DOOR}/{answer['tracking_number']}", headers=receipt(answer)).get_json()


@pytest.fixture
def post(client, answer) -> Any:
    def send(what: str, body: Any, **headers: str) -> Any:
        url = f"{DOOR}/{answer['tracking_number']}/{what}"
        return client.post(url, json=body, headers=receipt(answer) | headers)

    return send
