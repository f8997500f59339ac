"""What goes wrong on the way through the form: stale tokens, no cookies, lost answers, other devices."""

import re

import pytest

from tests.intake.views.forms import STEPS, Page, fill_in, get, post, step


@pytest.mark.parametrize("token", ["", "stale"])
@pytest.mark.parametrize("name", STEPS)
def test_a_stale_form_token_loses_nothing(client, kept, name, token):
    typed = {"what": "很长的一段话", "evidence": "有录像", "spot": "二车间", "name": "张三", "earlier": "x"}
    page = get(client, f"/complaints/new/{name}")
    typed = {key: value for key, value in typed.items() if key in page.fields}

    response = post(client, f"/complaints/new/{name}", page, csrf_token=token, **typed)

    again = Page(response)
    assert response.status_code == 400
    assert kept()["draft"] == 0
    assert {key: again.fields[key] for key in typed} == typed
    assert again.token


@pytest.mark.parametrize("address", ["/complaints/new/what", "/complaints/whole", "/follow"])
def test_who_keeps_no_cookies_is_told_so_and_loses_nothing(app, address):
    page = get(app.test_client(), address)

    again = Page(post(app.test_client(use_cookies=False), address, page, what="收了两千元"))

    assert again.status == 400
    assert "没有接受本网站的 Cookie" in again.text
    assert again.fields.get("what", "收了两千元") == "收了两千元"


def test_a_stale_token_on_sending_keeps_all_and_sends_at_the_second_press(client, kept):
    fill_in(client)
    page = get(client, "/complaints/new/check")

    first = post(client, "/complaints/new/check", page, csrf_token="stale")
    assert (first.status_code, kept()["complaint"]) == (400, 0)
    assert post(client, "/complaints/new/check", Page(first)).status_code == 303
    assert kept()["complaint"] == 1


def test_pressing_send_again_after_a_lost_answer_gives_the_same_receipt(client, kept):
    fill_in(client)
    page = get(client, "/complaints/new/check")

    post(client, "/complaints/new/check", page)
    first = get(client, "/complaints/receipt")
    assert post(client, "/complaints/new/check", page).status_code == 303
    second = get(client, "/complaints/receipt")

    words = re.compile(r'jd-code__group">([0-9A-Z]+)<')
    assert words.findall(first.text) == words.findall(second.text) != []
    assert (kept()["complaint"], kept()["draft"]) == (1, 0)


def test_a_sheet_is_taken_up_on_another_device_by_its_link(app, client):
    step(client, "what", what="很长的一段话")
    page = get(client, "/complaints/saved")
    link = re.search(r"/complaints/resume/[\w-]+", page.text).group()

    other = app.test_client()
    assert other.get(link).status_code == 303
    assert get(other, "/complaints/new/what").fields["what"] == "很长的一段话"
    assert app.test_client().get("/complaints/resume/guessed").status_code == 404


def test_a_draft_is_unreadable_without_its_link_and_forgotten_in_time(client, works, time, kept):
    step(client, "what", what="很长的一段话")

    with works.reading() as session:
        raw = session.connection().exec_driver_sql("select * from draft").all()
    assert "很长".encode() not in bytes(raw[0].sealed)
    time.pass_days(15)
    client.delete_cookie("jiandu_draft", path="/complaints")
    step(client, "what", what="另一件事")
    assert kept()["draft"] == 1


def test_going_back_after_sending_shows_the_receipt_and_no_mistakes(client):
    fill_in(client)
    post(client, "/complaints/new/check", get(client, "/complaints/new/check"))

    assert client.get("/complaints/new/check").headers["Location"] == "/complaints/receipt"
    post(client, "/complaints/receipt/done", get(client, "/complaints/receipt"))
    assert client.get("/complaints/new/check").headers["Location"] == "/complaints/new"
