"""The door's templates, filled in, are what nginx takes; each path goes to its service; limits and headers are there."""

import datetime as dt
import os
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deploy.servers.private import ServerMissing, find_program, free_port
from deploy.up.configuration import read_env
from deploy.up.door import FOLDERS, TEMPLATES, fill_in
from shared.contracts.terms import Service
from shared.crowds import BUSY, CROWDED, HEADER, LINES, RATE
from shared.frontdoor import service_for
from tests.journeys.waiting import until

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PATHS = (
    "/", "/complaints/new", "/api/v1/complaints", "/hotline/", "/static/dist/app.css", "/follow",
    "/triage", "/triage/", "/triage/api/v1/complaints", "/triages", "/staff", "/staff/login", "/staffing",
    "/investigation", "/investigation/api/v1/cases", "/investigations", "//triage/", "/x/../triage/",
)  # fmt: skip


@pytest.fixture(scope="module")
def nginx() -> str:
    try:
        return find_program("nginx", FOLDERS, "nginx-light")
    except ServerMissing as missing:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


def _certificate(folder: Path) -> None:
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "door")]),
    )
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = made.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    signed = dated.sign(key, hashes.SHA256())
    (folder / "tls_certificate").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "tls_key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))


def _filled_in(folder: Path, **said: str) -> list[str]:
    """nginx's settings in `folder`, as door.env has them but for `said`; how nginx is told of them."""
    here = {
        "JIANDU_DOOR_RUN": str(folder),
        "JIANDU_DOOR_SECRETS": str(folder),
        "JIANDU_DOOR_FILES": str(DEPLOY / "nginx" / "answers"),
        **{f"JIANDU_{service.upper()}_WEB": "127.0.0.1:9" for service in Service},
    }
    fill_in(TEMPLATES, folder, read_env(DEPLOY / "config" / "door.env") | here | said)
    user = " user root;" if os.geteuid() == 0 else ""
    return ["-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", f"daemon off;{user}"]


