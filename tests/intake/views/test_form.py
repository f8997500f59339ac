"""The form in steps: without a script, back and forth, nothing typed is lost, one complaint in the end."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.intake.models import Complaint, IdentityRecord
from shared.contracts.terms import Service
from tests.intake.views.forms import STEPS, Page, fill_in, fill_in_rest, get, post, send, step


def test_a_complaint_goes_in_step_by_step(client, said):
    fill_in(client)
    page = send(client)

    (event,) = said(Service.TRIAGE)
    assert event.tracking_number in page.text.replace('</span><span class="jd-code__join">-</span><span class="jd-code__group">', "-")  # fmt: skip
    assert event.statement == "检查时没有出示证件。\n\n具体地点：二车间\n\n证据说明：有录像"
    assert event.facts["occurred_on"] == "2026-10-01"
    assert event.facts["respondents"][0]["division"] == "330106"
    assert event.facts["circumstances"]["hazard"] is True
    assert event.facts["claims"]["natures"] == ["unlawful"]
    assert event.identity == "anonymous"


def test_several_respondents_can_be_named_changed_and_removed(client, said):
    page = get(client, "/complaints/new/who")
    response = post(
        client, "/complaints/new/who", page, kind="officer", place="330106", name="甲", another="1"
    )
    assert response.headers["Location"] == "/complaints/new/who?edit=1"
    page = get(client, "/complaints/new/who?edit=1")
    post(client, "/complaints/new/who", page, kind="leader", place_unknown="yes", name="乙", another="1")
    page = get(client, "/complaints/new/who?edit=2")
    post(client, "/complaints/new/who", page, kind="auxiliary", place="330110", name="丙")
    page = get(client, "/complaints/new/who?edit=0")
    assert page.fields["name"] == "甲"
    post(client, "/complaints/new/who", page, name="甲甲")
    page = get(client, "/complaints/new/who")
    client.post("/complaints/new/who/remove", data={"csrf_token": page.token, "index": "2"})
    fill_in_rest(client)
    send(client)

    respondents = said(Service.TRIAGE)[0].facts["respondents"]
    assert [(one["name"], one["division"], one["division_known"]) for one in respondents] == [
        ("甲甲", "330106", True),
        ("乙", None, False),
    ]


def test_one_who_knows_nothing_of_the_person_goes_on(client, said):
    assert step(client, "who", kind="unknown").headers["Location"] == "/complaints/new/what"
    fill_in_rest(client)
    send(client)

    assert said(Service.TRIAGE)[0].facts["respondents"] == []


def test_in_whose_name_the_paper_was_issued_is_asked_and_told(client, said):
    fill_in(client, who={"kind": "entrusted_agency", "place": "330106", "entrusted_by": "杭州市"})
    send(client)

    assert said(Service.TRIAGE)[0].facts["respondents"][0]["entrusted_by"] == "330100"


@pytest.mark.parametrize(
    ("typed", "code"), [("余杭区", "330110"), ("浙江省杭州市西湖区", "330106"), ("330106", "330106")]
)
def test_a_place_may_be_typed(client, said, typed, code):
    fill_in(client, who={"kind": "department", "place": typed})
    send(client)

    assert said(Service.TRIAGE)[0].facts["respondents"][0]["division"] == code


def test_a_place_of_which_there_are_several_is_chosen(client, said):
    response = step(client, "who", kind="department", place="西湖区")
    page = Page(response)
    assert response.status_code == 422
    assert 'value="330106"' in page.text
    assert 'value="360103"' in page.text
    assert post(client, "/complaints/new/who", page, place_code="360103").status_code == 303
    fill_in_rest(client)
    send(client)

    assert said(Service.TRIAGE)[0].facts["respondents"][0]["division"] == "360103"


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("who", {}, "kind"),
    ("who", {"kind": "king"}, "kind"),
    ("who", {"kind": "officer"}, "place"),
    ("who", {"kind": "officer", "place": "没有这个地方"}, "place"),
    ("who", {"kind": "officer", "place": "330106", "name": "长" * 101}, "name"),
    ("who", {"kind": "officer", "place": "330106", "name": "a\x07"}, "name"),
    ("what", {"what": ""}, "what"),
    ("what", {"what": " \u3000\n"}, "what"),
    ("what", {"what": "字" * 20_001}, "what"),
    ("what", {"what": "a\x00b"}, "what"),
    ("when", {"occurred_on_year": "2026", "occurred_on_month": "11", "occurred_on_day": "24"}, "occurred_on"),
    ("when", {"occurred_on_year": "2026", "occurred_on_month": "2", "occurred_on_day": "30"}, "occurred_on"),
    ("when", {"occurred_on_year": "去年"}, "occurred_on"),
    ("when", {"place": "没有这个地方"}, "place"),
    ("when", {"spot": "长" * 301}, "spot"),
    ("circumstances", {"earlier": "7K3M-9QXT-AB2D"}, "earlier"),
    ("circumstances", {"review": "perhaps"}, "review"),
    ("evidence", {"evidence": "长" * 2001}, "evidence"),
    ("you", {}, "identity"),
    ("you", {"identity": "king"}, "identity"),
    ("you", {"identity": "real_name"}, "real_name_name"),
    ("you", {"identity": "real_name", "real_name_name": "王小明"}, "real_name_phone"),
    (
        "you",
        {"identity": "confidential", "confidential_name": "王", "confidential_phone": "x"},
        "confidential_phone",
    ),
    (
        "you",
        {"identity": "confidential", "confidential_name": "王", "confidential_email": "x"},
        "confidential_email",
    ),
]


@pytest.mark.parametrize(("name", "typed", "field"), BAD, ids=lambda value: str(value)[:40])
def test_a_mistake_is_shown_at_its_field_and_what_was_typed_stays(client, kept, name, typed, field):
    page = Page(step(client, name, **typed))

    assert page.status == 422
    assert f"#{field}" in page.links
    assert field in page.ids
    for key, value in typed.items():
        if key != "kind" and value not in ("king", "perhaps") and "\x00" not in value and "\x07" not in value:
            assert page.fields[key] == value
    again = get(client, f"/complaints/new/{name}" + ("?edit=0" if name == "who" else ""))
    assert again.status == 200
    assert kept()["complaint"] == 0


def test_the_check_page_sends_back_to_what_is_missing(client):
    step(client, "what", what="没有开收据")

    response = client.get("/complaints/new/check")
    assert response.headers["Location"].startswith("/complaints/new/who")


def test_an_answer_changed_from_the_check_page_leads_back_to_it(client):
    fill_in(client)

    page = get(client, "/complaints/new/evidence?back_to=check")
    response = post(client, "/complaints/new/evidence", page, evidence="没有了")
    assert response.headers["Location"] == "/complaints/new/check"


def test_an_anonymous_complainant_leaves_no_name_even_in_the_draft(client, works, kept):
    fill_in(
        client,
        you={"identity": "confidential", "confidential_name": "王小明", "confidential_phone": "13800001234"},
    )
    page = get(client, "/complaints/new/you")
    post(client, "/complaints/new/you", page, identity="anonymous")

    assert "王小明" not in get(client, "/complaints/new/you").text
    send(client)
    assert kept()["identity"] == 0


def test_a_named_complainant_is_kept_apart(client, works):
    fill_in(
        client, you={"identity": "real_name", "real_name_name": "王小明", "real_name_phone": "13800001234"}
    )
    send(client)

    with works.reading() as session:
        assert session.scalars(select(IdentityRecord)).one().complainant["phone"] == "13800001234"


def test_danger_shows_the_numbers_and_refuses_nobody(client):
    fill_in(client, circumstances={"marks": ["imminent_danger", "deaths"]})

    assert "119" in get(client, "/complaints/new/check").text
    assert "jd-notice--danger" in send(client).text


def test_who_wants_to_stay_unknown_is_shown_the_words_that_could_tell_and_decides(client):
    fill_in(client, what={"what": "我是三车间的班长李明，电话13812345678。没有开收据。"})

    page = get(client, "/complaints/new/check")
    assert (page.status, page.text.count("<mark>")) == (200, 2)
    assert "/complaints/new/what?back_to=check" in page.links
    assert "jd-code__group" in send(client).text


def test_the_noted_code_can_be_tried_and_the_receipt_put_away(client):
    fill_in(client)
    page = send(client)
    last = re.findall(r'jd-code__group">([0-9A-Z]+)<', page.text)[-1]

    assert post(client, "/complaints/receipt/noted", page, last_group="???").status_code == 422
    assert (
        "jd-notice--done"
        in Page(post(client, "/complaints/receipt/noted", page, last_group=last.lower())).text
    )
    post(client, "/complaints/receipt/done", page)
    assert client.get("/complaints/receipt").status_code == 404


def test_the_receipt_is_shown_for_an_hour(client, time):
    fill_in(client)
    send(client)
    time.pass_days(1)

    assert client.get("/complaints/receipt").status_code == 404


PEOPLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)


@hypothesis_settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(what=PEOPLE, spot=PEOPLE, name=PEOPLE)
def test_any_text_comes_back_as_it_was_typed(app, works, what, spot, name):
    client = app.test_client()
    for page, typed in (("what", {"what": what}), ("when", {"spot": spot})):
        shown = Page(step(client, page, **typed))
        assert shown.status in (303, 422)
        again = get(client, f"/complaints/new/{page}").fields
        assert {key: again[key] for key in typed} == typed
    step(client, "who", kind="officer", place="330106", name=name)
    assert get(client, "/complaints/new/who?edit=0").fields["name"] == name


def test_steps_that_do_not_exist_are_not_found(client):
    assert client.get("/complaints/new/nothing").status_code == 404
    assert client.post("/complaints/new/nothing").status_code == 404


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", STEPS)
def test_every_step_stands_in_both_languages_with_one_heading(client, name, language):
    page = get(client, f"/complaints/new/{name}?lang={language}")

    assert (page.status, page.headings) == (200, 1)
    assert len(page.ids) == len(set(page.ids))


def test_what_was_sent_is_what_was_checked(client, works):
    fill_in(client)
    shown = get(client, "/complaints/new/check")
    send(client)

    with works.reading() as session:
        complaint = session.scalars(select(Complaint)).one()
        for words in ("检查时没有出示证件。", "二车间", "有录像"):
            assert words in shown.text
            assert words in complaint.statement
