"""How an event travels: CloudEvents 1.0 in JSON, with what is not for everyone sealed.

`data.sealed` holds, for each service that may read more, base64 of ciphertext whose first bytes name
its key. The plaintext repeats the event's id, so that a sealed part moved into another message does
not open there. The functions that seal and unseal are handed in; this module holds no key.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any
from uuid import UUID

from cloudevents.core.exceptions import BaseCloudEventException
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from marshmallow import ValidationError

from shared.contracts.events import EVENTS, Event
from shared.contracts.schemas import open_schema, readers, sealed_schema
from shared.contracts.terms import Service
from shared.json_bytes import written

_STUMBLES = (ValueError, TypeError, AttributeError, KeyError, RecursionError)
"""The SDK lets through whatever the JSON's own shape makes it stumble over."""

CONTENT_TYPE = JSONFormat.CONTENT_TYPE

Seal = Callable[[Service, bytes], bytes]
"""Encrypts for one reader."""
Unseal = Callable[[Service, bytes], bytes]
"""Decrypts as that reader; raises ValueError when it cannot."""


class Malformed(ValueError):
    """These bytes are not an event of the contract, and never will be."""


class UnknownEvent(Exception):
    """A well-formed event of a name that this version does not know; a newer producer may say it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def encode(event: Event, seal: Seal) -> bytes:
    """The event as it travels."""
    kind, name = type(event), str(event.id)
    data: dict[str, Any] = open_schema(kind).dump(event)
    if readers(kind):
        data["sealed"] = {str(reader): _seal(event, name, reader, seal) for reader in readers(kind)}
    attributes = {
        "specversion": "1.0",
        "id": name,
        "source": f"/jiandu/{kind.producer}",
        "type": kind.name,
        "time": event.at.isoformat().replace("+00:00", "Z"),
        "subject": subject_of(event),
        "datacontenttype": "application/json",
    }
    if event.traceparent:
        attributes["traceparent"] = event.traceparent
    return written(attributes | {"data": data})


def decode(body: bytes, reader: Service | None, unseal: Unseal) -> Event:
    """The event with the fields that `reader` may see; the others have their defaults.

    Raises UnknownEvent, Malformed, or what `unseal` raises.
    """
    envelope = _envelope(body)
    kind = EVENTS.get(envelope.get_type())
    if kind is None:
        raise UnknownEvent(envelope.get_type())
    data = envelope.get_data()
    if not isinstance(data, dict):
        raise Malformed(f"{kind.name} has no data")
    try:
        values = open_schema(kind).load({key: value for key, value in data.items() if key != "sealed"})
        values |= _unseal(kind, envelope.get_id(), data.get("sealed"), reader, unseal)
        return kind(
            id=UUID(envelope.get_id()),
            at=envelope.get_attributes()["time"],
            traceparent=envelope.get_extension("traceparent"),
            **values,
        )
    except (ValidationError, KeyError) as error:
        raise Malformed(f"{kind.name} does not keep to its schema: {error}") from error


def subject_of(event: Event) -> str:
    """What the event is about: the complaint's tracking number, or the account's id."""
    return str(getattr(event, "tracking_number", None) or getattr(event, "staff_id", event.id))


def _seal(event: Event, name: str, reader: Service, seal: Seal) -> str:
    fields = sealed_schema(type(event), reader).dump(event)
    plain = written({"event": name, "fields": fields})
    return b64encode(seal(reader, plain)).decode("ascii")


def _unseal(
    kind: type[Event], event_id: str, sealed: Any, reader: Service | None, unseal: Unseal
) -> dict[str, Any]:
    if reader is None or not isinstance(sealed, dict) or reader not in sealed:
        return {}
    try:
        plain = json.loads(unseal(reader, b64decode(sealed[reader], validate=True)))
    except (json.JSONDecodeError, TypeError, RecursionError) as error:
        raise Malformed(f"the part of {kind.name} sealed for {reader} is not JSON") from error
    if not isinstance(plain, dict) or plain.get("event") != event_id:
        raise Malformed(f"the part of {kind.name} sealed for {reader} belongs to another event")
    loaded: dict[str, Any] = sealed_schema(kind, reader).load(plain["fields"])
    return loaded


def _envelope(body: bytes) -> CloudEvent:
    try:
        envelope = JSONFormat().read(_complete, body)
        UUID(envelope.get_id())
    except (*_STUMBLES, BaseCloudEventException) as error:
        raise Malformed(f"not a CloudEvent: {error}") from error
    if not isinstance(envelope, CloudEvent):
        raise Malformed("not a CloudEvent 1.0")
    return envelope


def _complete(attributes: dict[str, Any], data: dict[str, Any] | str | bytes | None) -> CloudEvent:
    """The SDK would make up a missing id or time; an event without them is none."""
    missing = {"specversion", "id", "source", "type", "time"} - set(attributes)
    if missing:
        raise Malformed(f"not a CloudEvent: {', '.join(sorted(missing))} missing")
    return CloudEvent(attributes, data)
