"""Files at the JSON doors: how they are announced, and what is answered of them."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.intake.domain.files import MOST_BYTES, NAME_LIMIT, Copy, Scan, State
from services.intake.fields import TrackingNumber
from shared.files.kinds import Group, Kind, Note, Reason
from shared.i18n import N_
from shared.web.answers import Moment
from shared.web.validation import JsonBool, JsonInt, Strict, Text, invalid

REASON_LIMIT = 1_000


class Sha256(Text):
    """64 hexadecimal digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).lower()
        if len(text) != 64 or set(text) - set("0123456789abcdef"):
            raise invalid("wrong_format", N_("This is 64 hexadecimal digits."))
        return text


class AnnouncedFileSchema(Strict):
    """A file that will come in pieces."""

    EXAMPLE: ClassVar[Any] = {"name": "收据.jpg", "size": 2_310_044}

    name = Text(most=NAME_LIMIT, least=1, required=True, metadata={"description": "Kept sealed."})
    size = JsonInt(least=1, most=1 << 40, required=True, metadata={"description": f"At most {MOST_BYTES}."})
    sha256 = Sha256(
        most=64, allow_none=True, load_default=None, metadata={"description": "If given, it must be met."}
    )


def _words(kind: Any) -> dict[str, Any]:
    return {"enum": [str(word) for word in kind]}


class _FileSchema(Schema):
    id = fields.UUID(required=True)
    number = fields.Integer(required=True, metadata={"description": "Within its complaint."})
    state = fields.String(required=True, metadata=_words(State))
    kind = fields.String(
        required=True, allow_none=True, metadata={"description": f"By content: {', '.join(Kind)}."}
    )
    size = fields.Integer(required=True)
    sha256 = fields.String(
        required=True, allow_none=True, metadata={"description": "Of the original, which is kept as it came."}
    )
    scan = fields.String(required=True, metadata={"description": "For viruses."} | _words(Scan))
    refusal = fields.String(
        required=True, allow_none=True, metadata={"description": f"One of {', '.join(Reason)}."}
    )
    added_at = Moment(required=True)


class OwnFileSchema(_FileSchema):
    """A file as its complainant sees it."""

    name = fields.String(required=True)
    received = fields.Integer(required=True, metadata={"description": "How many bytes are here."})
    piece = fields.Integer(
        metadata={"description": "A piece has a multiple of so many bytes, unless it is the last."}
    )
    most = fields.Integer(metadata={"description": "At most so many bytes in one request."})


class OwnFilesSchema(Schema):
    items = fields.List(fields.Nested(OwnFileSchema), required=True)


class CopySchema(Schema):
    kind = fields.String(required=True)
    size = fields.Integer(required=True)


class StaffFileSchema(_FileSchema):
    """A file as staff see it: without its own name, which may tell who sent it."""

    group = fields.String(required=True, allow_none=True, metadata=_words(Group))
    copy_state = fields.String(required=True, metadata=_words(Copy))
    copy = fields.Nested(CopySchema, required=True, allow_none=True)
    previews = fields.Integer(required=True, metadata={"description": "How many pages are pictures too."})
    notes = fields.List(fields.String(metadata=_words(Note)), required=True)
    withheld = fields.Nested(
        lambda: WithholdingOut(),
        required=True,
        allow_none=True,
        metadata={"description": "From those who get the redacted version; null: it may be given."},
    )


class WithholdingSchema(Strict):
    """Whether those who get the redacted version may get the file, and why."""

    EXAMPLE: ClassVar[Any] = {"withheld": True, "reason": "照片中可见投诉人的工牌。"}

    withheld = JsonBool(required=True)
    reason = Text(most=REASON_LIMIT, least=2, required=True)


class WithholdingOut(Schema):
    withheld = fields.Boolean(required=True)
    reason = fields.String(required=True)
    at = Moment(required=True)
    body = fields.String(required=True)
    staff_name = fields.String(required=True)


class StaffFilesSchema(Schema):
    items = fields.List(fields.Nested(StaffFileSchema), required=True)


class FilesQuerySchema(Strict):
    tracking_number = TrackingNumber(required=True)


class ReadingReasonSchema(Strict):
    """Why the original must be seen, which may tell who sent it."""

    EXAMPLE: ClassVar[Any] = {"reason": "核对照片的拍摄时间，以确定执法人员到场的时间。"}

    reason = Text(most=REASON_LIMIT, least=2, required=True)


class ReadingSchema(Schema):
    id = fields.UUID(required=True)
    until = Moment(required=True, metadata={"description": "Until then the caller may read the original."})
