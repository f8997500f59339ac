"""The stored examples: one real message per event and version, which must load for ever.

`examples/<event>.<version>.json` is the message as it travels, except that what is sealed for a reader
stands there in the clear, so that a reviewer can read it and no example hangs on a key. A file, once
released, is never edited: a changed event gets the next number.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from shared.contracts.terms import Service
from shared.contracts.wire import Seal


@dataclass(frozen=True)
class Sample:
    name: str
    version: int
    document: dict[str, Any]

    def on_the_wire(self, seal: Seal) -> bytes:
        """The message as its producer would have sent it with this way of sealing."""
        data = dict(self.document["data"])
        if "sealed" in data:
            data["sealed"] = {
                reader: b64encode(seal(Service(reader), _plain(part))).decode("ascii")
                for reader, part in data["sealed"].items()
            }
        return json.dumps(self.document | {"data": data}).encode()


def samples() -> Iterator[Sample]:
    """All stored examples, by name and version."""
    folder = files("shared.contracts").joinpath("examples")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        name, version = file.name.removesuffix(".json").rsplit(".", 1)
        yield Sample(name, int(version), json.loads(file.read_text("utf-8")))


def _plain(part: dict[str, Any]) -> bytes:
    return json.dumps(part, ensure_ascii=False).encode()
