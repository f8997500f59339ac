"""What may be sent of a case's file, and the outline of what is answered."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.investigation.domain.archive import LONG as LONGEST
from services.investigation.domain.archive import Withheld
from services.investigation.schemas.requests import LONG
from shared.web.answers import Day, Moment
from shared.web.validation import Choice, JsonInt, Strict, Text


class ArchiveBody(Strict):
    """How long the file is kept (10 or 30 years, never shorter than the rule), and a remark for its back."""

    EXAMPLE: ClassVar[Any] = {"years": 30, "note": "附光盘一张。"}

    years = JsonInt(required=True, least=1, most=LONGEST)
    note = Text(most=LONG, load_default="")


class SupplementBody(Strict):
    """A remark for the back of the supplement."""

    EXAMPLE: ClassVar[Any] = {"note": "送达回证原件随卷。"}

    note = Text(most=LONG, load_default="")


class PieceOut(Schema):
    """One piece of the file."""

    number = fields.Integer(required=True)
    kind = fields.String(required=True)
    document_number = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    day = Day(required=True)
    first_page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    withheld = Choice(
        Withheld,
        required=True,
        allow_none=True,
        metadata={"description": "Why a court is not given it; null: it is."},
    )


class FileOfArchive(Schema):
    """One of the complainant's files, which intake keeps."""

    name = fields.String(required=True, metadata={"description": "Its name in the folder."})
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True)


class VolumeOut(Schema):
    """What a file and a supplement both say."""

    number = fields.String(required=True)
    archived_at = Moment(required=True)
    archived_by = fields.String(required=True)
    note = fields.String(required=True)
    pages = fields.Integer(required=True)
    sha256 = fields.String(required=True, metadata={"description": "Of the one PDF."})
    fingerprint = fields.String(required=True, metadata={"description": "SHA-256 of the pieces' hash list."})
    pieces = fields.List(fields.Nested(PieceOut), required=True)
    files = fields.List(fields.Nested(FileOfArchive), required=True)
    whole = fields.Boolean(
        required=True,
        metadata={"description": "Whether the caller is given all of it: discipline matters are sealed."},
    )
    in_part = fields.Boolean(
        required=True,
        metadata={"description": "Whether it is given without the pieces that tell of others."},
    )


class SupplementOut(VolumeOut):
    """What came since the file, or the supplement before, was put away."""

    serial = fields.Integer(required=True)


class UnfiledOut(Schema):
    """Something that is in neither the file nor a supplement to it yet."""

    kind = fields.String(required=True, metadata={"description": "The kind of piece that it will be."})
    day = Day(required=True)
    title = fields.String(required=True)


class CopyOfArchive(Schema):
    """A copy without metadata of one of the complainant's files."""

    name = fields.String(required=True, metadata={"description": "Its name in the folder of copies."})
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True)


class CopiesOut(Schema):
    """A folder of copies that was put with the file."""

    number = fields.Integer(required=True)
    folder = fields.String(required=True, metadata={"description": "Where it lies in that of the file."})
    at = Moment(required=True)
    by = fields.String(required=True)
    size = fields.Integer(required=True)
    files = fields.List(fields.Nested(CopyOfArchive), required=True)


class ArchiveOut(VolumeOut):
    """A case's file as it was put away, with its supplements."""

    years = fields.Integer(required=True)
    keep_until = Day(required=True)
    supplements = fields.List(fields.Nested(SupplementOut), required=True)
    unfiled = fields.List(fields.Nested(UnfiledOut), required=True)
    copies = fields.List(fields.Nested(CopiesOut), required=True)
    copies_gone_at = Moment(
        required=True,
        allow_none=True,
        metadata={
            "description": "Erased with a complaint that the case answered too, and not brought since."
        },
    )
