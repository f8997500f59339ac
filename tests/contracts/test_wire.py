"""The wire form: whole for its reader, closed to others, readable for ever."""

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts import wire
from shared.contracts.events import EVENTS, ComplaintReceived, Event
from shared.contracts.samples import Sample, samples
from shared.contracts.schemas import ENVELOPE, readers
from shared.contracts.terms import Service
from shared.crypto import Keyring, Unreadable

KEYRING = Keyring([b"a key that is public: tests only"])
SAMPLES = list(samples())

FIRST = Path(__file__).with_name("first_release")
_LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keys = st.sampled_from(["id", "type", "source", "time", "specversion", "data", "complaint.received"])
    return st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=6)


by_name = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.name}.{sample.version}")


def seal(reader: Service, data: bytes) -> bytes:
    return KEYRING.seal(f"wire:{reader}", data)


def unseal(reader: Service, data: bytes) -> bytes:
    return KEYRING.open(f"wire:{reader}", data)


def test_every_event_has_an_example_and_somebody_who_hears_it() -> None:
    assert {sample.name for sample in SAMPLES} == set(EVENTS)
    assert all(kind.heard_by for kind in EVENTS.values())
    assert all(kind.producer not in kind.heard_by for kind in EVENTS.values())


def test_what_is_sealed_is_sealed_for_hearers_alone() -> None:
    for kind in EVENTS.values():
        assert set(readers(kind)) <= set(kind.heard_by), kind.name


@by_name
def test_every_stored_example_loads_for_every_reader(sample: Sample) -> None:
    body = sample.on_the_wire(seal)
    for reader in (None, *Service):
        event = wire.decode(body, reader, unseal)

        assert type(event) is EVENTS[sample.name]
        assert str(event.id) == sample.document["id"]
        part = sample.document["data"].get("sealed", {}).get(reader, {"fields": {}})
        for name, value in part["fields"].items():
            assert getattr(event, name) == value
    sealed = json.loads(body)["data"].get("sealed", {}).keys()
    assert sealed <= {str(one) for one in readers(type(event))}


def test_the_newest_example_of_each_event_speaks_to_every_reader() -> None:
    for sample in {one.name: one for one in sorted(SAMPLES, key=lambda one: one.version)}.values():
        told = sample.document["data"].get("sealed", {})
        assert set(told) == {str(one) for one in readers(EVENTS[sample.name])}, sample.name


@by_name
def test_a_reader_gets_back_what_the_producer_said_and_defaults_for_the_rest(sample: Sample) -> None:
    said = _whole(sample)
    for reader in (None, *Service):
        event = wire.decode(wire.encode(said, seal), reader, unseal)

        for field in fields(said):
            may_read = field.name in ENVELOPE or reader in field.metadata.get("sealed_for", (reader,))
            if may_read:
                assert getattr(event, field.name) == getattr(said, field.name), field.name
            else:
                assert getattr(event, field.name) == _default(field), field.name


@by_name
def test_no_sealed_word_travels_in_the_clear(sample: Sample) -> None:
    body = sample.on_the_wire(seal)
    for part in sample.document["data"].get("sealed", {}).values():
        for value in part["fields"].values():
            if value:
                assert json.dumps(value).encode() not in body
                assert str(value).encode() not in body


@by_name
def test_the_envelope_is_a_cloudevent_that_its_own_library_reads(sample: Sample) -> None:
    event = JSONFormat().read(CloudEvent, wire.encode(_whole(sample), seal))

    assert isinstance(event, CloudEvent)
    assert event.get_specversion() == "1.0"
    assert event.get_type() == sample.name
    assert event.get_source() == f"/jiandu/{EVENTS[sample.name].producer}"
    assert event.get_subject() == sample.document["subject"]
    assert event.get_datacontenttype() == "application/json"
    assert event.get_extension("traceparent") == sample.document.get("traceparent")


@by_name
def test_fields_of_a_newer_producer_are_ignored(sample: Sample) -> None:
    document = json.loads(sample.on_the_wire(seal))
    document["data"]["invented_later"] = {"deep": [1, 2]}
    document["inventedlater"] = "yes"

    assert wire.decode(json.dumps(document).encode(), None, unseal) == wire.decode(
        sample.on_the_wire(seal), None, unseal
    )


