"""The contract for bodies with a system of their own follows from the code and keeps to the official schema."""

from typing import Any

import jsonschema

from services.investigation.bodies import contract
from services.investigation.bodies.actions import TABLE
from services.investigation.domain.bodies import Letter
from tests.contracts.official_schema import asyncapi_schema


def test_the_written_document_is_fresh() -> None:
    assert contract.PATH.read_text("utf-8") == contract.text(), "run `make docs`"


def test_the_document_keeps_to_the_official_schema() -> None:
    schema = asyncapi_schema()
    validator = jsonschema.validators.validator_for(schema)(schema)

    faults = [
        f"{list(fault.absolute_path)}: {fault.message}"
        for fault in validator.iter_errors(contract.document())
    ]
    assert faults == []


def test_every_letter_and_report_has_its_message_and_each_example_is_a_good_one() -> None:
    document: Any = contract.document()
    messages = {each["name"] for each in document["components"]["messages"].values()}

    assert messages == set(Letter) | set(TABLE)
    for kind in TABLE.values():
        if kind.body.EXAMPLE is not None:
            kind.body().load(kind.body.EXAMPLE)
