"""How answers go out: the headers of all of them, and of most of them no others made anew."""

import re
from typing import Any

from flask import Response

from shared.headers import EVERYWHERE

Pairs = list[tuple[str, str]]
_READY = re.compile(r"/(?:[A-Za-z0-9._~-][A-Za-z0-9/._~-]*)?")
"""Places that werkzeug would write as they stand, after a look at each of their characters. Of two slashes at
the beginning browsers make another host; werkzeug takes some of them away."""
_BODYLESS = (204, 304)


class Sent(Response):
    """Flask's answer with the headers that every one has."""

    def get_wsgi_response(self, environ: Any) -> tuple[Any, str, Pairs]:
        pairs = self.headers.to_wsgi_list()
        said = {name.lower(): value for name, value in pairs}
        if len(said) < len(pairs) or not self._stand(said):
            pairs = self.get_wsgi_headers(environ).to_wsgi_list()
            said = {name.lower(): value for name, value in pairs}
        pairs += [(name, value) for name, value, small in EVERYWHERE if small not in said]
        return self.get_app_iter(environ), self.status, pairs

    def _stand(self, said: dict[str, str]) -> bool:
        """Whether werkzeug would change none of the headers; it copies and checks each once more."""
        bodyless = self.status_code < 200 or self.status_code in _BODYLESS
        place = said.get("location", "/")
        left = "content-length" in said and "content-location" not in said and _READY.fullmatch(place)
        return bool(left) and not bodyless
