"""Events as they travel: under which keys their sealed parts are, and the same parts sealed anew."""

import json
from base64 import b64decode, b64encode
from typing import Any

from shared.crypto import Keyring, Unreadable, key_id_of


def sealed_parts(body: bytes) -> dict[str, bytes]:
    """What is sealed in an event, by reader. A stranger's message has nothing of ours in it."""
    return {reader: _bytes(text) for reader, text in _said(_event(body)).items()}


def key_ids(body: bytes) -> set[bytes]:
    """Raises Unreadable."""
    return {key_id_of(part) for part in sealed_parts(body).values()}


def opened(body: bytes, ring: Keyring) -> None:
    """See that every part opens. Raises Unreadable."""
    for reader, part in sealed_parts(body).items():
        ring.open(_context(reader), part)


def renewed(body: bytes, ring: Keyring) -> bytes:
    """The same event under the current key; the very same bytes if it is there already. Raises Unreadable."""
    if key_ids(body) <= {ring.current}:
        return body
    event = _event(body)
    event["data"]["sealed"] = {
        reader: b64encode(ring.reseal(_context(reader), _bytes(text))).decode("ascii")
        for reader, text in _said(event).items()
    }
    return json.dumps(event, ensure_ascii=False).encode()


def _context(reader: str) -> str:
    return f"wire:{reader}"


def _event(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _said(event: dict[str, Any]) -> dict[str, str]:
    data = event.get("data")
    sealed = data.get("sealed") if isinstance(data, dict) else None
    return sealed if isinstance(sealed, dict) else {}


def _bytes(text: Any) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (ValueError, TypeError) as error:
        raise Unreadable("not a sealed part") from error
