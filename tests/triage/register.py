"""Registers as an administrator brings them in."""

from collections.abc import Callable
from typing import Any

from tests.triage.builders import facts
from tests.triage.conftest import Seat

API = "/triage/api/v1/registers"
Sit = Callable[..., Seat]
STAFF = "division,number,name,username,valid_from,valid_to\n"
PAPERS = "number,division,staff_number,issuer,basis,valid_from,valid_to\n"


def bring(who: Seat, kind: str, csv: str, **more: Any) -> Any:
    return who.post(f"{API}/{kind}/imports", {"csv": csv, "reason": "年度更新"} | more)


def assessed(who: Seat, *accused: dict[str, Any], **said: Any) -> dict[str, Any]:
    found: dict[str, Any] = who.post("/triage/api/v1/assessments", facts(*accused, **said)).get_json()
    return found


def team(who: Seat, count: int, division: str = "330106", until: str = "2027-12-31") -> None:
    people = "".join(f"{division},{at},监督员{at},,,\n" for at in range(count))
    papers = "".join(
        f"{division}-{at},{division},{at},厅,provincial_exam,2026-01-01,{until}\n" for at in range(count)
    )
    assert bring(who, "staff", STAFF + people).status_code == 200
    assert bring(who, "certificates", PAPERS + papers).status_code == 200
