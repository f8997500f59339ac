"""A case's file given out: as one PDF, as a folder, as a copy for a court. That it was is kept."""

from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from flask import Response

from services.investigation.archive import copies
from services.investigation.archive import court as archive_court
from services.investigation.archive import folder as archive_folder
from services.investigation.archive import keeping as archives
from services.investigation.archive.folder import Attached
from services.investigation.archive.keeping import Kept, Pieces
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import Desk, looking_at
from services.investigation.domain.archive import Party
from services.investigation.evidence import keeping
from services.investigation.models import Archive, EvidenceFile
from services.investigation.own import complaint_numbers
from shared.web.arriving import file_store
from shared.web.papers import set_or_told


class Form(StrEnum):
    """As what the file is given out."""

    PDF = "pdf"
    ZIP = "zip"
    COURT = "court"


TYPES = {Form.PDF: "application/pdf", Form.ZIP: "application/zip", Form.COURT: "application/zip"}


def given(case_id: UUID, form: Form, party: Party | None = None) -> Response:
    """The file as an answer. Raises NoSuchCase; 503 where no Chinese font is installed."""
    with looking_at(case_id) as desk:
        kept = archives.find(desk.work.session, desk.folder.case)
        if form is not Form.COURT:
            _require_whole(desk, kept.pieces if form is Form.PDF else kept.all_pieces)
        name = _name(kept.archive)
        if form is Form.PDF:
            data, name = kept.archive.pdf, f"{name}.pdf"
        elif form is Form.ZIP:
            return _folder(desk, kept, f"{name}.zip")
        else:
            with set_or_told():
                data = _for_court(desk, kept, party or Party.OTHER)
            name = f"{name}-court.zip"
        told = {"form": form, "party": party, "sha256": sha256(data).hexdigest()}
        desk.work.record("archive.given_out", f"case:{case_id}", told)
    return _answer(data, form, name)


def _for_court(desk: Desk, kept: Kept, party: Party) -> bytes:
    """A complainant reads their own numbers, and nobody else's."""
    numbers = complaint_numbers(desk.work.session, desk.folder)
    if party is Party.COMPLAINANT:
        numbers -= {each.tracking_number for each in (desk.folder.case, *desk.folder.before)}
    return archive_court.export(kept, party, numbers)


def given_supplement(case_id: UUID, serial: int) -> Response:
    """A supplement as one PDF. Raises NoSuchCase."""
    with looking_at(case_id) as desk:
        kept = archives.find(desk.work.session, desk.folder.case)
        found = next((each for each in kept.added if each.supplement.serial == serial), None)
        if found is None:
            raise NoSuchCase(case_id)
        _require_whole(desk, found.pieces)
        data = found.supplement.pdf
        name = f"{_name(kept.archive)}-{archive_folder.folder_name(found.supplement)}.pdf"
        told = {"form": Form.PDF, "supplement": serial, "sha256": found.supplement.sha256}
        desk.work.record("archive.given_out", f"case:{case_id}", told)
    return _answer(data, Form.PDF, name)


def _require_whole(desk: Desk, pieces: Pieces) -> None:
    if not archives.gives_whole(desk.work.session, pieces, desk.folder, desk.caller):
        raise NoSuchCase(desk.folder.case.id)


def _name(archive: Archive) -> str:
    return f"archive-{archive.year}-{archive.serial}"


def _folder(desk: Desk, kept: Kept, name: str) -> Response:
    """The folder with its supplements and files of evidence, and copies that were put with it, sent while
    they are read: of each part its list of hashes is kept."""
    archive = kept.archive
    evidence = [_attached(each) for each in keeping.kept(desk.work.session, archive.case_id)]
    along = copies.attached(desk.work.session, file_store(), archive.case_id)
    inside = archive_folder.whole(archive, kept.pieces, evidence, along)
    lists, before = [archive_folder.LIST], None
    for each in kept.added:
        inside |= archive_folder.supplement(each.supplement, each.pieces, archive, before)
        lists.append(f"{archive_folder.folder_name(each.supplement)}/{archive_folder.LIST}")
        before = each.supplement
    main, *added = (sha256(inside[name]).hexdigest() for name in lists)
    told = {"form": Form.ZIP, "list_sha256": main, **({"supplements": added} if added else {})}
    desk.work.record("archive.given_out", f"case:{archive.case_id}", told)
    last = before.at if before else archive.at
    return _answer(archive_folder.sent(inside, [*evidence, *along], last), Form.ZIP, name)


def _attached(row: EvidenceFile) -> Attached:
    reader = keeping.reader_of(file_store(), row)
    return Attached(str(row.id), keeping.name_in_folder(row), str(row.sha256), reader)


def _answer(data: bytes | Iterator[bytes], form: Form, name: str) -> Response:
    answer = Response(data, content_type=TYPES[form])
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
