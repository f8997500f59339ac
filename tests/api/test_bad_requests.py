"""Requests that are broken below the body: addresses, headers, methods. The house answers and stays up."""

import socket

import pytest

from tests.api.rows import Rows
from tests.journeys.complaints import complaint
from tests.journeys.house import Embedded

SERVICES = ("", "/triage", "/investigation")
ODD_PATHS = [
    "/%zz",
    "/%",
    "/%00",
    "/complaints/%00",
    "/%c0%af%c0%af/etc/passwd",
    "/%ff%fe",
    "/../../etc/passwd",
    "/static/../../pyproject.toml",
    "/static/%2e%2e/%2e%2e/application.py",
    "//evil.example/",
    "/a" * 1500,
    "/?q=%00",
    "/?q=%ff",
    "/?lang=%F0%9F%98%80",
    "/?" + "a=b&" * 900,
    "/;/",
    "/\t",
]


def _raw(house: Embedded, request: bytes) -> tuple[int, bytes]:
    """The status and the whole answer to bytes that no client library would send."""
    with socket.create_connection(("127.0.0.1", house.port), timeout=30) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while part := connection.recv(65536):
                answer += part
        except ConnectionResetError:
            pass  # the server hung up on what was left unread; what it answered counts
    return (int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0), answer


def _get(path: str, *headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("service", SERVICES, ids=["intake", "triage", "investigation"])
@pytest.mark.parametrize("path", ODD_PATHS, ids=[path[:30] for path in ODD_PATHS])
def test_odd_addresses_are_answered_calmly(house: Embedded, service: str, path: str) -> None:
    status, answer = _raw(house, _get(service + path))

    assert 200 <= status < 500, answer[:500]
    assert b"Traceback" not in answer


@pytest.mark.parametrize("service", SERVICES, ids=["intake", "triage", "investigation"])
@pytest.mark.parametrize(
    "header",
    [
        "Cookie: a=" + "x" * 9000,
        "Cookie: jiandu_staff=not.a.token; jiandu_signin=%00; jiandu_lang=\x01",
        "Authorization: Bearer " + "x" * 4000,
        "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
        "Authorization: Receipt \xff\xfe",
        "Authorization: Basic Zm9vOmJhcg==",
        "Authorization:",
        "Accept-Language: " + "x-" * 2000,
        "Accept-Language: zh;q=abc, *;q=-1",
        "If-None-Match: \x80",
        "Range: bytes=0-",
        "traceparent: 00-" + "z" * 32 + "-" + "z" * 16 + "-01",
        "X-Forwarded-For: " + "1.2.3.4, " * 500,
        "Content-Length: 12345678901234567890",
        "Transfer-Encoding: nonsense",
    ],
    ids=lambda header: header[:28],
)
def test_odd_headers_are_answered_calmly(house: Embedded, service: str, header: str) -> None:
    for path in ("/", "/api/v1/complaints", "/api/v1/cases", "/api/v1/openapi.json"):
        status, answer = _raw(house, _get(service + path, header))

        # 501 is what HTTP has for a transfer coding that nobody knows (RFC 9112 §6.1).
        assert 200 <= status < 500 or status == 501, (path, answer[:500])
        assert b"Traceback" not in answer


CHUNKED = b"POST /api/v1/complaints HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
CHUNKED += b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (CHUNKED + b"zz\r\n{}\r\n0\r\n\r\n", 400),
        (CHUNKED + b"2\r\n{}xx0\r\n\r\n", 400),
        (_get("/?q=" + "x" * 9000), 414),
        (_get("/", "Cookie: a=" + "x" * 9000), 431),
        (_get("/", "Bad Header: x"), 400),
    ],
    ids=["no length", "no end", "long address", "long header", "odd header"],
)
def test_what_cannot_be_parsed_is_answered_as_a_problem(
    house: Embedded, request_: bytes, expected: int
) -> None:
    status, answer = _raw(house, request_)

    assert (status, b"application/problem+json" in answer) == (expected, True), answer[:500]


def test_headers_beyond_measure_are_refused(house: Embedded) -> None:
    status, _ = _raw(house, _get("/", *(f"X-{number}: y" for number in range(200))))

    assert 400 <= status < 500


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "X" * 40])
def test_other_methods_are_refused(house: Embedded, rows: Rows, method: str) -> None:
    with rows.unchanged():
        for path in ("/api/v1/complaints", "/triage/api/v1/complaints", "/investigation/api/v1/cases", "/"):
            answer = house.visitor().ask(method, path)

            assert answer.status_code in (400, 404, 405, 501), (path, answer.status_code)


@pytest.mark.parametrize(
    "code", ["", "x", "0" * 400, "%00", "AAAA-AAAA-AAAA-AAAA-AAAA", "\x01", "' or 1=1 --"], ids=repr
)
def test_a_wrong_receipt_code_tells_nothing(house: Embedded, code: str) -> None:
    taken = house.visitor().post("/api/v1/complaints", complaint(), 201)
    unknown = house.visitor().post("/api/v1/receipts", expect=201)
    status, right = _raw(house, _get(_path(taken), f"Authorization: Receipt {code}"))
    status_of_none, wrong = _raw(house, _get(_path(unknown), f"Authorization: Receipt {code}"))

    assert status == status_of_none
    assert status in (400, 401, 404)
    assert right.split(b"\r\n\r\n", 1)[1:] == wrong.split(b"\r\n\r\n", 1)[1:]


def _path(taken: dict[str, str]) -> str:
    return f"/api/v1/complaints/{taken['tracking_number']}"


def test_the_code_of_one_complaint_does_not_open_another(house: Embedded) -> None:
    mine, other = (house.visitor().post("/api/v1/complaints", complaint(), 201) for _ in range(2))

    house.receipt_holder(mine["receipt_code"]).get(_path(other), 404)


def test_the_metrics_do_not_go_through_the_front_door(house: Embedded) -> None:
    for path in ("/metrics", "/triage/metrics", "/investigation/metrics"):
        assert house.visitor().ask("GET", path).status_code == 404
