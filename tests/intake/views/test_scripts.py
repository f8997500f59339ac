"""A bureau's own words for its seats: looked at, kept with who and why, used at once, taken back."""

import pytest

from shared.contracts.terms import Role
from tests.intake.views.forms import Page, get, post

WORDS = {
    "kind": "officer",
    "say": "请慢慢说。",
    "ask": "是否出示证件\n 是否当场收款 \n",
    "reason": "坐席规范第三条",
}


@pytest.fixture
def head(browser, bearer):
    return browser(bearer(Role.HEAD, "SUP-330106"))


@pytest.fixture
def desk(browser, bearer):
    return lambda home="DEP-330106": get(browser(bearer(Role.HOTLINE, home)), "/hotline/").text


def test_words_are_looked_at_before_they_are_kept_and_seats_have_them_at_once(head, desk, kept):
    form = get(head, "/hotline/scripts?kind=officer")
    looked = Page(post(head, "/hotline/scripts", form, **WORDS, do="look"))
    assert (looked.status, "请慢慢说。" in looked.text, kept()["script_change"]) == (200, True, 0)
    assert "请慢慢说。" not in desk()

    assert post(head, "/hotline/scripts", looked, **WORDS, do="keep").status_code == 303

    assert "请慢慢说。" in desk()
    assert desk().count("是否当场收款") == 1
    assert "请慢慢说。" not in desk("DEP-330110")
    assert "坐席规范第三条" in get(head, "/hotline/scripts?kind=officer").text

    page = get(head, "/hotline/scripts?kind=officer")
    again = post(head, "/hotline/scripts", page, **WORDS | {"back": "yes"}, do="keep")
    assert again.status_code == 303
    assert "请慢慢说。" not in desk()


def test_a_mistake_and_an_older_page_keep_what_was_typed_and_nothing_else(head, kept):
    form = get(head, "/hotline/scripts?kind=officer")

    empty = Page(post(head, "/hotline/scripts", form, **WORDS | {"ask": " \n"}, do="keep"))
    post(head, "/hotline/scripts", form, **WORDS, do="keep")
    late = Page(post(head, "/hotline/scripts", form, **WORDS | {"say": "另一句"}, do="keep"))

    assert (empty.status, "#ask" in empty.links, empty.fields["reason"]) == (422, True, WORDS["reason"])
    assert (late.status, late.fields["say"]) == (409, "另一句")
    assert kept()["script_change"] == 1


def test_programs_change_them_by_version_and_may_look_first(client, bearer, kept):
    door = "/api/v1/hotline/scripts"
    admin, seat = bearer(Role.ADMIN, "DEP-330100"), bearer(Role.HOTLINE, "DEP-330106")
    body = {"kind": "officer", "script": {"say": "市局的话", "ask": ["一", "二"]}, "reason": "市局规定"}

    def change(key="", **more):
        version = client.get(door, headers=admin).headers["ETag"]
        said = admin | {"If-Match": version} | ({"Idempotency-Key": key} if key else {})
        return client.post(f"{door}/changes", json=body | more, headers=said)

    assert change(dry_run=True).get_json()["shown"]["place"] == "330100"
    assert kept()["script_change"] == 0
    assert client.post(f"{door}/changes", json=body, headers=admin).status_code == 428
    assert client.post(f"{door}/changes", json=body, headers=seat | {"If-Match": "*"}).status_code == 403
    assert change("first").get_json() == change("first").get_json()
    assert kept()["script_change"] == 1
    assert change().get_json()["errors"][0]["code"] == "nothing_new"

    officer = next(
        each for each in client.get(door, headers=seat).get_json()["items"] if each["kind"] == "officer"
    )
    assert officer == {"kind": "officer", "place": "330100", "say": "市局的话", "ask": ["一", "二"]}
    assert change(script=None).status_code == 201
    assert client.get(f"{door}/changes", headers=seat).get_json()["items"] == []
