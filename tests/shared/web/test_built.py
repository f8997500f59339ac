"""Built files arrive packed where that is understood, and say for how long they may be kept."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.web import built
from shared.web.assets.build import build


@pytest.fixture(scope="module")
def visitor() -> FlaskClient:
    build()
    app = Flask("built", static_folder=None)
    built.install(app)
    return app.test_client()


@pytest.mark.parametrize("name", ["app.css", "desk.css", "app.js", "mark.svg"])
def test_the_packed_file_is_the_file(visitor: FlaskClient, name: str) -> None:
    plain = visitor.get(f"/static/dist/{name}", buffered=True)
    packed = visitor.get(f"/static/dist/{name}", headers={"Accept-Encoding": "br, gzip"}, buffered=True)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.mimetype == plain.mimetype
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("accepts", ["", "identity", "br", "gzip;q=0"])
def test_who_cannot_unpack_gets_it_plain(visitor: FlaskClient, accepts: str) -> None:
    answer = visitor.get("/static/dist/app.css", headers={"Accept-Encoding": accepts}, buffered=True)

    assert "Content-Encoding" not in answer.headers
    assert b"jd-body" in answer.data


def test_only_an_address_with_its_version_is_kept_for_long(visitor: FlaskClient) -> None:
    with visitor.application.app_context():
        named = visitor.application.jinja_env.globals["asset"]("app.css")

    assert visitor.get(named, buffered=True).headers["Cache-Control"] == "public, max-age=31536000"
    assert (
        visitor.get("/static/dist/app.css", buffered=True).headers["Cache-Control"] == "public, max-age=300"
    )


@pytest.mark.parametrize("path", ["dist/none.css", "../built.py", "..%2Fbuilt.py", "dist/../../built.py"])
def test_nothing_else_is_given_out(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(f"/static/{path}", headers={"Accept-Encoding": "gzip"}).status_code == 404
