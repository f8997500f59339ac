"""Whoever must not know of a case gets the same answer as for one that does not exist."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from services.investigation.models import Base
from shared import audit
from shared.contracts.events import ComplaintAssessed, Event
from shared.contracts.terms import Role
from tests.investigation.builders import NOW, accepted, respondent

PATHS = (
    "claim",
    "release",
    "assignment",
    "declaration",
    "findings",
    "outcomes",
    "approval",
    "messages",
    "rectification",
    "closure",
)
BODIES = {
    "declaration": None,
    "claim": None, "release": {"reason": "x"}, "assignment": {"username": "x"}, "messages": {"text": "x"},
    "findings": {"allegation": "1", "finding": "unfounded", "facts": "x", "reasons": "x"},
    "outcomes": {"outcomes": [{"code": "O12", "fields": {"reasons": "x"}}]},
    "approval": {"decision": "approve"}, "closure": {"checks": {}},
    "rectification": {"status": "reported", "text": "x"},
}  # fmt: skip
Seat = Any


def blind(seat: Seat, case: str) -> None:
    """Every door answers as if there were no such case."""
    nobody = str(uuid4())
    for path in ("", *(f"/{each}" for each in PATHS)):

        def ask(which: str, path: str = path) -> Any:
            if not path:
                return seat.get(f"/cases/{which}")
            return seat.post(f"/cases/{which}{path}", BODIES[path[1:]], 1)

        mine, none = ask(case), ask(nobody)
        assert mine.status_code == none.status_code == 404, path
        assert mine.get_data() == none.get_data(), path
    assert seat.get("/cases").get_json() == {"items": [], "next": None}
    assert seat.get("/cases", q="JD", state="queued").get_json()["items"] == []


def test_another_body_sees_nothing(opened: Callable[..., str], seat: Any) -> None:
    blind(seat("other", Role.INVESTIGATOR, Role.HEAD, home="SUP-330110"), opened())


def test_the_accused_in_the_body_itself_sees_nothing(opened: Callable[..., str], seat: Any) -> None:
    accused = {"kind": "supervision_staff", "division": "330106", "name": "赵某"}
    case = opened(allegations=[{"id": "1", "respondent": respondent(**accused)}])

    blind(seat("zhao", Role.INVESTIGATOR, Role.HEAD, name="赵某"), case)
    assert seat("anna").get(f"/cases/{case}").status_code == 200


def test_a_body_barred_later_sees_nothing_from_then_on(
    hear: Callable[[Event], None], opened: Callable[..., str], seat: Any
) -> None:
    event = accepted()
    case = opened(event)
    anna = seat("anna")
    assert anna.get(f"/cases/{case}").status_code == 200

    hear(
        ComplaintAssessed(
            id=uuid4(),
            at=NOW,
            complaint_id=event.complaint_id,
            tracking_number="x",
            version=9,
            barred=["SUP-330106"],
        )
    )

    blind(anna, case)
    assert anna.get("/statistics").get_json()["received"] == 0
    page = anna.client.get("/investigation/", headers={"Cookie": cookie(anna)})
    assert event.tracking_number not in page.get_data(as_text=True)


def cookie(seat: Any) -> str:
    return "jiandu_staff=" + seat.headers["Authorization"].removeprefix("Bearer ")


@pytest.mark.parametrize("role", [Role.TRIAGE, Role.AUDITOR, Role.ADMIN, Role.HOTLINE, Role.STATISTICIAN])
def test_other_roles_get_no_cases(opened: Callable[..., str], seat: Any, role: Role) -> None:
    case = opened()

    answers = [seat(str(role), role).get(path) for path in ("/cases", f"/cases/{case}", f"/cases/{uuid4()}")]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_without_a_token_there_is_nothing(opened: Callable[..., str], client: Any) -> None:
    assert client.get(f"/investigation/api/v1/cases/{opened()}").status_code == 401
    assert client.get("/investigation/").status_code == 303


def test_who_read_a_case_stands_in_the_audit(opened: Callable[..., str], seat: Any, works: Any) -> None:
    case = opened()
    seat("anna").get(f"/cases/{case}")

    with works.reading() as session:
        entries = audit.read(session, f"case:{case}")
        assert sorted(entry.action for entry in entries) == ["case.opened", "case.read"]
        assert list(audit.verify(session)) == []
    assert "audit" in Base.metadata.tables
