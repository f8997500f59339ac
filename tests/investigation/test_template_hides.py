"""Text of a template that nobody would read: refused; where it was taken before that was asked, passed over."""

import io
import zipfile
from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from sqlalchemy import update

from services.investigation import looking_over
from services.investigation.domain.templates import names, needed
from services.investigation.handlers.templates import sample
from services.investigation.models import DocumentTemplate
from services.investigation.written import by_template
from shared import audit, i18n
from shared.contracts.terms import Role
from shared.papers import template
from shared.work import SYSTEM, Works
from tests.investigation.builders import TODAY, fields_for
from tests.investigation.templated import OPINION, PAGE, changed, own, upload
from tests.investigation.test_api import FINDING, concluded
from tests.investigation.test_documents import issued, texts
from tests.investigation.test_views import Browser


def added(made: Any, said: str) -> Any:
    return made.add_paragraph().add_run(said)


def by_style(made: Any, name: str, value: Any) -> None:
    """What the style of a paragraph says through the one that it is built on, of which the paragraph says nothing."""
    base, style = (made.styles.add_style(each, WD_STYLE_TYPE.PARAGRAPH) for each in ("底", "面"))
    style.base_style = base
    setattr(base.font, name, value)
    made.paragraphs[3].style = style


def by_default(made: Any, name: str) -> None:
    made.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0].append(OxmlElement(f"w:{name}"))


def in_a_row(made: Any, holder: str, name: str) -> None:
    cell = made.tables[0].cell(0, 0)._tc
    form = cell.get_or_add_tcPr() if holder == "tcPr" else cell.getparent().get_or_add_trPr()
    form.append(OxmlElement(f"w:{name}"))


def no_ink(made: Any) -> None:
    fill, form = OxmlElement("w:textFill"), made.paragraphs[2].runs[0]._r.get_or_add_rPr()
    fill.append(OxmlElement("w:noFill"))
    form.append(fill)


def shaded(made: Any) -> None:
    """In the colour of its cell."""
    cell = made.tables[0].cell(0, 1)
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("fill", "1F4E79")):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def squeezed(made: Any, name: str, value: str) -> None:
    form = OxmlElement(f"w:{name}")
    form.set(qn("w:val"), value)
    made.paragraphs[2].runs[0]._r.get_or_add_rPr().append(form)


HIDING = {
    "hidden": [
        lambda made: setattr(added(made, "无").font, "hidden", True),
        lambda made: by_style(made, "hidden", True),
        lambda made: by_default(made, "vanish"),
        lambda made: in_a_row(made, "trPr", "hidden"),
        lambda made: in_a_row(made, "tcPr", "vMerge"),
        no_ink,
    ],
    "struck": [
        lambda made: setattr(added(made, "此条作废").font, "strike", True),
        lambda made: by_style(made, "double_strike", True),
    ],
    "pale": [
        lambda made: setattr(added(made, "白字").font.color, "rgb", RGBColor(0xFF, 0xFF, 0xFF)),
        lambda made: setattr(added(made, "几近白字").font.color, "rgb", RGBColor(0xE0, 0xE0, 0xF0)),
        lambda made: setattr(added(made, "黑底黑字").font, "highlight_color", WD_COLOR_INDEX.BLACK),
        shaded,
    ],
    "tiny": [
        lambda made: setattr(added(made, "一磅").font, "size", Pt(1)),
        lambda made: by_style(made, "size", Pt(1)),
        lambda made: squeezed(made, "w", "1"),
        lambda made: squeezed(made, "spacing", "-400"),
        lambda made: setattr(made.paragraphs[2].paragraph_format, "line_spacing", Pt(1)),
    ],
}


@pytest.mark.parametrize("how", HIDING)
def test_text_that_nobody_would_read_is_refused_by_its_words(how: str) -> None:
    for change in HIDING[how]:
        found = template.flaws(changed(change), names(OPINION), needed(OPINION))

        assert {each.code for each in found} == {how}
        assert all(each.what for each in found)


