"""Sealing under words that are not kept here: who holds database and master key still needs the word."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from shared import crypto
from shared.crypto import Keyring, Unreadable

__all__ = [
    "Unreadable",
    "fingerprint",
    "open_text",
    "open_with",
    "seal_text",
    "seal_with",
    "token",
    "word_hash",
]


def token() -> str:
    """A new unguessable word (192 bits), safe in addresses."""
    return secrets.token_urlsafe(24)


def word_hash(purpose: str, word: str) -> str:
    """By which what was sealed with `word` is found."""
    return crypto.keyring().blind_index(f"intake.{purpose}", word)


_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode


def fingerprint(value: Any) -> str:
    """A keyed hash that is equal for equal values."""
    return crypto.keyring().blind_index("intake.fingerprint", _SORTED(value))


def seal_with(purpose: str, word: str, value: Any) -> bytes:
    """`value` sealed so that it opens only with `word`."""
    return _ring(purpose, word).seal(f"intake.{purpose}", json.dumps(value, ensure_ascii=False).encode())


def open_with(purpose: str, word: str, sealed: bytes) -> Any:
    """What was sealed with `word`. Raises Unreadable."""
    return json.loads(_ring(purpose, word).open(f"intake.{purpose}", sealed))


def seal_text(purpose: str, value: Any) -> str:
    """`value` sealed for this service, as text for a hidden field or a cookie."""
    data = json.dumps(value, ensure_ascii=False).encode()
    return urlsafe_b64encode(crypto.keyring().seal(f"intake.{purpose}", data)).decode().rstrip("=")


def open_text(purpose: str, text: str) -> Any:
    """What `seal_text` sealed for this purpose. Raises Unreadable for anything else."""
    try:
        sealed = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError as error:
        raise Unreadable(f"not a sealed text ({purpose})") from error
    return json.loads(crypto.keyring().open(f"intake.{purpose}", sealed))


def _ring(purpose: str, word: str) -> Keyring:
    return crypto.keyring().under(f"intake.{purpose}", word)
