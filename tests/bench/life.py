"""One complaint's whole life as requests, and the rows it is known by."""

from typing import Any

from shared.contracts.terms import Service
from tests.bench.through import Through
from tests.journeys.journey import TRIAGE, Journey
from tests.journeys.waiting import until
from tests.load.servers import connect


class Life(Journey):
    """A journey through an estate's doors. Its desks may be full: nothing is looked for in whole lists."""

    def __init__(self, house: Through, facts: dict[str, Any] | None = None) -> None:
        super().__init__(house, facts=facts)  # type: ignore[arg-type]  # all of a house that a journey needs

    @property
    def known_by(self) -> tuple[str, str, str | None]:
        """Tracking number, and the ids of complaint and case."""
        return self.tracking_number, self.complaint_id, self.case_id or None

    def submit(self) -> None:
        super().submit()
        with connect(self.house.estate.databases[Service.INTAKE]) as connection:
            query = "SELECT id FROM complaint WHERE tracking_number = %s"
            row = connection.execute(query, [self.tracking_number]).fetchone()
        self.complaint_id = str(row[0]) if row else ""

    def accept(self) -> None:
        """The triage desk agrees with the assessment."""
        desk, resource = self.staff("triage"), f"{TRIAGE}/{self.tracking_number}"
        until(lambda: desk.ask("GET", resource).status_code == 200, "the complaint on the triage desk")
        desk.change(resource, f"{resource}/decision", {"decision": "accept"})

    def read(self) -> None:
        """The citizen reads the answer."""
        self.citizen_reads_the_outcome()


L = Life
WHOLE = (
    L.submit, L.accept, L.find_the_case, L.claim, L.record_findings, L.propose_outcome, L.head_approves_it,
    L.read, L.unit_carries_it_out, L.close, L.public,
)  # fmt: skip
"""Submit, accept, claim, find, approve, close, read."""

UPTO = {
    "awaiting": WHOLE[:1],
    "queued": WHOLE[:3],
    "investigating": WHOLE[:5],
    "rectifying": WHOLE[:8],
    "closed": WHOLE,
}
"""How far a complaint in each state has come."""


def lead(house: Through, steps: tuple, facts: dict[str, Any] | None = None) -> Life:
    """A new complaint, brought through these steps."""
    life = Life(house, facts)
    for step in steps:
        step(life)
    return life
