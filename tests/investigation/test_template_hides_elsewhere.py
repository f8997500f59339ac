"""Text that hides by what other parts of a template say, and files that cannot be looked through."""

import io
import zipfile
from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from lxml import etree

from services.investigation.domain.templates import names, needed
from services.investigation.handlers.templates import sample
from services.investigation.written import by_template
from shared.papers import template
from tests.investigation.builders import TODAY
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


def in_header(made: Any, said: str = "看不见的字") -> Any:
    return made.sections[0].header.paragraphs[0].add_run(said)


def white_in_header(made: Any) -> None:
    in_header(made).font.color.rgb = RGBColor(255, 255, 255)


def tiny_in_a_table_of_the_footer(made: Any) -> None:
    table = made.sections[0].footer.add_table(1, 1, Pt(200))
    table.cell(0, 0).paragraphs[0].add_run("看不见的字").font.size = Pt(1)


def hidden_in_a_control(made: Any) -> None:
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    header = made.sections[0].header
    run = in_header(made)
    run.font.hidden = True
    content.append(header.paragraphs[0]._p)
    control.append(content)
    header._element.append(control)


def off_the_page(made: Any) -> None:
    in_header(made)
    made.sections[0].header_distance = Pt(1500)


def on_even_pages(made: Any) -> None:
    made.settings.odd_and_even_pages_header_footer = True
    made.sections[0].even_page_header.paragraphs[0].add_run("看不见的字").font.strike = True


MARGINS = [
    ("pale", white_in_header),
    ("tiny", tiny_in_a_table_of_the_footer),
    ("hidden", hidden_in_a_control),
    ("hidden", off_the_page),
    ("struck", on_even_pages),
    ("tiny", lambda made: placed(made, "pPr", "framePr", w="20", x="1", y="1")),
    ("tiny", lambda made: placed(made, "pPr", "framePr", h="20", hRule="exact", x="1", y="1")),
]


@pytest.mark.parametrize(("code", "change"), MARGINS)
def test_text_that_hides_in_margins_and_frames_is_refused(code: str, change: Any) -> None:
    found = template.flaws(changed(change), names(OPINION), needed(OPINION))

    assert code in {each.code for each in found}


def test_plain_margins_and_frames_are_taken() -> None:
    def plain(made: Any) -> None:
        in_header(made, "示例应急管理局")
        made.sections[0].footer.paragraphs[0].add_run("— 1 —").font.size = Pt(14)
        placed(made, "pPr", "framePr", w="4000", h="600", hRule="exact", x="1000", y="1000")

    assert template.flaws(changed(plain), names(OPINION), needed(OPINION)) == []


def test_what_no_page_shows_goes_into_no_document() -> None:
    def unshown(made: Any) -> None:
        section = made.sections[0]
        for name in ("first_page_header", "even_page_footer"):
            getattr(section, name).paragraphs[0].text = "看不见的字"

    data = changed(unshown)
    assert template.flaws(data, names(OPINION), needed(OPINION)) == []
    with zipfile.ZipFile(io.BytesIO(by_template(data, sample(OPINION, TODAY), 1).file("docx"))) as file:
        assert not any("看不见的字" in file.read(name).decode() for name in file.namelist() if "xml" in name)


def test_a_margin_written_with_another_prefix_or_without_end_is_refused() -> None:
    def endless(made: Any) -> None:
        for _ in range(template.MOST_PIECES):
            in_header(made, "字")

    assert [each.code for each in template.flaws(changed(endless), names(OPINION), needed(OPINION))] == [
        "too_large"
    ]
    other = replaced(changed(lambda made: in_header(made, "字")), "word/header", b"w:", b"x:")
    assert [each.code for each in template.flaws(other, names(OPINION), needed(OPINION))] == ["not_word"]


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        for each in before.infolist():
            body = before.read(each)
            after.writestr(
                each,
                body.replace(old, new).replace(b"xmlns:w=", b"xmlns:x=") if part in each.filename else body,
            )
    return file.getvalue()


def test_a_deletion_that_is_noted_with_another_blank_is_refused() -> None:
    data = replaced(own(), "word/document", b"<w:p>", b"<w:del\tw:id='1' w:author='x'/><w:p>")
    assert "changes" in {each.code for each in template.flaws(data, names(OPINION), needed(OPINION))}
