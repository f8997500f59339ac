"""The same promises at an S3-compatible service, which is a small server of this test's own."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

import pytest

from shared.files.s3 import S3Store
from shared.files.sealed import PIECE, Part, Reader, new_key
from shared.files.store import Missing, StoreAway


class Service(BaseHTTPRequestHandler):
    """As much of S3 as the store uses; nobody's signature is checked."""

    held: dict[str, bytes]
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self.held[self._key()] = self.rfile.read(int(self.headers["Content-Length"]))
        self._say(200, b"", ETag='"e"')

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if "list-type" in parse_qs(parts.query):
            return self._list(parse_qs(parts.query).get("prefix", [""])[0])
        found = self.held.get(self._key())
        if found is None:
            return self._say(404, b"<Error><Code>NoSuchKey</Code></Error>")
        return self._say(200, found, ETag='"e"', **{"Last-Modified": "Wed, 25 Nov 2026 00:00:00 GMT"})

    def do_DELETE(self) -> None:
        self.held.pop(self._key(), None)
        self._say(204, b"")

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        keys = re.findall("<Key>([^<]+)</Key>", asked)
        for key in keys:
            self.held.pop(key, None)
        said = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self._say(200, f"<DeleteResult>{said}</DeleteResult>".encode())

    def _list(self, prefix: str) -> None:
        rows = "".join(
            f"<Contents><Key>{key}</Key><LastModified>2026-11-25T00:00:00.000Z</LastModified><ETag>e</ETag>"
            f"<Size>{len(self.held[key])}</Size></Contents>"
            for key in sorted(self.held)
            if key.startswith(prefix)
        )
        self._say(
            200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>".encode()
        )

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/").partition("/")[2]

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def service() -> Iterator[ThreadingHTTPServer]:
    kind = type("OneService", (Service,), {"held": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def store_at(port: int) -> S3Store:
    return S3Store(
        "s3://files/intake", endpoint=f"http://127.0.0.1:{port}", region="cn-east-1",
        access_key_id="test", secret_access_key="test",
    )  # fmt: skip


@pytest.fixture
def store(service: ThreadingHTTPServer) -> S3Store:
    return store_at(service.server_address[1])


def test_what_was_kept_comes_back_and_lies_there_sealed(store: S3Store, service: ThreadingHTTPServer) -> None:
    part, data = Part(store, uuid4(), new_key(), "original"), bytes(range(256)) * 2100
    part.keep(data)

    assert Reader(part, len(data)).whole() == data
    held = service.RequestHandlerClass.held
    assert len(held) == 2
    assert all(key.startswith(f"intake/{part.file}/original.") for key in held)
    assert all(data[:64] not in piece for piece in held.values())
    assert Reader(part, len(data)).at(PIECE - 3, 6) == data[PIECE - 3 : PIECE + 3]


def test_a_file_is_deleted_with_all_its_parts_and_no_other(store: S3Store) -> None:
    first, second = uuid4(), uuid4()
    for file in (first, second):
        for name in ("original", "copy"):
            Part(store, file, new_key(), name).keep(b"x")
    store.delete(str(first))
    store.delete(str(first))

    with pytest.raises(Missing):
        store.get(f"{first}/original.00000")
    assert store.get(f"{second}/copy.00000")
    store.check()


def test_a_service_that_is_away_is_said_to_be_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.files.s3._RETRIES", {"max_retries": 0})
    store = store_at(1)
    for attempt in (lambda: store.put("a/b", b"x"), lambda: store.get("a/b"), store.check):
        with pytest.raises(StoreAway):
            attempt()
