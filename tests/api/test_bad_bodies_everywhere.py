"""At every operation of every service: what is no JSON, too large or not what is asked for is refused, by the one
who might do it, and nothing is stored. Each operation is asked a share of them, in turns (tests/sampled.py): what reads a
body is the same everywhere but for what it is to find there."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from tests.api.town import DOCUMENTS, WITH_FINDINGS, Town, identifiers, settled
from tests.sampled import dealt

Make = Callable[[], bytes]
JSON = "application/json"
MEGABYTES = 10_000_000
BODIES: list[tuple[str, Make, str, tuple[int, ...]]] = [
    ("half a document", lambda: b'{"text": "', JSON, (400,)),
    ("not JSON", lambda: b"text=x", JSON, (400,)),
    ("a remark", lambda: b'{"text": "x"} // why', JSON, (400,)),
    ("a name twice", lambda: b'{"text": "a", "text": "b"}', JSON, (400,)),
    ("a name twice, deeper", lambda: b'{"text": {"a": 1, "a": 2}}', JSON, (400,)),
    ("NaN", lambda: b'{"text": NaN}', JSON, (400,)),
    ("infinity", lambda: b'{"text": [-Infinity]}', JSON, (400,)),
    ("beyond all measure", lambda: b'{"text": 1e999999}', JSON, (400,)),
    ("10,000 digits", lambda: b'{"text": ' + b"9" * 10_000 + b"}", JSON, (400,)),
    ("wrong UTF-8", lambda: b'{"text": "\xff\xfe"}', JSON, (400,)),
    ("overlong UTF-8", lambda: b'{"text": "\xc0\xaf"}', JSON, (400,)),
    ("UTF-16", lambda: '{"text": "字"}'.encode("utf-16"), JSON, (400,)),
    ("GB 18030", lambda: '{"text": "字"}'.encode("gb18030"), JSON, (400,)),
    ("half a character as a name", lambda: b'{"\\ud800": 1}', JSON, (400,)),
    ("lists in lists", lambda: b"[" * 100_000 + b"]" * 100_000, JSON, (400,)),
    ("objects in objects", lambda: b'{"a":' * 50_000 + b"1" + b"}" * 50_000, JSON, (400,)),
    ("10 MB", lambda: b'{"text": "' + b"x" * MEGABYTES + b'"}', JSON, (413,)),
    ("10 MB of white space", lambda: b" " * MEGABYTES, JSON, (413,)),
    ("a form", lambda: b"text=x", "application/x-www-form-urlencoded", (415,)),
    ("a form in parts", lambda: b'--a\r\nContent-Disposition: form-data; name="text"\r\n\r\nx\r\n--a--\r\n',
     "multipart/form-data; boundary=a", (415, 422)),
    ("a form in parts without a boundary", lambda: b"x", "multipart/form-data", (415, 422)),
    ("plain text", lambda: b'{"text": "x"}', "text/plain", (415,)),
    ("XML", lambda: b"<text/>", "application/xml", (415,)),
    ("no type", lambda: b'{"text": "x"}', "", (415,)),
    ("a type that is none", lambda: b'{"text": "x"}', "json;;;=", (415,)),
]  # fmt: skip
SHAPES: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    "text",
    "\ud800",
    [],
    [[]],
    [None],
    {},
    {"\x00": None},
    {"a" * 5000: {}},
]
"""Bodies that are JSON but of the wrong shape for every operation that wants something."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(tmp_path_factory.mktemp("bodies"), (14, 6, 2, 6)) as made:
        yield made


Schemas = dict[str, Any]
Write = tuple[str, dict[str, Any], dict[str, str], Schemas]


@pytest.fixture(scope="module")
def writes(town: Town) -> list[Write]:
    """Address, description, headers of one who may do it, and known schemas, of each write."""
    return list(_writes(town))


def _writes(town: Town) -> Iterator[Write]:
    journey = town.journeys[WITH_FINDINGS]
    for service in DOCUMENTS:
        document = town.document(service)
        for path, operations in document["paths"].items():
            if (operation := operations.get("post")) and takes_json(operation):
                caller = town.fitting(operation, journey)[0]
                headers = {"If-Match": "*"} | ({"Authorization": caller} if caller else {})
                yield (
                    path.format(**identifiers(journey)),
                    operation,
                    headers,
                    document["components"]["schemas"],
                )


def takes_json(operation: dict[str, Any]) -> bool:
    """What takes nothing but files is tried with odd forms elsewhere (tests/investigation/evidence)."""
    return JSON in operation.get("requestBody", {"content": {JSON: {}}})["content"]


