"""JSON that one reader would take one way and another another way is not taken at all."""

import pytest
from flask import Flask

from shared.web.strict_json import StrictJson

reader = StrictJson(Flask(__name__))


@pytest.mark.parametrize(
    "said", [b'{"a": {"b": [1, 2.5, "\xe5\xad\x97", null, true]}}', b"[]", b'"\\ud83d\\ude00"']
)
def test_json_is_read(said: bytes) -> None:
    assert reader.loads(reader.dumps(reader.loads(said))) == reader.loads(said)


@pytest.mark.parametrize(
    "said",
    [
        b'{"a": 1, "a": 1}',
        b'{"a": {"b": 1, "b": 2}}',
        b'{"a": 1, "\\u0061": 2}',
        b'{"a": NaN}',
        b"[Infinity]",
        b"[-Infinity]",
        b"[1e400]",
        b"[-1e400]",
        b"9" * 5000,
        b'{"\\ud800": 1}',
        '{"a": "字"}'.encode("utf-16"),
        '{"a": "字"}'.encode("gb18030"),
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a": "\xff"}',
        b"",
        b"{'a': 1}",
        b'{"a": 1,}',
        b"[1] [2]",
    ],
    ids=repr,
)
def test_what_is_not_plain_json_is_refused(said: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        reader.loads(said)


@pytest.mark.parametrize("deep", [b"[" * 200_000, b'{"a":' * 200_000])
def test_what_is_too_deep_is_refused(deep: bytes) -> None:
    with pytest.raises(RecursionError):
        reader.loads(deep)