def test_red_heads_grey_notes_and_bold_captions_are_taken() -> None:
    """What offices do with letters is not held for hiding."""

    def dressed(made: Any) -> None:
        made.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xD7, 0x00, 0x0F)
        added(made, "注：本文书一式两份").font.color.rgb = RGBColor(0x80, 0x80, 0x80)
        small = added(made, "打印：示例")
        small.font.size, small.font.highlight_color = Pt(7.5), WD_COLOR_INDEX.YELLOW
        head = added(made, "白字深底在表内由主题定")
        head.font.hidden, head.font.strike = False, False
        made.add_paragraph().add_run("  ").font.size = Pt(1)

    assert template.flaws(changed(dressed), names(OPINION), needed(OPINION)) == []


@pytest.mark.parametrize("name", ["面", "底"])
def test_styles_that_are_built_on_one_another_in_a_circle_are_looked_through_once(name: str) -> None:
    def circular(made: Any) -> None:
        by_style(made, "name", "仿宋")
        made.styles["底"].base_style = made.styles["面"]
        made.paragraphs[3].style = made.styles[name]

    assert by_template(changed(circular), sample(OPINION, TODAY), 1).file("pdf").startswith(b"%PDF")
    assert template.flaws(changed(circular), names(OPINION), needed(OPINION)) == []


def test_a_colour_is_the_one_that_was_looked_at_whatever_a_theme_makes_of_it() -> None:
    def themed(made: Any) -> None:
        run = made.paragraphs[2].runs[0]
        run.font.color.rgb = RGBColor(0x10, 0x10, 0x10)
        run._r.rPr.find(qn("w:color")).set(qn("w:themeColor"), "background1")

    filled = by_template(changed(themed), sample(OPINION, TODAY), 1).file("docx")
    with zipfile.ZipFile(io.BytesIO(filled)) as file:
        body = file.read("word/document.xml").decode()

    assert 'w:val="101010"' in body
    assert "themeColor" not in body


@pytest.fixture
def outdated(works: Works, seat: Any) -> None:
    """A template in use that was taken when nobody asked whether its text hides."""
    assert upload(seat, own()).status_code == 303
    hidden = changed(lambda made: setattr(made.paragraphs[1].runs[0].font, "hidden", True))
    with works.begin(SYSTEM) as work:
        work.session.execute(update(DocumentTemplate).values(data=hidden))


@pytest.mark.usefixtures("outdated")
def test_a_template_that_does_not_pass_any_more_is_not_used_and_the_page_says_why(
    opened: Any, seat: Any, works: Works
) -> None:
    case = opened()
    concluded(case, seat)
    made, anna = issued(seat, case)["opinion"], Browser(seat("anna"))
    address = f"/investigation/cases/{case}/documents/{made['id']}"
    said = texts(anna._ask("GET", f"{address}.docx").data)
    page = Browser(seat("head", Role.HEAD)).get(PAGE, lang="zh")
    with works.reading() as session:
        kept = [e.detail for e in audit.read(session, f"case:{case}") if e.action == "document.issued"]

    assert made["number"] in said
    assert "【事实和理由】" not in said
    assert anna._ask("GET", f"{address}.pdf").data.startswith(b"%PDF")
    assert "“编号：{{文号}}（机密）”" in page
    assert "未被使用" in page
    assert {each["kind"]: each.get("template_passed_over") for each in kept}["opinion"] == 1
    assert upload(seat, own()).status_code == 303
    assert "未被使用" not in Browser(seat("head", Role.HEAD)).get(PAGE, lang="zh")


@pytest.mark.usefixtures("outdated")
def test_who_approves_reads_that_the_own_template_is_not_used(opened: Any, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    page, said = Browser(seat("head", Role.HEAD)), "自有模板未被使用：执法监督意见书"

    assert said in page.get(f"/investigation/cases/{case}", tab="outcome", lang="zh")
    assert upload(seat, own()).status_code == 303
    assert said not in page.get(f"/investigation/cases/{case}", tab="outcome", lang="zh")


@pytest.mark.usefixtures("outdated")
def test_the_doctor_names_templates_that_do_not_pass_any_more(works: Works, seat: Any) -> None:
    with i18n.speaking("en"):
        (found,) = looking_over.templates(works)

    assert found.level == "warning"
    assert "SUP-330106" in found.text
    assert "{{文号}}" in found.text
    assert upload(seat, own()).status_code == 303
    assert [each.level for each in looking_over.templates(works)] == ["ok"]
