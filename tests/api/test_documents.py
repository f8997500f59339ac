"""The three documents are valid, whole and true: whoever reads them can ask, and knows who may."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from werkzeug.test import Client

from shared.assembly import create_app
from tests.api.town import DOCUMENTS, WITH_FINDINGS, Town, identifiers, settled

ANYTHING = "*/*"
JSON, PROBLEM = "application/json", "application/problem+json"
OUTSIDE = re.compile(r"""(?:src|href|action)=["'](?!/(?!/)|\#|tel:)([^"']*)""")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(tmp_path_factory.mktemp("documents"), (2, 2, 2, 6)) as made:
        yield made


@pytest.fixture(params=DOCUMENTS)
def service(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def document(town: Town, service: str) -> dict[str, Any]:
    return town.document(service)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, found in document["paths"].items():
        for method in ("get", "post", "put", "patch", "delete"):
            if method in found:
                yield method, path, found[method]


def test_the_document_is_valid_and_says_what_it_is(document: dict[str, Any]) -> None:
    validate(document)

    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"].startswith("Jiandu: ")
    assert "Idempotency-Key" in document["info"]["description"]
    assert document["info"]["license"]["name"] == "Apache-2.0"
    assert set(document["components"]["securitySchemes"]) == {"staff", "receipt"}


def test_every_operation_is_named_and_described(document: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    names = [operation["operationId"] for _, _, operation in operations(document)]

    assert len(names) == len(set(names)) > 0
    assert all(tag["description"] for tag in document["tags"])
    for _, path, operation in operations(document):
        assert operation["summary"].endswith((".", ":")), path
        assert set(operation["tags"]) <= tags, path
        assert "default" not in operation["responses"], path
        for status, answer in operation["responses"].items():
            found = (
                document["components"]["responses"][answer["$ref"].split("/")[-1]]
                if "$ref" in answer
                else answer
            )
            said = [PROBLEM if int(status) >= 400 else JSON]
            assert list(found.get("content", said)) in (said, [ANYTHING]), (path, status)


ORDER_STEPS = (
    *(f"/{step}" for step in ("signature", "return", "agreement", "designation", "interim-reply")),
    *(f"/deliveries/{{delivery_id}}/{what}" for what in ("retry", "handover")),
)
ELSEWHERE = (
    "/api/v1/hotline/drafts/{draft_id}",  # tests/intake/api/test_drafts.py
    "/api/v1/hotline/samples/{sample_id}/mark",  # tests/intake/test_quality.py
    "/api/v1/identity-looks/{look_id}/decision",  # tests/intake/test_looks.py
    "/api/v1/complaints/{tracking_number}/holds/{hold_id}/lifting",  # tests/intake/test_retention.py
    "/investigation/api/v1/recusals/{recusal_id}/decision",  # tests/investigation/test_recusals.py
    "/investigation/api/v1/late-cases/{late_id}/instructions",  # tests/investigation/test_oversight.py
    "/investigation/api/v1/cases/{case_id}/service-records",  # tests/investigation/test_documents.py
    "/investigation/api/v1/cases/{case_id}/urgings",  # tests/investigation/unit
    *(
        f"/api/v1/hotline/orders/{{order_id}}{what}" for what in ORDER_STEPS
    ),  # tests/intake/api/test_orders.py
    "/triage/api/v1/complaints/{tracking_number}/links",  # tests/triage/similar, as the next two
    "/triage/api/v1/complaints/{tracking_number}/links/{link_id}/removal",
    "/triage/api/v1/clusters/{cluster_id}/decision",
)
"""Their examples name what this case does not have."""


def test_every_route_of_the_json_doors_is_in_a_document(town: Town) -> None:
    embedded = town.house.embedded
    maps = [create_app(each, embedded.settings).url_map for each in embedded.services]
    routes = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for routes in maps
        for rule in routes.iter_rules()
        if "/api/v1/" in rule.rule and not rule.rule.endswith(("/api/v1/", "/openapi.json"))
    }

    assert routes == {path for service in DOCUMENTS for path in town.document(service)["paths"]}


def test_every_body_has_an_example_that_is_one(document: dict[str, Any]) -> None:
    for _, path, operation in operations(document):
        if JSON in operation.get("requestBody", {}).get("content", {}):
            body = operation["requestBody"]["content"][JSON]
            schema = body["schema"] | {"components": document["components"]}
            assert list(Draft202012Validator(schema).iter_errors(body["example"])) == [], path


def test_examples_are_taken_by_the_service(town: Town, document: dict[str, Any]) -> None:
    """Nothing in them is wrong in itself; what they ask may be impossible just now."""
    journey = town.journeys[WITH_FINDINGS]
    for method, path, operation in operations(document):
        said = operation.get("requestBody", {}).get("content", {})
        if JSON not in said or path.endswith("/tokens") or path in ELSEWHERE:
            continue
        (caller, *_) = town.fitting(operation, journey)
        headers = {"If-Match": "*"} | ({"Authorization": caller} if caller else {})
        place = path.format(**identifiers(journey))
        example = operation["requestBody"]["content"][JSON]["example"]
        answer = town.house.visitor().ask(method.upper(), place, json=example, headers=headers)

        assert answer.status_code in (200, 201, 403, 409), (path, answer.text)


def test_who_may_ask_is_said_as_it_is(town: Town, document: dict[str, Any]) -> None:
    stranger, journey = Client(town.house.app), town.journeys[WITH_FINDINGS]
    for method, path, operation in operations(document):
        example = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("example")
        place = path.format(**identifiers(journey))
        anonymous = stranger.open(place, method=method, json=example).status_code
        assert (anonymous == 401) == ("security" in operation or path.endswith("/tokens")), path

        roles = (operation.get("security") or [{}])[0].get("staff")
        if roles:
            stray = "statistician" if "auditor" in roles else "auditor"
            other = {"Authorization": town.house.bearer(f"{stray}-330106"), "If-Match": "*"}
            assert stranger.open(place, method=method, json=example, headers=other).status_code == 403, path


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_readable_page_shows_all_of_it_and_asks_nobody_else(
    town: Town, service: str, document: dict[str, Any], language: str
) -> None:
    answer = Client(town.house.app).get(f"{DOCUMENTS[service]}/?lang={language}")

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert OUTSIDE.findall(answer.text) == []
    assert all(f"{method.upper()} {path}" in answer.text for method, path, _ in operations(document))
    assert ("应答" in answer.text) == (language == "zh_CN")
