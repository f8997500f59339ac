"""Every address of every service, asked by odd methods, with odd queries, conditions and cookies: answered calmly."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import Client, TestResponse

from shared.assembly import create_app
from tests.api.town import WITH_FINDINGS, Town, settled
from tests.sampled import dealt

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "BREW")
PROBLEM = "application/problem+json"
WHO = {"intake": "hotline", "triage": "triage", "investigation": "investigator"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(tmp_path_factory.mktemp("odd"), (12, 9, 2, 6)) as made:
        yield made


@pytest.fixture(scope="module")
def apps(town: Town) -> dict[str, Flask]:
    embedded = town.house.embedded
    return {each.name: create_app(each, embedded.settings) for each in embedded.services}


@pytest.fixture(params=WHO)
def service(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Visitor:
    """Someone who is signed in at the pages and at the JSON doors of one service."""

    def __init__(self, town: Town, service: str) -> None:
        self.client, bearer = Client(town.house.app), town.house.bearer(f"{WHO[service]}-330106")
        self.client.set_cookie("jiandu_staff", bearer.removeprefix("Bearer "))
        self.headers = {"Authorization": bearer, "Accept-Language": "zh-CN"}

    def ask(self, method: str, address: str, **more: Any) -> TestResponse:
        headers = self.headers | more.pop("headers", {})
        return self.client.open(address, method=method, headers=headers, **more)


@pytest.fixture
def visitor(town: Town, service: str) -> Visitor:
    return Visitor(town, service)


def routes(town: Town, app: Flask) -> Iterator[tuple[Rule, str]]:
    """Each rule with an address that reaches something where there is something to reach."""
    journey = town.journeys[WITH_FINDINGS]
    known = {"tracking_number": journey.tracking_number, "case_id": journey.case_id}
    other = {
        "name": "who",
        "what": "messages",
        "token": "x",
        "filename": "app.css",
        "resource": "notes",
        "position": 1,
        "form": "pdf",
        "page": 1,
        "version": 1,
        "serial": 1,
        "party": "other",
    }
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/metrics"):
            continue  # not behind the front door
        values = {name: (known | other).get(name, str(uuid4())) for name in rule.arguments}
        yield rule, rule.rule if not values else _built(app, rule, values)


def _built(app: Flask, rule: Rule, values: dict[str, Any]) -> str:
    with app.test_request_context():
        return app.url_map.bind("inside").build(rule.endpoint, values, force_external=False)


def test_head_says_what_get_says_without_a_body(
    town: Town, apps: dict[str, Flask], service: str, visitor: Visitor
) -> None:
    for rule, address in dealt(routes(town, apps[service]), 0, 3):
        if "GET" in (rule.methods or ()):
            got, headed = visitor.ask("GET", address), visitor.ask("HEAD", address)

            assert headed.status_code == got.status_code, address
            assert headed.data == b"", address
            assert headed.headers.get("Content-Type") == got.headers.get("Content-Type"), address


def test_a_stranger_asking_for_the_head_learns_no_more(
    town: Town, apps: dict[str, Flask], service: str
) -> None:
    stranger = Client(town.house.app)
    for rule, address in dealt(routes(town, apps[service]), 1, 3):
        if "GET" in (rule.methods or ()):
            assert stranger.head(address).status_code == stranger.get(address).status_code, address


def test_other_methods_are_refused_with_those_that_are_possible(
    town: Town, apps: dict[str, Flask], service: str, visitor: Visitor
) -> None:
    before, known = town.house.rows(), apps[service].url_map.bind("inside")
    for turn, address in enumerate(dict.fromkeys(address for _, address in routes(town, apps[service]))):
        possible = set(known.allowed_methods(address))
        asked = visitor.ask("OPTIONS", address)
        assert asked.status_code == 200, address
        assert possible <= {method.strip() for method in asked.headers["Allow"].split(",")}
        for method in dealt(METHODS, turn, 7):
            if method not in possible:
                answer = visitor.ask(method, address)

                assert answer.status_code == 405, (method, address, answer.status_code)
                assert possible <= {each.strip() for each in answer.headers["Allow"].split(",")}
                assert answer.mimetype == (
                    PROBLEM
                    if "/api/" in address or address.endswith(("/healthz", "/readyz"))
                    else "text/html"
                )
    assert town.house.changed_since(before) <= {"audit", "audit_head"}


def _for_programs(address: str) -> bool:
    return "/api/" in address or address.endswith(("/healthz", "/readyz"))


QUERIES = ("cursor", "limit", "q", "state", "lang", "edit", "tab", "view", "next", "allegation", "year", "fix",
           "mine", "overdue", "back_to", "nobody_knows_this")  # fmt: skip
VALUES = ["", "%00", "%ff", "9" * 3000, "-1", "%C2%B2", "true&{name}=false"]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:12])
def test_odd_queries_break_nothing(
    town: Town, apps: dict[str, Flask], service: str, visitor: Visitor, value: str
) -> None:
    read = [address for rule, address in routes(town, apps[service]) if "GET" in (rule.methods or ())]
    for address in dealt([address for address in read if "static" not in address], VALUES.index(value), 10):
        query = "&".join(f"{name}={value.format(name=name)}" for name in QUERIES)
        for each in [query, *(f"{name}={value.format(name=name)}" for name in QUERIES[:4])]:
            answer = visitor.ask("GET", f"{address}?{each[:12_000]}")

            assert answer.status_code < 500, (address, each[:60])
            if answer.mimetype == PROBLEM and answer.status_code == 422:
                assert answer.get_json()["errors"][0]["pointer"], (address, each[:60])


WRONG_CURSORS = [
    "x", "e30", "W10", "WzEsMiwzXQ", "WyIyMDI2LTEwLTAxIiwieCIsInkiXQ", "AAAA", "=" * 30, "字", "null",
    "WyI5OTk5LTk5LTk5IiwgIjIwMjYtMTAtMDFUMDA6MDA6MDArMDA6MDAiLCAieCJd", "-" * 299,
]  # fmt: skip
LISTS = {
    "hotline": "/api/v1/hotline/complaints",
    "triage": "/triage/api/v1/complaints",
    "investigator": "/investigation/api/v1/cases",
}


@pytest.mark.parametrize("cursor", WRONG_CURSORS)
@pytest.mark.parametrize("who", LISTS)
def test_a_cursor_that_is_none_is_told(town: Town, who: str, cursor: str) -> None:
    answer = town.house.staff(f"{who}-330106").ask("GET", LISTS[who], params={"cursor": cursor})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "pointer": "/cursor",
            "message": "这不是本列表中的位置。请不带 cursor，从第一页开始。",
            "code": "bad_cursor",
        }
    ]


CONDITIONS = [
    '"',
    '""',
    "v66",
    'W/"v66"',
    '"v6',
    '"v0", "v999"',
    '"v６"',
    "x" * 4000,
    "*, *",
    ",",
    '"\xff"',
    "null",
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda text: text[:12])
def test_a_version_that_is_none_changes_nothing(town: Town, condition: str) -> None:
    journey = town.journeys[WITH_FINDINGS]
    before = town.house.rows()
    bearer = town.house.bearer("investigator-330106")
    answer = Client(town.house.app).post(
        f"/investigation/api/v1/cases/{journey.case_id}/release",
        json={"reason": "另有安排"},
        headers={"Authorization": bearer, "If-Match": condition.encode().decode("latin-1")},
    )

    assert answer.status_code == 412, answer.text
    assert town.house.changed_since(before) == set()


def test_one_of_several_versions_may_be_the_right_one(town: Town) -> None:
    path = f"/investigation/api/v1/cases/{town.journeys[WITH_FINDINGS].case_id}"
    desk = town.house.staff("investigator-330106")
    version = desk.ask("GET", path).headers["ETag"]
    headers = {"If-Match": f'"v0", {version}'}

    answer = desk.ask("POST", f"{path}/assignment", json={"username": "nobody"}, headers=headers)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "header", ["If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range"]
)
@pytest.mark.parametrize("value", ["*", '"v1', "yesterday", "bytes=0-", "bytes=-", "\xff" * 20, ""])
def test_conditions_on_reading_are_passed_over(town: Town, header: str, value: str) -> None:
    path = f"/investigation/api/v1/cases/{town.journeys[WITH_FINDINGS].case_id}"
    headers = {"Authorization": town.house.bearer("investigator-330106"), header: value}

    answer = Client(town.house.app).get(path, headers=headers)

    assert answer.status_code == 200
    assert answer.get_json()["id"]


COOKIES = ("jiandu_draft", "jiandu_receipt", "jiandu_follow", "jiandu_seat_receipt", "jiandu_staff", "jiandu_signin",
           "jiandu_lang", "jiandu_intake", "jiandu_triage")  # fmt: skip
PAGES = ("/complaints/new/what", "/complaints/receipt", "/follow", "/hotline/", "/staff/login", "/staff/renew",
         "/triage/", "/investigation/", "/")  # fmt: skip


@pytest.mark.parametrize(
    "value", ["", "x", "AAAA", "!!", "a.b.c", "%FF", "\xff\xfe", "9" * 3000, "null", '"[1]"']
)
def test_cookies_of_others_open_nothing(town: Town, value: str) -> None:
    cookies = "; ".join(f"{name}={value}" for name in COOKIES)
    for page in PAGES:
        plain = Client(town.house.app, use_cookies=False)
        answer = plain.get(page, headers={"Cookie": cookies})

        assert answer.status_code == plain.get(page).status_code, page


def test_a_cookie_sealed_for_one_page_opens_no_other(town: Town) -> None:
    browser = Client(town.house.app)
    page = browser.get("/complaints/new/what")
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    browser.post("/complaints/new/what", data={"csrf_token": token, "what": "甲"})
    sealed = browser.get_cookie("jiandu_draft", path="/complaints")
    assert sealed

    plain = Client(town.house.app, use_cookies=False)
    for name, place in (("jiandu_follow", "/follow"), ("jiandu_receipt", "/complaints/receipt")):
        answer = plain.get(place, headers={"Cookie": f"{name}={sealed.value}"})
        assert answer.status_code == plain.get(place).status_code, name


@pytest.mark.parametrize(
    ("language", "word"), [("zh-CN", "没有找到"), ("en", "Not found"), ("fr", "没有找到"), ("", "没有找到")]
)
@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/triage/api/v1/nothing", "/investigation/api/v1/nothing"]
)
def test_what_is_not_there_is_said_in_the_callers_language(
    town: Town, path: str, language: str, word: str
) -> None:
    answer = Client(town.house.app).get(path, headers={"Accept-Language": language})

    assert (answer.status_code, answer.mimetype) == (404, PROBLEM)
    assert answer.get_json()["title"] == word
