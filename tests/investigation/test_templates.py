"""A bureau's own templates: refused when they could act or lack what the law wants; issued documents keep theirs."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pypdfium2
import pytest
from docx import Document as Word
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.templates import names, needed
from services.investigation.handlers.templates import sample
from services.investigation.written import by_template, starting_point
from shared.contracts.terms import Role
from shared.papers import pdf, template
from tests.investigation.builders import TODAY, fields_for
from tests.investigation.test_api import concluded
from tests.investigation.test_documents import issued, texts
from tests.investigation.test_views import Browser

OPINION = DocumentKind.OPINION
PAGE = "/investigation/templates"


def word(*lines: str) -> bytes:
    made = Word()
    for line in lines:
        made.add_paragraph(line)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def own(*more: str) -> bytes:
    """A bureau's template with headings of its own, names within lines, and a table."""
    made = Word(io.BytesIO(word("本局红头　{{发文机关}}", "编号：{{文号}}（机密）", "{{主送机关}}：", *more)))
    for name in ("开头", "事实和理由", "决定和依据", "执行方式和期限", "异议"):
        made.add_paragraph(f"【{name}】").runs[0].bold = True
        made.add_paragraph("{{" + name + "}}")
    row = made.add_table(rows=1, cols=2).rows[0].cells
    row[0].paragraphs[0].add_run("{{署")  # Word splits words into runs as it likes
    row[0].paragraphs[0].add_run("名}}")
    row[1].text = "{{成文日期}}"
    made.add_paragraph("{{抄送}}")
    made.add_paragraph("{{核验码}}")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_part(name: str, body: bytes, data: bytes | None = None) -> bytes:
    """The template with one more part, or one in another's place."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or own())) as old, zipfile.ZipFile(file, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, body)
    return file.getvalue()


def with_document(old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(own())) as file:
        body = file.read("word/document.xml")
    assert old in body
    return with_part("word/document.xml", body.replace(old, new, 1))


RELS = b'<Relationships><Relationship Id="r" Target="http://x/" TargetMode="External"/></Relationships>'
REFUSED = {
    "not_word": [b"", b"PK\x03\x04", b"%PDF-1.7", with_part("x", b"")[:400]],
    "macros": [with_part("word/vbaProject.bin", b"x")],
    "links_out": [with_part("word/_rels/settings.xml.rels", RELS)],
    "entities": [with_part("word/styles.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>')],
    "drawing": [with_part("word/media/image1.png", b"x"), with_document(b"<w:p>", b"<w:p><w:drawing/>")],
    "embedded": [with_document(b"<w:p>", b"<w:p><w:object/>")],
    "changes": [with_document(b"<w:p>", b'<w:p><w:ins w:id="1">')],
    "fields": [
        with_document(b"<w:p>", b"<w:p><w:instrText>INCLUDETEXT x</w:instrText>"),
        with_document(b"<w:p>", b"<w:sdt></w:sdt><w:p>"),
    ],
    "part": [with_part("word/comments.xml", b"<x/>"), with_part("../x.xml", b"<x/>")],
    "too_large": [b"x" * (template.LARGEST + 1), with_part("word/theme/theme1.xml", bytes(20 << 20))],
    "unknown_name": [own("{{投诉人}}")],
    "missing_name": [word("{{文号}}{{主送机关}}{{正文}}{{署名}}{{成文日期}}{{核验码}}"), word("无")],
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_could_act_hide_or_leave_out_is_refused(code: str) -> None:
    for data in REFUSED[code]:
        assert code in {each.code for each in template.flaws(data, names(OPINION), needed(OPINION))}


def changed(change: Callable[[Any], object], data: bytes | None = None) -> bytes:
    """A template after something was done to it in Word."""
    made = Word(io.BytesIO(data or own()))
    change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def in_header_only(made: Any) -> None:
    made.paragraphs[1].text = "编号见页眉"
    made.sections[0].header.paragraphs[0].text = "{{文号}}"


def control_in_footer(made: Any) -> None:
    footer = made.sections[0].footer
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    content.append(deepcopy(made.paragraphs[1]._p))
    control.append(content)
    footer._element.append(control)


def note(made: Any) -> None:
    made.paragraphs[0].runs[0]._r.append(OxmlElement("w:footnoteReference"))


def symbol(made: Any) -> None:
    made.paragraphs[0].runs[0]._r.append(OxmlElement("w:sym"))


LOST = {
    "missing_name": [in_header_only],
    "unknown_name": [lambda made: setattr(made.sections[0].footer.paragraphs[0], "text", "{{没有}}")],
    "fields": [control_in_footer],
    "nested": [lambda made: made.tables[0].cell(0, 0).add_table(1, 1)],
    "numbers": [lambda made: made.add_paragraph("第一项", style="List Number")],
    "notes": [note],
    "symbols": [symbol],
    "braces": [
        lambda made, said=said: made.add_paragraph(said)
        for said in ("{{ 文 号 }}", "｛｛文号｝｝", "{ {文号} }", "{{文号", "{{}}")
    ],
}


@pytest.mark.parametrize("code", LOST)
def test_what_would_stand_in_the_word_file_only_or_as_it_was_typed_is_refused(code: str) -> None:
    """The PDF is what is served and verified: nothing that the law wants may be missing there."""
    for change in LOST[code]:
        found = template.flaws(changed(change), names(OPINION), needed(OPINION))

        assert code in {each.code for each in found}


def test_headers_of_first_and_even_pages_are_filled_in() -> None:
    def headed(made: Any) -> None:
        section = made.sections[0]
        section.different_first_page_header_footer = True
        made.settings.odd_and_even_pages_header_footer = True
        for name in ("header", "first_page_header", "even_page_footer"):
            getattr(section, name).paragraphs[0].text = "{{文号}}"

    with_headers = changed(headed)
    assert template.flaws(with_headers, names(OPINION), needed(OPINION)) == []

    filled = by_template(with_headers, sample(OPINION, TODAY), 1).file("docx")
    with zipfile.ZipFile(io.BytesIO(filled)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}

    assert not [name for name, part in parts.items() if "{{" in part]
    assert sum(sample(OPINION, TODAY).number in part for part in parts.values()) == 4


def test_a_cell_that_a_row_leaves_out_moves_no_other() -> None:
    def ragged(made: Any) -> None:
        table = made.add_table(rows=2, cols=3)
        for at, cell in enumerate(table._cells):
            cell.text = f"格{at}"
        table.rows[0]._tr.remove(table.rows[0]._tr.tc_lst[2])
        wide = made.add_table(rows=1, cols=1)
        wide.cell(0, 0)._tc.grid_span = 5

    set_as = by_template(changed(ragged), sample(OPINION, TODAY), 1).set_as
    tables = [each for each in (set_as or {})["blocks"] if each["kind"] == "table"]
    said = [
        "".join(run["text"] for line in cell["lines"] for run in line["runs"]) for cell in tables[1]["cells"]
    ]

    assert said == ["格0", "格1", "", "格3", "格4", "格5"]
    assert len(tables[2]["columns"]) == 5


def test_a_cell_over_several_rows_stands_once_and_moves_no_other() -> None:
    def over_rows(made: Any) -> None:
        table = made.add_table(rows=3, cols=3)
        for at, cell in enumerate(table._cells):
            cell.text = f"格{at}"
        for at in (3, 6, 4, 7):  # what Word keeps in them is not shown
            table._cells[at].text = ""
        table.cell(0, 0).merge(table.cell(2, 0))
        table.cell(1, 1).merge(table.cell(2, 1))

    assert template.flaws(changed(over_rows), names(OPINION), needed(OPINION)) == []
    made = by_template(changed(over_rows), sample(OPINION, TODAY), 1)
    table = [each for each in (made.set_as or {})["blocks"] if each["kind"] == "table"][1]
    stand = {
        "".join(run["text"] for line in cell["lines"] for run in line["runs"]).strip(): (
            cell["x"], cell["y"], cell["span"], cell["rows"],
        )
        for cell in table["cells"]
    }  # fmt: skip

    assert stand == {
        "格0": (0, 0, 1, 3), "格1": (1, 0, 1, 1), "格2": (2, 0, 1, 1),
        "": (1, 1, 1, 2), "格5": (2, 1, 1, 1), "格8": (2, 2, 1, 1),
    }  # fmt: skip
    assert made.file("pdf").startswith(b"%PDF")


def test_what_was_set_before_cells_knew_their_place_is_set_as_it_was() -> None:
    made = by_template(own(), sample(OPINION, TODAY), 1).set_as or {}
    today = pdf.render(made)
    for block in made["blocks"]:
        for cell in block.get("cells", ()):
            for name in ("x", "y", "rows", "stands"):
                del cell[name]

    assert pdf.render(made) == today


def test_a_table_wider_than_word_allows_is_told(opened: Any, seat: Any) -> None:
    def wide(made: Any) -> None:
        made.tables[0].cell(0, 0)._tc.grid_span = 10**9

    assert upload(seat, changed(wide)).status_code == 422


def test_a_file_whose_tables_are_broken_is_told(opened: Any, seat: Any) -> None:
    def gridless(made: Any) -> None:
        made.tables[0]._tbl.remove(made.tables[0]._tbl.tblGrid)

    assert upload(seat, changed(gridless)).status_code == 422


def test_no_property_of_the_template_goes_into_documents() -> None:
    def noted(made: Any) -> None:
        variables = OxmlElement("w:docVars")
        variables.set(qn("w:name"), "张三")
        made.settings.element.append(variables)
        made.core_properties.identifier = "张三"
        part = Part(
            PackURI("/docProps/custom.xml"), "application/xml", "<x>张三</x>".encode(), made.part.package
        )
        made.part.package.relate_to(part, "http://x/officeDocument/2006/relationships/custom-properties")

    filled = by_template(changed(noted), sample(OPINION, TODAY), 1).file("docx")
    with zipfile.ZipFile(io.BytesIO(filled)) as file:
        assert not [name for name in file.namelist() if "张三".encode() in file.read(name)]


def test_a_damaged_file_is_told_and_breaks_nothing() -> None:
    """In the archive's own bytes (which compression may not survive), and in the XML of each part."""
    whole, dice = own(), random.Random(5)
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    damaged = [
        whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :] for at in dice.sample(range(len(whole)), 150)
    ]
    damaged += [with_part(name, body[: len(body) // 2]) for name, body in parts.items()]

    told = [template.flaws(data, names(OPINION), needed(OPINION)) for data in damaged]

    assert "not_word" in {each.code for flaws in told for each in flaws}
    assert all(told[150 + list(parts).index(name)] for name in ("word/document.xml", "[Content_Types].xml"))


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_has_a_file_to_begin_from_that_is_taken(kind: DocumentKind) -> None:
    begun, about = starting_point(kind, sample(kind, TODAY)), sample(kind, TODAY)
    said = texts(by_template(begun, about, 1).file("docx"))

    assert template.flaws(begun, names(kind), needed(kind)) == []
    assert "{{" not in said
    for text in (about.number, about.title, about.addressee, about.written_day, about.foot, about.copies):
        assert text in said


def test_what_is_filled_in_is_never_taken_for_a_name_and_hides_nobody() -> None:
    values = {
        "文号": "{{标题}}",
        "标题": "甲",
        "正文": [template.Line("{{文号}}"), template.Line("二", bold=True)],
    }
    made = template.fill(
        word("前{{文号}}后{{标题}}", "{{正文}}", "附：{{抄送}}"), values, "题", "某局", TODAY
    )
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        about = file.read("docProps/core.xml").decode() + file.read("docProps/app.xml").decode()

    assert texts(made).split("\n") == ["前{{标题}}后甲", "{{文号}}", "二"]
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", about) == ["某局"]
    assert "python-docx" not in about


def upload(seat: Any, data: bytes, kind: str = "opinion", who: str = "head") -> Any:
    head = Browser(seat(who, Role.HEAD))
    page = head.get(PAGE)
    return head.post(f"{PAGE}/{kind}", page, file=(io.BytesIO(data), "模板.docx"))


def test_a_document_is_issued_by_the_template_in_use_and_keeps_it(opened: Any, seat: Any) -> None:
    assert upload(seat, own("{{投诉人}}")).status_code == 422
    assert upload(seat, own()).status_code == 303
    case, later = opened(), opened()
    concluded(case, seat)
    assert upload(seat, own("第二版")).status_code == 303
    head = Browser(seat("head", Role.HEAD))
    assert head.post(f"{PAGE}/opinion", head.get(PAGE), leave="1").status_code == 303
    concluded(later, seat)
    anna = Browser(seat("anna"))

    def file(of: str, form: str) -> bytes:
        made = issued(seat, of)["opinion"]
        data: bytes = anna._ask("GET", f"/investigation/cases/{of}/documents/{made['id']}.{form}").data
        return data

    made, said = issued(seat, case)["opinion"], texts(file(case, "docx"))
    with pypdfium2.PdfDocument(file(case, "pdf")) as pages:
        printed = "".join(page.get_textpage().get_text_range() for page in pages)
    for text in (f"编号：{made['number']}（机密）", "【事实和理由】", fields_for("O2")["facts_and_reasons"]):
        assert text in said
        assert text in printed
    assert "第二版" not in said
    assert b"pdfaid:part>2<" in file(case, "pdf")
    assert file(case, "docx") == file(case, "docx")
    assert "【事实和理由】" not in texts(file(later, "docx"))


def test_heads_and_administrators_see_to_their_own_body_s_templates(opened: Any, seat: Any) -> None:
    data = own()
    assert upload(seat, data).status_code == 303
    admin = Browser(seat("admin", Role.ADMIN))
    other = Browser(seat("far", Role.HEAD, home="SUP-330110"))

    assert "第 1 版" in admin.get(PAGE)
    assert "第 1 版" not in other.get(PAGE)
    assert admin._ask("GET", f"{PAGE}/opinion/template.docx").data == data
    assert admin._ask("GET", f"{PAGE}/opinion/sample.pdf").data.startswith(b"%PDF")
    assert Browser(seat("anna"))._ask("GET", PAGE).status_code == 403
    assert admin._ask("GET", f"{PAGE}/nothing/sample.pdf").status_code == 404
    assert upload(seat, b"").status_code == 422
