"""The AsyncAPI 3 document, generated from the events, their schemas and their routes.

`python -m shared.contracts.asyncapi` writes asyncapi.json beside this file; a test says it is fresh.
"""

import json
from inspect import getdoc
from pathlib import Path
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from shared.contracts.events import EVENTS, Event
from shared.contracts.routing import DEAD_EXCHANGE, EXCHANGE, inbox_queue
from shared.contracts.samples import samples
from shared.contracts.schemas import WireSchema, open_schema, readers, sealed_schema
from shared.contracts.terms import Service
from shared.contracts.wire import CONTENT_TYPE

PATH = Path(__file__).with_name("asyncapi.json")
Json = dict[str, Any]

INTRODUCTION = (
    "What the services of Jiandu tell one another. Every message is met at least once and in any order, "
    "and takes effect once by its `id`. Nobody's identity travels. `data.sealed` carries, for each "
    "service that may read more, base64 of authenticated ciphertext; its plaintext is "
    '`{"event": <id>, "fields": {...}}` with the fields of the schema `<Event>For<Service>`.'
)


def document() -> Json:
    """The whole document."""
    kinds = list(EVENTS.values())
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Jiandu events",
            "version": "1",
            "description": INTRODUCTION,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {kind.name: _channel(kind) for kind in kinds},
        "operations": {name: operation for kind in kinds for name, operation in _operations(kind)},
        "components": {
            "messages": {kind.__name__: _message(kind) for kind in kinds},
            "schemas": {name: schema for kind in kinds for name, schema in _schemas(kind)},
        },
    }


def text() -> str:
    """The document as it stands in the file."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


def _channel(kind: type[Event]) -> Json:
    exchange = {"name": EXCHANGE, "type": "topic", "durable": True, "autoDelete": False}
    return {
        "address": kind.name,
        "messages": {kind.__name__: {"$ref": f"#/components/messages/{kind.__name__}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange}},
    }


def _operations(kind: type[Event]) -> list[tuple[str, Json]]:
    about = {
        "channel": {"$ref": f"#/channels/{kind.name}"},
        "messages": [{"$ref": f"#/channels/{kind.name}/messages/{kind.__name__}"}],
    }
    sends = about | {
        "action": "send",
        "title": f"{kind.producer} says {kind.name}",
        "bindings": {"amqp": {"deliveryMode": 2, "mandatory": True}},
    }
    hears = [
        (
            f"{service}.hears.{kind.name}",
            about
            | {
                "action": "receive",
                "title": f"{service} hears {kind.name}",
                "description": f"Quorum queue {inbox_queue(service)}; what can never be applied goes to "
                f"the exchange {DEAD_EXCHANGE} with its reason.",
                "bindings": {"amqp": {"ack": True}},
            },
        )
        for service in kind.heard_by
    ]
    return [(f"{kind.producer}.says.{kind.name}", sends), *hears]


def _message(kind: type[Event]) -> Json:
    return {
        "name": kind.name,
        "title": kind.__name__,
        "summary": " ".join((getdoc(kind) or "").split()),
        "contentType": CONTENT_TYPE,
        "payload": {"$ref": f"#/components/schemas/{kind.__name__}"},
        "examples": [
            {"name": f"version{sample.version}", "payload": json.loads(sample.on_the_wire(_placeholder))}
            for sample in samples()
            if sample.name == kind.name
        ],
    }


def _schemas(kind: type[Event]) -> list[tuple[str, Json]]:
    data = _json_schema(open_schema(kind))
    if readers(kind):
        part: Json = {"type": "string", "contentEncoding": "base64"}
        data["properties"]["sealed"] = {
            "type": "object",
            "properties": dict.fromkeys(readers(kind), part),
        }
    sealed = [
        (f"{kind.__name__}For{reader.title()}", sealed_schema(kind, reader)) for reader in readers(kind)
    ]
    return [
        (kind.__name__, _envelope(kind)),
        (f"{kind.__name__}Data", data),
        *((name, _json_schema(schema)) for name, schema in sealed),
    ]


def _envelope(kind: type[Event]) -> Json:
    properties: Json = {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "format": "uuid"},
        "source": {"const": f"/jiandu/{kind.producer}"},
        "type": {"const": kind.name},
        "time": {"type": "string", "format": "date-time"},
        "subject": {"type": "string"},
        "datacontenttype": {"const": "application/json"},
        "traceparent": {"type": "string"},
        "data": {"$ref": f"#/components/schemas/{kind.__name__}Data"},
    }
    required = [name for name in properties if name != "traceparent"]
    return {"type": "object", "required": required, "properties": properties}


def _json_schema(schema: WireSchema) -> Json:
    plugin = MarshmallowPlugin()
    APISpec("", "", "3.1.0", plugins=[plugin])
    if plugin.converter is None:
        raise RuntimeError("apispec made no converter for marshmallow")
    converted: Json = plugin.converter.schema2jsonschema(schema)  # type: ignore[no-untyped-call]  # apispec's
    # Unknown fields are ignored, so the document must not promise that there are none.
    converted.pop("additionalProperties", None)
    return converted


def _placeholder(reader: Service, plain: bytes) -> bytes:
    """Examples in a document hold no ciphertext: a length in its stead."""
    return f"{len(plain)} bytes sealed for {reader}".encode()


if __name__ == "__main__":
    PATH.write_text(text(), "utf-8")
