"""JSON as the doors read and write it: only what every reader understands alike (RFC 8259, RFC 7493)."""

import json
import math
from collections import Counter
from typing import Any, NoReturn

from flask.json.provider import DefaultJSONProvider

from shared.json_bytes import written


class RepeatedName(ValueError):
    """One object names the same thing twice; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the name {name!r} stands there twice")
        self.name = name


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number beyond all measure")
    return number


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Each name once and in whole characters: else one reader sees what another does not."""
    found = dict(pairs)
    for name in found:
        name.encode()  # half a surrogate pair raises: no answer could name it
    if len(found) < len(pairs):
        ((name, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise RepeatedName(name)
    return found


_READER = json.JSONDecoder(object_pairs_hook=_once_each, parse_constant=_no_constant, parse_float=_finite)


class StrictJson(DefaultJSONProvider):
    """UTF-8 only; no NaN, no infinity, no name twice. Raises ValueError (or RecursionError) on reading."""

    ensure_ascii = False
    sort_keys = False

    def response(self, *args: Any, **kwargs: Any) -> Any:
        """As Flask's, always without spaces."""
        content = self._prepare_response_obj(args, kwargs)
        body = written(content, self.default) + b"\n"
        return self._app.response_class(body, mimetype=self.mimetype)  # type: ignore[arg-type]  # Flask's own

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        text = s.decode() if isinstance(s, bytes) else s
        return _READER.decode(text)
