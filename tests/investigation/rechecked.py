"""A complaint that is rechecked one body above the other."""

from typing import Any

from shared.contracts.terms import Role
from tests.investigation.builders import accepted, fields_for
from tests.investigation.test_api import FINDING

HERE, ABOVE, TOP = "SUP-330106", "SUP-330100", "SUP-330000"


def rechecked(opened: Any, complaint: Any, version: int, body: str) -> str:
    event = accepted(
        complaint, version=version, body=body, decision="recheck", recheck_of=complaint, recheck_body=TOP
    )
    return str(opened(event))


def reader(seat: Any, home: str) -> Any:
    return seat(f"reader {home}", home=home)


def answered(case: str, seat: Any, body: str, **said: Any) -> None:
    anna, head = seat(f"anna {body}", home=body), seat(f"head {body}", Role.HEAD, home=body)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    outcomes = {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]}
    anna.change(case, "outcomes", outcomes | said)
    head.change(case, "approval", {"decision": "approve"})


def of_another(opened: Any, answered_with: Any, version: int, body: str, complaint: Any, **said: Any) -> str:
    """A recheck of what was answered with another complaint: this one joined it, or was made anew about it."""
    given = {"decision": "recheck", "recheck_of": answered_with, "recheck_body": TOP} | said
    return str(opened(accepted(complaint, version=version, body=body, **given)))
