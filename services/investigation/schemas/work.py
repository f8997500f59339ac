"""What may be sent of the work on a case: bodies made from the table of record kinds."""

from functools import cache
from typing import Any, ClassVar

from marshmallow import fields

from services.investigation.domain.outcomes import Field, Kind
from services.investigation.domain.records import Spec
from services.investigation.schemas.requests import TextMap
from shared.web.validation import Strict, Text, most_items

_SAMPLES = {Kind.DAY: "2027-01-15", Kind.PAST: "2026-11-20", Kind.LINE: "……", Kind.TEXT: "……"}
ACCOUNT = 20000
"""An interview may be long."""


def _contents() -> TextMap:
    return TextMap(keys=Text(least=1, most=40), values=Text(most=ACCOUNT), data_key="fields", required=True)


@cache
def body_for(spec: Spec) -> type[Strict]:
    """The body of a new record: its fields, and who was there where the law wants two."""
    members: dict[str, Any] = {
        "__doc__": f"A record of the kind `{spec.kind}`. Fields: {_listed(spec.fields)}.",
        "EXAMPLE": {"fields": _sample(spec.fields)},
        "contents": _contents(),
    }
    if spec.supervisors:
        members["supervisors"] = fields.List(
            Text(least=1, most=80),
            required=True,
            validate=most_items(20),
            metadata={"description": "User names of the certified investigators who were there."},
        )
        members["EXAMPLE"]["supervisors"] = ["investigator-330106", "investigator2-330106"]
    if spec.of_a_piece:
        members["piece"] = fields.UUID(
            load_default=None,
            allow_none=True,
            metadata={
                "description": "The id of a piece of evidence, of a file kept with one, or of a file of the "
                "complainant's; the words are left out then. Where it is none of them, the words alone."
            },
        )
    return type(f"{_title(spec)}Body", (Strict,), members)


class EndingBody(Strict):
    """How a record ended; `fields` are those that its kind asks for."""

    EXAMPLE: ClassVar[Any] = {"fields": {"result": "录像已复制，核对无误。"}}

    contents = _contents()


def _title(spec: Spec) -> str:
    return spec.kind.value.title().replace("_", "")


def _listed(asked: tuple[Field, ...]) -> str:
    return ", ".join(
        f"`{each.name}`"
        + (f" ({' or '.join(each.choices)})" if each.choices else "")
        + ("" if each.required else " (optional)")
        for each in asked
    )


def _sample(asked: tuple[Field, ...]) -> dict[str, str]:
    return {
        each.name: each.choices[0] if each.choices else _SAMPLES[each.kind] for each in asked if each.required
    }