def test_an_event_of_a_newer_producer_is_told_apart_from_rubbish() -> None:
    document = SAMPLES[0].document | {"type": "complaint.foretold"}

    with pytest.raises(wire.UnknownEvent, match=r"complaint\.foretold"):
        wire.decode(json.dumps(document).encode(), None, unseal)


def test_a_sealed_part_does_not_open_in_another_message() -> None:
    first, second = (_received(number) for number in (1, 2))
    thief = json.loads(wire.encode(second, seal))
    thief["data"]["sealed"] = json.loads(wire.encode(first, seal))["data"]["sealed"]

    with pytest.raises(wire.Malformed, match="belongs to another event"):
        wire.decode(json.dumps(thief).encode(), Service.TRIAGE, unseal)


def test_a_sealed_part_opens_for_its_reader_alone() -> None:
    document = json.loads(wire.encode(_received(1), seal))
    data = b64decode(document["data"]["sealed"]["triage"])

    with pytest.raises(Unreadable):
        unseal(Service.INTAKE, data)


SPOILERS: list[Callable[[dict[str, Any]], Any]] = [
    lambda document: document.pop("id"),
    lambda document: document.update(id="seven"),
    lambda document: document.pop("time"),
    lambda document: document.update(time="2026-11-02T06:20:12"),
    lambda document: document.update(specversion="0.3"),
    lambda document: document.pop("data"),
    lambda document: document.update(data=[1]),
    lambda document: document["data"].pop("tracking_number"),
    lambda document: document["data"].update(version="three"),
    lambda document: document["data"].update(received_at="2026-11-02T06:20:12"),
    lambda document: document["data"]["sealed"].update(triage="not base64!"),
    lambda document: document["data"]["sealed"].update(triage=_sealed(b"[]")),
    lambda document: document["data"]["sealed"].update(triage=_sealed(b"{}")),
    lambda document: document["data"]["sealed"].update(triage=7),
]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_what_breaks_the_contract_is_malformed(spoil: Callable[[dict[str, Any]], Any]) -> None:
    document = json.loads(wire.encode(_received(1), seal))
    spoil(document)

    with pytest.raises((wire.Malformed, Unreadable, binascii.Error)):
        wire.decode(json.dumps(document).encode(), Service.TRIAGE, unseal)


@given(st.binary(max_size=200) | st.recursive(_LEAVES, _nested).map(lambda value: json.dumps(value).encode()))
def test_no_bytes_make_the_reader_stumble(body: bytes) -> None:
    with pytest.raises((ValueError, wire.UnknownEvent)):
        wire.decode(body, Service.TRIAGE, unseal)


def test_a_message_sealed_at_the_first_release_opens_for_ever() -> None:
    stored = (FIRST / "complaint.received.1.sealed.json").read_bytes()

    event = wire.decode(stored, Service.TRIAGE, unseal)

    assert event == wire.decode(_sample("complaint.received").on_the_wire(seal), Service.TRIAGE, unseal)


def _sealed(plain: bytes) -> str:
    return b64encode(seal(Service.TRIAGE, plain)).decode()


def _received(number: int) -> ComplaintReceived:
    now = datetime(2026, 11, 2, 6, tzinfo=UTC)
    return ComplaintReceived(
        id=UUID(int=number), at=now, complaint_id=UUID(int=number), tracking_number="ZF1", version=1,
        channel="web", identity="anonymous", contactable=False, received_at=now, accept_by=now.date(),
        statement="现场没有出示证件",
    )  # fmt: skip


def _sample(name: str) -> Sample:
    return next(sample for sample in SAMPLES if sample.name == name)


def _whole(sample: Sample) -> Event:
    """The event with every sealed field filled, as its producer had it."""
    body = sample.on_the_wire(seal)
    views = [wire.decode(body, reader, unseal) for reader in Service]
    kind = type(views[0])
    values = {
        field.name: next(
            (
                getattr(view, field.name)
                for view, reader in zip(views, Service, strict=True)
                if reader in field.metadata.get("sealed_for", Service)
            )
        )
        for field in fields(kind)
    }
    return kind(**values)


def _default(field: Any) -> Any:
    return field.default if not callable(field.default_factory) else field.default_factory()
