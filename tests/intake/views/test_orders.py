"""Orders at the desk, without a script: a file looked at and kept, one order carried through, papers added."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from services.intake.models import Complaint
from shared.contracts.events import ComplaintAssessed
from shared.contracts.terms import Role, Service
from shared.staff import tokens
from shared.staff.tokens import StaffToken
from shared.staff.web import COOKIE
from tests.intake.orders_at_hand import DOOR, HEAD, LINE, body, csv_of
from tests.intake.orders_at_hand import xlsx as workbook
from tests.intake.views.forms import Page, get, post
from tests.shared.files.samples import jpeg

IMPORT = "/hotline/orders/import"


@pytest.fixture
def seat(client, time):
    token = StaffToken(
        uuid4(), "seat", "坐席", "DEP-330106", frozenset([Role.HOTLINE]), uuid4(), time.now, time.now + timedelta(hours=1)
    )  # fmt: skip
    client.set_cookie(COOKIE, tokens.issue(token, tokens.signing_key()))
    return client


@pytest.fixture
def assessed(hear, said):
    def tell(*barred):
        for event in said(Service.TRIAGE):
            known = {"complaint_id": event.complaint_id, "tracking_number": event.tracking_number}
            hear(ComplaintAssessed, **known, version=1, barred=list(barred))

    return tell


def look(seat, data: bytes, name="工单.csv", **typed):
    page = get(seat, IMPORT)
    sent = page.fields | {"file": (BytesIO(data), name)} | typed
    return Page(seat.post(IMPORT, data=sent, content_type="multipart/form-data"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_looked_at_and_then_its_fit_lines_are_kept(seat, kept, said, works, kind):
    rows = [HEAD, LINE, ("HZ-2", *LINE[1:]), ("HZ-3", "某天", *LINE[2:]), LINE]
    page = look(seat, csv_of(*rows).encode("gb18030") if kind == "csv" else workbook(rows), f"工单.{kind}")
    assert (page.status, kept()["complaint"]) == (200, 0)
    assert "2 条可以导入，1 条已收过，1 条有错误" in page.text
    assert "2026-12-01" in page.text

    done = Page(post(seat, f"{IMPORT}/kept", page))

    assert (done.status, kept()["complaint"], kept()["work_order"]) == (200, 2, 2)
    event = said(Service.TRIAGE)[0]
    assert (event.channel, event.identity, event.statement) == ("12345", "confidential", LINE[4])
    assert event.facts["respondents"][0] | {"sector": None} == {
        "kind": "officer", "division": "330106", "name": "张三", "role": None, "entrusted_by": None, "sector": None,
        "division_known": True,
    }  # fmt: skip
    again = Page(post(seat, f"{IMPORT}/kept", page))
    assert "已导入 0 条" in again.text
    assert kept()["complaint"] == 2


WRONG = [
    ((*HEAD, "回访人"), (*LINE, "李四"), "无法识别这一列"),
    (HEAD[1:], LINE[1:], "缺少这一列"),
    ((*HEAD, "内容"), (*LINE, "x"), "出现两次"),
    (HEAD, (*LINE, "多了"), "多于表头"),
    (HEAD, ("2.02611E+13", *LINE[1:]), "舍入"),
    (HEAD, (*LINE[:5], "局长夫人", *LINE[6:]), "不是可选的类别"),
    (HEAD, (*LINE[:7], "鼓楼区"), "同名地方"),
    (HEAD, (*LINE[:3], "call me", *LINE[4:]), "电话"),
    (HEAD, (*LINE[:4], "甲\x07乙", *LINE[5:]), "U+0007"),
    (HEAD, (*LINE[:4], "甲\ufffd乙", *LINE[5:]), "U+FFFD"),
    (HEAD, ("字" * 81, *LINE[1:]), "80"),
]


def test_what_is_wrong_is_told_by_line_and_column_and_nothing_is_kept(seat, kept):
    for head, line, told in WRONG:
        page = look(seat, csv_of(head, line).encode())

        assert (page.status, told in page.text) == (422, True), told
    assert kept()["complaint"] == 0


def test_two_orders_of_one_number_are_told_and_neither_passes_for_the_other(seat, kept):
    other = (*LINE[:4], "另一件事。", *LINE[5:])
    page = Page(post(seat, IMPORT, get(seat, IMPORT), lines=csv_of(HEAD, LINE, other, LINE)))

    assert "此编号在上面的行中已有，内容不同" in page.text
    assert "1 条可以导入，1 条已收过，1 条有错误" in page.text
    post(seat, f"{IMPORT}/kept", page)
    assert kept()["work_order"] == 1


def test_where_a_file_comes_from_is_asked_in_words_not_in_codes(seat):
    page = Page(post(seat, IMPORT, get(seat, IMPORT), channel="letter", lines=csv_of(HEAD, LINE)))

    assert page.status == 422
    assert page.text.count("请选择工单来源") == 2, "in the summary and at the field"
    assert "petition_office, superior" not in page.text


def test_unknown_columns_are_left_out_only_knowingly_and_lines_may_be_pasted(seat):
    page = look(seat, csv_of((*HEAD, "回访人"), (*LINE, "李四")).encode(), leave_out="yes")

    assert page.status == 200
    assert "以下列已略过：回访人" in page.text
    page = get(seat, IMPORT)

    assert Page(post(seat, IMPORT, page, lines=csv_of(HEAD, LINE))).status == 200
    assert Page(post(seat, IMPORT, page)).status == 422
    assert Page(post(seat, IMPORT, page, csrf_token="old")).status == 400
    assert Page(post(seat, IMPORT, page, lines=csv_of(HEAD, LINE), channel="web")).status == 422


def test_one_order_is_signed_and_answered_and_gets_its_papers(seat, bearer, assessed, kept):
    seat.post(DOOR, json=body(), headers=bearer(Role.HOTLINE, "DEP-330106"))
    assert "HZ-1" not in get(seat, "/hotline/orders").text
    assessed()
    link = next(
        link
        for link in get(seat, "/hotline/orders").links
        if link.startswith("/hotline/orders/") and "-" in link
    )
    page = get(seat, link)
    assert "研判岗尚未决定由谁办理" in page.text
    assert "jd-deadline" in page.text
    assert " title=" not in page.text  # what a mouse alone can read

    assert post(seat, f"{link}/sign", page, hard="yes").status_code == 303
    assert post(seat, f"{link}/sign", page).status_code == 409
    wrong = Page(post(seat, f"{link}/interim", get(seat, link), text=""))
    assert (wrong.status, "#text" in wrong.links) == (422, True)
    assert post(seat, f"{link}/interim", get(seat, link), text="正在办理").status_code == 303
    assert "正在办理" in get(seat, link).text
    files = {"csrf_token": page.token, "files": (BytesIO(jpeg()), "张三来信.jpg")}
    assert seat.post(f"{link}/papers", data=files, content_type="multipart/form-data").status_code == 303
    shown = get(seat, link).text
    assert kept()["attachment"] == 1
    assert "张三来信" not in shown

    assessed("DEP-330106")
    assert "HZ-1" not in get(seat, "/hotline/orders?view=all").text
    assert get(seat, link).status == 404
    for step in ("sign", "interim", "papers", "nothing", f"deliveries/{uuid4()}"):
        assert post(seat, f"{link}/{step}", page, text="正在办理").status_code == 404


def test_a_visit_gets_its_papers_and_at_most_five_representatives(seat, works, kept):
    assert seat.get("/hotline/papers").status_code == 303
    typed = {
        "what": "七人来访。",
        "who_kind": "unknown",
        "identity": "real_name",
        "person_name": "王小明",
        "person_phone": "13800001234",
        "channel": "visit",
    }
    assert post(seat, "/hotline/", get(seat, "/hotline/"), **typed).status_code == 303
    page = get(seat, "/hotline/papers")

    files = {"csrf_token": page.token, "files": (BytesIO(jpeg()), "来信.jpg")}
    assert seat.post("/hotline/papers", data=files, content_type="multipart/form-data").status_code == 303
    assert "来信.jpg" in get(seat, "/hotline/papers").text
    six = Page(post(seat, "/hotline/papers/representatives", page, representatives="\n".join("甲乙丙丁戊己")))
    assert (six.status, six.fields["representatives"]) == (422, "甲\n乙\n丙\n丁\n戊\n己")
    five = post(seat, "/hotline/papers/representatives", page, representatives="\n".join("甲乙丙丁戊"))
    assert five.status_code == 303
    with works.reading() as session:
        (complaint,) = session.scalars(select(Complaint).options(undefer(Complaint.call)))
    assert complaint.call["representatives"] == list("甲乙丙丁戊")
