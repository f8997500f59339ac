"""What is wrong is said with a pointer, a code, and words in the reader's language."""

import sys
import unicodedata
from typing import Any

import pytest
from marshmallow import EXCLUDE, ValidationError, validates_schema

from shared import i18n
from shared.contracts.terms import Identity
from shared.web import validation
from shared.web.validation import (
    REPLACED,
    Choice,
    Day,
    JsonBool,
    JsonInt,
    Part,
    Strict,
    Text,
    field_errors,
    most_items,
)


class Body(Strict):
    text = Text(most=10, least=1, required=True)
    reason = Text(most=10, least=2)
    many = Text(most=5, load_default="")
    count = JsonInt(least=1, most=5)
    sure = JsonBool()
    day = Day()
    identity = Choice(Identity)


def problems(body: Any) -> list[tuple[str, str]]:
    try:
        Body().load(body)
    except ValidationError as error:
        return [(found["pointer"], found["code"]) for found in field_errors({"json": error.messages})]
    return []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"text": "好"}, []),
        ({}, [("/text", "required")]),
        ({"text": None}, [("/text", "required")]),
        ({"text": "  "}, [("/text", "required")]),
        ({"text": 3}, [("/text", "wrong_type")]),
        ({"text": "x" * 11}, [("/text", "too_long")]),
        ({"text": "a\x00b"}, [("/text", "control_character")]),
        ({"text": "a\ud800"}, [("/text", "control_character")]),
        ({"text": "a" + chr(0xFFFD)}, [("/text", "control_character")]),
        ({"text": "a" + chr(0xFFFF)}, [("/text", "control_character")]),
        ({"text": "a" + chr(0xFDD0)}, [("/text", "control_character")]),
        ({"text": "a" + chr(0x10FFFE)}, [("/text", "control_character")]),
        (
            {"text": "好", "reason": chr(0x200B) + chr(0x202E) + "\u3000" + chr(0xFEFF)},
            [("/reason", "too_short")],
        ),
        ({"text": chr(0x200B) * 3}, [("/text", "required")]),
        ({"text": chr(0x3164) + chr(0x2800)}, [("/text", "required")]),
        ({"text": "\U00020bb7e\u0301\u202e\u2028\U0001f469\u200d\U0001f467"}, []),
        ({"text": "a\nb\tc"}, []),
        ({"text": "a", "txet": "b"}, [("/txet", "unknown_field")]),
        ({"text": "a", "count": "3"}, [("/count", "wrong_type")]),
        ({"text": "a", "count": True}, [("/count", "wrong_type")]),
        ({"text": "a", "count": 3.0}, []),
        ({"text": "a", "count": 6}, [("/count", "out_of_range")]),
        ({"text": "a", "sure": "yes"}, [("/sure", "wrong_type")]),
        ({"text": "a", "day": "2026-13-01"}, [("/day", "wrong_format")]),
        ({"text": "a", "day": 20261001}, [("/day", "wrong_format")]),
        ({"text": "a", "identity": "nobody"}, [("/identity", "not_a_choice")]),
        ([], [("", "wrong_type")]),
        ("x", [("", "wrong_type")]),
        (None, [("", "wrong_type")]),
    ],
)
def test_each_mistake_is_named_where_it_is(body: Any, expected: list[tuple[str, str]]) -> None:
    assert problems(body) == expected


def test_every_character_that_cannot_be_kept_is_known() -> None:
    def cannot(character: str) -> bool:
        point = ord(character)
        control = unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t\r"
        return control or point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF or character == REPLACED

    assert [
        f"U+{point:04X}"
        for point in range(sys.maxunicode + 1)
        if (validation._unprintable(chr(point)) is not None) != cannot(chr(point))
    ] == []


def test_what_was_not_given_and_has_no_default_is_left_out() -> None:
    assert Body().load({"text": "好"}) == {"text": "好", "many": ""}


def test_what_is_read_in_parts_or_leniently_is_so_also_in_the_short_way() -> None:
    assert Body().load({"count": 3}, partial=True) == {"count": 3}
    assert Body(partial=("text",)).load({"count": 3}) == {"count": 3, "many": ""}
    assert Body().load({"text": "a", "else": 1}, unknown=EXCLUDE) == {"text": "a", "many": ""}
    assert Body().load([{"text": "a"}, {"text": "b"}], many=True)[1] == {"text": "b", "many": ""}


def test_fields_that_are_called_otherwise_are_read_by_their_own_names() -> None:
    class Called(Strict):
        other = Text(most=5, data_key="Other-Name")
        inner = Text(most=5, attribute="kept_as")

    assert Called().load({"Other-Name": "a", "inner": "b"}) == {"other": "a", "kept_as": "b"}
    with pytest.raises(ValidationError):
        Called().load({"other": "a"})


def test_a_pointer_into_a_list_says_which_entry() -> None:
    found = field_errors({"json": {"respondents": {2: {"divi/sion": ["Not a valid string."]}}}})

    assert found[0]["pointer"] == "/respondents/2/divi~1sion"


def test_a_list_has_an_end() -> None:
    most_items(2)([1, 2])
    with pytest.raises(ValidationError):
        most_items(2)([1, 2, 3])


def test_equal_looking_texts_are_kept_equal() -> None:
    assert Body().load({"text": " e\u0301 \r\n"})["text"] == "é"


def test_the_message_is_in_the_language_in_use() -> None:
    i18n.use("en")
    with pytest.raises(ValidationError) as raised:
        Body().load({})
    found = field_errors({"json": raised.value.messages})
    i18n.use("zh_CN")

    assert found[0]["message"] == "This is required."
    assert field_errors({"json": raised.value.messages})[0]["message"] != found[0]["message"]


class Pair(Strict):
    low = JsonInt(required=True)
    high = JsonInt(required=True)

    @validates_schema
    def check(self, data: dict[str, Any], **_: Any) -> None:
        if data["low"] > data["high"]:
            raise ValidationError("the wrong way round")


class Holder(Strict):
    pair = Part(Pair, required=True)


def test_a_part_that_looks_at_more_than_its_fields_still_does() -> None:
    assert Holder().load({"pair": {"low": 1, "high": 2}}) == {"pair": {"low": 1, "high": 2}}
    with pytest.raises(ValidationError):
        Holder().load({"pair": {"low": 2, "high": 1}})
