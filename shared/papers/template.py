"""A bureau's own Word template: looked at before it is kept, filled in, and set as PDF from what it became.

A template is a .docx with names in double braces. It may hold text, tables, styles, headers and footers;
nothing that acts, fetches, or hides: no macros, links outside, embedded things, fields, pictures.
"""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.exceptions import PythonDocxError
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from shared.papers.hiding import hiding
from shared.papers.paper import unturned
from shared.papers.reach import in_margins, in_text, lost, margins, out_of_reach

LARGEST = 2 << 20
LARGEST_UNPACKED = 16 << 20
MOST_PARTS = 100
MOST_PIECES = 4000
"""Paragraphs and runs; each is looked at, at every use, and a template of ten pages has some hundreds."""
MOST_ELEMENTS = 60_000
"""Of all that Word marks in the text, its margins and its styles: cells, breaks, tabs, columns."""
MOST_SIGNS = 200_000
MOST_OF_A_NAME = 12
"""What stands for it may be of ten pages."""
MAIN = "word/document.xml"
NAMES = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
_BRACES = re.compile(r"[{｛]\s*[{｛][^}｝]{0,40}[}｝]*")
"""What was meant as a name and is none: it would stand on the document as it was typed."""
UNREADABLE = (
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
    TypeError,
    SyntaxError,
    PythonDocxError,
    XmlchemyError,
)
"""What python-docx and lxml (`SyntaxError`) say of XML that is broken."""
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/\w+\.xml|word/_rels/\w+\.xml\.rels"
    r"|docProps/thumbnail\.\w+|word/(document|styles|stylesWithEffects|settings|fontTable|webSettings|numbering|footnotes|endnotes|(header|footer)\d*)\.xml"
    r"|word/theme/(theme\d+\.xml|_rels/.*)|customXml/(item(Props)?\d+\.xml|_rels/item\d+\.xml\.rels)"
)
_FORBIDDEN = {
    "links_out": re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE),
    "entities": re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE),
    "drawing": re.compile(rb"<(w:drawing|w:pict|mc:AlternateContent|v:shape)\b"),
    "embedded": re.compile(rb"<(w:object|w:control|w:altChunk|w:subDoc)\b"),
    "changes": re.compile(rb"<w:(ins|del|moveFrom|moveTo)[\s>/]"),
    "fields": re.compile(rb"<w:(fldSimple|instrText)\b"),
}
_ENCODED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
"""In other letters than those that are looked for; Word writes UTF-8."""
_NOT_FILLED = re.compile(rb"<w:(sdt|hyperlink|smartTag|customXml)\b")
"""What holds text that is neither filled in nor set: controls and links, which Word makes by itself."""
_PRIVATE = ("/thumbnail", "/customXml", "/custom-properties")
"""What a template may bring along and no document takes over: they may show what somebody else wrote."""
_PAGE_NUMBERS = re.compile(rb"<w:instrText[^>]*>\s*(PAGE|NUMPAGES)\b[^<]*</w:instrText>|<w:instrText[^>]*/>")


@dataclass(frozen=True)
class Flaw:
    """Why a template is not taken: a stable code, and the part or the name that it is about."""

    code: str
    what: str = ""


@dataclass(frozen=True)
class Line:
    """One paragraph of a text that is filled in."""

    text: str
    bold: bool = False


Values = Mapping[str, str | Sequence[Line]]
"""What stands for a name: a text within a line, or paragraphs in the place of its paragraph."""


def flaws(data: bytes, known: Iterable[str], needed: Iterable[Sequence[str]]) -> list[Flaw]:
    """All that is wrong with it. `needed`: of each group one way must stand there whole, as `a+b` or `c`."""
    found = list(_unsafe(data))
    if found:
        return found
    try:
        made = Document(BytesIO(data))
        return list(_unlooked(made)) or list(_unfit(made, set(known), needed))
    except UNREADABLE:
        return [Flaw("not_word")]


def _unlooked(made: Any) -> Iterator[Flaw]:
    """Why it is not looked through: its text lies elsewhere than is looked, too much of it, or written with
    another prefix than all that is looked for in its parts."""
    holders = [made.element, *(each._element for each in margins(made))]
    if str(made.part.partname) != f"/{MAIN}":
        yield Flaw("not_word", str(made.part.partname))
    elif any(each.prefix != "w" for holder in holders for each in holder.iter(qn("w:*"))):
        yield Flaw("not_word")
    elif _is_much([*holders, made.part.styles.element]):
        yield Flaw("too_large")


def _is_much(holders: Sequence[Any]) -> bool:
    """Each mark is looked at, and each name is filled in wherever it stands with all that stands for it."""
    said = "".join(text.text or "" for each in holders for text in each.iter(qn("w:t")))
    return (
        sum(1 for each in holders for _ in each.iter(qn("w:p"), qn("w:r"))) > MOST_PIECES
        or sum(1 for each in holders for _ in each.iter()) > MOST_ELEMENTS
        or len(said) > MOST_SIGNS
        or any(many > MOST_OF_A_NAME for many in Counter(NAMES.findall(said)).values())
    )