@pytest.mark.parametrize("said", [{}, {"JIANDU_DOOR_TRANSPORT": "plain", "JIANDU_DOOR_LISTEN": "8080"}])
def test_nginx_takes_the_templates(nginx: str, tmp_path: Path, said: dict[str, str]) -> None:
    _certificate(tmp_path)

    done = subprocess.run(
        [nginx, "-t", *_filled_in(tmp_path, **said)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


@contextmanager
def _naming_itself(service: Service) -> Iterator[str]:
    """A web side that answers with its name and what it was told of the caller."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Asked", self.path)
            self.send_header("Caller", self.headers.get("X-Forwarded-For", ""))
            self.send_header("Crowd", self.headers.get(HEADER, ""))
            self.end_headers()
            self.wfile.write(service.encode())

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


Ask = Callable[..., requests.Response]


@pytest.fixture(scope="module")
def ask(nginx: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Ask the running door, the path as it is written."""
    folder, address = tmp_path_factory.mktemp("door"), f"127.0.0.1:{free_port()}"
    with ExitStack() as stack, requests.Session() as http:
        http.trust_env = False
        web = {f"JIANDU_{one.upper()}_WEB": stack.enter_context(_naming_itself(one)) for one in Service}
        plain = {
            "JIANDU_DOOR_TRANSPORT": "plain",
            "JIANDU_DOOR_LISTEN": address,
            "JIANDU_DOOR_COSTLY_RATE": "1r/s",
            "JIANDU_DOOR_SENDS_RATE": "1r/m",
        }
        process = subprocess.Popen(
            [nginx, *_filled_in(folder, **plain, **web)],
            stdout=stack.enter_context((folder / "log").open("wb")),
        )
        said_log = folder / "log"

        def said(method: str, path: str, **more: object) -> requests.Response:
            request = http.prepare_request(requests.Request(method, f"http://{address}/", **more))
            request.url = f"http://{address}{path}"
            return http.send(request, timeout=10)

        def up() -> bool:
            try:
                return said("GET", "/").ok
            except requests.ConnectionError:
                return False

        try:
            until(up, "nginx to answer")
            said.log = said_log  # type: ignore[attr-defined]  # what the door wrote down
            yield said
        finally:
            process.terminate()
            process.wait(20)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_goes_where_the_code_says(ask: Ask, path: str) -> None:
    plainly = path.replace("//", "/").replace("/x/..", "")

    assert ask("GET", path).text == service_for(plainly)


def test_nobody_inside_is_told_who_calls(ask: Ask) -> None:
    assert ask("GET", "/", headers={"X-Forwarded-For": "203.0.113.7"}).headers["Caller"] == ""


def test_what_the_door_writes_down_of_a_citizen_names_no_address_and_no_complaint(ask: Ask) -> None:
    log = ask.log  # type: ignore[attr-defined]  # set by the fixture
    before = len(log.read_text())
    for path in ("/follow?number=SECRET", "/complaints/SECRET", "/api/v1/complaints/SECRET"):
        ask("GET", path, headers={"User-Agent": "SECRET", "Referer": "http://SECRET/"})

    until(lambda: len(log.read_text()[before:].splitlines()) >= 3, "three lines")
    written = log.read_text()[before:]
    assert "127.0.0.1" not in written
    assert "SECRET" not in written


def test_the_web_sides_write_no_access_log() -> None:
    settings = (Path(__file__).parents[2] / "deploy/gunicorn.conf.py").read_text()

    assert "accesslog = None" in settings.splitlines()


def test_metrics_are_not_through_the_door(ask: Ask) -> None:
    for path in ("/metrics", "/metrics?x=1", "//metrics"):
        assert ask("GET", path).headers["Asked"].startswith("/not-through-the-front-door")


def test_too_much_is_refused_in_the_door_s_own_words_and_files_may_be_larger(ask: Ask) -> None:
    large = b"x" * (1 << 20) + b"x"

    for path, kind in (("/complaints", "text/html"), ("/api/v1/complaints", "application/problem+json")):
        refused = ask("POST", path, data=large)
        assert refused.status_code == 413
        assert refused.headers["Content-Type"].startswith(kind)
        assert "frame-ancestors 'none'" in refused.headers["Content-Security-Policy"]
        assert refused.headers["X-Content-Type-Options"] == "nosniff"
    assert ask("POST", "/api/v1/complaints/ZF1/attachments", data=large).status_code == 200


HOST = "Host: x\r\nConnection: close\r\n\r\n"
ODD = {
    "a head of 64 KB": (f"GET /api/v1/complaints HTTP/1.1\r\nX-A: {'a' * 65_536}\r\n{HOST}", 431, "json"),
    "cookies of 64 KB": (f"GET /follow HTTP/1.1\r\nCookie: {'a' * 65_536}\r\n{HOST}", 431, "html"),
    "a long address": (f"GET /{'a' * 20_000} HTTP/1.1\r\n{HOST}", 414, "html"),
    "tracing": (f"TRACE / HTTP/1.1\r\n{HOST}", 405, "html"),
    "no method": (f"get / HTTP/1.1\r\n{HOST}", 400, "html"),
    "no version": (f"GET / HTTP/9.9\r\n{HOST}", 400, "html"),
    "no host": ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "html"),
    "two hosts": (f"GET / HTTP/1.1\r\nHost: y\r\n{HOST}", 400, "html"),
    "above the root": (f"GET /%2e%2e/etc/passwd HTTP/1.1\r\n{HOST}", 400, "html"),
    "two lengths": (
        f"POST /api/v1/complaints HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n{HOST}", 400, "json"
    ),
    "an unknown packing": (
        f"POST /api/v1/complaints HTTP/1.1\r\nTransfer-Encoding: gzip\r\n{HOST}", 400, "json"
    ),
}  # fmt: skip


def _until_closed(line: socket.socket) -> str:
    heard = b""
    with suppress(ConnectionResetError):  # what it did not read of ours makes it close so
        while more := line.recv(65_536):
            heard += more
    return heard.decode()


@pytest.mark.parametrize("said", ODD.values(), ids=ODD)
def test_what_the_door_itself_refuses_is_told_in_the_house_s_words(
    ask: Ask, said: tuple[str, int, str]
) -> None:
    sent, status, kind = said
    address = urlsplit(ask("GET", "/").url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as line:
        line.sendall(sent.encode())
        head, _, body = _until_closed(line).partition("\r\n\r\n")

    assert head.startswith(f"HTTP/1.1 {status} ")
    assert body == (DEPLOY / f"nginx/answers/{status}.{kind}").read_text()
    assert "Cache-Control: no-store" in head
    assert "frame-ancestors 'none'" in head
    assert "Retry-After" not in head, "it would go the same way again"


def test_the_door_s_own_answers_are_no_pages_of_their_own(ask: Ask) -> None:
    assert ask("GET", "/door/413.html").headers["Asked"] == "/not-through-the-front-door"


def test_a_flood_from_one_address_is_slowed_down(ask: Ask) -> None:
    statuses = [ask("POST", "/staff/login").status_code for _ in range(60)]

    assert statuses[0] == 200
    assert 429 in statuses
    assert ask("GET", "/").status_code == 200


def test_a_crowd_at_one_address_is_told_inside_and_never_refused(ask: Ask) -> None:
    answers = [ask("POST", "/api/v1/complaints", headers={HEADER: "calm 3"}) for _ in range(BUSY + 5)]

    words = [answer.headers["Crowd"].split() for answer in answers]
    assert {answer.status_code for answer in answers} == {200}
    assert words[0][0] == words[BUSY - 5][0] == "calm"
    assert words[-1][0] == "busy"
    assert len({line for _, line in words}) == 1, "whatever the caller says"
    assert 0 <= int(words[0][1]) < LINES
    assert ask("GET", "/").headers["Crowd"].startswith("calm"), "reading is not sending"


def test_the_door_and_the_embedded_default_have_the_same_marks() -> None:
    house = (TEMPLATES / "house.conf.template").read_text()

    assert f"limit_req zone=sends burst={CROWDED} delay={BUSY};" in house
    assert read_env(DEPLOY / "config" / "door.env")["JIANDU_DOOR_SENDS_RATE"] == f"{RATE:.0f}r/s"


@pytest.mark.parametrize("path", ["exhibits/7/files", "archive/copies"])
@pytest.mark.parametrize("door", ["investigation", "investigation/api/v1"])
def test_where_investigators_send_files_there_is_room_for_them(door: str, path: str) -> None:
    house = (TEMPLATES / "house.conf.template").read_text()
    places = re.search(r"location ~ (\S+) \{\n\s+if \(\$large", house)

    assert places is not None
    assert re.search(places[1], f"/{door}/cases/5/{path}")
    assert not re.search(places[1], f"/{door}/cases/5/{path}/more")


def test_whoever_holds_the_places_for_files_does_not_keep_others_from_the_form(ask: Ask) -> None:
    address = urlsplit(ask("GET", "/").url)
    with ExitStack() as stack:

        def held() -> bool:
            # One more each time: a place that was taken by the question itself is free again after it.
            slow = stack.enter_context(socket.create_connection((address.hostname, address.port)))
            slow.sendall(
                b"POST /complaints/new/evidence HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n-"
            )
            return ask("POST", "/complaints/new/evidence", data=b"x" * 200_000).status_code == 429

        until(held, "the places to be taken")
        assert ask("POST", "/complaints/new/evidence", data=b"no file").status_code == 200
