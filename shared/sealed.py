"""Column types that say what is sealed in them, and for what: each column of bytes has one of them.

By them `jiandu keys` finds everything there is to seal anew; a test finds bytes that say nothing.
"""

import json
from typing import Any

from sqlalchemy import LargeBinary, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from shared import crypto
from shared.json_bytes import written


class _AsTheyAre(LargeBinary):
    """SQLAlchemy wraps each value for drivers that want it so; those of both our databases do not."""

    def bind_processor(self, dialect: Dialect) -> None:
        return None


class _Bytes(TypeDecorator[Any]):
    impl = _AsTheyAre
    cache_ok = True


class Envelope(_Bytes):
    """Bytes that were sealed for `context` before they come here."""

    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.context!r})"


class SealedText(Envelope):
    """Text that stands in the database as ciphertext, openable for `context` only."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else crypto.keyring().seal(self.context, value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else crypto.keyring().open(self.context, bytes(value)).decode()


class SealedBytes(Envelope):
    """A small file that stands in the database as ciphertext."""

    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else crypto.keyring().seal(self.context, value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else crypto.keyring().open(self.context, bytes(value))


class SealedJson(Envelope):
    """JSON that stands in the database as ciphertext."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return crypto.keyring().seal(self.context, written(value))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(crypto.keyring().open(self.context, bytes(value)))


class UnderWord(_Bytes):
    """Bytes sealed under a word that is kept nowhere (`Keyring.under`): nobody can seal them anew.

    The row ends by itself after the day in the column `until`.
    """

    cache_ok = True

    def __init__(self, until: str) -> None:
        super().__init__()
        self.until = until


class WireBody(_Bytes):
    """An event as it travels: open, with a sealed part for each reader."""

    cache_ok = True


class Digest(_Bytes):
    """A keyed hash. It rests on the index key, which stays when master keys change."""

    cache_ok = True


class Hashed(TypeDecorator[str]):
    """Text kept as a keyed hash alone: found by what it was, it reads as 32 digits that tell nothing."""

    impl = String(32)
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.context!r})"

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else crypto.keyring().blind_index(self.context, value)
