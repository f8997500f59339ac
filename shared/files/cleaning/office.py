"""Office files packed anew: without properties, authors, macros, and what would be fetched from elsewhere.

Parts are changed as text by narrow patterns, since a reader of XML that writes it again would rename
prefixes that Word insists on.
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from shared.files.cleaning.made import COPY, Cannot, Made
from shared.files.cleaning.strip import strip
from shared.files.kinds import Kind, Note
from shared.files.sniff.zips import MOST_UNPACKED

MOST_XML = 100 << 20
_DROPPED = (
    "docprops/", "customxml/", "thumbnails/", "basic/", "scripts/", "meta.xml", "configurations2/",
    "word/people.xml", "xl/persons/", "ppt/authors.xml", "documentsignatures", "_xmlsignatures/",
    "meta-inf/documentsignatures.xml", "word/vbadata.xml",
)  # fmt: skip
_DROPPED_ENDS = ("vbaproject.bin", "vbaprojectsignature.bin", "vbaprojectsignatureagile.bin", ".rdf")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LIST = "[Content_Types].xml"

_NAMES = re.compile(
    rb"""((?:[\w.-]+:)?(?:author|initials|userId|providerId|lastModifiedBy|creator|userName|displayName))"""
    rb"""=("[^"]*"|'[^']*')"""
)
_DATES = re.compile(rb"""((?:w|w16du|p15|p188):(?:date|dateUtc|dT)|dT|created)=("[^"]*"|'[^']*')""")
_AUTHOR_TEXT = re.compile(
    rb"<((?:[\w.-]+:)?(?:author|creator|initials|initial-creator|creator-initials))\b([^>]*)>[^<]*</\1>"
)
_RSIDS = re.compile(rb"""\sw:rsid\w*=("[^"]*"|'[^']*')""")
_RELATION = re.compile(rb"<Relationship\b[^>]*/>")
_OVERRIDE = re.compile(rb"""<Override\b[^>]*\bPartName=["']/?([^"']*)["'][^>]*/>""")
_ENTRY = re.compile(
    rb"""<manifest:file-entry\b[^>]*manifest:full-path=["']([^"']*)["'][^>]*(?:/>|>\s*</manifest:file-entry>)"""
)
_TARGET = re.compile(rb"""\bTarget=("[^"]*"|'[^']*')""")
_OUTSIDE = re.compile(rb"""\bTargetMode=["']External["']""")
_HYPERLINK = re.compile(rb"""/hyperlink["']""")
_MACRO_TYPES = re.compile(
    rb"application/vnd\.ms-(word|excel|powerpoint)\.(\w+)\.macroEnabled(?:\.main|Template\.main)?\+xml"
)
_PLAIN = {
    b"word": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    b"excel": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"powerpoint": b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}


def clean(kind: Kind, data: bytes) -> Made:
    made, target = Made(), BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as fresh:
        room = MOST_UNPACKED
        for entry in source.infolist():
            if entry.is_dir() or _dropped(entry.filename):
                continue
            content = _unpacked(source, entry, room)
            room -= len(content)
            _put(fresh, entry, _cleaned(entry.filename, content, made))
    made.parts[COPY] = target.getvalue()
    return made


def _dropped(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(_DROPPED) or lower.endswith(_DROPPED_ENDS)


def _unpacked(source: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """What is really in it; sizes that a header claims are not believed."""
    with source.open(entry) as packed:
        content = packed.read(min(room, MOST_UNPACKED) + 1)
    if len(content) > room:
        raise Cannot("too large unpacked")
    return content


def _put(fresh: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> None:
    made = zipfile.ZipInfo(entry.filename, _EPOCH)
    made.compress_type = entry.compress_type
    fresh.writestr(made, content)


def _cleaned(name: str, content: bytes, made: Made) -> bytes:
    lower = name.lower()
    if lower.endswith((".xml", ".rels", ".vml")):
        return _xml(name, content, made)
    return strip(content)


def _xml(name: str, content: bytes, made: Made) -> bytes:
    if len(content) > MOST_XML:
        raise Cannot("too much XML")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Cannot("XML in another encoding")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Cannot("XML with entities")
    if name == _LIST:
        return _MACRO_TYPES.sub(lambda found: _PLAIN[found[1]], _OVERRIDE.sub(_unless_dropped, content))
    if name.endswith(".rels"):
        return _RELATION.sub(_relation(name, made), content)
    if name == "META-INF/manifest.xml":
        return _ENTRY.sub(_unless_dropped, content)
    for pattern, put in ((_NAMES, rb'\1=""'), (_DATES, rb'\1="1980-01-01T00:00:00Z"'), (_RSIDS, b"")):
        content = pattern.sub(put, content)
    return _AUTHOR_TEXT.sub(rb"<\1\2></\1>", content)


def _unless_dropped(found: re.Match[bytes]) -> bytes:
    return b"" if _dropped(found[1].decode("utf-8", "replace")) else found[0]


def _relation(name: str, made: Made) -> Callable[[re.Match[bytes]], bytes]:
    """Relations to what was dropped go; those that fetch from elsewhere lead nowhere."""
    base = name.rpartition("_rels/")[0]

    def put(found: re.Match[bytes]) -> bytes:
        relation, target = found[0], _TARGET.search(found[0])
        if target is None:
            return relation
        if _OUTSIDE.search(relation):
            if _HYPERLINK.search(relation):
                return relation
            made.notes.add(Note.LINKS_OUT)
            return _TARGET.sub(b'Target="about:blank"', relation)
        path = target[1][1:-1].decode("utf-8", "replace")
        whole = path[1:] if path.startswith("/") else _joined(base, path)
        return b"" if _dropped(whole) else relation

    return put


def _joined(base: str, path: str) -> str:
    parts: list[str] = [part for part in base.split("/") if part]
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
