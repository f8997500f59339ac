"""Spans to an OpenTelemetry collector over HTTP, where an operator wants it (`requirements/tracing.txt`).

Everything leaves in batches from a thread of the library's own; a collector that is away costs spans, never
a request. What is told: service, kind, route or event name, times, whether it failed. Nothing else.
"""

import atexit
from collections.abc import Callable

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

from shared.tracing import Span

KINDS = {"server": SpanKind.SERVER, "consumer": SpanKind.CONSUMER}
SCOPE = InstrumentationScope("jiandu")
TIMEOUT_SECONDS = 5


def processor(url: str) -> BatchSpanProcessor:
    """What takes spans to the collector at `url` (`http://host:4318/v1/traces`); the last at the exit."""
    made = BatchSpanProcessor(OTLPSpanExporter(url, timeout=TIMEOUT_SECONDS))
    atexit.register(made.shutdown)
    return made


def to(processor: BatchSpanProcessor) -> Callable[[Span], None]:
    """For `tracing.export_to`."""
    return lambda span: processor.on_end(_readable(span))


def _readable(span: Span) -> ReadableSpan:
    parent = _context(span.here.trace_id, span.parent, True) if span.parent else None
    return ReadableSpan(
        span.name,
        _context(span.here.trace_id, span.here.span_id, False),
        parent,
        Resource({"service.name": f"jiandu-{span.service}"}),
        kind=KINDS[span.kind],
        instrumentation_scope=SCOPE,
        status=Status(StatusCode.ERROR if span.failed else StatusCode.UNSET),
        start_time=span.started_at,
        end_time=span.ended_at,
    )


def _context(trace_id: str, span_id: str, remote: bool) -> SpanContext:
    flags = TraceFlags(TraceFlags.SAMPLED)
    return SpanContext(int(trace_id, 16), int(span_id, 16), is_remote=remote, trace_flags=flags)
