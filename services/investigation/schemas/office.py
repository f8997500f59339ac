"""Offices of a body below the head's, as the JSON door takes and tells them."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.investigation.domain.chain import BELOW
from shared.web.answers import Moment
from shared.web.validation import Choice, Strict, Text


class OfficeBody(Strict):
    """Who is to hold which office."""

    EXAMPLE: ClassVar[Any] = {"office": "section", "username": "investigator2-330106"}

    office = Choice(BELOW, required=True)
    username = Text(least=1, most=60, required=True)


class OfficeOut(Schema):
    """Who holds an office, since when, and who gave it."""

    id = fields.UUID(required=True)
    office = Choice(BELOW, required=True)
    username = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    since = Moment(required=True)
    by = fields.String(required=True)


class OfficesOut(Schema):
    """All of the body."""

    items = fields.List(fields.Nested(OfficeOut), required=True)
