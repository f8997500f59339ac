"""Where a page of search results ends, as a text that leads on."""

import base64
import binascii
import json
from datetime import UTC, datetime
from uuid import UUID

from services.investigation.searching import Place


class BadPlace(ValueError):
    """The cursor was not given out by a search."""


def place_of(place: Place) -> str:
    text = json.dumps([place[0].isoformat(), str(place[1])])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_place(text: str | None) -> Place | None:
    """Raises BadPlace."""
    if not text:
        return None
    try:
        at, case_id = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise BadPlace(text)
        return moment.astimezone(UTC), UUID(case_id)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError, binascii.Error) as error:
        raise BadPlace(text) from error
