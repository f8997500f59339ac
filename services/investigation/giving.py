"""A case's file given out: as one PDF, as a folder, as a copy for a court. That it was is kept."""

from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from flask import Response

from services.investigation.archive import court as archive_court
from services.investigation.archive import folder as archive_folder
from services.investigation.archive import keeping as archives
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import looking_at
from services.investigation.domain.archive import Party
from shared.web.papers import with_font


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
            data, name = archive_folder.whole(archive, pieces), f"{name}.zip"
        else:
            with with_font():
                data = archive_court.export(archive, pieces, party or Party.OTHER)
            name = f"{name}-court.zip"
        told = {"form": form, "party": party, "sha256": sha256(data).hexdigest()}
        desk.work.record("archive.given_out", f"case:{case_id}", told)
    answer = Response(data, content_type=TYPES[form])
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
