"""A folder of copies of the complainant's files (ZIP), fetched where they came in, is looked through and put
with the archived file."""

import json
import zipfile
import zlib
from collections.abc import Sequence

from sqlalchemy import func
from sqlalchemy.orm import Session

from services.investigation.archive import copies, keeping
from services.investigation.archive.copies import Box, Inside
from services.investigation.domain import copies as rules
from services.investigation.domain import evidence
from services.investigation.domain.case import Caller, Fault
from services.investigation.domain.copies import Original, Packed
from services.investigation.domain.evidence import Scan
from services.investigation.domain.states import Forbidden
from services.investigation.evidence.coming import Stream
from services.investigation.evidence.keeping import taken_in
from services.investigation.folder import Folder
from services.investigation.handlers.steps import Rejected, note, require
from services.investigation.joined import files_of_case
from services.investigation.models import Archive, Supplement
from shared.files.kinds import Found
from shared.files.sealed import Reader
from shared.files.store import StoreAway
from shared.work import Work

_MOST_ENTRIES, _MOST_LIST = 5_000, 8 << 20
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError,
    ValueError, KeyError, TypeError, OverflowError, OSError,
)  # fmt: skip


class Coming(Stream):
    """A folder on its way in; `look_through` says what is in it."""

    scanned = Scan.OFF

    @staticmethod
    def most() -> int:
        return evidence.AT_ONCE

    def _found(self, reader: Reader) -> Found | None:
        return None

    def _scanned(self, reader: Reader) -> Scan:
        """Not as one, for which a scanner has no room: `look_through` offers it what is in it."""
        return Scan.OFF


def may_come(work: Work, folder: Folder, caller: Caller) -> int:
    """Whether the caller may bring copies, before they come; how many folders of them lie there. Raises
    Forbidden."""
    shut = rules.closed(folder.facts(work.today), caller)
    if shut is not None:
        raise Forbidden(shut)
    return work.session.scalar(copies.of_case(folder.case.id).with_only_columns(func.count())) or 0


def look_through(stream: Coming) -> Packed:
    """What came, read to its end and looked at for viruses. Raises Rejected, Unfit, StoreAway, clamd.Away."""
    try:
        inside = _entries(stream)
        found = _packed(inside)
    except StoreAway:
        raise
    except _BROKEN as error:
        raise Rejected([Fault("/file", "copies_no_folder")]) from error
    for each in inside:
        stream.scanned = stream.scan(each)
    return found


def _entries(stream: Coming) -> Sequence[Inside]:
    """Copies lie in it as they are, only its lists are pressed."""
    box = Box(stream.reader())
    return box.entries(min(evidence.AT_ONCE, box.size + _MOST_LIST))


def _packed(inside: Sequence[Inside]) -> Packed:
    by_name = {each.name: each for each in inside}
    if len(inside) > _MOST_ENTRIES or len(by_name) != len(inside):
        raise ValueError("names")
    said, sums = json.loads(_small(by_name[rules.LIST])), _small(by_name[rules.SUMS])
    return rules.read(said, sums, {name: each.sha256() for name, each in by_name.items()})


def _small(listed: Inside) -> str:
    if listed.size > _MOST_LIST:
        raise ValueError("too large")
    return listed.whole().decode()


def keep(work: Work, folder: Folder, caller: Caller, stream: Coming, what: Packed) -> None:
    """From now on they go with the file. Raises Forbidden, Rejected."""
    case, session = folder.case, work.session
    count = may_come(work, folder, caller)
    require(rules.faults(what, case.tracking_number, *_known(session, folder)))
    before = [each for row in copies.kept(session, case.id) for each in copies.inside_of(row)]
    require(rules.repeated(what, count, {each["name"]: each["sha256"] for each in before}))
    row = taken_in(work, stream)
    told = {"number": count + 1, "inside": _listed(stream, what)}
    row.secret, row.scan = {**(row.secret or {}), **told}, stream.scanned
    given = sum(each.file is not None for each in what.files)
    detail = {"number": count + 1, "given": given, "left_out": len(what.files) - given}
    note(work, case, rules.STEP, detail, caller=caller)


def _known(session: Session, folder: Folder) -> tuple[list[Original], list[str]]:
    """The case's files; of those that the archived file lists, the hashes of which it still knows: what was
    parted from it since is not asked for."""
    files = files_of_case(session, folder.case)
    known = [Original(each["number"], each["size"], each["sha256"]) for each in files]
    still = {each.sha256 for each in known}
    kept = keeping.find(session, folder.case)
    volumes: list[Archive | Supplement] = [kept.archive, *(each.supplement for each in kept.added)]
    return known, [file["sha256"] for each in volumes for file in each.files if file["sha256"] in still]


def _listed(stream: Coming, what: Packed) -> list[dict[str, object]]:
    return [
        {"name": each.name, "size": each.size, "sha256": what.inside[each.name]} for each in _entries(stream)
    ]
