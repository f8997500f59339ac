"""Looking for words in every byte of a folder, in any of the forms in which programs write them down."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

Found = dict[str, set[Path]]


def forms(word: str) -> dict[str, bytes]:
    """The word as it would stand in a file, by the name of the form."""
    data, escaped = word.encode(), json.dumps(word)[1:-1]
    percent = (
        quote(word, safe="") if quote(word, safe="") != word else "".join(f"%{byte:02X}" for byte in data)
    )
    written = {
        "utf-8": data,
        "utf-16-le": word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
        "json": escaped.encode(),
        "json in json": json.dumps(escaped)[1:-1].encode(),
        "json upper": _upper_hex(escaped).encode(),
        "hex": data.hex().encode(),
        "hex upper": data.hex().upper().encode(),
        "percent": percent.encode(),
        "percent lower": percent.lower().encode(),
        "html": "".join(f"&#{ord(sign)};" for sign in word).encode(),
    }
    written |= {f"base64 at {shift}": part for shift, part in enumerate(_base64(data))}
    written |= {
        f"base64 of utf-16 at {shift}": part for shift, part in enumerate(_base64(word.encode("utf-16-le")))
    }
    return written


def _upper_hex(escaped: str) -> str:
    parts = escaped.split("\\u")
    return "\\u".join([parts[0], *(part[:4].upper() + part[4:] for part in parts[1:])])


def _base64(data: bytes) -> Iterable[bytes]:
    """The signs that stand for nothing but `data`, wherever in a longer text it begins."""
    for before in range(3):
        text = b64encode(bytes(before) + data)
        first = -(-before * 8 // 6)
        yield text[first : (before + len(data)) * 8 // 6]


class Search:
    """Looks for words. What is the same to the byte is looked through once, in however many files it stands and
    however often it is looked at: databases begin as copies of one another, and few files change from one time to
    the next."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._needles = {
            form: f"{name} as {kind}" for name, word in words.items() for kind, form in forms(word).items()
        }
        self._known: dict[bytes, list[str]] = {}

    def found(self, folders: Iterable[Path]) -> Found:
        """Where which word stands in which form: `name as form` and the files."""
        found: Found = {}
        for path in _files(folders):
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                continue  # a server has just thrown it away
            for name in self._names_in(content.rstrip(b"\0") + b"\0"):  # a word in UTF-16 may end with one
                found.setdefault(name, set()).add(path)
        return found

    def _names_in(self, content: bytes) -> list[str]:
        digest = sha256(content).digest()
        if digest not in self._known:
            self._known[digest] = [name for needle, name in self._needles.items() if needle in content]
        return self._known[digest]


def _files(folders: Iterable[Path]) -> Iterable[Path]:
    return (
        path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    )
