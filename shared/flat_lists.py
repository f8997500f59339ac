"""Lists of plain values on their way to PostgreSQL: the columns of many rows (`rows.run_all`)."""

import struct
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg.abc import Buffer
from psycopg.adapt import PyFormat
from psycopg.postgres import types
from psycopg.types.array import ListBinaryDumper

_HEAD = struct.Struct("!IIIII").pack
"""One dimension, whether there are nulls, the kind of the values; how many, and the first one's number."""
_LENGTH = struct.Struct("!I").pack
_NULL = b"\xff\xff\xff\xff"
_NOTHING = type(None)
_TEXT = types["text"].oid
_SIMPLE = frozenset({bytes, str, UUID, datetime, date, bool})
"""Of these one tells how all of them are written; of numbers the largest must be known."""
_PLAIN = _SIMPLE | {int, float, _NOTHING}


class FlatLists(ListBinaryDumper):
    """psycopg's own, which looks into each list for lists within lists, and writes those."""

    def _find_list_element(self, L: list[Any], format: PyFormat) -> Any:
        kinds = set(map(type, L))
        kinds.discard(_NOTHING)
        if len(kinds) == 1 and kinds <= _SIMPLE:
            return L[0] if L[0] is not None else next(each for each in L if each is not None)
        return super()._find_list_element(L, format)

    def dump(self, obj: list[Any]) -> Buffer | None:
        kinds = set(map(type, obj))
        if self.sub_dumper is None or not kinds or not kinds <= _PLAIN:
            return super().dump(obj)
        one = self.sub_dumper.dump
        written: list[Buffer] = [_HEAD(1, _NOTHING in kinds, self.sub_dumper.oid or _TEXT, len(obj), 1)]
        for each in obj:
            value = each if each is None or type(each) is bytes else one(each)
            written += (_NULL,) if value is None else (_LENGTH(len(value)), value)
        return b"".join(written)
