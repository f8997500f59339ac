"""What a copy consists of, and whether it is whole."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from shared.i18n import gettext

FILE = "manifest.json"
FORMAT = 2
_UNPROVEN = 1
"""Copies from before their manifests were sealed: read, and believed."""
_CHUNK = 1 << 20


class Damaged(ValueError):
    """The copy is not what its manifest says; the text names the file."""


@dataclass(frozen=True)
class Manifest:
    """`files` maps each file's path within the copy to its SHA-256. `key_check` opens with the keys that
    open the databases, and with no others."""

    made_at: datetime
    dialect: str
    services: tuple[str, ...]
    key_check: str
    keys_included: bool
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def proven(self) -> bool:
        return self.format != _UNPROVEN

    def content(self) -> bytes:
        """All that it says but the check itself, for the check to vouch for."""
        said = asdict(self) | {"made_at": self.made_at.isoformat(), "key_check": ""}
        return json.dumps(said, sort_keys=True).encode()

    def write(self, folder: Path) -> None:
        said: dict[str, Any] = asdict(self) | {"made_at": self.made_at.isoformat()}
        (folder / FILE).write_text(json.dumps(said, indent=1) + "\n")


def read(folder: Path) -> Manifest:
    """The manifest of the copy in `folder`, every file checked against it. Raises Damaged."""
    try:
        said = json.loads((folder / FILE).read_text())
        said["made_at"] = datetime.fromisoformat(said["made_at"])
        said["services"] = tuple(said["services"])
        manifest = Manifest(**said)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Damaged(f"{FILE}: {type(error).__name__}") from error
    if manifest.format not in (FORMAT, _UNPROVEN):
        raise Damaged(
            gettext("%(file)s: format %(format)d is not known here", file=FILE, format=manifest.format)
        )
    found = hashes(folder)
    for name in sorted(found.keys() | manifest.files.keys()):
        if found.get(name) != manifest.files.get(name):
            raise Damaged(name)
    return manifest


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of the copy but the manifest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / FILE)
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in files}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
