"""Who is entered as absent leaves what heads do, at every desk, to whoever stands in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared import assembly
from shared.clock import china_day
from shared.contracts.terms import Role
from tests.api.browsing import Browser
from tests.api.inside import Inside, opened
from tests.journeys.routes import routes_of

HEAD, DEPUTY, OTHER = "head-330106", "investigator2-330106", "investigator-330106"
ABSENCES = "/investigation/absences"
NOTHING = {"position": "1", "form": "pdf", "kind": "opinion"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    with opened(tmp_path_factory.mktemp("heads")) as made:
        yield made


@pytest.fixture(scope="module")
def doors(house: Inside) -> list[str]:
    """What only a head may do, at any desk."""
    parts = house.embedded
    apps = {one.name: assembly.create_app(one, parts.settings) for one in parts.services}
    views = {
        (name, rule.rule): app.view_functions[rule.endpoint]
        for name, app in apps.items()
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
    }
    mine = [one for one in routes_of(apps) if (one.service, one.rule) in views]
    return [_filled(one.rule) for one in mine if _is_a_heads(views[one.service, one.rule])]


def _filled(rule: str) -> str:
    while "<" in rule:
        before, _, rest = rule.partition("<")
        name, _, after = rest.partition(">")
        kind, _, plain = name.rpartition(":")
        rule = before + (str(uuid4()) if kind == "uuid" else NOTHING.get(plain, "7K3M9QXTAB2C")) + after
    return rule


def _is_a_heads(view: Any) -> bool:
    noted = getattr(view, "_apidoc", {}).get("house", {}).get("security", [])
    roles = {role for each in noted for role in each.get("staff", [])}
    return str(Role.HEAD) in roles and str(Role.INVESTIGATOR) not in roles


def _answer(house: Inside, browsers: dict[str, Browser], who: str, door: str) -> tuple[int, str]:
    if "/api/" in door:
        told = house.staff(who).ask("POST", door, json={})
        return told.status_code, told.text
    if who not in browsers:
        browsers[who] = Browser(house).sign_in(who)
    browser = browsers[who]
    (form, *_) = browser.forms("/investigation/" if door.startswith("/investigation") else "/staff/account")
    page = browser.post(door, f"csrf_token={form.values['csrf_token'][0]}".encode())
    return page.status_code, page.text


def _say_away(house: Inside, browser: Browser) -> None:
    form = next(each for each in browser.forms(ABSENCES) if each.action == ABSENCES)
    today = china_day(datetime.now(UTC))
    days = {"first": today, "last": today + timedelta(days=3)}
    said = {
        f"{name}_{part}": getattr(day, part)
        for name, day in days.items()
        for part in ("year", "month", "day")
    }
    assert browser.send(form, form.filled(deputy=DEPUTY, **said)).status_code == 303
    house.settle()


def test_heads_of_all_desks_leave_it_to_who_stands_in(house: Inside, doors: list[str]) -> None:
    assert {door.split("/")[1] for door in doors} >= {
        "api",
        "hotline",
        "retention",
        "triage",
        "investigation",
    }
    browsers: dict[str, Browser] = {}

    def refused(who: str) -> dict[str, tuple[int, str]]:
        answers = {door: _answer(house, browsers, who, door) for door in doors}
        return {door: told for door, told in answers.items() if told[0] in (401, 403)}

    assert refused(HEAD) == {}
    assert refused(DEPUTY).keys() == set(doors)
    _say_away(house, Browser(house).sign_in(HEAD))

    told = refused(HEAD)
    assert told.keys() == set(doors)
    assert all("登记为不在岗至" in text or "entered_as_absent" in text for _, text in told.values()), told
    assert refused(DEPUTY) == {}
    assert refused(OTHER).keys() == set(doors)
    for page in ("/hotline/samples", "/retention/", "/triage/clusters", "/investigation/templates"):
        assert browsers[HEAD].open(page).status_code == browsers[DEPUTY].open(page).status_code == 200
        assert ("您登记为不在岗至" in browsers[HEAD].open(page).text) == (
            not page.startswith("/investigation")
        )

    back = next(each for each in browsers[HEAD].forms(ABSENCES) if each.action.endswith("/ending"))
    assert browsers[HEAD].send(back, back.filled()).status_code == 303
    house.settle()
    assert refused(HEAD) == {}
    assert refused(DEPUTY).keys() == set(doors)
