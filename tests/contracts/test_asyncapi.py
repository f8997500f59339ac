"""The published document is the code's own, and keeps to the official schema."""

import jsonschema

from shared.contracts import asyncapi
from shared.contracts.events import EVENTS
from shared.contracts.samples import samples
from tests.contracts.official_schema import asyncapi_schema


def test_the_written_document_is_fresh() -> None:
    assert asyncapi.PATH.read_text("utf-8") == asyncapi.text(), "run `make docs`"


def test_the_document_keeps_to_the_official_schema() -> None:
    schema = asyncapi_schema()
    validator = jsonschema.validators.validator_for(schema)(schema)

    faults = [
        f"{list(fault.absolute_path)}: {fault.message}"
        for fault in validator.iter_errors(asyncapi.document())
    ]

    assert faults == []


def test_each_service_that_hears_an_event_has_an_operation_for_it() -> None:
    operations = set(asyncapi.document()["operations"])

    assert operations == {
        name
        for kind in EVENTS.values()
        for name in (
            f"{kind.producer}.says.{kind.name}",
            *(f"{service}.hears.{kind.name}" for service in kind.heard_by),
        )
    }


def test_every_stored_example_keeps_to_the_published_schema() -> None:
    document = asyncapi.document()
    for sample in samples():
        kind = EVENTS[sample.name].__name__
        schema = {"$ref": f"#/components/schemas/{kind}", "components": document["components"]}
        body = document["components"]["messages"][kind]["examples"][0]["payload"]

        jsonschema.Draft202012Validator(schema).validate(body)
        for reader, part in sample.document["data"].get("sealed", {}).items():
            own = schema | {"$ref": f"#/components/schemas/{kind}For{reader.title()}"}
            jsonschema.Draft202012Validator(own).validate(part["fields"])
