"""The published description of the JSON doors is valid and complete."""

import pytest
from openapi_spec_validator import validate

from tests.intake.conftest import DOOR


def test_the_document_is_valid_openapi(client):
    document = client.get("/api/v1/openapi.json").get_json()

    validate(document)
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) >= {
        DOOR,
        "/api/v1/receipts",
        "/api/v1/divisions",
        "/api/v1/hotline/complaints",
        f"{DOOR}/{{tracking_number}}",
        f"{DOOR}/{{tracking_number}}/messages",
        f"{DOOR}/{{tracking_number}}/withdrawal",
        f"{DOOR}/{{tracking_number}}/rating",
        f"{DOOR}/{{tracking_number}}/recheck",
    }


@pytest.mark.parametrize("query", ["西湖", "xihu", "330106", "hangzhou xihu"])
def test_places_are_found_by_name_pinyin_and_code(client, query):
    found = client.get("/api/v1/divisions", query_string={"q": query}).get_json()["items"]

    assert "330106" in {item["code"] for item in found}
    assert all(set(item) == {"code", "name", "full_name", "level"} for item in found)


def test_nothing_typed_finds_nothing(client):
    assert client.get("/api/v1/divisions").get_json() == {"items": []}