def send(town: Town, path: str, body: bytes, headers: dict[str, str]) -> requests.Response:
    return town.house.visitor().ask("POST", path, data=body, headers=headers)


@pytest.mark.parametrize("turn", range(len(BODIES)), ids=[case[0] for case in BODIES])
def test_what_cannot_be_read_is_refused_everywhere(town: Town, writes: list[Write], turn: int) -> None:
    _, make, kind, statuses = BODIES[turn]
    rows, body = town.house.rows(), make()
    for path, _, headers, _ in dealt(writes, turn, 8):
        answer = send(town, path, body, headers | ({"Content-Type": kind} if kind else {}))

        assert answer.status_code in statuses, (path, answer.text[:300])
        assert answer.headers["Content-Type"] == "application/problem+json", path
        assert answer.json()["status"] == answer.status_code
    assert town.house.changed_since(rows) == set()


@pytest.mark.parametrize("turn", range(len(SHAPES)), ids=[repr(shape)[:20] for shape in SHAPES])
def test_another_shape_is_refused_everywhere(town: Town, writes: list[Write], turn: int) -> None:
    rows, shape, harmless = town.house.rows(), SHAPES[turn], 0
    for path, operation, headers, schemas in dealt(writes, turn, 4):
        if "requestBody" not in operation or _may_be_empty(schemas, operation, shape):
            harmless += 1
            continue
        answer = send(town, path, json.dumps(shape).encode(), headers | {"Content-Type": JSON})

        assert answer.status_code == 422, (path, answer.text[:300])
        assert answer.json()["errors"], path
    assert town.house.changed_since(rows) == set()
    assert harmless < 20


def _may_be_empty(schemas: Schemas, operation: dict[str, Any], shape: Any) -> bool:
    """Whether an object without any known field is a good body here."""
    found = _named(schemas, operation["requestBody"]["content"][JSON]["schema"]["$ref"])
    loose = found.get("additionalProperties") is not False
    return isinstance(shape, dict) and not found.get("required") and (loose or not shape)


TEXTS: list[tuple[str, Callable[[int], str], str]] = [
    ("a NUL", lambda most: "甲\x00乙", "control_character"),
    ("a bell", lambda most: "甲\x07乙", "control_character"),
    ("an escape", lambda most: "\x1b[2J", "control_character"),
    ("half a character", lambda most: "甲\ud83d", "control_character"),
    ("damaged", lambda most: "甲\ufffd乙", "control_character"),
    ("one too many", lambda most: "字" * (most + 1), "too_long"),
]
OPAQUE = ("/password", "/ticket")
"""Not texts of people: compared or opened, never shown."""


@pytest.mark.parametrize("turn", range(len(TEXTS)), ids=[case[0] for case in TEXTS])
def test_every_text_of_every_body_is_looked_at(town: Town, writes: list[Write], turn: int) -> None:
    _, make, code = TEXTS[turn]
    rows, tried = town.house.rows(), 0
    for path, operation, headers, schemas in dealt(writes, turn, 4):
        if "requestBody" not in operation:
            continue
        for pointer, most in _texts(schemas, operation["requestBody"]["content"][JSON]["schema"]):
            body = json.dumps(_nested(pointer, make(most))).encode()
            answer = send(town, path, body, headers | {"Content-Type": JSON})
            if answer.status_code == 413 and code == "too_long":
                continue  # a whole file: the door itself takes no more
            told = {error["pointer"]: error["code"] for error in answer.json()["errors"]}

            assert answer.status_code == 422, (path, pointer)
            assert told.get(pointer) == code, (path, pointer, told)
            tried += 1
    assert tried > 15
    assert town.house.changed_since(rows) == set()


def _texts(schemas: Schemas, schema: dict[str, Any], at: str = "") -> Iterator[tuple[str, int]]:
    """Pointer and greatest length of each text that a schema knows."""
    for each in (schema, *schema.get("anyOf", ()), *schema.get("allOf", ())):
        if "$ref" in each:
            yield from _texts(schemas, _named(schemas, each["$ref"]), at)
    if "items" in schema:
        yield from _texts(schemas, schema["items"], f"{at}/0")
    if "maxLength" in schema and "enum" not in schema and at not in OPAQUE:
        yield at, schema["maxLength"]
    for name, inner in schema.get("properties", {}).items():
        yield from _texts(schemas, inner, f"{at}/{name}")


def _named(schemas: Schemas, reference: str) -> dict[str, Any]:
    found: dict[str, Any] = schemas[reference.rsplit("/", 1)[1]]
    return found


def _nested(pointer: str, value: Any) -> Any:
    for step in reversed(pointer.split("/")[1:]):
        value = [value] if step == "0" else {step: value}
    return value
