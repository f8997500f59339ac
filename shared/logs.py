"""Logs: one JSON object a line on standard error; no personal data, no receipt codes, no addresses.

Every line written while a request is answered or an event is handled names its trace, and the complaint
by a keyed hash. What libraries log is told by its unfilled template, since they fill in addresses.
"""

import logging
import re
import sys
import threading
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

from shared import crypto, tracing
from shared.log_fields import FIELDS, LONGEST
from shared.messaging.failure import reason_of

Line = MutableMapping[str, Any]

_ANY_VALUE = re.compile(r"[=:'\"`{<\[(/\\]|\d")
"""Where a filled-in message may stop being words of the library's own code."""


def configure(level: str = "info", form: str = "json") -> None:
    """Set up this process's logs. `form` is `json`, or `text` for a person at a terminal."""
    lowest = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            told_where,
            told_why,
            only_known,
            _renderer(form),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(lowest),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[Foreign()], level=logging.WARNING, force=True)
    sys.excepthook = _ended_badly
    threading.excepthook = lambda hooked: _ended_badly(hooked.exc_type, hooked.exc_value, None)


def complaint_key(tracking_number: str) -> str:
    """By which the logs know a complaint."""
    return crypto.keyring().blind_index("log:complaint", tracking_number)


def told_where(_: Any, __: str, line: Line) -> Line:
    """Add the trace and the complaint that this thread works on. `about` is a tracking number."""
    span = tracing.current()
    about = line.pop("about", None) or (span.about if span else None)
    if span is not None:
        line.setdefault("trace_id", span.here.trace_id)
        line.setdefault("service", span.service)
    if about:
        line["complaint"] = complaint_key(about)
    return line


def told_why(_: Any, __: str, line: Line) -> Line:
    """An exception by its kind and place: its text may quote what a person typed."""
    failure = line.pop("exc_info", None)
    if failure is True:
        failure = sys.exc_info()[1]
    if isinstance(failure, tuple):
        failure = failure[1]
    if isinstance(failure, BaseException):
        line.setdefault("reason", reason_of(failure))
    return line


def only_known(_: Any, __: str, line: Line) -> Line:
    """Only fields of the table, and only plain values."""
    strange = sorted(set(line) - set(FIELDS))
    kept = {name: _plain(value) for name, value in line.items() if name in FIELDS}
    return kept | ({"dropped": strange} if strange else {})


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value[:20]]
    text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _renderer(form: str) -> Any:
    if form == "text":
        return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), timestamp_key="at")
    return structlog.processors.JSONRenderer(ensure_ascii=False)


class Foreign(logging.Handler):
    """Where the records of libraries go."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell the message's template; one that came filled in, up to the first thing filled in."""
        failure = record.exc_info[1] if record.exc_info else None
        structlog.get_logger("library").log(
            max(record.levelno, logging.DEBUG),
            "library",
            library=record.name,
            text=_template(record),
            place=f"{'/'.join(Path(record.pathname).parts[-2:])}:{record.lineno}",
            exc_info=failure,
        )


def _template(record: logging.LogRecord) -> str:
    if isinstance(record.msg, BaseException):
        return type(record.msg).__name__
    text = str(record.msg)
    if not record.args:
        return _ANY_VALUE.split(text, maxsplit=1)[0].strip()
    numbers = isinstance(record.args, tuple) and all(isinstance(one, int | float) for one in record.args)
    return record.getMessage() if numbers else text


def _ended_badly(_: Any, error: BaseException | None, __: Any) -> None:
    if error is not None and not isinstance(error, KeyboardInterrupt | SystemExit):
        structlog.get_logger("logs").critical("ended_badly", exc_info=error)
