"""Asking every address of the house as somebody, to see what the answers give away."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.journeys.door import Door
from tests.journeys.routes import Route

NOT_ASKED = {"static"}
"""Arguments of routes that serve files of the build."""

BODIES: dict[str, dict[str, Any]] = {
    "decision": {"decision": "accept", "reason": "看看"},
    "links": {"to": "7K3M-9QXT-AB2C", "reason": "看看"},
    "removal": {"reason": "看看"},
    "separation": {"reason": "看看"},
    "claim": {},
    "declaration": {},
    "changes": {"key": "accept_notice", "value": 10, "effective_from": "2099-01-01", "reason": "看看"},
    "imports": {"csv": "division,name\n330106,危化科\n", "reason": "看看", "dry_run": True},
    "workdays": {"year": 2027, "csv": "day,kind\n2027-01-01,holiday\n", "reason": "看看", "dry_run": True},
    "release": {"reason": "看看"},
    "assignment": {"username": "investigator2-330106"},
    "approval": {"decision": "return", "reason": "看看"},
    "messages": {"text": "看看"},
    "withdrawal": {"reason": "看看"},
    "recheck": {"reason": "看看"},
    "rating": {"manner": 1, "speed": 1, "result": 1},
    "findings": {"allegation": "x", "finding": "unfounded", "facts": "看看", "reasons": "看看"},
    "outcomes": {"outcomes": [{"code": "O12", "fields": {"reasons": "看看"}}]},
    "rectification": {"status": "reported", "text": "看看"},
    "closure": {"checks": {}},
    "unit-links": {"item": "00000000-0000-4000-8000-000000000000"},
    "revocation": {},
    "ruling": {"ruling": "kept", "answer": "看看"},
    "bound-cases": {"numbers": ["7K3M-9QXT-AB2C"]},
    "report-back": {"text": "看看"},
    "supplements": {"note": "看看"},
    "call-back": {"way": "phone", "answer": "satisfied"},
    "attachments": {"name": "收据.jpg", "size": 5},
    "readings": {"reason": "看看"},
    "identity-looks": {"reason": "看看"},
    "original": {"reason": "看看"},
    "holds": {"kind": "other", "reason": "看看"},
    "lifting": {"reason": "看看"},
    "redactions": {"words": ["看看"]},
    "facts": {"circumstances": {"deaths": True}, "reason": "看看"},
    "objection": {"proposed": "SUP-330100", "basis": "看看"},
    "designation": {"body": "SUP-330100", "reason": "看看"},
    "return": {"reason": "看看", "addressee": "看看"},
    "interim-reply": {"text": "看看"},
    "assessments": {"circumstances": {"deaths": True}},
}
"""Well-formed bodies by the last part of the address, so that a question gets past the form of it."""

FORMS = ("/triage/", "/investigation/", "/staff/", "/")
FORMS_AT = {"/staff/": "/staff/login", "/": "/follow"}
"""Where each service shows a form: by the beginning of an address, and the page when it is another."""

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"')
_META = re.compile(r'<meta[^>]*name="csrf[^>]*>')
_LONG_VALUE = re.compile(r"[A-Za-z0-9_.-]{60,}")


@dataclass(frozen=True)
class Secret:
    """What a complaint is called: its real names and, under the same keys, names of nothing."""

    real: dict[str, str]
    fake: dict[str, str]
    words: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Question:
    """One request; `values` are the names of the complaint that stand in it."""

    method: str
    path: str
    body: dict[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def lists(routes: list[Route]) -> list[Question]:
    """Every address that names nothing: pages, lists, counts, documents."""
    return [
        Question("GET", route.rule)
        for route in routes
        if not route.arguments and "GET" in route.methods and not route.rule.startswith("/staff/renew")
    ]


def searches(routes: list[Route], number: str) -> Iterator[Question]:
    """Every such address again, asked for one complaint."""
    for question in lists(routes):
        yield Question("GET", f"{question.path}?q={number}")


STEPS = {
    "draft_id": "00000000-0000-4000-8000-000000000000",
    "call_id": "00000000-0000-4000-8000-000000000000",
    "key": "00000000-0000-4000-8000-000000000000",
    "name": "who",
    "step": "sign",
    "delivery_id": "00000000-0000-4000-8000-000000000000",
    "what": "messages",
    "token": "nobodys",
    "page": "1",
    "version": "1",
    "serial": "1",
    "hold_id": "00000000-0000-4000-8000-000000000000",
    "certificate_id": "00000000-0000-4000-8000-000000000000",
    "register": "nothing",
    "policy": "nothing",
    "kind": "nothing",
}
"""Parameters that name a step or a draft of the asker's own, and no complaint."""


def details(routes: list[Route], names: dict[str, str]) -> Iterator[Question]:
    """Every address that names something, filled with `names`, by every method it has."""
    names = STEPS | names
    for route in routes:
        if not route.arguments or NOT_ASKED & {route.rule.split("/")[1]}:
            continue
        missing = set(route.arguments) - set(names)
        if missing:
            raise LookupError(f"teach this test what to put for {missing} in {route.rule}")
        path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda found: names[found[1]], route.rule)
        for method in sorted(route.methods - {"HEAD", "OPTIONS"}):
            body = None if method == "GET" else BODIES.get(path.rsplit("/", 1)[-1], {})
            yield Question(method, path, body)


class Prier:
    """Somebody signed in who asks for what is not theirs."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self._csrf: dict[str, str] = {}

    def ask(self, question: Question) -> requests.Response:
        if question.body is None:
            return self.door.ask(question.method, question.path)
        if "/api/" in question.path:
            headers = {"If-Match": "*"}
            return self.door.ask(question.method, question.path, json=question.body, headers=headers)
        form = {**_flat(question.body), "csrf_token": self.csrf(question.path), "version": "1"}
        return self.door.ask(question.method, question.path, data=form)

    def csrf(self, path: str) -> str:
        """A token of this caller's own for the service at `path`; empty where no form is open to them."""
        page = next((page for page in FORMS if path.startswith(page)), FORMS[-1])
        if page not in self._csrf:
            found = _TOKEN.search(self.door.ask("GET", FORMS_AT.get(page, page)).text)
            self._csrf[page] = html.unescape(next(filter(None, found.groups()))) if found else ""
        return self._csrf[page]


def _flat(body: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in body.items()}


def comparable(answer: requests.Response, names: dict[str, str]) -> tuple[int, str, str]:
    """What the answer tells: status, where it leads, and text, with names and one-time values taken out."""
    text = _META.sub("", _TOKEN.sub("CSRF", answer.text))
    where = answer.headers.get("Location", "")
    for value in sorted(set(names.values()), key=len, reverse=True):
        text, where = text.replace(value, "NAME"), where.replace(value, "NAME")
    return answer.status_code, where, _LONG_VALUE.sub("VALUE", text)
