"""Triage's sign-in by itself, with one account, and a clock that tests move."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.triage import account_pages, accounts, signin
from services.triage.accounts import NewAccount
from services.triage.base import Base
from shared import crypto, settings
from shared.contracts.terms import Role
from shared.staff.web import require_role, staff
from shared.web.application import create_service_app
from shared.work import SYSTEM, Works
from tests import lent
from tests.hashes import light

PASSWORD = "a long enough password"


class Time:
    now = datetime(2026, 11, 23, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def hashed() -> str:
    return light(PASSWORD)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def works(tmp_path: Path, hashed: str, time: Time) -> Works:
    crypto.configure([os.urandom(32)])
    database = lent.database_of(Base.metadata, tmp_path / "triage.sqlite3")
    made = Works(database, "triage", time)
    with made.begin(SYSTEM) as work:
        accounts.add(
            work, NewAccount("triage-330106", "受理员", "SUP-330106", frozenset([Role.TRIAGE]), hashed)
        )
    yield made
    database.dispose()


@pytest.fixture
def app(works: Works, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    read = settings.load()
    made = create_service_app("triage", read, works, api_prefix="/triage/api/v1", title="test")
    made.register_blueprint(signin.pages)
    made.register_blueprint(account_pages.pages)
    made.extensions["jiandu"].api.register_blueprint(signin.api)

    @made.get("/triage/api/v1/me")
    @require_role(Role.TRIAGE)
    def me() -> dict[str, str]:
        return {"home": staff().home}

    @made.get("/triage/api/v1/heads")
    @require_role(Role.HEAD)
    def heads() -> str:
        return "never"

    @made.get("/triage/me")
    @require_role(Role.TRIAGE)
    def my_page() -> str:
        return staff().username

    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
