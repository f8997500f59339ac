"""What can happen to one complaint, as each service hears of it: withdrawals, a recheck one level up, staff."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from shared.contracts import events as said
from shared.contracts.events import Event

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
COMPLAINT = UUID("0199c1c2-0000-7000-8000-000000000001")
STAFF = UUID(int=9)
FIRST, UPPER = "SUP-330106", "SUP-330100"


class Story:
    """Events of one complaint, each an hour after the one before, with ids that are always the same."""

    def __init__(self, complaint: UUID = COMPLAINT, number: str = "JD-1") -> None:
        self.complaint, self.number = complaint, number
        self.events: list[Event] = []

    def tell(self, kind: type[Event], /, **fields: Any) -> "Story":
        place = len(self.events)
        about = {"complaint_id": self.complaint, "tracking_number": self.number}
        names = kind.__dataclass_fields__
        known = {name: value for name, value in about.items() if name in names}
        if "version" in names:
            known["version"] = place + 1
        at = NOW + timedelta(hours=place)
        event = kind(id=uuid5(self.complaint, f"{kind.name} {place}"), at=at, **(known | fields))
        self.events.append(event)
        return self

    def case(self, kind: type[Event], body: str = FIRST, **fields: Any) -> "Story":
        given: dict[str, Any] = {"case_id": uuid5(self.complaint, body), "body": body} | fields
        return self.tell(
            kind, **{name: value for name, value in given.items() if name in kind.__dataclass_fields__}
        )

    def concluded(self, body: str = FIRST) -> "Story":
        return self.case(
            said.CaseConcluded,
            body,
            body_name=body,
            concluded_at=NOW + timedelta(days=1),
            reply=f"{body}答复",
        )

    def file(self, copy: str) -> "Story":
        """A file that can be looked at; said again when its copy was made after all."""
        return self.tell(
            said.FileAdded,
            file_id=uuid5(self.complaint, "file"),
            number=1,
            group="image",
            kind="jpeg",
            size=2_000_000,
            added_at=NOW,
            copy=copy,
            previews=1,
            sha256="0" * 64,
            notes=[],
        )

    def message(self, name: str) -> UUID:
        return uuid5(self.complaint, name)

    def accepted(self, decision: str = "accept", body: str = FIRST, **fields: Any) -> "Story":
        given: dict[str, Any] = {
            "decision": decision,
            "body": body,
            "body_name": f"{body}监督科",
            "accepted_at": NOW + timedelta(hours=len(self.events)),
            "investigate_by": date(2027, 1, 22),
            "identity": "real_name",
            "channel": "web",
            "contactable": True,
            "barred": ["DEP-330106", "UNIT-330106:危化科"],
            "statement": "没有出示证件",
            "allegations": [
                {"id": "1", "respondent": {"kind": "officer", "name": "王某", "division": "330106"}}
            ],
        }
        return self.tell(said.ComplaintAccepted, **given | fields)

    def registers(self) -> "Story":
        """A body that is called anew, and the working days of a year, corrected once. (No term rests on that
        year here: that a term moved is told in the timeline, and that is how it came about.)"""
        for version, name in enumerate(("西湖监督科", "西湖监督室"), 1):
            self.tell(said.PartyNamed, code=FIRST, version=version, names=[{"name": name}])
        for version, last in enumerate(("2028-01-25", "2028-01-24"), 1):
            days = [{"day": last, "kind": "holiday", "name": "春节"}]
            self.tell(said.WorkdaysAnnounced, year=2028, version=version, days=days)
        return self

    def settings(self) -> "Story":
        """A province that has its own chain of approval, and thinks better of it."""
        for version, chain in enumerate(("section-head", "head"), 1):
            changes = [
                {"key": "approval_chain", "value": chain, "effective_from": "2026-11-01", "number": version}
            ]
            self.tell(said.SettingsChanged, province="330000", version=version, changes=changes)
        return self

    def staff(self) -> "Story":
        """An account that changes twice and is closed, and a session that ended early."""
        for version, home in enumerate(("SUP-330106", "SUP-330110", "SUP-330110"), 1):
            self.tell(
                said.StaffChanged,
                staff_id=STAFF,
                version=version,
                username="somebody",
                display_name="某人",
                home=home,
                roles=["investigator"],
                active=version < 3,
                tokens_valid_from=NOW + timedelta(hours=version),
            )
        return self.tell(
            said.SessionRevoked, session_id=UUID(int=4), staff_id=STAFF, expires_at=NOW + timedelta(days=1)
        )

    def served(self) -> "Story":
        """Where the account's holder worked before, and that it was somewhere else."""
        for version in (1, 2):
            posts = [{"kind": "unit", "division": "330106", "name": f"{version}大队", "first": "2024-01-01"}]
            self.tell(said.StaffServed, staff_id=STAFF, version=version, posts=posts)
        return self

    def absences(self) -> "Story":
        """A head who is away, somebody standing in, and who comes back earlier."""
        for version, ended in enumerate((False, True), 1):
            self.tell(
                said.AbsenceEntered,
                absence_id=UUID(int=7),
                version=version,
                staff_id=STAFF,
                home=FIRST,
                first=NOW.date(),
                last=NOW.date() + timedelta(days=3),
                deputy=UUID(int=8),
                ended=ended,
            )
        return self
