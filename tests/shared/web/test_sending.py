"""Answers go out as werkzeug would send them, with the headers that all of them have."""

from typing import Any

import pytest
from flask import Response
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import create_environ

from shared.headers import EVERYWHERE
from shared.web.sending import Sent

NAMES = ("Location", "Content-Location", "Cache-Control", "cache-control", "ETag", "Content-Type", "Vary")
PLACES = st.sampled_from(
    [
        *("/api/v1/complaints/066A-Z208", "/统计", "https://a.example/b?c=d#e", "", "a b", "%2F"),
        *("/", "///a.example/b", "//A.example/b", "/a//b"),
    ]
)
SAID = st.lists(st.tuples(st.sampled_from(NAMES), PLACES), max_size=6)


def plainly(status: int, body: Any, said: list[tuple[str, str]]) -> tuple[bytes, str, list[tuple[str, str]]]:
    """As werkzeug sends it, and then what it does not say itself."""
    content, line, headers = Response(body, status, said).get_wsgi_response(create_environ())
    names = {name.lower() for name, _ in headers}
    return b"".join(content), line, [*headers, *((n, v) for n, v, small in EVERYWHERE if small not in names)]


@given(
    st.sampled_from([200, 201, 204, 302, 304, 404]), st.sampled_from([b"", b"body", "文", [b"a", b"b"]]), SAID
)
def test_as_werkzeug_would(status: int, body: Any, said: list[tuple[str, str]]) -> None:
    content, line, headers = Sent(body, status, said).get_wsgi_response(create_environ())

    assert (b"".join(content), line, headers) == plainly(status, body, said)


@pytest.mark.parametrize("place", ["///a.example/b", "//A.example/b"])
def test_a_place_with_more_slashes_is_looked_at(place: str) -> None:
    sent = Sent("", 302, {"Location": place}).get_wsgi_response(create_environ())[2]

    assert dict(sent)["Location"] == dict(plainly(302, "", [("Location", place)])[2])["Location"] != place


@pytest.mark.parametrize("status", [200, 204, 304, 404])
def test_each_has_what_all_have_and_says_it_once(status: int) -> None:
    sent = Sent("", status, {"cache-control": "public"}).get_wsgi_response(create_environ())[2]
    names = [name.lower() for name, _ in sent]

    assert {small for *_, small in EVERYWHERE} <= set(names)
    assert names.count("cache-control") == 1
    assert ("cache-control", "public") in sent
