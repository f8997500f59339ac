"""A small, complete client of a supervision body's queue: it keeps the body's cases, and reports.

It needs Python 3.11, `pika` and `cryptography` (50 or newer), and nothing of Jiandu: copy this file. The
README beside it tells how to use it. What a case becomes in your own system is up to `keep` and `forget`.
"""

import argparse
import base64
import hashlib
import json
import os
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pika
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import load_pem_private_key

CONTRACT = "urn:jiandu:bodies:1"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
KEY_ID = 4
"""A box begins with so many bytes that name the key it is for: the first of the SHA-256 of the public key."""
PREFETCH = 50


@dataclass(frozen=True)
class Letter:
    """One letter of the house, opened."""

    id: str
    kind: str
    contents: dict[str, Any]


class NotOurs(ValueError):
    """A letter that none of our keys opens."""


class Box:
    """Seals for the house and opens what is sealed for us (HPKE, RFC 9180, base mode).

    `private` are our keys, the old ones too as long as letters for them may lie in the queue."""

    def __init__(self, private: list[X25519PrivateKey], house_key: str) -> None:
        self._private = {_key_id(key.public_key().public_bytes_raw()): key for key in private}
        self.house_key = house_key

    def fill(self, kind: str, message_id: str, plain: dict[str, Any]) -> str:
        key = bytes.fromhex(self.house_key)
        text = json.dumps(plain, ensure_ascii=False).encode()
        sealed = SUITE.encrypt(text, X25519PublicKey.from_public_bytes(key), _info(kind, message_id))
        return base64.b64encode(_key_id(key) + sealed).decode()

    def open(self, kind: str, message_id: str, box: str) -> dict[str, Any]:
        raw = base64.b64decode(box)
        private = self._private.get(raw[:KEY_ID])
        if private is None:
            raise NotOurs(f"sealed for the key {raw[:KEY_ID].hex()}, ours: {', '.join(self.names())}")
        return json.loads(SUITE.decrypt(raw[KEY_ID:], private, _info(kind, message_id)))

    def names(self) -> list[str]:
        """What our keys are called, as the operator's `jiandu bodies amqp list` shows it."""
        return [name.hex() for name in self._private]


def _info(kind: str, message_id: str) -> bytes:
    """A box belongs to its message: moved into another, it does not open."""
    return f"{CONTRACT} {kind} {message_id}".encode()


