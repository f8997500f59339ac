"""A file that came with a complaint, as the desks' JSON doors tell of it."""

from marshmallow import Schema, fields

from shared.files.kinds import Group, Note
from shared.web.answers import Moment


class FileOut(Schema):
    """Its content is at `/api/v1/files/{id}`: copy, previews, and the original for a reason."""

    id = fields.UUID(required=True)
    number = fields.Integer(required=True)
    joined = fields.Integer(
        required=True,
        metadata={"description": "0; of a complaint that joined this one, its place among them."},
    )
    group = fields.String(required=True, metadata={"enum": [str(group) for group in Group]})
    kind = fields.String(required=True)
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    copy = fields.String(required=True, metadata={"enum": ["ready", "failed", "impossible"]})
    previews = fields.Integer(required=True)
    notes = fields.List(fields.String(metadata={"enum": [str(note) for note in Note]}), required=True)
    added_at = Moment(required=True)
