"""Text that hides by what other parts of a template say, and files that cannot be looked through."""

import io
import zipfile
from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from services.investigation.domain.templates import names, needed
from shared.papers import template
from tests.investigation.templated import OPINION, changed, own
from tests.investigation.test_template_hides import squeezed


def tables_style(made: Any, what: str, value: str | None, part: str = "") -> None:
    """What the style of its table says of a text that says nothing itself."""
    form = OxmlElement("w:rPr")
    form.append(OxmlElement(f"w:{what}"))
    if value:
        form[0].set(qn("w:val"), value)
    style = made.styles.add_style("表", WD_STYLE_TYPE.TABLE).element
    holder = style
    if part:
        holder = OxmlElement("w:tblStylePr")
        holder.set(qn("w:type"), part)
        style.append(holder)
    holder.append(form)
    made.tables[0].style = made.styles["表"]


def overlaid(made: Any, kind: str, value: str) -> None:
    """In the colour that newer Words lay over the one that is said."""
    said = {qn_new("val"): value}
    color = etree.Element(qn_new(kind), said)
    fill, solid = etree.Element(qn_new("textFill")), etree.Element(qn_new("solidFill"))
    solid.append(color)
    fill.append(solid)
    made.paragraphs[2].runs[0]._r.get_or_add_rPr().append(fill)


def qn_new(name: str) -> str:
    return "{http://schemas.microsoft.com/office/word/2010/wordml}" + name


def placed(made: Any, holder: str, name: str, **said: str) -> None:
    element = OxmlElement(f"w:{name}")
    for each, value in said.items():
        element.set(qn(f"w:{each}"), value)
    if holder == "tblPr":
        made.tables[0]._tbl.tblPr.append(element)
    else:
        made.paragraphs[2]._p.get_or_add_pPr().append(element)


def narrow(made: Any) -> None:
    form = made.tables[0].cell(0, 0)._tc.get_or_add_tcPr()
    form.get_or_add_tcW().set(qn("w:w"), "1")
    form.tcW.set(qn("w:type"), "dxa")


MORE = [
    ("hidden", lambda made: tables_style(made, "vanish", None)),
    ("hidden", lambda made: tables_style(made, "vanish", None, "firstRow")),
    ("pale", lambda made: tables_style(made, "color", "FFFFFF")),
    ("tiny", lambda made: tables_style(made, "sz", "2")),
    ("pale", lambda made: overlaid(made, "srgbClr", "FFFFFF")),
    ("pale", lambda made: overlaid(made, "schemeClr", "bg1")),
    ("hidden", lambda made: squeezed(made, "position", "-2000")),
    ("hidden", lambda made: placed(made, "pPr", "ind", left="30000")),
    ("hidden", lambda made: placed(made, "pPr", "ind", left="-30000")),
    ("hidden", lambda made: placed(made, "pPr", "framePr", x="-20000", y="1")),
    ("hidden", lambda made: placed(made, "tblPr", "tblpPr", tblpX="-30000")),
    ("hidden", lambda made: placed(made, "tblPr", "tblInd", w="30000", type="dxa")),
    ("tiny", lambda made: squeezed(made, "fitText", "1")),
    ("tiny", lambda made: setattr(made.paragraphs[2].paragraph_format, "line_spacing", 0.01)),
    ("tiny", narrow),
]


@pytest.mark.parametrize(("how", "change"), MORE)
def test_text_that_other_parts_of_the_file_hide_is_refused(how: str, change: Any) -> None:
    assert {each.code for each in template.flaws(changed(change), names(OPINION), needed(OPINION))} == {how}


def test_what_offices_and_their_programs_do_with_places_and_colours_is_taken() -> None:
    def dressed(made: Any) -> None:
        tables_style(made, "b", None, "firstRow")
        overlaid(made, "schemeClr", "tx1")
        squeezed(made, "position", "6")
        placed(made, "tblPr", "tblInd", w="-108", type="dxa")
        was, form = OxmlElement("w:rPrChange"), OxmlElement("w:rPr")
        etree.SubElement(etree.SubElement(form, qn_new("textFill")), qn_new("noFill"))
        was.append(form)
        made.paragraphs[2].runs[0]._r.get_or_add_rPr().append(was)
        made.paragraphs[1].paragraph_format.left_indent = Pt(300)
        made.paragraphs[1].paragraph_format.first_line_indent = Pt(-32)
        made.paragraphs[2].paragraph_format.line_spacing = Pt(28)

    assert template.flaws(changed(dressed), names(OPINION), needed(OPINION)) == []


def rewritten(change: Any) -> bytes:
    """The template with its text written otherwise."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own())) as file, zipfile.ZipFile(made, "w") as into:
        for name in file.namelist():
            body = file.read(name)
            into.writestr(name, change(body) if name == "word/document.xml" else body)
    return made.getvalue()


def other_letters(body: bytes) -> bytes:
    return etree.tostring(etree.fromstring(body), encoding="UTF-16", xml_declaration=True)


def other_prefix(body: bytes) -> bytes:
    return (
        body.replace(b"<w:", b"<x:")
        .replace(b"</w:", b"</x:")
        .replace(b" xmlns:w=", b" xmlns:x=", 1)
        .replace(
            b" xmlns:x=",
            b' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:x=',
            1,
        )
    )


def endless(body: bytes) -> bytes:
    return body.replace(b"<w:sectPr", b"<w:p><w:r/></w:p>" * template.MOST_PIECES + b"<w:sectPr", 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [(other_letters, "not_word"), (other_prefix, "not_word"), (endless, "too_large")],
)
def test_what_could_not_be_looked_through_is_refused(change: Any, code: str) -> None:
    """Word reads it: what is looked for in the bytes stands there in other ones."""
    found = template.flaws(rewritten(change), names(OPINION), needed(OPINION))

    assert [each.code for each in found] == [code]