def _key_id(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()[:KEY_ID]


def _private(file: Path) -> X25519PrivateKey:
    found = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(found, X25519PrivateKey):
        raise ValueError(f"{file} holds no X25519 key")
    return found


class Client:
    """One connection to the broker. Everything of ours lies in `folder`."""

    def __init__(self, said: Mapping[str, str], folder: Path) -> None:
        self.division, self.queue, self.exchange = (
            said[f"JIANDU_{name}"] for name in ("DIVISION", "QUEUE", "EXCHANGE")
        )
        self.folder = folder
        self.unopened: list[str] = []
        self._parameters = pika.URLParameters(said["JIANDU_BROKER"])
        private = [_private(Path(name)) for name in said["JIANDU_PRIVATE_KEY"].split(os.pathsep)]
        kept = folder / "house_key"
        self.box = Box(private, kept.read_text() if kept.exists() else said["JIANDU_HOUSE_KEY"])
        self._connection = pika.BlockingConnection(self._parameters)
        self._channel = self._connection.channel()
        self._channel.confirm_delivery()  # a report is sent once the broker says that it has it
        # Whoever dies has tried all that was handed over, and after twenty tries it is dead: take little.
        self._channel.basic_qos(prefetch_count=PREFETCH)

    def close(self) -> None:
        self._connection.close()

    def letters(self, patience: float, until: str | None = None) -> list[Letter]:
        """What waits for us, each kept before it is acknowledged; ends when nothing came for `patience` s,
        or with the answer to the report of the id `until`. What none of our keys opens goes back into the
        queue when the connection is closed; `unopened` says why."""
        found: list[Letter] = []
        for method, properties, body in self._channel.consume(self.queue, inactivity_timeout=patience):
            if method is None:
                break
            try:
                letter = self._read(properties.message_id, body)
            except NotOurs as error:
                self.unopened.append(str(error))
                continue
            self._take(letter)
            self._channel.basic_ack(method.delivery_tag)
            found.append(letter)
            if until is not None and letter.contents.get("about") == until:
                break
        self._channel.cancel()  # what was fetched and not acknowledged goes back to the queue
        return found

    def report(
        self, kind: str, case: str, acting: str, contents: dict[str, Any], version: int | None = None,
        message_id: str | None = None,
    ) -> str:  # fmt: skip
        """Send one report; the answer comes as a letter about the id that this says.

        After a doubt (the connection broke) send the same report under the same id: it counts once.
        """
        message_id = message_id or str(uuid.uuid4())
        plain = {"as": acting, "case": case, "version": version, "contents": contents}
        envelope = {
            "specversion": "1.0",
            "id": message_id,
            "source": f"/body/{self.division}",
            "type": kind,
            "time": datetime.now(UTC).isoformat(),
            "datacontenttype": "application/json",
            "dataschema": CONTRACT,
            "data": {"box": self.box.fill(kind, message_id, plain)},
        }
        self.send(json.dumps(envelope).encode(), message_id)
        return message_id

    def send(self, body: bytes, message_id: str) -> None:
        properties = pika.BasicProperties(
            message_id=message_id,
            user_id=self.account,  # the broker refuses another's
            content_type="application/cloudevents+json",
            delivery_mode=2,
        )
        self.publish(body, properties)

    @property
    def account(self) -> str:
        """Our user name at the broker."""
        return str(self._parameters.credentials.username)

    def publish(self, body: bytes, properties: pika.BasicProperties) -> None:
        """Say it under our own key; raises where the broker does not keep it."""
        self._channel.basic_publish(self.exchange, self.division, body, properties, mandatory=True)

    def case(self, case: str) -> dict[str, Any] | None:
        """The case as it was last told, or None."""
        file = self._file(case)
        return json.loads(file.read_text()) if file.exists() else None

    def _read(self, message_id: str, body: bytes) -> Letter:
        envelope = json.loads(body)
        kind = envelope["type"]
        contents = self.box.open(kind, message_id, envelope["data"]["box"])
        return Letter(message_id, kind, contents)

    def _take(self, letter: Letter) -> None:
        """A letter may come twice, and an older one after a newer one: both change nothing."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _put(self.folder / "house_key", letter.contents["house_key"])
        self.box.house_key = letter.contents["house_key"]
        if letter.kind.startswith("case."):
            case, serial = letter.contents["case"], letter.contents["serial"]
            if serial > self._serial(case["id"]):
                act = self.forget if letter.kind == "case.withdrawn" else self.keep
                act(case, serial)
        elif letter.kind == "report.accepted":
            self._moved(letter.contents["case"])

    def _moved(self, now: dict[str, Any]) -> None:
        """Our own report moved the case on: the next one rests on that."""
        known = self.case(now["id"])
        if known and now["version"] > known.get("version", now["version"]):
            self._write(known | {"version": now["version"], "state": now["state"]})

    def keep(self, case: dict[str, Any], serial: int) -> None:
        """Put the case into your own system; here it is a file."""
        self._write(case | {"serial": serial})

    def forget(self, case: dict[str, Any], serial: int) -> None:
        """The house says that you must not have it any more: remove it with every copy and note. Only the
        letter's number stays, so that an older letter which comes late does not bring it back."""
        self._write({"id": case["id"], "serial": serial, "withdrawn": True})

    def _serial(self, case: str) -> int:
        """The number of the newest letter about the case that was taken."""
        known = self.case(case)
        return int(known["serial"]) if known else 0

    def _write(self, case: dict[str, Any]) -> None:
        _put(self._file(case["id"]), json.dumps(case, ensure_ascii=False, indent=1))

    def _file(self, case: str) -> Path:
        return self.folder / f"case-{uuid.UUID(case)}.json"


def _put(file: Path, text: str) -> None:
    """All of it or nothing, and on disk before the letter is acknowledged."""
    new = file.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def main(arguments: list[str]) -> int:
    asked = _parser().parse_args(arguments)
    client = Client(os.environ, asked.folder)
    try:
        return take(client) if asked.command == "take" else report(client, asked)
    finally:
        client.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=Path("jiandu-cases"))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("take", help="take what waits, keep it, say what came")
    report = commands.add_parser("report", help="send one report and wait for its answer")
    report.add_argument("kind", help="case.claim, case.finding, case.propose, … (see the contract)")
    report.add_argument("case", type=_case, help="the id that `take` told")
    report.add_argument("--as", dest="acting", required=True, help="user name of the investigator")
    report.add_argument("--contents", type=_contents, default={}, help="a JSON file; none: {}")
    report.add_argument("--id", help="after a doubt: the id that was said, so that the report counts once")
    report.add_argument("--version", type=int, help="of the case; none: the one that was last told")
    report.add_argument("--wait", type=float, default=30, help="seconds for the answer")
    return parser


def _case(said: str) -> str:
    try:
        return str(uuid.UUID(said))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{said} is no id of a case") from None


def _contents(name: str) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{name}: {error}") from error
    return said


def take(client: Client, wait: float = 1, about: str | None = None) -> int:
    """Take what waits, and tell it; 0 where all of it was ours and, of `about`, the report was accepted."""
    accepted = about is None
    for letter in client.letters(wait, about):
        said = letter.contents if "about" in letter.contents else letter.contents["case"]["id"]
        print(letter.kind, json.dumps(said, ensure_ascii=False))
        accepted = accepted or (letter.kind == "report.accepted" and letter.contents["about"] == about)
    for why in client.unopened:
        print("not opened, and left in the queue:", why, file=sys.stderr)
    return 0 if accepted and not client.unopened else 1


def report(client: Client, asked: argparse.Namespace) -> int:
    """Send it, say under which id, and wait for the answer; 0 where it took effect."""
    known = client.case(asked.case) or {}
    if known.get("withdrawn"):
        print("this case was withdrawn: nothing can be reported on it", file=sys.stderr)
        return 1
    version = known.get("version") if asked.version is None else asked.version
    message_id = asked.id or str(uuid.uuid4())
    print("id", message_id, "version", version, flush=True)  # before it is sent: after a doubt it is needed
    client.report(asked.kind, asked.case, asked.acting, asked.contents, version, message_id)
    return take(client, asked.wait, message_id)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
