"""What the people of the demo wrote down: their numbers and codes, and how far each story is told."""

import json
import os
import secrets
from pathlib import Path
from typing import Any


class Ledger:
    """A file that survives restarts. Each change is on the disk before the next step is taken."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pages: dict[str, dict[str, Any]] = {}
        if path.exists():
            self._pages = json.loads(path.read_text(encoding="utf-8"))

    def page(self, key: str) -> dict[str, Any]:
        """The page of one complaint; a new one gets the key under which it will be submitted once only."""
        if key not in self._pages:
            self._pages[key] = {"idempotency_key": secrets.token_hex(16), "steps": []}
            self._keep()
        return self._pages[key]

    def receipts(self) -> list[tuple[str, str]]:
        """Numbers and codes of what was submitted."""
        pages = self._pages.values()
        return [(page["tracking_number"], page["receipt_code"]) for page in pages if page.get("receipt_code")]

    def note(self, key: str, **facts: Any) -> None:
        self.page(key).update(facts)
        self._keep()

    def told(self, key: str, step: str) -> None:
        self.page(key)["steps"].append(step)
        self._keep()

    def clear(self) -> None:
        """Begin anew: the house behind the door is another one."""
        self._pages = {}
        self._keep()

    def _keep(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self._path.with_suffix(".new")
        with open(
            os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(self._pages, file, ensure_ascii=False, indent=1)
        fresh.replace(self._path)
