"""A case's file given out: as one PDF, as a folder, as a copy for a court. That it was is kept."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from hashlib import sha256
from uuid import UUID

from flask import Response

from services.investigation.archive import court as archive_court
from services.investigation.archive import folder as archive_folder
from services.investigation.archive import keeping as archives
from services.investigation.archive.folder import Attached
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import Desk, looking_at
from services.investigation.domain.archive import Party
from services.investigation.evidence import keeping
from services.investigation.models import Archive, ArchivePiece, EvidenceFile
from shared.web.arriving import file_store
from shared.web.papers import with_font
from shared.web.serving import readable


class Form(StrEnum):
    """As what the file is given out."""

    PDF = "pdf"
    ZIP = "zip"
    COURT = "court"


TYPES = {Form.PDF: "application/pdf", Form.ZIP: "application/zip", Form.COURT: "application/zip"}


def given(case_id: UUID, form: Form, party: Party | None = None) -> Response:
    """The file as an answer. Raises NoSuchCase; 503 where no Chinese font is installed."""
    with looking_at(case_id) as desk:
        archive, pieces = archives.find(desk.work.session, desk.folder.case)
        if form is not Form.COURT and not archives.gives_whole(pieces, desk.folder, desk.caller):
            raise NoSuchCase(case_id)
        name = f"archive-{archive.year}-{archive.serial}"
        if form is Form.PDF:
            data, name = archive.pdf, f"{name}.pdf"
        elif form is Form.ZIP:
            return _folder(desk, archive, pieces, f"{name}.zip")
        else:
            with with_font():
                data = archive_court.export(archive, pieces, party or Party.OTHER)
            name = f"{name}-court.zip"
        told = {"form": form, "party": party, "sha256": sha256(data).hexdigest()}
        desk.work.record("archive.given_out", f"case:{case_id}", told)
    return _answer(data, form, name)


def _folder(desk: Desk, archive: Archive, pieces: Sequence[ArchivePiece], name: str) -> Response:
    """The folder with its files of evidence, sent while they are read: its list of hashes is kept of it."""
    evidence = [_attached(each) for each in keeping.kept(desk.work.session, archive.case_id)]
    inside = archive_folder.whole(archive, pieces, evidence)
    told = {"form": Form.ZIP, "list_sha256": sha256(inside[archive_folder.LIST]).hexdigest()}
    desk.work.record("archive.given_out", f"case:{archive.case_id}", told)
    return _answer(archive_folder.sent(inside, evidence, archive.at), Form.ZIP, name)


def _attached(row: EvidenceFile) -> Attached:
    """Its beginning is read at once: what cannot be read is answered. Raises StoreAway, Problem."""
    reader = keeping.reader_of(file_store(), row)
    readable(reader, str(row.id))
    chunks = partial(reader.between, 0, reader.size)
    return Attached(keeping.name_in_folder(row), str(row.sha256), reader.size, chunks)


def _answer(data: bytes | Iterator[bytes], form: Form, name: str) -> Response:
    answer = Response(data, content_type=TYPES[form])
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
