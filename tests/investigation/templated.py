"""A bureau's own template, what is changed in it, and how it is taken into use."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document as Word

from services.investigation.domain.documents import DocumentKind
from shared.contracts.terms import Role
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


def changed(change: Callable[[Any], object], data: bytes | None = None) -> bytes:
    """A template after something was done to it in Word."""
    made = Word(io.BytesIO(data or own()))
    change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def upload(seat: Any, data: bytes, kind: str = "opinion", who: str = "head") -> Any:
    head = Browser(seat(who, Role.HEAD))
    page = head.get(PAGE)
    return head.post(f"{PAGE}/{kind}", page, file=(io.BytesIO(data), "模板.docx"))
