"""Looking for words in every byte of a folder, in any of the forms in which programs write them down."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
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


def search(folders: Iterable[Path], words: Mapping[str, str]) -> Found:
    """Where which word stands in which form: `name as form` and the files."""
    needles = {
        form: f"{name} as {kind}" for name, word in words.items() for kind, form in forms(word).items()
    }
    found: Found = {}
    for path in _files(folders):
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue  # a server has just thrown it away
        content = content if content.strip(b"\0") else b""
        for needle, name in needles.items():
            if needle in content:
                found.setdefault(name, set()).add(path)
    return found


def _files(folders: Iterable[Path]) -> Iterable[Path]:
    return (
        path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    )
