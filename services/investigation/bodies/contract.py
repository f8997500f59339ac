"""The contract for a body's IT as an AsyncAPI 3 document, written from the table of reports.

`python -m services.investigation.bodies.contract` writes docs/bodies.json; a test says it is fresh.
"""

import json
from pathlib import Path
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from services.investigation.bodies import schemas
from services.investigation.bodies.actions import TABLE, Reported
from services.investigation.bodies.letters import CONTRACT
from services.investigation.bodies.refusals import REFUSALS
from services.investigation.domain.bodies import ABOUT_A_CASE, Letter
from shared.contracts.routing import BODIES_EXCHANGE, REPORTS_EXCHANGE, body_key, body_queue

PATH = Path(__file__).resolve().parents[3] / "docs" / "bodies.json"
CONTENT_TYPE = "application/cloudevents+json"
Json = dict[str, Any]

LETTERS: dict[Letter, type[Schema]] = {
    **dict.fromkeys(ABOUT_A_CASE, schemas.CaseLetter),
    Letter.WITHDRAWN: schemas.Withdrawal,
    Letter.ACCEPTED: schemas.Acceptance,
    Letter.REFUSED: schemas.Refusal,
}
INTRODUCTION = f"""What passes between Jiandu and a supervision body that works with a system of its own.

Messages are CloudEvents 1.0 in JSON whose `data.box` is base64 of a key's name (the first 4 bytes of the
SHA-256 of the public key) and an HPKE box (RFC 9180, base mode: X25519, HKDF-SHA256, AES-256-GCM; `info` is
`{CONTRACT} <type> <id>`). The schemas here are of what is in the box.

Letters come at least once and in any order; the highest `serial` of a case holds.

A report carries its id as `message_id`, the account as `user_id` and the division as routing key; sent again
under the same id it takes effect once. In its box stand `as` (the investigator's user name), `case`,
`version` (where the table asks for it) and `contents`. `report.accepted` or `report.refused` answers it.
"""


def document() -> Json:
    """The whole document."""
    spec = APISpec("", "", "3.1.0", plugins=[MarshmallowPlugin()])
    for found in dict.fromkeys(LETTERS.values()):
        spec.components.schema(found.__name__, schema=found)
    for kind in TABLE.values():
        spec.components.schema(_name(kind.kind), schema=kind.body)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Jiandu: bodies with a system of their own",
            "version": "1",
            "description": INTRODUCTION,
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {
            "letters": _channel(body_queue("{division}"), BODIES_EXCHANGE, "direct", [*LETTERS]),
            "reports": _channel("{division}", REPORTS_EXCHANGE, "topic", [*TABLE]),
        },
        "operations": {"take": _operation("receive", "letters"), "report": _operation("send", "reports")},
        "components": {
            "messages": {
                **{
                    _name(letter): _message(letter, found.__name__, found.__doc__)
                    for letter, found in LETTERS.items()
                },
                **{_name(each.kind): _report(each) for each in TABLE.values()},
            },
            "schemas": {
                name: _tidy(found) for name, found in spec.to_dict()["components"]["schemas"].items()
            },
        },
        "x-refusals": {code: str(text) for code, text in sorted(REFUSALS.items())},
        "x-routing-key-of-letters": body_key("{division}"),
    }


def text() -> str:
    """The document as it stands in the file."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def _name(kind: str) -> str:
    return "".join(part.title() for part in str(kind).replace("_", ".").split("."))


def _channel(address: str, exchange: str, form: str, kinds: list[Any]) -> Json:
    about = {"name": exchange, "type": form, "durable": True, "autoDelete": False}
    return {
        "address": address,
        "messages": {_name(kind): {"$ref": f"#/components/messages/{_name(kind)}"} for kind in kinds},
        "parameters": {"division": {"description": "The body's division, six digits."}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": about}},
    }


def _operation(action: str, channel: str) -> Json:
    return {"action": action, "channel": {"$ref": f"#/channels/{channel}"}}


def _message(kind: str, schema: str, about: str | None) -> Json:
    return {
        "name": str(kind),
        "summary": " ".join((about or "").split()),
        "contentType": CONTENT_TYPE,
        "payload": {"$ref": f"#/components/schemas/{schema}"},
    }


def _report(kind: Reported) -> Json:
    rests = " It says on which version of the case it rests." if kind.versioned else ""
    example = [{"payload": kind.body.EXAMPLE}] if kind.body.EXAMPLE is not None else []
    return _message(kind.kind, _name(kind.kind), kind.about + rests) | {"examples": example}


def _tidy(schema: Json) -> Json:
    """Readers of a letter pass over what they do not know: more may stand there one day."""
    return {name: part for name, part in schema.items() if name != "additionalProperties"}


if __name__ == "__main__":
    PATH.write_text(text(), "utf-8")
