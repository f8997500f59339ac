"""A complaint to send files with, staff who may look at them, and the house's own rounds, one at a time."""

import importlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from services.intake.files import rounds
from shared.contracts.events import (
    ComplaintAccepted,
    ComplaintAssessed,
)
from shared.contracts.terms import Role, Service
from shared.files import sandbox
from shared.files.cleaning.child import CLEANERS
from shared.files.kinds import TYPES, Kind
from shared.files.sandbox import Cleaned, Failed
from shared.files.store import LocalStore
from tests.intake.conftest import DOOR, receipt, submit
from tests.shared.files.samples import jpeg

PIECES = "application/offset+octet-stream"
STAFF = "/api/v1/files"


@pytest.fixture
def store(app, tmp_path: Path) -> LocalStore:
    found: LocalStore = app.extensions["file_store"]
    return found


@pytest.fixture
def answer(client: FlaskClient) -> dict[str, Any]:
    return submit(client)


@pytest.fixture
def door(answer: dict[str, Any]) -> str:
    return f"{DOOR}/{answer['tracking_number']}/attachments"


@pytest.fixture
def key(answer: dict[str, Any]) -> dict[str, str]:
    return receipt(answer)


@pytest.fixture
def known(answer: dict[str, Any], said: Any) -> dict[str, Any]:
    return {
        "complaint_id": said(Service.TRIAGE)[0].complaint_id,
        "tracking_number": answer["tracking_number"],
    }


@pytest.fixture
def at_desk(hear: Any, known: dict[str, Any]) -> Callable[..., None]:
    """Let triage say on which desk it lies, and who is barred: `at_desk("SUP-330106", barred=[...])`."""

    def tell(desk: str | None = "SUP-330106", version: int = 1, barred: list[str] | None = None) -> None:
        hear(ComplaintAssessed, **known, version=version, desk=desk, barred=barred or [])

    return tell


@pytest.fixture
def accepted_by(hear: Any, known: dict[str, Any], time: Any) -> Callable[..., None]:
    def tell(body: str = "SUP-330100", version: int = 2) -> None:
        hear(
            ComplaintAccepted, **known, version=version, decision="accept", body=body, body_name=body,
            accepted_at=time.now, investigate_by=date(2027, 1, 22), identity="anonymous", channel="web",
            contactable=False,
        )  # fmt: skip

    return tell


def clean_here(kind: Kind, data: bytes) -> Cleaned | None:
    """What the sandbox does, without the walls: for tests of what is round it."""
    if TYPES[kind].copy is None:
        return None
    module = next(name for name, kinds in CLEANERS.items() if kind in kinds)
    try:
        made = importlib.import_module(f"shared.files.cleaning.{module}").clean(kind, data)
    except Exception as error:
        raise Failed(type(error).__name__) from error
    return Cleaned(made.parts, tuple(made.notes))


@pytest.fixture(autouse=True)
def no_walls(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "real_sandbox" not in request.fixturenames:
        monkeypatch.setattr(sandbox, "clean", clean_here)


@pytest.fixture
def real_sandbox() -> None:
    """Copies are made in a process of their own, as they are in use."""


@pytest.fixture
def work_on(works: Any, store: LocalStore) -> Callable[..., int]:
    """Do all that is due with files now; returns how often something was done."""

    def go(scanner: str | None = None) -> int:
        count = 0
        while rounds.do_next(works, store, scanner):
            count += 1
            assert count < 50
        return count

    return go


@pytest.fixture
def officer(bearer: Any) -> dict[str, str]:
    headers: dict[str, str] = bearer(Role.TRIAGE, "SUP-330106")
    return headers


def form_of(data: bytes, name: str, field: str = "file") -> bytes:
    """The body of a form with one file."""
    head = f'--edge\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n--edge--\r\n"


def send(
    client: FlaskClient, door: str, key: dict[str, str], data: bytes, name: str = "收据.jpg", **headers: str
) -> Any:
    """Send a file at once."""
    kind = "multipart/form-data; boundary=edge"
    return client.post(door, data=form_of(data, name), headers=key | headers, content_type=kind)


def announce(client: FlaskClient, door: str, key: dict[str, str], size: int, **more: Any) -> str:
    """Announce a file; returns where its pieces go."""
    response = client.post(door, json={"name": "录像.mp4", "size": size} | more, headers=key)
    assert response.status_code == 201, response.text
    return str(response.headers["Location"])


def piece(client: FlaskClient, place: str, key: dict[str, str], offset: int, data: bytes) -> Any:
    headers = key | {"Upload-Offset": str(offset)}
    return client.patch(place, data=data, headers=headers, content_type=PIECES)


def unknown() -> str:
    return str(uuid4())


@pytest.fixture
def photo(client, door, key, at_desk, work_on) -> str:
    """A picture that triage's desk may look at."""
    found = send(client, door, key, jpeg(), "张三在车间.jpg").get_json()["id"]
    at_desk()
    work_on()
    return str(found)


def listed(client, answer, who: dict[str, str]) -> Any:
    return client.get(STAFF, query_string={"tracking_number": answer["tracking_number"]}, headers=who)
