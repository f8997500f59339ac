"""Statements written for the tests, with what a careful officer would say of them.

`building.json` is what the rules were made with; `held.json` was written when they stood, and measured.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def statements(name: str) -> list[dict[str, Any]]:
    """`building` or `held`: id, about, text, near and labels of each."""
    found: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found
