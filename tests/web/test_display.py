"""Large print and high contrast: asked for by a link, kept in a cookie of four possible words."""

import pytest
from flask.testing import FlaskClient

from tests.web.gallery.app import create_app


@pytest.fixture
def client() -> FlaskClient:
    return create_app().test_client()


@pytest.mark.parametrize(
    ("asked", "large", "strong"),
    [
        ("large", True, False),
        ("contrast", False, True),
        ("large-contrast", True, True),
        ("plain", False, False),
    ],
)
def test_what_was_asked_for_is_shown_and_kept(
    client: FlaskClient, asked: str, large: bool, strong: bool
) -> None:
    client.get(f"/form?display={asked}")
    page = client.get("/form").text

    assert ('data-size="large"' in page, 'data-contrast="more"' in page) == (large, strong)
    switched = {
        "large": "plain",
        "contrast": "large-contrast",
        "large-contrast": "contrast",
        "plain": "large",
    }
    assert f'?display={switched[asked]}"' in page


@pytest.mark.parametrize("odd", ["", "LARGE", "x" * 9000, "large\r\nSet-Cookie: a=b", "大"])
def test_anything_else_changes_nothing_and_is_not_kept(client: FlaskClient, odd: str) -> None:
    answer = client.get("/form", query_string={"display": odd})

    assert answer.status_code == 200
    assert "jiandu_display" not in str(answer.headers)
    assert 'data-size="large"' not in answer.text
