"""A browser without scripts inside the house: it keeps cookies, reads pages and fills in their forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from werkzeug.test import Client, TestResponse

from tests.api.inside import Inside
from tests.journeys.house import PASSWORD

TYPED = ("text", "search", "tel", "email", "number", "password", "")


@dataclass
class Form:
    """One form as it stands on its page."""

    action: str
    method: str = "get"
    values: dict[str, list[str]] = field(default_factory=dict)
    """What a browser would send if nothing were changed; of choices the first, so that something is chosen."""
    texts: list[str] = field(default_factory=list)
    """Fields that people type into."""
    hidden: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def filled(self, **changed: Any) -> dict[str, Any]:
        """All texts filled in, with `changed` instead where named."""
        typed: dict[str, Any] = {
            name: [f"写在{name}"] for name in self.texts if not self.values.get(name, [""])[0]
        }
        return self.values | typed | changed


class Forms(HTMLParser):
    """Every form of a page."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._address, self._inside, self._area, self._select = address, False, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = True
            self.found.append(Form(said.get("action") or self._address, said.get("method", "get").lower()))
        elif self._inside and (name := said.get("name")):
            self._field(tag, name, said)
        if tag == "option" and self._select and said.get("value"):
            self.found[-1].values.setdefault(self._select, [said["value"]])

    def _field(self, tag: str, name: str, said: dict[str, str]) -> None:
        form, kind = self.found[-1], said.get("type", "")
        form.ids.setdefault(name, said.get("id", name))
        if tag == "textarea":
            form.texts.append(name)
            form.values[name], self._area = [""], name
        elif tag == "select":
            form.choices.append(name)
            self._select = name
        elif tag == "input" and kind in ("radio", "checkbox"):
            form.choices.append(name)
            if kind == "radio" or "checked" in said:
                form.values.setdefault(name, [said.get("value", "on")])
        elif tag == "input":
            form.values.setdefault(name, [said.get("value", "")])
            (form.hidden if kind == "hidden" else form.texts if kind in TYPED else []).append(name)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[-1].values[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._inside = False


class Browser:
    """One person's browser."""

    def __init__(self, house: Inside, language: str = "zh-CN") -> None:
        self.client = Client(house.app)
        self.headers = {"Accept-Language": language}

    def open(self, address: str) -> TestResponse:
        return self.client.get(address, headers=self.headers, follow_redirects=True)

    def forms(self, address: str) -> list[Form]:
        """The forms of a page that change something."""
        page = self.open(address)
        assert page.status_code == 200, (address, page.status_code)
        return [form for form in Forms(page.text, address).found if form.method == "post"]

    def send(self, form: Form, values: dict[str, Any]) -> TestResponse:
        return self.post(form.action, urlencode(values, doseq=True).encode())

    def post(
        self, address: str, body: bytes, kind: str = "application/x-www-form-urlencoded"
    ) -> TestResponse:
        return self.client.post(address, data=body, content_type=kind, headers=self.headers)

    def sign_in(self, username: str) -> "Browser":
        (form,) = self.forms("/staff/login")
        answer = self.send(form, form.filled(username=username, password=PASSWORD))
        assert answer.status_code == 303, answer.text
        return self
