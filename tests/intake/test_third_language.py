"""A further language is a file of translations and nothing else: put there, it is offered and spoken everywhere."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import write_po

from shared import i18n
from shared.contracts.terms import Role
from shared.divisions import divisions
from shared.divisions.names import Names

CODE = "ug"
"""Uyghur: written from right to left."""
PAGES = ("/", "/complaints/new/start", "/complaints/new/what", "/complaints/whole", "/follow", "/verify", "/privacy",
         "/accessibility", "/guide", "/about", "/no-such-page")  # fmt: skip
DESKS = {"/hotline/": Role.HOTLINE, "/hotline/marks": Role.HOTLINE, "/hotline/samples": Role.HEAD}
WORDS = re.compile(r"[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}|[\u4e00-\u9fff]{2,}")


class Texts(HTMLParser):
    """What a reader reads: every text of a page, unless it is marked as being in another language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[bool] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag not in (
            "input",
            "br",
            "link",
            "meta",
            "img",
            "path",
            "circle",
            "hr",
            "source",
            "rect",
            "line",
        ):
            foreign = tag in ("script", "style", "code", "kbd") or (tag != "html" and "lang" in said)
            self._open.append(foreign or said.get("translate") == "no")
        self.found += [
            said[name] or "" for name in ("aria-label", "title", "alt", "placeholder") if name in said
        ]

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.found.append(data)


def _pseudo(text: str) -> str:
    return f"⟦{text}⟧"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a house with catalogues of one more language; nothing in code or settings is changed."""
    root = tmp_path_factory.mktemp("house")
    for part, folder in i18n.parts().items():
        catalogue = Catalog(locale=CODE)
        for message in i18n.template_of(part):
            if message.id:
                plural = isinstance(message.id, tuple)
                said = tuple(map(_pseudo, message.id)) if plural else _pseudo(message.id)
                catalogue.add(message.id, said, flags=message.flags)
        here = root / folder.relative_to(i18n.ROOT)
        place = here / "translations" / CODE / "LC_MESSAGES"
        place.mkdir(parents=True)
        (here / "__init__.py").touch()
        with (place / "messages.po").open("wb") as file:
            write_po(file, catalogue)
    return root


@pytest.fixture
def uyghur(folders: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def forget() -> None:
        for cached in (i18n.languages, i18n.translations, i18n.translated):
            cached.cache_clear()

    monkeypatch.setattr(i18n, "ROOT", folders)
    forget()
    yield
    monkeypatch.undo()
    forget()


def test_it_is_offered_in_its_own_name_and_kept(uyghur, client):
    first = client.get("/", headers={"Accept-Language": "zh-CN"}).get_data(as_text=True)
    assert 'href="/?lang=ug" lang="ug" hreflang="ug">ئۇيغۇرچە</a>' in first

    chosen = client.get("/?lang=ug")
    assert chosen.headers["Content-Language"] == CODE
    assert '<html lang="ug" dir="rtl"' in chosen.get_data(as_text=True)
    assert '<html lang="ug"' in client.get("/follow").get_data(as_text=True)


def test_a_browser_that_prefers_it_gets_it(uyghur, client):
    for wanted in ("ug-CN,zh;q=0.5", "ug"):
        page = client.get("/", headers={"Accept-Language": wanted}).get_data(as_text=True)
        assert '<html lang="ug"' in page


@pytest.mark.parametrize("place", [*PAGES, *DESKS])
def test_no_page_says_anything_that_its_catalogue_does_not(uyghur, client, bearer, browser, place):
    window = browser(bearer(DESKS[place], "DEP-330106")) if place in DESKS else client
    page = window.get(place, headers={"Accept-Language": CODE}, follow_redirects=True).get_data(as_text=True)

    said = " ".join(Texts(page).found)
    assert "⟦" in said
    for name in ("坐席", Names(divisions()).department_name("330106", CODE)):
        said = said.replace(name, "")  # names of people and offices are no texts
    left = re.sub(r"⟦[^⟦⟧]*(?:⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧", "", said)
    assert WORDS.findall(left) == []
