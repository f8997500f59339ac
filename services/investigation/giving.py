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
from services.investigation.archive import part as archive_part
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
        name = _name(kept.archive)
        if form is Form.PDF:
            without = _without(desk, kept.pieces)
            if without:
                with set_or_told():
                    data, name = archive_part.copies(kept, without)[0].pdf, f"{name}-part.pdf"
            else:
                data, name = kept.archive.pdf, f"{name}.pdf"
        elif form is Form.ZIP:
            without = _without(desk, kept.all_pieces)
            return _in_part(desk, kept, without, name) if without else _folder(desk, kept, f"{name}.zip")
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
        without, data = _without(desk, found.pieces), found.supplement.pdf
        if without:
            with set_or_told():
                data = archive_part.of_supplement(found.supplement, found.pieces, without).pdf
        name = f"{_name(kept.archive)}-{archive_folder.folder_name(found.supplement)}.pdf"
        told = {"form": Form.PDF, "supplement": serial, "sha256": sha256(data).hexdigest()}
        desk.work.record("archive.given_out", f"case:{case_id}", told)
    return _answer(data, Form.PDF, name)


def _without(desk: Desk, pieces: Pieces) -> set[str]:
    """As `archives.given_without`. Raises NoSuchCase."""
    without = archives.given_without(desk.work.session, pieces, desk.folder, desk.caller)
    if without is None:
        raise NoSuchCase(desk.folder.case.id)
    return without


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


def _in_part(desk: Desk, kept: Kept, without: set[str], name: str) -> Response:
    """The same without the pieces that tell of these."""
    archive = kept.archive
    evidence = [_attached(each) for each in keeping.kept(desk.work.session, archive.case_id)]
    with set_or_told():
        copied = archive_part.copies(kept, without)
    inside = archive_folder.in_part(archive, copied, evidence)
    digest = sha256(inside[archive_folder.LIST]).hexdigest()
    told = {"form": Form.ZIP, "in_part": True, "list_sha256": digest}
    desk.work.record("archive.given_out", f"case:{archive.case_id}", told)
    last = max(each.volume.at for each in copied)
    return _answer(archive_folder.sent(inside, evidence, last), Form.ZIP, f"{name}-part.zip")


def _attached(row: EvidenceFile) -> Attached:
    reader = keeping.reader_of(file_store(), row)
    return Attached(str(row.id), keeping.name_in_folder(row), str(row.sha256), reader)


def _answer(data: bytes | Iterator[bytes], form: Form, name: str) -> Response:
    answer = Response(data, content_type=TYPES[form])
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
