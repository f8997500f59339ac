"""One trace from a citizen's request to the last handler, and to a collector where one is wanted."""

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from shared import tracing, tracing_export
from shared.tracing import Span
from tests.journeys.complaints import complaint
from tests.journeys.house import Embedded, running
from tests.journeys.waiting import until

SENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
TRACE = SENT.split("-")[1]


@pytest.mark.parametrize(
    "header",
    [None, "", "x" * 300, SENT.upper(), "ff" + SENT[2:], SENT + "-x", "00-" + "0" * 32 + SENT[35:], SENT[:-1], "00-٤" + SENT[4:]],
)  # fmt: skip
def test_anything_else_than_a_trace_context_begins_a_new_trace(header: str | None) -> None:
    with tracing.span("intake", "server", "GET /", header) as span:
        assert span.here.trace_id != TRACE
        assert span.parent is None


def test_a_later_version_of_the_header_is_understood() -> None:
    assert tracing.read("01" + SENT[2:] + "-more").trace_id == TRACE


@pytest.fixture
def spans() -> Iterator[list[Span]]:
    told: list[Span] = []
    tracing.export_to(told.append)
    yield told
    tracing.export_to(None)


def test_spans_are_handed_on_only_where_the_caller_samples(spans: list[Span]) -> None:
    for flags in ("00", "01"):
        with tracing.span("intake", "server", flags, SENT[:-2] + flags):
            pass

    assert [span.name for span in spans] == ["01"]


def test_a_span_that_failed_says_so(spans: list[Span]) -> None:
    with pytest.raises(KeyError), tracing.span("intake", "server", "GET /", None):
        raise KeyError

    assert spans[0].failed
    assert tracing.current() is None


def test_the_collector_gets_the_spans() -> None:
    bodies: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            bodies.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    processor = tracing_export.processor(f"http://127.0.0.1:{server.server_port}/v1/traces")
    try:
        tracing.export_to(tracing_export.to(processor))
        with tracing.span("intake", "server", "POST /api/v1/complaints", SENT, "ZF2611240000017"):
            pass
    finally:
        tracing.export_to(None)
        processor.shutdown()
        server.shutdown()
        thread.join()
        server.server_close()

    request = ExportTraceServiceRequest.FromString(bodies[0])
    resource = request.resource_spans[0]
    span = resource.scope_spans[0].spans[0]
    assert resource.resource.attributes[0].value.string_value == "jiandu-intake"
    assert (span.trace_id.hex(), span.parent_span_id.hex()) == (TRACE, SENT.split("-")[2])
    assert span.name == "POST /api/v1/complaints"
    assert b"ZF2611240000017" not in bodies[0]


def test_a_complaint_is_one_trace_through_all_services(tmp_path: Path) -> None:
    house = Embedded(tmp_path, triage_mode="automatic", log_level="debug")
    with running(house):
        address = f"{house.base}/api/v1/complaints"
        body = complaint()
        answer = requests.post(address, json=body, headers={"traceparent": SENT}, timeout=30)
        assert answer.status_code == 201

        until(
            lambda: {"intake", "triage", "investigation"} <= _services(house), "every service to hear of it"
        )
        lines = _lines(house)

    number = answer.json()["tracking_number"]
    assert len({line["complaint"] for line in lines if "complaint" in line}) == 1
    assert not any(number in json.dumps(line) for line in lines)
    assert not any(answer.json()["receipt_code"] in json.dumps(line) for line in lines)


def _lines(house: Embedded) -> list[dict[str, Any]]:
    said = (house.directory / "run---no-demo-cases.log").read_text()
    return [json.loads(line) for line in said.splitlines() if TRACE in line]


def _services(house: Embedded) -> set[str]:
    return {line["service"] for line in _lines(house) if line["event"] == "event_applied"}
