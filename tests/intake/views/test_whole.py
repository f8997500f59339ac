"""The form on one page: nothing is kept with us before it is sent; and what a script keeps while one types."""

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.intake.form import whole
from services.intake.views.form import QUIETLY
from shared.contracts.terms import Service
from shared.crowds import HEADER
from tests.intake.views.forms import Page, get, post
from tests.intake.views.test_form import PEOPLE

WHOLE, SEND = "/complaints/whole", "/complaints/whole/send"
MARKS = ["imminent_danger", "hazard"]
ANSWERS: dict[str, Any] = {
    "who_kind": "officer",
    "who_place": "330106",
    "who_name": "张三",
    "what": "检查时没有出示证件。\n\n第二天又来。",
    "natures": ["unlawful"],
    "occurred_on_year": "2026",
    "occurred_on_month": "10",
    "occurred_on_day": "1",
    "place": "杭州市西湖区",
    "spot": "二车间",
    "marks": MARKS,
    "evidence": "有录像",
    "identity": "confidential",
    "confidential_name": "王小明",
    "confidential_phone": "13800001234",
}


def looked_over(client, **changed) -> Page:
    response = post(client, WHOLE, get(client, WHOLE), **(ANSWERS | changed))
    assert response.status_code == 200, response.get_data(as_text=True)
    return Page(response)


def test_the_words_that_could_tell_who_it_is_are_shown_before_sending(client):
    page = looked_over(client, what="我是三车间的班长李明，电话13812345678。")

    assert (page.status, page.text.count("<mark>")) == (200, 2)


def test_nothing_is_kept_before_it_is_sent_and_then_all_of_it(client, kept, said):
    page = looked_over(client)

    assert (kept()["draft"], kept()["complaint"]) == (0, 0)
    for words in ("张三", "二车间", "有录像", "王小明", "tel:119", "tel:12350"):
        assert words in page.text
    for mark in MARKS:
        assert page.text.count(f'<input type="hidden" name="marks" value="{mark}">') == 2, (
            "to send, to change"
        )
    assert post(client, SEND, page, marks=MARKS).headers["Location"] == "/complaints/receipt"
    (event,) = said(Service.TRIAGE)
    assert event.statement == "检查时没有出示证件。\n\n第二天又来。\n\n具体地点：二车间\n\n证据说明：有录像"
    assert event.facts["respondents"][0]["name"] == "张三"
    assert event.facts["circumstances"]["hazard"] is event.facts["circumstances"]["imminent_danger"] is True
    assert (kept()["complaint"], kept()["identity"], kept()["draft"]) == (1, 1, 0)


def test_pressing_send_again_after_a_lost_answer_gives_the_same_receipt(client, kept):
    page = looked_over(client)
    shown = []
    for _ in range(2):
        post(client, SEND, page)
        shown.append(re.findall(r'jd-code__group">([0-9A-Z]+)<', get(client, "/complaints/receipt").text))

    assert shown[0] == shown[1] != []
    assert kept()["complaint"] == 1


def test_going_back_to_change_loses_nothing(client):
    page = looked_over(client)

    again = Page(post(client, WHOLE, page, change="1", marks=MARKS))
    assert {name: again.fields[name] for name in ANSWERS} == ANSWERS


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"who_kind": ""}, "who_kind"),
        ({"who_place": "鼓楼区"}, "who_place"),
        ({"what": ""}, "what"),
        ({"occurred_on_month": "13"}, "occurred_on"),
        ({"identity": ""}, "identity"),
        ({"confidential_name": ""}, "confidential_name"),
        ({"earlier": "7K3M"}, "earlier"),
    ],
)
def test_a_mistake_is_named_at_its_field_and_in_the_summary(client, kept, changed, field):
    response = post(client, WHOLE, get(client, WHOLE), **(ANSWERS | changed))
    page = Page(response)

    assert response.status_code == 422
    assert f"#{field}" in page.links
    assert field in page.ids
    assert page.fields["spot"] == "二车间"
    assert kept()["complaint"] == kept()["draft"] == 0


def test_a_stale_token_and_a_used_ticket_lose_nothing(client, kept):
    page = looked_over(client)
    stale = Page(post(client, SEND, page, csrf_token="stale"))
    assert stale.status == 400
    assert post(client, SEND, stale).status_code == 303
    other = Page(post(client, SEND, stale, what="另一件事。"))
    assert (other.status, kept()["complaint"]) == (409, 1)
    assert post(client, SEND, other).status_code == 303
    assert kept()["complaint"] == 2


def test_in_a_crowd_the_page_holds_the_place_and_the_words(client, kept, time):
    headers = {HEADER: "crowded 3"}
    page = looked_over(client)
    waiting = Page(client.post(SEND, data=page.fields, headers=headers))

    assert 'data-proof="' in waiting.text
    assert (waiting.status, kept()["complaint"], kept()["draft"]) == (200, 0, 0)
    time.now += timedelta(seconds=6)
    assert client.post(SEND, data=waiting.fields, headers=headers).status_code == 303
    assert kept()["complaint"] == 1


ANYTHING = st.fixed_dictionaries(dict.fromkeys(("what", "spot", "who_name", "evidence"), PEOPLE))


@hypothesis_settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(typed=ANYTHING)
def test_any_text_goes_from_page_to_page_as_it_was_typed(client, typed):
    page = Page(post(client, WHOLE, get(client, WHOLE), **(ANSWERS | typed)))
    if page.status == 200:
        page = Page(post(client, WHOLE, page, change="1"))

    assert {name: page.fields[name] for name in typed} == typed


def test_the_page_asks_all_that_the_steps_ask(client):
    asked = get(client, WHOLE).text

    for name in (*whole.FIELDS, *whole.LISTS):
        if not name.endswith("_code"):
            assert f'name="{name}"' in asked, name


def test_what_is_typed_is_kept_before_any_button_is_pressed(client, kept):
    page = get(client, "/complaints/new/what")
    typed = page.fields | {"what": "写到一半"}

    kept_now = client.post("/complaints/new/what", data=typed, headers={QUIETLY: "1"})

    assert (kept_now.status_code, kept_now.get_data()) == (204, b"")
    assert get(client, "/complaints/new/what").fields["what"] == "写到一半"
    assert client.post("/complaints/new/what", data=typed | {"csrf_token": "x"}, headers={QUIETLY: "1"}).status_code == 400  # fmt: skip
    assert kept()["draft"] == 1
