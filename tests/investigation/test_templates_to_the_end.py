"""A template that changes on the way: what was proposed, returned, approved, printed, put away and verified."""

import io
import re
from typing import Any

import pypdfium2
import pytest
from flask import Flask

from shared.contracts.terms import Role
from tests.investigation.archived import put_away
from tests.investigation.builders import fields_for
from tests.investigation.ended import verified
from tests.investigation.templated import own, upload
from tests.investigation.test_api import CHECKS, FINDING
from tests.investigation.test_archive import File, given
from tests.investigation.test_documents import issued, texts
from tests.investigation.test_views import Browser

O2 = {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]}
VERSIONS = ("第一版", "第二版", "第三版")


def draft(seat: Any, case: str) -> str:
    where = f"/investigation/cases/{case}/drafts/1.docx"
    return texts(Browser(seat("head", Role.HEAD))._ask("GET", where).data)


def file(seat: Any, case: str, form: str) -> bytes:
    made = issued(seat, case)["opinion"]
    where = f"/investigation/cases/{case}/documents/{made['id']}.{form}"
    found: bytes = Browser(seat("anna"))._ask("GET", where).data
    return found


def said(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pages:
        return "".join(page.get_textpage().get_text_range() for page in pages)


def which(text: str) -> list[str]:
    return [each for each in VERSIONS if each in text]


def begun(opened: Any, seat: Any) -> str:
    case = str(opened())
    seat("anna").post(f"/cases/{case}/claim")
    seat("anna").change(case, "findings", FINDING)
    seat("anna").change(case, "outcomes", O2)
    return case


def ended(case: str, seat: Any) -> None:
    anna = seat("anna")
    for status in ("reported", "confirmed"):
        anna.change(case, "rectification", {"status": status, "text": "已整改"})
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "见卷宗")})
    put_away(case, seat)


def same(client: Any, code: str, data: bytes) -> bool:
    shown = client.get(f"/investigation/verify?code={code}").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    assert token
    form = {"csrf_token": token[1], "code": code, "file": (io.BytesIO(data), "意见书.pdf")}
    page: str = client.post("/investigation/verify?lang=zh", data=form).get_data(as_text=True)
    assert "该文件与发出的文书" in page, page
    return "完全一致" in page


@pytest.mark.parametrize("printed", [True, False], ids=["printed before", "never printed"])
def test_what_was_approved_is_printed_put_away_and_verified_as_it_was(
    opened: Any, seat: Any, app: Flask, printed: bool
) -> None:
    head, client = seat("head", Role.HEAD), app.test_client()
    assert upload(seat, own("第一版")).status_code == 303
    older = begun(opened, seat)
    head.change(older, "approval", {"decision": "approve"})
    case = begun(opened, seat)
    assert which(draft(seat, case)) == ["第一版"]
    head.change(case, "approval", {"decision": "return", "reason": "期限不清"})
    assert upload(seat, own("第二版")).status_code == 303
    seat("anna").change(case, "outcomes", O2)
    assert which(draft(seat, case)) == ["第二版"]
    head.change(case, "approval", {"decision": "approve"})
    first = file(seat, case, "pdf") if printed else b""
    assert upload(seat, own("第三版")).status_code == 303
    ended(case, seat)
    again = file(seat, case, "pdf")
    whole = given(seat, f"/investigation/cases/{case}/archive.zip")
    court = given(seat, f"/investigation/cases/{case}/archive/court/other.zip")

    assert first in (b"", again)
    assert which(said(again)) == which(texts(file(seat, case, "docx"))) == ["第二版"]
    for copy in (whole, court):
        assert which(copy.text("volume.pdf")) == ["第二版"]
        assert piece(copy) == again, "what lies in the file is verified as what was served"
    made, before = issued(seat, case)["opinion"], issued(seat, older)["opinion"]
    assert (before["template"], made["template"]) == (1, 2)
    assert same(client, made["verification"], piece(whole))
    old = file(seat, older, "pdf")
    assert which(said(old)) == ["第一版"]
    assert before["number"] in verified(client, before)
    assert same(client, before["verification"], old)
    assert not same(client, before["verification"], again)


def piece(copy: File) -> bytes:
    found = next(name for name in copy.names if name.endswith("-opinion.pdf"))
    return copy.zip.read(found)
