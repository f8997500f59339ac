"""A form that came back to a page on which its fields stand no more: what was typed is shown to be copied."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import escape

OF_THE_PAGE = frozenset({"csrf_token", "version", "templates"})
"""What a page says of itself; nobody typed it."""
CHOSEN = re.compile(r"[a-z0-9_.:-]*", re.IGNORECASE)
"""What selects, buttons and hidden fields send: codes, days, ids. Nobody types these for long."""


def written(render: Callable[[list[str]], str], typed: Mapping[str, Any]) -> str:
    """The page; with what its forms have no place for any more, told above them."""
    page = render([])
    lost = [text for text in _texts(typed) if str(escape(text)) not in page]
    return render(lost) if lost else page


def _texts(typed: Mapping[str, Any]) -> Iterable[str]:
    """Each text that somebody wrote, once."""
    values = (value for name, value in typed.items() if name not in OF_THE_PAGE)
    said = (value.strip() for value in values if isinstance(value, str))
    return dict.fromkeys(text for text in said if not CHOSEN.fullmatch(text))
