"""Each path goes to the service that answers for it."""

import pytest

from shared.frontdoor import service_for


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/", "intake"),
        ("/complaints/new", "intake"),
        ("/api/v1/complaints", "intake"),
        ("/hotline/", "intake"),
        ("/static/dist/app.css", "intake"),
        ("/triage/", "triage"),
        ("/triage", "triage"),
        ("/triage/api/v1/complaints", "triage"),
        ("/staff/login", "triage"),
        ("/investigation/api/v1/cases", "investigation"),
        ("/triages", "intake"),
        ("//triage/", "triage"),
    ],
)
def test_a_path_goes_to_its_service(path: str, service: str) -> None:
    assert service_for(path) == service
