"""A house in which complaints of several stages lie, so that identifiers reach something; and who may do what."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.api.inside import Inside, opened
from tests.journeys.journey import Journey

DOCUMENTS = {"intake": "/api/v1", "triage": "/triage/api/v1", "investigation": "/investigation/api/v1"}
STAGES = (14, 11, 9, 6, 5, 2)
"""How many steps of the journey each prepared complaint has gone."""
NOBODYS = dict.fromkeys(
    (
        "link_id",
        "request_id",
        "cluster_id",
        "look_id",
        "draft_id",
        "call_id",
        "hold_id",
        "certificate_id",
        "order_id",
        "delivery_id",
        "sample_id",
        "holder_id",
        "evidence_id",
    ),
    "00000000-0000-4000-8000-000000000000",
)
"""What no journey makes."""
WITH_FINDINGS = 3
"""The place in STAGES of a complaint whose case is investigated and has its findings."""
STRANGERS = ("auditor-330106", "hotline-330110", "triage-330110", "head-330110", "statistician-330106")


@dataclass(frozen=True)
class Town:
    house: Inside
    journeys: list[Journey]

    def document(self, service: str) -> dict[str, Any]:
        found: dict[str, Any] = self.house.visitor().get(f"{DOCUMENTS[service]}/openapi.json")
        return found

    def fitting(self, operation: dict[str, Any], journey: Journey) -> list[str | None]:
        """The Authorization of those who may do this, by the document's own word."""
        wanted = (operation.get("security") or [{}])[0]
        if "receipt" in wanted:
            return [f"Receipt {journey.receipt_code}"]
        if "staff" in wanted:
            roles = wanted["staff"] or ["auditor"]
            return [self.house.bearer(f"{role}-{journey.division}") for role in roles]
        return [None]

    def strange(self) -> list[str | None]:
        """Others, and nobody."""
        staff = [self.house.bearer(name) for name in STRANGERS]
        return [None, "Bearer x", "Receipt AAAA-AAAA-AAAA-AAAA-AAAA", *staff]


def identifiers(journey: Journey) -> dict[str, str]:
    """What stands in paths."""
    known = {"tracking_number": journey.tracking_number, "page": "1", "file_id": journey.file_id}
    known |= {"register": "staff", "policy": "2026-5"}
    held = {
        "case_id": journey.case_id,
        "record_id": journey.record_id,
        "recusal_id": journey.recusal_id,
        "late_id": journey.case_id,
    }
    return known | NOBODYS | {name: value for name, value in held.items() if value}


@contextmanager
def settled(folder: Path, stages: tuple[int, ...] = STAGES) -> Iterator[Town]:
    with opened(folder) as house:
        journeys = [Journey(house) for _ in stages]
        for journey, steps in zip(journeys, stages, strict=True):
            for step in Journey.ASSISTED[:steps]:
                step(journey)
                if not journey.file_id:
                    journey.send_file()
        house.look_at_files()
        yield Town(house, journeys)
