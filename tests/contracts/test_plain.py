"""What is read and written plainly is as marshmallow has it, whatever came."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from services.intake.schemas.submitting import ComplaintSchema
from shared.contracts import wire
from shared.contracts.plain import NotPlain, Plain
from shared.contracts.samples import Sample, samples
from shared.contracts.schemas import open_schema, sealed_schema
from shared.contracts.terms import Service
from tests.journeys.complaints import complaint

ODD = st.sampled_from(
    [
        None,
        "",
        " ",
        "陈",
        "330106",
        5,
        5.0,
        True,
        [],
        {},
        ["unlawful"],
        [None],
        {"kind": "officer"},
        "2026-10-12",
    ]
)
NAMES = [*sorted(ComplaintSchema().load_fields), "nobody_knows"]
SCHEMA = ComplaintSchema()


def outcome(schema: Schema, body: Any) -> Any:
    try:
        return schema.load(body)
    except ValidationError as error:
        return error.messages


def not_plain(*_: Any) -> Any:
    raise NotPlain


@given(st.dictionaries(st.sampled_from(NAMES), ODD, max_size=3), st.sets(st.sampled_from(NAMES), max_size=3))
def test_a_body_is_read_as_with_care(changed: dict[str, Any], left_out: set[str]) -> None:
    body = {name: value for name, value in (complaint() | changed).items() if name not in left_out}
    plainly = outcome(SCHEMA, body)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plain, "read_plainly", not_plain)
        assert plainly == outcome(SCHEMA, body)


@pytest.mark.parametrize("part", ["complainant", "claims", "circumstances"])
@given(said=st.dictionaries(st.sampled_from(["kind", "name", "phone", "natures", "review", "hazard"]), ODD))
def test_a_part_is_read_as_with_care(part: str, said: dict[str, Any]) -> None:
    body = complaint() | {part: said}
    plainly = outcome(SCHEMA, body)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plain, "read_plainly", not_plain)
        assert plainly == outcome(SCHEMA, body)


def as_it_is(_: Service, data: bytes) -> bytes:
    return data


@pytest.mark.parametrize("sample", list(samples()), ids=lambda sample: f"{sample.name}.{sample.version}")
def test_an_event_is_written_as_marshmallow_writes_it(sample: Sample) -> None:
    body = sample.on_the_wire(as_it_is)

    for reader in (None, *Service):
        event = wire.decode(body, reader, as_it_is)
        schema = sealed_schema(type(event), reader) if reader else open_schema(type(event))
        assert schema.dump(event) == Schema._serialize(schema, event)
        assert schema.dump(vars(event)) == Schema._serialize(schema, vars(event))
