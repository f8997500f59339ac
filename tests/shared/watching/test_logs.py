"""Log lines say what happened and where, and can say nothing else."""

import ast
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from shared import crypto, logs, tracing
from shared.log_fields import FIELDS, LONGEST

ROOT = Path(__file__).resolve().parents[3]
LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "bind"}
SECRET = "张三丰的手机13800138000"


@pytest.fixture(autouse=True)
def keys() -> None:
    crypto.configure(crypto.Keyring([b"7" * 32]))


def _line(**fields: Any) -> dict[str, Any]:
    """A line as it would be written."""
    line: Any = dict(fields)
    for step in (logs.told_where, logs.told_why, logs.only_known):
        line = step(None, "info", line)
    return json.loads(json.dumps(line, ensure_ascii=False))


def test_a_field_that_is_not_in_the_table_is_dropped_and_its_name_is_told() -> None:
    assert _line(event="x", name="complaint.received", statement=SECRET) == {
        "event": "x",
        "name": "complaint.received",
        "dropped": ["statement"],
    }


def test_an_exception_is_told_by_kind_and_place_never_by_its_text() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        line = _line(event="x", exc_info=error)

    assert "ValueError" in line["reason"]
    assert SECRET not in json.dumps(line, ensure_ascii=False)


def test_a_line_names_the_trace_and_the_complaint_by_a_keyed_hash() -> None:
    number = "ZF2611240000017"
    with tracing.span("triage", "consumer", "complaint.received", None, number) as span:
        line = _line(event="x")

    assert line == {
        "event": "x",
        "trace_id": span.here.trace_id,
        "service": "triage",
        "complaint": logs.complaint_key(number),
    }
    assert number not in json.dumps(line)


def test_what_a_library_fills_in_is_not_told() -> None:
    told: list[dict[str, Any]] = []
    record = logging.LogRecord("lib", logging.WARNING, "/x/lib/a.py", 7, "no route to %s", (SECRET,), None)
    filled = logging.LogRecord("lib", logging.WARNING, "/x/lib/a.py", 8, f"no route: {SECRET}", None, None)

    for one in (record, filled):
        told.append({"text": logs._template(one)})

    assert told == [{"text": "no route to %s"}, {"text": "no route"}]


def test_a_long_value_is_cut() -> None:
    assert len(_line(event="x", reason="长" * 5000)["reason"]) == LONGEST + 1


def test_every_line_of_the_code_uses_fields_of_the_table() -> None:
    strange = []
    for folder in ("shared", "services", "deploy"):
        for file in (ROOT / folder).rglob("*.py"):
            if "node_modules" not in file.parts:
                strange += _strange_fields(file)

    assert strange == []


def _strange_fields(file: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and _is_log(node.func):
            wrong = {word.arg for word in node.keywords} - set(FIELDS) - {"about", "exc_info"}
            found += [f"{file.relative_to(ROOT)}:{node.lineno} {sorted(map(str, wrong))}"] if wrong else []
    return found


def _is_log(called: ast.expr) -> bool:
    if not isinstance(called, ast.Attribute) or called.attr not in LEVELS:
        return False
    return isinstance(called.value, ast.Name) and called.value.id in ("log", "told")
