"""A file as its complainant, and as the staff, are shown it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.intake.domain.files import Copy, State
from services.intake.files.owners import Owner
from services.intake.models import Attachment
from shared.files.kinds import TYPES, Group, Kind


@dataclass(frozen=True)
class Shown:
    """A file at one moment. `name` is the complainant's own, and None for everybody else."""

    id: UUID
    number: int
    name: str | None
    state: State
    kind: Kind | None
    size: int
    received: int
    sha256: str | None
    scan: str
    copy: Copy
    copy_kind: Kind | None
    copy_size: int
    previews: int
    notes: tuple[str, ...]
    refusal: str | None
    added_at: datetime
    version: int

    @property
    def group(self) -> Group | None:
        return TYPES[self.kind].group if self.kind else None

    def as_json(self) -> dict[str, Any]:
        """For its complainant."""
        return {
            "id": str(self.id),
            "number": self.number,
            "name": self.name,
            "state": str(self.state),
            "kind": str(self.kind) if self.kind else None,
            "size": self.size,
            "received": self.received,
            "sha256": self.sha256 if self.state != State.UPLOADING else None,
            "scan": self.scan,
            "refusal": self.refusal,
            "added_at": self.added_at.isoformat(),
        }

    def for_staff(self) -> dict[str, Any]:
        copy = {"kind": str(self.copy_kind), "size": self.copy_size} if self.copy_kind else None
        shown = {name: value for name, value in self.as_json().items() if name not in ("name", "received")}
        return shown | {
            "group": str(self.group) if self.group else None,
            "copy_state": str(self.copy),
            "copy": copy,
            "previews": self.previews,
            "notes": list(self.notes),
        }


def shown(row: Attachment, owner: Owner | None = None) -> Shown:
    """With its name for its owner."""
    return Shown(
        id=row.id,
        number=row.number,
        name=owner.open(row)["name"] if owner else None,
        state=State(row.state),
        kind=Kind(row.kind) if row.kind else None,
        size=row.size,
        received=row.received,
        sha256=row.sha256,
        scan=row.scan,
        copy=Copy(row.copy),
        copy_kind=Kind(row.copy_kind) if row.copy_kind else None,
        copy_size=row.copy_size,
        previews=len(row.previews),
        notes=tuple(row.notes),
        refusal=row.refusal,
        added_at=row.added_at,
        version=row.version,
    )
