"""The form of what passes between the house and a body's system: CloudEvents in JSON, the contents in a box.

The broker sees who, what kind and when. All else is sealed: for the body with its public key, for the house
with the key that stands in each letter of the house (`house_key`), so that it can change.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shared import boxes
from shared.contracts.routing import REPORTS_KEY
from shared.crypto import Unreadable

CONTRACT = "urn:jiandu:bodies:1"
SOURCE = "/jiandu/investigation"
LARGEST = 1_000_000
"""Bytes of a report; the longest text of a finding has 20,000 characters."""

Json = dict[str, Any]


class Unfit(ValueError):
    """A report that cannot be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Report:
    """What a body's system wrote: for whom, about which case, on which version of it."""

    kind: str
    traceparent: str | None
    acting: str
    case_id: UUID
    version: int | None
    contents: Any


def info(kind: str, letter_id: str) -> str:
    """What a box is bound to: it opens in no other message."""
    return f"{CONTRACT} {kind} {letter_id}"


def written(
    public: bytes, letter_id: UUID, kind: str, at: datetime, contents: Json, traceparent: str | None
) -> bytes:
    """A letter of the house, sealed for the body."""
    plain = json.dumps({"house_key": house_key(), **contents}, ensure_ascii=False).encode()
    box = boxes.fill(public, info(kind, str(letter_id)), plain)
    envelope = {
        "specversion": "1.0",
        "id": str(letter_id),
        "source": SOURCE,
        "type": str(kind),
        "time": at.isoformat(),
        "datacontenttype": "application/json",
        "dataschema": CONTRACT,
        "data": {"box": b64encode(box).decode("ascii")},
    }
    return json.dumps(envelope | ({"traceparent": traceparent} if traceparent else {})).encode()


def house_key() -> str:
    return boxes.house_public_key(REPORTS_KEY).hex()


def read(body: bytes, message_id: str) -> Report:
    """A body's report. Raises Unfit."""
    envelope = _envelope(body)
    if envelope.get("id") != message_id:
        raise Unfit("other_id")
    if envelope.get("dataschema") != CONTRACT:
        raise Unfit("other_contract")
    kind = str(envelope.get("type"))
    plain = _opened(envelope.get("data"), info(kind, message_id))
    try:
        said = _object(plain)
        trace = envelope.get("traceparent")
        return Report(
            kind,
            trace if isinstance(trace, str) else None,
            str(said["as"]),
            UUID(str(said["case"])),
            _version(said.get("version")),
            said.get("contents", {}),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise Unfit("incomplete") from error


def _version(value: Any) -> int | None:
    if value is not None and type(value) is not int:
        raise Unfit("incomplete")
    return value


def _envelope(body: bytes) -> Json:
    if len(body) > LARGEST:
        raise Unfit("too_large")
    return _object(body)


def _object(text: bytes) -> Json:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unfit("not_json") from error
    if not isinstance(found, dict):
        raise Unfit("not_json")
    return found


def _opened(data: Any, bound_to: str) -> bytes:
    try:
        box = b64decode(data["box"], validate=True)
    except (ValueError, TypeError, KeyError) as error:
        raise Unfit("no_box") from error
    try:
        return boxes.open_as_house(REPORTS_KEY, bound_to, box)
    except boxes.WrongKey as error:
        raise Unfit("wrong_key") from error
    except Unreadable as error:
        raise Unfit("unreadable") from error
