"""Fill in pages as a browser without scripts does."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

STEPS = ["who", "what", "when", "circumstances", "evidence", "you"]


@dataclass(frozen=True)
class Sent:
    """An answer that did not come from a test client."""

    status_code: int
    text: str

    def get_data(self, as_text: bool = True) -> str:
        return self.text


class Page(HTMLParser):
    """What a page's fields hold, its hidden token among them; its links and headings."""

    def __init__(self, response: TestResponse | Sent) -> None:
        super().__init__()
        self.status = response.status_code
        self.text = response.get_data(as_text=True)
        self.fields: dict[str, Any] = {}
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings = 0
        self._area: str | None = None
        self._select: str | None = None
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, value = found.get("name"), found.get("value") or ""
        self.headings += tag == "h1"
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag == "input" and name:
            self._input(found, name, value)
        if tag == "textarea" and name:
            self._area, self.fields[name] = name, ""
        if tag == "select" and name:
            self._select, self.fields[name] = name, ""
        if tag == "option" and self._select and "selected" in found:
            self.fields[self._select] = value

    def _input(self, found: dict[str, str | None], name: str, value: str) -> None:
        if found.get("type") == "checkbox":
            if "checked" in found:
                self.fields.setdefault(name, []).append(value)
        elif found.get("type") == "radio":
            if "checked" in found:
                self.fields[name] = value
        else:
            self.fields.setdefault(name, value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # Browsers drop the line break right after the tag.
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = None
        if tag == "select":
            self._select = None

    @property
    def token(self) -> str:
        return str(self.fields["csrf_token"])


def get(client: FlaskClient, address: str) -> Page:
    return Page(client.get(address))


def post(client: FlaskClient, address: str, page: Page, /, **typed: Any) -> TestResponse:
    """Send the page's form with what stands in it, changed by `typed`."""
    return client.post(address, data=page.fields | typed)


def step(client: FlaskClient, name: str, /, **typed: Any) -> TestResponse:
    """Fill in one step of the citizens' form."""
    address = f"/complaints/new/{name}"
    return post(client, address, get(client, address), **typed)


def fill_in(client: FlaskClient, **changed: dict[str, Any]) -> None:
    """All steps up to the check page; `changed` replaces a step's answers."""
    answers: dict[str, dict[str, Any]] = {
        "who": {"kind": "officer", "place": "330106", "name": "张三", "role": "科员"},
        "what": {"what": "检查时没有出示证件。", "natures": ["unlawful"]},
        "when": {
            "occurred_on_year": "2026",
            "occurred_on_month": "10",
            "occurred_on_day": "1",
            "spot": "二车间",
        },
        "circumstances": {"marks": ["hazard"]},
        "evidence": {"evidence": "有录像"},
        "you": {"identity": "anonymous"},
    }
    for name, typed in (answers | changed).items():
        response = step(client, name, **typed)
        assert response.status_code == 303, response.get_data(as_text=True)


def send(client: FlaskClient) -> Page:
    response = step(client, "check")
    assert response.status_code == 303
    assert response.headers["Location"] == "/complaints/receipt"
    return get(client, "/complaints/receipt")


def fill_in_rest(client: FlaskClient) -> None:
    assert step(client, "what", what="没有开收据").status_code == 303
    assert step(client, "you", identity="anonymous").status_code == 303
