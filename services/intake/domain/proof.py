"""The proof of receipt, and the text of what was submitted, whose hash it carries.

Both are plain text, so that anybody can check them with the tools of any computer (docs/proof.md says how).
Their first line names the version; what stands under a version never changes, or old proofs would fail.
"""

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

PROOF = "jiandu proof of receipt 1"
SUBMISSION = "jiandu submission 1"
LONGEST_PROOF = 4_000
"""What somebody pastes may hold blanks and line breaks from a paper; more than this is no proof."""
CHINA = timezone(timedelta(hours=8))

_READ = re.compile(
    rf"{PROOF.replace(' ', chr(92) + 's+')}"
    r"\s+tracking_number:\s*(?P<number>[0-9A-Z-]{12,20})"
    r"\s+received_at:\s*(?P<at>[0-9T:+-]{25})"
    r"\s+sha256:\s*(?P<sha256>[0-9a-f]{64})"
    r"\s+key:\s*(?P<key>[0-9a-f]{16})"
    r"\s+signature:\s*(?P<signature>[A-Za-z0-9+/\s]{86,200}==)"
)


class NotAProof(ValueError):
    """The text does not have the form of a proof."""


@dataclass(frozen=True)
class Statement:
    """What a proof says: this was received then, and this was its hash; signed with the key of that id."""

    tracking_number: str
    received_at: str
    sha256: str
    key_id: str

    def text(self) -> str:
        """The lines that are signed."""
        return (
            f"{PROOF}\ntracking_number: {self.tracking_number}\nreceived_at: {self.received_at}\n"
            f"sha256: {self.sha256}\nkey: {self.key_id}\n"
        )


@dataclass(frozen=True)
class Proof:
    """A statement and its signature (Ed25519)."""

    said: Statement
    signature: bytes

    def text(self) -> str:
        """As it is handed out: the signed lines, then the signature."""
        return f"{self.said.text()}signature: {b64encode(self.signature).decode()}\n"


def read(text: str) -> Proof:
    """The proof in a text, whatever was lost of blanks and lines on its way. Raises NotAProof."""
    found = _READ.search(text[:LONGEST_PROOF])
    if found is None:
        raise NotAProof
    signature = b64decode("".join(found["signature"].split()))
    return Proof(Statement(found["number"], found["at"], found["sha256"], found["key"]), signature)


def key_id(public_key: bytes) -> str:
    """The name of a public key follows from the key, so nobody can offer another one under it."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def digest(submission: str) -> str:
    return hashlib.sha256(submission.encode()).hexdigest()


def moment(at: datetime) -> str:
    """As it stands in both texts: to the second, in China's time."""
    return at.astimezone(CHINA).isoformat(timespec="seconds")


@dataclass(frozen=True)
class SentFile:
    """A file that came with the complaint."""

    sha256: str
    size: int


def submission(
    *,
    tracking_number: str,
    received_at: datetime,
    channel: str,
    identity: str,
    salt: str,
    facts: Mapping[str, Any],
    files: Iterable[SentFile],
    statement: str,
) -> str:
    """What was submitted, but for name, contact and receipt code: it can be shown and names nobody.

    `salt` is a random word: without it nobody who sees the hash alone can try out what it may be the hash of.
    """
    head = {
        "tracking_number": tracking_number,
        "received_at": moment(received_at),
        "channel": channel,
        "identity": identity,
        "salt": salt,
    }
    lines = [SUBMISSION, *(f"{name}: {value}" for name, value in head.items())]
    lines += [f"{name}: {value}" for name, value in _flat("", facts)]
    lines += [f"file: sha256 {file.sha256}, {file.size} bytes" for file in files]
    return "\n".join([*lines, "", "statement:", statement, ""])


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every fact with its path, in the order in which they are kept; what was not given is left out."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), inner)
    elif isinstance(value, list | tuple):
        for position, inner in enumerate(value, 1):
            yield from _flat(f"{name}.{position}", inner)
    elif isinstance(value, bool):
        yield name, "yes" if value else "no"
    elif value not in (None, ""):
        yield name, str(value).replace("\n", "\n  ")
