"""Every form of every page, with texts that cannot be taken: told at the field, nothing stored, nothing typed lost.

A run sends each form something wrong of one kind, or of two, and of the other kinds the next days (tests/sampled.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from shared.assembly import create_app
from shared.frontdoor import service_for
from tests.api.browsing import Browser, Form
from tests.api.places import ASSIGNMENT, PLACES, STAGES, WITHOUT_TEXTS, Place
from tests.api.town import Town, settled
from tests.journeys.journey import Journey
from tests.sampled import dealt

KEPT_ANYWAY = {"draft", "seat_draft", "audit", "audit_head"}
"""A draft keeps what was typed, right or wrong; that a page was read is kept as well."""
LONG = "字" * 20_001
BAD = {"a NUL": "甲\x00乙", "a bell": "甲\x07乙", "damaged": "甲\ufffd乙", "too long": LONG}
EVERYWHERE = [*PLACES, *WITHOUT_TEXTS, ASSIGNMENT]
KINDS = 3
"""What a form is sent, or has its turn with on another day. What is dealt out of each kind has another number of turns,
without a common divisor, so that everything meets everything."""


def each_of(places: list[Place], turn: int) -> pytest.MarkDecorator:
    """One form in so many, others with other turns."""
    return pytest.mark.parametrize("place", dealt(places, turn, KINDS), ids=str)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(tmp_path_factory.mktemp("forms"), STAGES) as made:
        yield made


@dataclass
class Desk:
    """A browser before one form."""

    town: Town
    browser: Browser
    form: Form
    place: Place

    def send(self, values: dict[str, Any]) -> TestResponse:
        return self.browser.send(self.form, values)

    @property
    def texts(self) -> list[str]:
        return [name for name in self.form.texts if self.place.texts is None or name in self.place.texts]


Desks = Callable[[Place], Desk]


@pytest.fixture(scope="module")
def at(town: Town) -> Desks:
    """Before each form somebody sits down once: what is sent here changes nothing that stands on a page."""
    desks: dict[str, Desk] = {}

    def seated(place: Place) -> Desk:
        if repr(place) not in desks:
            desks[repr(place)] = sit_down(town, place)
        return desks[repr(place)]

    return seated


def sit_down(town: Town, place: Place) -> Desk:
    journey, browser = town.journeys[place.journey], _browser(town, place)
    action = _address(place.action, journey)
    found = [
        form
        for form in browser.forms(_address(place.page, journey))
        if form.action.split("?")[0].split("#")[0] == action
    ]
    wanted = [form for form in found if set(place.texts or ()) <= set(form.texts)]
    assert wanted, (place, [form.action for form in browser.forms(_address(place.page, journey))])
    return Desk(town, browser, wanted[0], place)


def _browser(town: Town, place: Place) -> Browser:
    if place.who == "citizen":
        return Browser(town.house)
    if place.who == "holder":
        journey, browser = town.journeys[place.journey], Browser(town.house)
        (door,) = browser.forms("/follow")
        browser.send(door, door.filled(number=journey.tracking_number, code=journey.receipt_code))
        return browser
    # Signed in with the token that everyone of that role shares here: passwords cost time on purpose.
    browser = Browser(town.house)
    browser.client.set_cookie(
        "jiandu_staff", town.house.bearer(f"{place.who}-330106").removeprefix("Bearer ")
    )
    return browser


def _address(pattern: str, journey: Journey) -> str:
    return pattern.format(case_id=journey.case_id, number=journey.tracking_number, file_id=journey.file_id)


@each_of(PLACES, 0)
def test_a_text_that_cannot_be_taken_is_told_at_its_field(town: Town, at: Desks, place: Place) -> None:
    desk = at(place)
    assert desk.texts
    before = town.house.rows()
    for turn, name in enumerate(desk.texts, EVERYWHERE.index(place)):
        for what, bad in dealt(BAD.items(), turn, 4):
            values = desk.form.filled(**place.fill) | {name: bad}
            answer = desk.send(values)

            assert answer.status_code == 422, (name, what, answer.status_code)
            assert _told(answer.text, name, desk.form.ids[name]), (name, what)
            assert _lost(desk, values, answer.text) <= {name}, what
    assert town.house.changed_since(before) <= KEPT_ANYWAY


def _told(page: str, *identifiers: str) -> bool:
    """At the field itself, or at the group that it belongs to (the boxes of a date)."""
    known = {*identifiers, *(each.rsplit("_", 1)[0] for each in identifiers)}
    return any(f'id="{each}-error"' in page for each in known)


def _lost(desk: Desk, values: dict[str, Any], page: str) -> set[str]:
    """Fields whose text the page does not give back."""
    typed = {name for name in desk.texts if "写在" in str(values[name])}
    return {name for name in typed if f"写在{name}" not in page}


NO_TOKENS: dict[str, dict[str, str]] = {"none": {}, "stale": {"csrf_token": "IjEi.aaaaaa.bbbb"}}


@each_of([*PLACES, *WITHOUT_TEXTS], 1)
def test_a_form_without_its_token_does_nothing_and_loses_nothing(town: Town, at: Desks, place: Place) -> None:
    """One of the two at each form, the other at the next one."""
    desk = at(place)
    before = town.house.rows()
    values = {name: value for name, value in desk.form.filled(**place.fill).items() if name != "csrf_token"}
    for what, token in dealt(NO_TOKENS.items(), EVERYWHERE.index(place), 2):
        answer = desk.send(values | token)

        assert answer.status_code in (303, 400), (what, answer.status_code)
        assert answer.status_code == 400 or place.action == "/follow/leave", what
        assert _lost(desk, values, answer.text) == set(), what
    assert town.house.changed_since(before) <= KEPT_ANYWAY


def test_the_token_of_another_browser_is_none(town: Town) -> None:
    place = next(place for place in PLACES if place.action.endswith("/findings"))
    desk, other = sit_down(town, place), sit_down(town, place)
    before = town.house.rows()
    values = desk.form.filled(**place.fill) | {"csrf_token": other.form.values["csrf_token"]}

    assert desk.send(values).status_code == 400
    assert town.house.changed_since(before) <= KEPT_ANYWAY


FREE = ("place_unknown", "place_code")
"""Whatever a tick says, it is a tick; and a code that was not picked is none."""
ODD = ["", "-1", "9" * 5000, "²", "x" * 70_000, "甲\x00"]


@each_of([*PLACES, ASSIGNMENT], 2)
def test_fields_that_nobody_types_into_may_say_anything(town: Town, at: Desks, place: Place) -> None:
    """Hidden ones and choices: another program filled them in, or someone changed the page."""
    desk = at(place)
    before = town.house.rows()
    names = [*desk.form.hidden, *dict.fromkeys(desk.form.choices)]
    asked = [name for name in names if name != "csrf_token"][:4]
    for turn, name in enumerate(asked, EVERYWHERE.index(place)):
        for odd in dealt(ODD, turn, 5):
            values = desk.form.filled(**place.fill) | dict.fromkeys(desk.texts, "\x07") | {name: odd}
            answer = desk.send(values)

            assert answer.status_code in (400, 404, 409, 412, 422) or name in FREE, (name, odd[:20])
            assert answer.status_code < 500, (name, odd[:20])
    assert town.house.changed_since(before) <= KEPT_ANYWAY


OTHER_KINDS = [
    (b'{"text": "x"}', "application/json"),
    (b"<text/>", "application/xml"),
    (b"text=x", "text/plain"),
    (b"text=x", ""),
    (b"text=%ff%fe&csrf_token=x", "application/x-www-form-urlencoded"),
    (b"text=\xff\xfe", "application/x-www-form-urlencoded"),
    (b"x", "multipart/form-data"),
    (b"--a\r\nnonsense", "multipart/form-data; boundary=a"),
    (b"&".join(b"a%d=1" % number for number in range(5000)), "application/x-www-form-urlencoded"),
    (b"x" * 10_000_000, "application/x-www-form-urlencoded"),
    (b"--a\r\n" + b"x" * 10_000_000, "multipart/form-data; boundary=a"),
]


@each_of([*PLACES, *WITHOUT_TEXTS], 0)
def test_what_is_no_form_is_refused(town: Town, at: Desks, place: Place) -> None:
    desk = at(place)
    before = town.house.rows()
    for body, kind in dealt(OTHER_KINDS, EVERYWHERE.index(place), 4):
        answer = desk.browser.post(desk.form.action, body, kind)

        large = len(body) > 1_000_000
        assert answer.status_code == (413 if large else 400) or place.action == "/follow/leave", (
            kind,
            body[:20],
        )
        assert answer.mimetype == "text/html"
    assert town.house.changed_since(before) <= KEPT_ANYWAY


DOORS = [
    ("/staff/login", ("username", "password", "code"), {"username"}),
    ("/follow", ("number", "code"), {"number", "code"}),
]


@pytest.mark.parametrize(("address", "names", "kept"), DOORS, ids=["sign-in", "follow"])
def test_the_doors_open_to_no_bad_text(
    town: Town, address: str, names: tuple[str, ...], kept: set[str]
) -> None:
    browser = Browser(town.house)
    (form,) = browser.forms(address)
    for turn, name in enumerate(names):
        for what, bad in dealt(BAD.items(), turn, 2):
            answer = browser.send(form, form.filled() | {name: bad})

            assert answer.status_code in (401, 404, 422), (name, what)
            shown = {each for each in names if f"写在{each}" in answer.text}
            assert shown == kept - {name}, (name, what)


def test_every_form_of_every_service_is_here(town: Town) -> None:
    """Whoever adds a form adds it to PLACES."""
    embedded = town.house.embedded
    maps = {each.name: create_app(each, embedded.settings).url_map for each in embedded.services}
    filled = set()
    for place in [*PLACES, *WITHOUT_TEXTS]:
        address = place.action.format(case_id=uuid4(), number="N", file_id=uuid4())
        filled.add(maps[service_for(address)].bind("inside").match(address, method="POST")[0])
    posts = [
        rule for routes in maps.values() for rule in routes.iter_rules() if "POST" in (rule.methods or ())
    ]

    assert {rule.endpoint for rule in posts if "/api/" not in rule.rule} - filled == {
        "signin.sign_in", "follow.open_complaint",  # above
        "account.give_password", "account.prove", "account.end",  # tests/triage/signin/test_account_pages.py
        "form.start_again", "form.remove", "hotline.next_call",  # ask for nothing
        "follow.tell_me", "follow.tell_me_no_more",  # tests/intake/test_news.py
        "hotline_calls.keep", "hotline_calls.practise",  # tests/intake/views/test_desk.py
        "desk.paper_to_sign",  # tests/investigation/test_work.py
        "evidence.add_files",  # tests/investigation/evidence
        "evidence.add_copies",  # tests/investigation/supplement/test_copies.py
        "desk.declare",  # tests/investigation/test_declarations.py
        "desk.compare",  # tests/investigation/test_documents.py
        "desk.put_away", "desk.add_to_archive",  # tests/investigation/test_archive.py, supplement/test_desk.py
        "desk.take_template",  # tests/investigation/test_templates.py
        "desk.instruct",  # tests/investigation/test_oversight.py
        "desk.decide_recusal", "desk.pass_up", "desk.object_to", "desk.decide_head_recusal",  # tests/investigation/test_recusals.py
        "triage_desk.post_removal", "triage_desk.post_separation",  # tests/triage/similar/test_desk.py
        "triage_clusters.decide",  # tests/triage/similar/test_clusters.py
        # tests/investigation/unit
        "desk.open_own", "desk.bind", "desk.report_back",  # tests/investigation/test_own.py
        "desk.share_out", "desk.save_filter", "desk.remove_filter",  # tests/investigation/test_desk.py
        "desk.say_absence", "desk.end_absence",  # tests/investigation/test_heads.py
        "desk.give_office", "desk.end_office",  # tests/investigation/test_chain.py
        "desk.unit_sends", "desk.issue_link", "desk.revoke_link", "desk.rule", "desk.urge",
        "desk.ask_pause", "desk.decide_pause", "desk.end_pause",  # tests/investigation/test_pauses.py
        "desk.decide_extension", "desk.end_record",  # tests/investigation/test_work.py
        "identity.decide", "identity.look",  # tests/intake/test_looks.py
        "keeping.place", "keeping.lift", "redaction.redact",  # tests/intake/test_retention.py, test_redactions.py
        "follow.send_files", "form.remove_file",  # tests/intake/files/test_pages.py
        # tests/triage/test_registers.py, test_settings.py, test_working_days.py
        "registers_page.take", "settings_page.change", "workdays_page.enter",
        "triage_competence.designation",  # tests/triage/test_competence.py
        # tests/intake/views/test_orders.py
        "order_pages.act", "order_pages.deliver", "order_import.take", "papers.send", "papers.represent",
        "quality_pages.draw", "quality_pages.mark",  # tests/intake/test_quality.py
        "sending.submit", "sending.check_noted", "sending.leave",  # tests/intake/views/test_form.py
        "whole.submit",  # tests/intake/views/test_whole.py
    }  # fmt: skip
