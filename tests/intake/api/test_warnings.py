"""Who wants to stay unknown is told which of their words could tell who they are."""

import pytest
from flask.testing import FlaskClient

from tests.intake.conftest import DOOR

SAID = "我叫李小明，电话13812345678。执法人员没有出示证件。"


@pytest.mark.parametrize("identity", ["anonymous", "confidential"])
def test_the_answer_names_the_places_and_does_not_repeat_the_words(
    client: FlaskClient, identity: str
) -> None:
    response = client.post(DOOR, json={"identity": identity, "statement": SAID})

    assert response.status_code == 201
    warnings = response.get_json()["warnings"]
    assert [(SAID[one["start"] : one["end"]], one["code"]) for one in warnings] == [
        ("我叫李小明", "name"),
        ("13812345678", "phone"),
    ]
    assert "李小明" not in response.text


def test_who_gives_their_name_anyway_is_not_warned(client: FlaskClient) -> None:
    body = {"identity": "real_name", "statement": SAID, "complainant": {"name": "李小明"}}

    assert "warnings" not in client.post(DOOR, json=body).get_json()


def test_what_says_nothing_of_the_writer_has_no_warning(client: FlaskClient) -> None:
    body = {"identity": "anonymous", "statement": "执法人员没有出示证件。"}

    assert "warnings" not in client.post(DOOR, json=body).get_json()
