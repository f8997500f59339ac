"""An answer's head and body go out together, as gunicorn would have sent them one after the other."""

from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.http import wsgi
from hypothesis import given
from hypothesis import strategies as st

from shared.headers import EVERYWHERE
from shared.one_send import OneSend

ALL_HAVE = [(name, value) for name, value, _ in EVERYWHERE]


class Line:
    """Notes what is sent, and in how many pieces."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def sendall(self, data: bytes) -> None:
        self.pieces.append(data)


def sent(kind: type[wsgi.Response], method: str, status: str, sized: bool, body: list[bytes]) -> list[bytes]:
    line = Line()
    request: Any = SimpleNamespace(method=method, version=(1, 1), should_close=lambda: False)
    answer = kind(request, line, SimpleNamespace(protocol="http"))
    size = [("Content-Length", str(sum(map(len, body))))] if sized else []
    answer.start_response(status, [("X-Own", "1"), *size, *ALL_HAVE])
    for part in body:
        answer.write(part)
    answer.close()
    return line.pieces


def read(pieces: list[bytes]) -> tuple[list[bytes], bytes]:
    head, _, rest = b"".join(pieces).partition(b"\r\n\r\n")
    return sorted(line for line in head.split(b"\r\n") if not line.startswith(b"Date")), rest


@given(
    st.sampled_from(["GET", "HEAD"]),
    st.sampled_from(["200 OK", "204 No Content", "304 Not Modified"]),
    st.booleans(),
    st.lists(st.sampled_from([b"", b"some", b"more"]), max_size=3),
)
def test_as_gunicorn_sends_it(method: str, status: str, sized: bool, body: list[bytes]) -> None:
    ours, theirs = (sent(kind, method, status, sized, body) for kind in (OneSend, wsgi.Response))

    assert read(ours) == read(theirs)
    assert len(ours) <= len(theirs)


def test_an_answer_is_one_piece() -> None:
    assert len(sent(OneSend, "GET", "201 Created", True, [b"body"])) == 1


@pytest.mark.parametrize("wrong", [[("X Own", "1")], [("X-Own", "1\r\n2")]])
def test_headers_of_one_answer_alone_are_looked_at(wrong: list[tuple[str, str]]) -> None:
    request: Any = SimpleNamespace(method="GET", version=(1, 1), should_close=lambda: False)

    with pytest.raises(Exception, match=r"X.Own"):
        OneSend(request, Line(), SimpleNamespace(protocol="http")).start_response("200 OK", wrong)
