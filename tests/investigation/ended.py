"""Documents that were annulled, revoked or lifted since, and the cases that did it."""

from typing import Any
from uuid import UUID

from shared.contracts.terms import Role
from tests.investigation.builders import accepted, fields_for
from tests.investigation.rechecked import ABOVE, HERE, TOP, rechecked
from tests.investigation.test_api import FINDING

NUMBER = "西湖区应急执监意〔2026〕1号"


def papers(seat: Any, case: str, home: str = HERE) -> dict[str, dict[str, Any]]:
    seen = seat(f"reader {home}", home=home).get(f"/cases/{case}").get_json()
    return {each["kind"]: each for each in seen["documents"]}


def verified(client: Any, document: dict[str, Any]) -> str:
    return str(
        client.get(f"/investigation/verify?code={document['verification']}&lang=zh").get_data(as_text=True)
    )


def revoking(
    opened: Any, seat: Any, act: str, who: str, complaint: UUID | None = None, body: str = ABOVE
) -> str:
    """A case of the body above, about the body below, in which that act is revoked."""
    case = str(opened(accepted(complaint, body=body, recheck_body=TOP)))
    up = "up" if body == ABOVE else f"up {body}"
    anna, head = seat(f"anna {up}", home=body), seat(f"head {up}", Role.HEAD, home=body)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    fields = fields_for("O7", act=act, revoked_by=who)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O7", "fields": fields}]})
    head.change(case, "approval", {"decision": "approve"})
    return case


def annulled_by(opened: Any, seat: Any, complaint: UUID, *outcomes: dict[str, Any]) -> str:
    """A recheck of the body at the top, which annuls; with these outcomes besides its opinion."""
    case = annulling(opened, seat, complaint, *outcomes)
    seat("head top", Role.HEAD, home=TOP).change(case, "approval", {"decision": "approve"})
    return case


def annulling(opened: Any, seat: Any, complaint: UUID, *outcomes: dict[str, Any]) -> str:
    """The same before its approval."""
    case = rechecked(opened, complaint, 7, TOP)
    anna = seat("anna top", home=TOP)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    proposed = [{"code": "O1", "fields": fields_for("O1")}, *outcomes]
    anna.change(case, "outcomes", {"outcomes": proposed, "first_result": "annul"})
    return case
