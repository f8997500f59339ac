"""What earlier runs found, under var/: a killed mutant of an unchanged file stays killed, the others are tried again."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

FILE = Path("var/mutants.json")


class Kept:
    """Numbers of killed mutants by file, as long as the file is the same."""

    def __init__(self, fresh: bool) -> None:
        self._found: dict[str, Any] = (
            {} if fresh or not FILE.exists() else json.loads(FILE.read_text("utf-8"))
        )

    def killed(self, path: Path) -> set[int]:
        kept = self._found.get(str(path), {})
        return set(kept["killed"]) if kept.get("source") == _digest(path) else set()

    def keep(self, path: Path, killed: set[int]) -> None:
        self._found[str(path)] = {"source": _digest(path), "killed": sorted(killed)}
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(json.dumps(self._found), "utf-8")


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
