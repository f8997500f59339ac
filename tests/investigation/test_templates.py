"""A bureau's own templates: refused when they could act or lack what the law wants; issued documents keep theirs."""

import io
import random
import re
import zipfile
from copy import deepcopy
from typing import Any

import pypdfium2
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.templates import names, needed
from services.investigation.handlers.templates import sample
from services.investigation.written import by_template, starting_point
from shared.contracts.terms import Role
from shared.papers import template
from tests.investigation.builders import TODAY, fields_for
from tests.investigation.templated import OPINION, PAGE, changed, own, upload, with_document, with_part, word
from tests.investigation.test_api import concluded
from tests.investigation.test_documents import issued, texts
from tests.investigation.test_views import Browser

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
