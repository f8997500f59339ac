"""A bureau's template that is packed to burst, to work without end, or to say elsewhere what nobody looks at."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.templates import names, needed
from shared.papers import template
from tests.investigation.templated import own

OPINION = DocumentKind.OPINION
STYLES, TOLD = "word/styles.xml", 30_000
PIECE = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
TABLE = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{}</w:tr></w:tbl>"


def codes(data: bytes) -> set[str]:
    return {each.code for each in template.flaws(data, names(OPINION), needed(OPINION))}


def packed(put: Callable[[str, bytes], dict[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The template with other parts in the place of each, which it may be itself."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own())) as old, zipfile.ZipFile(made, "w", how) as new:
        for each in old.namelist():
            for name, body in put(each, old.read(each)).items():
                new.writestr(name, body)
    return made.getvalue()


def with_text(xml: str) -> bytes:
    def put(name: str, body: bytes) -> dict[str, bytes]:
        more = xml.encode() + b"<w:sectPr"
        return {name: body.replace(b"<w:sectPr", more, 1) if name == template.MAIN else body}

    return packed(put)


def test_a_part_that_holds_more_than_it_says_is_not_unpacked() -> None:
    """Its check sum is that of as much as it says."""
    long = b" " * 100_000_000

    def put(name: str, body: bytes) -> dict[str, bytes]:
        return {name: body.replace(b"</w:styles>", long + b"</w:styles>") if name == STYLES else body}

    made = bytearray(packed(put))
    with zipfile.ZipFile(io.BytesIO(own())) as file:
        begin = (file.read(STYLES).replace(b"</w:styles>", b"") + long)[:TOLD]
    at = made.rfind(STYLES.encode()) - 46
    assert made[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", made, at + 16, zlib.crc32(begin))
    struct.pack_into("<I", made, at + 24, TOLD)

    tracemalloc.start()
    try:
        assert codes(bytes(made)) == {"not_word"}
        assert tracemalloc.get_traced_memory()[1] < 30 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("how", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_what_is_packed_otherwise_is_not_unpacked(how: int) -> None:
    assert codes(packed(lambda name, body: {name: body}, how)) == {"not_word"}


def test_the_text_lies_where_it_is_looked_for() -> None:
    """Else a control in it, which no PDF shows, would stand in the Word file."""

    def put(name: str, body: bytes) -> dict[str, bytes]:
        if name in ("_rels/.rels", "[Content_Types].xml"):
            return {name: body.replace(b"word/document.xml", b"word/header9.xml")}
        if name == "word/_rels/document.xml.rels":
            return {name: body, "word/_rels/header9.xml.rels": body}
        if name == template.MAIN:
            hidden = f"<w:sdt><w:sdtContent>{PIECE.format('另罚款十万元')}</w:sdtContent></w:sdt><w:sectPr"
            return {name: body, "word/header9.xml": body.replace(b"<w:sectPr", hidden.encode(), 1)}
        return {name: body}

    assert codes(packed(put)) == {"not_word"}


ENDLESS: dict[str, Any] = {
    "a name in paragraphs": PIECE.format("{{正文}}") * (template.MOST_OF_A_NAME + 1),
    "a name in a line": PIECE.format("{{文号}}" * (template.MOST_OF_A_NAME + 1)),
    "cells": TABLE.format("<w:tc/>" * template.MOST_ELEMENTS) + PIECE.format("x"),
    "breaks": f"<w:p><w:r>{'<w:br/>' * template.MOST_ELEMENTS}</w:r></w:p>",
    "signs": PIECE.format("字" * (template.MOST_SIGNS + 1)),
}


@pytest.mark.parametrize("what", ENDLESS)
def test_what_would_be_worked_on_without_end_is_too_large(what: str) -> None:
    assert codes(with_text(ENDLESS[what])) == {"too_large"}


def test_a_name_may_stand_where_a_form_has_it_again() -> None:
    assert codes(with_text(PIECE.format("编号{{文号}}") * 8)) == set()
