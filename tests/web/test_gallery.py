"""The look by itself: every page of the gallery renders in both languages and is open to everyone."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from shared.web.assets.build import build
from tests.browser.look import WIDTHS, Inspector, widen
from tests.sampled import WHOLE, dealt, due
from tests.web.gallery.app import PAGES, create_app


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_renders_in_both_languages(page: str, language: str) -> None:
    answer = create_app().test_client().get(f"/{page}?lang={language}")

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1 or page == "desk"
    assert " style=" not in answer.text
    assert "<style" not in answer.text
    assert "javascript:" not in answer.text


def test_what_was_typed_is_never_markup() -> None:
    app = create_app()
    with app.test_request_context("/"):
        fields = app.jinja_env.get_template("parts/fields.html").module
        shown = str(fields.input("name", "<b>", value='"><script>', errors={"name": "<i>"}, hint="<u>"))  # type: ignore[attr-defined]

    assert not {"<b>", "<i>", "<u>", "<script>"} & {shown[at : at + 3] for at in range(len(shown))}
    assert "&lt;script&gt;" in shown


def test_a_table_that_becomes_a_list_keeps_its_roles_and_the_names_of_its_columns() -> None:
    app = create_app()
    with app.test_request_context("/"):
        tables = app.jinja_env.get_template("parts/table.html").module
        listed = str(tables.table("T", ['"a', "b"], [[{"text": "1", "head": True}, "2"]], stack=True))  # type: ignore[attr-defined]
        plain = str(tables.table("T", ["a"], [["1"]]))  # type: ignore[attr-defined]

    for said in ('role="table"', 'role="row"', 'role="columnheader"', 'role="rowheader"', 'role="cell"'):
        assert said in listed
        assert said not in plain
    assert 'data-head="&#34;a"' in listed
    assert 'data-head="b"' in listed
    assert "data-head" not in plain


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    build()
    server = make_server("127.0.0.1", 0, create_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    yield opened
    opened.close()


@pytest.mark.parametrize("name", dealt(PAGES, 0, 3))
def test_every_page_is_accessible_and_fits(page: Page, address: str, name: str) -> None:
    """One in three of them. At both widths it fits; it is opened at one of them and looked at by axe there, at the other
    when it has its turn again."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    inspector = Inspector(page, "en")
    first = not due(list(PAGES).index(name), 2, whole=False)
    for width in (WIDTHS[first], WIDTHS[not first]):
        widen(page, width)
        if width == WIDTHS[first]:
            page.goto(f"{address}/{name}?lang=en")
        if WHOLE or width == WIDTHS[first]:
            assert list(inspector.kept_out()) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


def test_desks_are_accessible_in_the_dark(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    inspector = Inspector(page, "zh")
    for name in ("desk", "wide"):
        page.goto(f"{address}/{name}?lang=zh")

        assert list(inspector.kept_out()) == []


def test_a_place_is_found_by_typing_and_arrow_keys(page: Page, address: str) -> None:
    page.goto(f"{address}/form?lang=zh")
    field = page.get_by_role("combobox", name="在哪里？")
    field.press_sequentially("西湖")
    page.get_by_role("option").first.wait_for()
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")

    assert field.input_value() == "江西省南昌市西湖区"
    assert page.locator("[name=occurred_in_code]").get_attribute("value") == "360103"

    field.press("Backspace")

    assert page.locator("[name=occurred_in_code]").input_value() == ""


def test_single_keys_work_the_desk_but_not_while_typing(page: Page, address: str) -> None:
    page.goto(f"{address}/desk?lang=en")
    page.keyboard.press("j")
    page.keyboard.press("j")

    assert "001049" in page.evaluate("document.activeElement.textContent")

    page.keyboard.press("/")
    page.keyboard.type("j?c")

    assert page.locator("#q").input_value() == "j?c"
    assert not page.locator("#keys").is_visible()

    page.keyboard.press("Tab")
    page.locator("h1").click()
    page.keyboard.press("?")

    assert page.locator("#keys").is_visible()
    assert "Confirm" in page.locator("#keys").inner_text() or "确认" in page.locator("#keys").inner_text()
