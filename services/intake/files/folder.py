"""The copies of a complaint's files as one folder, to be put away with the case, and a list that says of each
by which hash its original is known, and of what stays why."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from services.intake.domain.files import Copy, State
from services.intake.files import looking, withholding
from services.intake.files.looking import NotThere
from services.intake.models import Attachment, Complaint
from services.intake.retention_models import Withholding
from shared.clock import china_day
from shared.files.kinds import Kind
from shared.files.opened import saved_as
from shared.files.sealed import Reader, Tampered
from shared.files.store import Missing, Store
from shared.files.zipped import Zipped
from shared.i18n import N_, gettext, speaking
from shared.staff.tokens import StaffToken
from shared.work import Work

NAME = "copies"
LIST = f"{NAME}/SHA256SUMS"
COPY = N_("copy without metadata; the original is kept where the complaint came in")
LEFT_OUT: Mapping[str, str] = {
    "withheld": N_("withheld: %(reason)s"),
    "no_copy": N_(
        "no copy without metadata can be made of it; the original is kept where the complaint came in"
    ),
    "waits": N_("it is not looked at yet, or its copy is not made yet: fetch the folder again"),
    "refused": N_("something was found against it; its content is not kept"),
    "unreadable": N_("its copy cannot be read as it was kept"),
}
README = N_(
    "Copies of the files that came with complaint %(number)s, as of %(day)s\n"
    "\n"
    "SHA256SUMS    the hashes of the copies and of the list; to check, in the folder above this one:\n"
    "              sha256sum -c copies/SHA256SUMS\n"
    "list.json     each file with the hash of its original, and what is left out, with the reason\n"
    "\n"
    "Put it with the archived file on the page of its case, as it is (ZIP). It may be fetched again.\n"
)


@dataclass(frozen=True)
class Listed:
    """A file as the list tells it; with its copy, where that goes along."""

    told: dict[str, Any]
    reader: Reader | None = None


@dataclass(frozen=True)
class Folder:
    number: str
    at: datetime
    files: list[Listed]

    def sent(self) -> Iterator[bytes]:
        """The ZIP, read while it is sent: hashes of the copies stand in the list at its end."""
        made, sums = Zipped(self.at), dict[str, str]()
        for each in self.files:
            reader, name = each.reader, each.told["file"]
            if reader is not None and (digest := _looked_through(reader)):
                yield from made.long(name, reader.between(0, reader.size))
                sums[name] = each.told["sha256"] = digest
                reader.forget()
            elif reader is not None:
                each.told.update(_unreadable())
        inside = {f"{NAME}/list.json": self._list(), f"{NAME}/README.txt": self._readme()}
        for name, data in inside.items():
            sums[name] = sha256(data).hexdigest()
            yield made.file(name, data)
        yield made.file(
            LIST, "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()
        )
        yield made.end()

    def _list(self) -> bytes:
        told = {
            "complaint": self.number,
            "at": self.at.isoformat(),
            "files": [each.told for each in self.files],
        }
        return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()

    def _readme(self) -> bytes:
        with speaking("zh_CN"):
            return gettext(README, number=self.number, day=china_day(self.at).isoformat()).encode()


def _looked_through(reader: Reader) -> str | None:
    """The hash of the copy, once all of it could be read: half of one is not given, and holds up no other.
    Raises StoreAway."""
    try:
        return reader.sha256()
    except (Missing, Tampered):
        return None


def _unreadable() -> dict[str, Any]:
    with speaking("zh_CN"):
        return _left({}, "unreadable").told


def of(work: Work, store: Store, staff: StaffToken, tracking_number: str) -> Folder:
    """What the caller may read of it, each copy noted as read. Raises NotTheirs, StoreAway."""
    rows = looking.with_complaints(work, staff, tracking_number)
    own = {complaint.id: 0 for _, complaint in rows if complaint.tracking_number == tracking_number}
    others = dict.fromkeys(complaint.id for _, complaint in rows if complaint.id not in own)
    joined = own | {key: at for at, key in enumerate(others, start=1)}
    with speaking("zh_CN"):
        stays = withholding.among(work.session, [row.id for row, _ in rows])
        files = [
            _withheld(told, stays[row.id]) if row.id in stays else _listed(work, store, row, complaint, told)
            for row, complaint in rows
            for told in [_told(row, joined[complaint.id])]
        ]
    given = sum(each.reader is not None for each in files)
    work.record("files.packed", tracking_number, {"given": given, "left_out": len(files) - given})
    return Folder(tracking_number, work.now, files)


def _told(row: Attachment, joined: int) -> dict[str, Any]:
    return {
        "number": row.number,
        "joined": joined or None,
        "kind": row.kind,
        "added_at": row.added_at.isoformat(),
        "original": {"sha256": row.sha256, "size": row.size},
    }


def _withheld(told: dict[str, Any], word: Withholding) -> Listed:
    return _left(told | {"by": word.body, "at": word.at.isoformat()}, "withheld", reason=word.reason)


def _listed(work: Work, store: Store, row: Attachment, complaint: Complaint, told: dict[str, Any]) -> Listed:
    why = _why_none(row)
    if why:
        return _left(told, why)
    try:
        reader = looking.copy_of(work, store, row, complaint).reader
        reader.at(0, 1)
    except (NotThere, Missing, Tampered):
        return _left(told, "unreadable")
    reader.forget()
    own, joined = saved_as(f"{row.number:03}", Kind(row.copy_kind or "")), told["joined"]
    name = f"{NAME}/{joined}-{own}" if joined else f"{NAME}/{own}"
    return Listed(told | {"file": name, "note": gettext(COPY), "left_out": None}, reader)


def _why_none(row: Attachment) -> str:
    if row.state == State.REFUSED:
        return "refused"
    if row.state != State.CLEAN or row.copy == Copy.WAITING:
        return "waits"
    return "" if row.copy_kind else "no_copy"


def _left(told: dict[str, Any], why: str, **about: Any) -> Listed:
    return Listed(told | {"file": None, "note": gettext(LEFT_OUT[why], **about), "left_out": why})
