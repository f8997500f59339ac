"""A body's own system, as its tests play it."""

import json
from base64 import b64decode, b64encode
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select

from services.investigation.bodies import letters, links, reports, telling
from services.investigation.models import Base
from shared import boxes
from shared.contracts.routing import REPORTS_KEY
from shared.messaging.one_by_one import Message
from shared.settings import Settings
from shared.work import SYSTEM, Works
from tests.investigation.builders import BODY

DIVISION = BODY.removeprefix("SUP-")
ACCOUNT = f"jiandu-body-{DIVISION}"
Json = dict[str, Any]


class System:
    """The other side: it holds the private key, and the broker puts account and key onto what it sends."""

    def __init__(self, works: Works, configured: Settings) -> None:
        self.works, self.settings = works, configured
        self.private = X25519PrivateKey.generate()
        self.division, self.account = DIVISION, ACCOUNT
        self._read: set[UUID] = set()

    def link(self) -> None:
        with self.works.begin(SYSTEM) as work:
            links.link(work, DIVISION, ACCOUNT, self.private.public_key().public_bytes_raw())

    def rotate(self, private: X25519PrivateKey | None) -> None:
        self.private = private or self.private
        with self.works.begin(SYSTEM) as work:
            key = private.public_key().public_bytes_raw() if private else None
            links.change_key(work, DIVISION, key)

    def told(self) -> list[tuple[str, Json]]:
        """What is told now: rounds are made until nothing more comes."""
        while telling.once(self.works):
            pass
        return self.new()

    def new(self) -> list[tuple[str, Json]]:
        """Letters in the outbox that were not read yet, opened."""
        outbox, found = Base.metadata.tables["outbox"], []
        with self.works.reading() as session:
            mine = select(outbox).where(outbox.c.name == f"body.{DIVISION}").order_by(outbox.c.id)
            rows = session.execute(mine).all()
        for row in rows:
            if row.message_id not in self._read:
                self._read.add(row.message_id)
                envelope = json.loads(bytes(row.body))
                said = letters.info(envelope["type"], envelope["id"])
                box = b64decode(envelope["data"]["box"])
                found.append((envelope["type"], json.loads(boxes.open_box(self.private, said, box))))
        return found

    def report(self, kind: str, case: str, contents: Json | None = None, /, **said: Any) -> Json:
        """Send one report; what is answered. `said` replaces parts of it."""
        message_id = said.pop("message_id", str(uuid4()))
        plain = {"as": "anna", "case": case, "contents": contents or {}} | said
        return self.send(sealed(kind, message_id, plain), message_id)

    def send(self, body: bytes, message_id: str | None, user: str | None = None) -> Json:
        came = Message(body, self.division, user or self.account, message_id)
        reports.take(self.works, self.settings, came)
        [(kind, answer)] = self.new()
        return {"kind": kind, **answer}


def sealed(kind: str, message_id: str, plain: Json, **envelope: Any) -> bytes:
    public = boxes.house_public_key(REPORTS_KEY)
    box = boxes.fill(public, letters.info(kind, message_id), json.dumps(plain).encode())
    said = {"id": message_id, "type": kind, "dataschema": letters.CONTRACT}
    return json.dumps(said | {"data": {"box": b64encode(box).decode()}} | envelope).encode()


def kinds(told: list[tuple[str, Json]]) -> list[str]:
    return [kind for kind, _ in told]