def _unfit(made: Any, known: set[str], needed: Iterable[Sequence[str]]) -> Iterator[Flaw]:
    """What could not be filled in, or would be lost: the PDF has what stands in the text, not in margins."""
    text = [each.text for each in in_text(made)]
    said = [*text, *(each.text for each in in_margins(made))]
    names = {name for each in text for name in NAMES.findall(each)}
    used = {name for each in said for name in NAMES.findall(each)}
    yield from (Flaw("unknown_name", name) for name in sorted(used - known))
    yield from (Flaw("braces", found[0]) for each in said for found in _BRACES.finditer(NAMES.sub("", each)))
    yield from (Flaw("fields", each) for each in out_of_reach(made))
    yield from (Flaw(what) for what in lost(made))
    yield from (Flaw(how, what) for how, what in hiding(made))
    for ways in needed:
        if not any(set(way.split("+")) <= names for way in ways):
            yield Flaw("missing_name", ways[0])


def _unsafe(data: bytes) -> Iterator[Flaw]:
    if len(data) > LARGEST:
        yield Flaw("too_large")
        return
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            parts = file.infolist()
            if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST_UNPACKED:
                yield Flaw("too_large")
                return
            if MAIN not in file.namelist():
                yield Flaw("not_word")
                return
            for each in parts:
                yield from _unsafe_part(each.filename, _read(file, each))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError):
        yield Flaw("not_word")


def _read(file: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """All of it, which must be as much as it says: more may be packed there, and whoever reads it later would
    unpack that. Raises BadZipFile."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("packed otherwise")
    with_one_more = copy(part)
    with_one_more.file_size += 1
    with file.open(with_one_more) as packed:
        found = packed.read(with_one_more.file_size)
    if len(found) != part.file_size:
        raise zipfile.BadZipFile("not as large as it says")
    return found


def _unsafe_part(name: str, body: bytes) -> Iterator[Flaw]:
    if name.endswith("/"):
        return
    if "vbaproject" in name.lower() or b"macroEnabled" in body:
        yield Flaw("macros", name)
    elif name.startswith("word/media/"):
        yield Flaw("drawing", name)
    elif not _PARTS.fullmatch(name):
        yield Flaw("part", name)
    elif name.endswith((".xml", ".rels")) and (_ENCODED.search(body[:200]) or b"\0" in body):
        yield Flaw("not_word", name)
    else:
        body = _PAGE_NUMBERS.sub(b"", body)
        yield from (Flaw(code, name) for code, pattern in _FORBIDDEN.items() if pattern.search(body))
        if name == MAIN and _NOT_FILLED.search(body):
            yield Flaw("fields", name)


def fill(data: bytes, values: Values, title: str, author: str, day: date) -> bytes:
    """The template with what stands for its names. A paragraph whose only name stands for nothing goes."""
    made = Document(BytesIO(data))
    for margin in list(margins(made, shown=False)):
        margin.is_linked_to_previous = True  # what no page shows is not looked at, and goes along nowhere
    for paragraph in [*in_text(made), *in_margins(made)]:
        names = NAMES.findall(paragraph.text)
        alone = len(names) == 1 and not NAMES.sub("", paragraph.text).strip()
        if len(names) == 1 and not values.get(names[0]):
            _drop(paragraph)
        elif alone and not isinstance(values[names[0]], str):
            _become(paragraph, [each for each in values[names[0]] if isinstance(each, Line)])
        elif names:
            _within(paragraph, values)
    _fix_colors(made)
    about = made.core_properties
    about.title, about.author, about.last_modified_by = title, author, author
    about.comments = about.keywords = about.subject = about.category = ""
    about.identifier = about.version = about.content_status = ""
    about.created = about.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for source in (made.part.package, made.part):
        for key, link in list(source.rels.items()):
            if link.reltype.endswith(_PRIVATE):
                source.rels.pop(key)
    for part in made.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":  # it names company, manager, template
            part._blob = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    for kept in made.settings.element.xpath("./w:docVars"):  # what macros and office systems noted
        made.settings.element.remove(kept)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _fix_colors(made: Any) -> None:
    """Colours stay those that Word noted: what a theme makes of them was not looked at."""
    for holder in (made.element, made.part.styles.element):
        for each in holder.xpath(".//w:rPr/w:color | .//w:shd"):
            for name in [name for name in each.attrib if name.rpartition("}")[2].startswith("theme")]:
                del each.attrib[name]


def _drop(paragraph: Paragraph) -> None:
    """Take it away; the last paragraph of a cell stays, empty."""
    element = paragraph._p
    holder = element.getparent()
    if holder is not None and len(holder.findall(element.tag)) > 1:
        holder.remove(element)
    else:
        paragraph.clear()


def _become(paragraph: Paragraph, lines: Sequence[Line]) -> None:
    """One paragraph for each line, all in the form of the one that named them."""
    for line in lines:
        line_of = deepcopy(paragraph._p)
        paragraph._p.addprevious(line_of)
        made = Paragraph(line_of, paragraph._parent)
        for run in made.runs[1:]:
            line_of.remove(run._r)
        made.runs[0].text = unturned(line.text)
        if line.bold:
            made.runs[0].bold = True
    _drop(paragraph)


def _within(paragraph: Paragraph, values: Values) -> None:
    """Put texts into a line, the last first; each takes the form of the run in which its name begins."""
    for match in reversed(list(NAMES.finditer("".join(run.text for run in paragraph.runs)))):
        value = values.get(match[1], "")
        text, at = value if isinstance(value, str) else "\n".join(line.text for line in value), 0
        for run in paragraph.runs:
            said, start = run.text, at
            at += len(said)
            if at <= match.start() or start >= match.end():
                continue
            before = said[: max(0, match.start() - start)]
            after = said[match.end() - start :] if at > match.end() else ""
            run.text = before + (unturned(text) if start <= match.start() else "") + after
