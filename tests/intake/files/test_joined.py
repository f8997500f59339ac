"""Files of a complaint that joined another: whoever has the case reads them, as long as it does."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.contracts.events import (
    ComplaintAccepted,
    ComplaintAssessed,
    ComplaintDecided,
    ComplaintReopened,
)
from shared.contracts.terms import Role, Service
from tests.intake.conftest import submit
from tests.intake.files.conftest import STAFF, listed


@pytest.fixture
def other(client, said, hear) -> dict[str, Any]:
    """Another complaint of theirs, which that body has as a case."""
    answer = submit(client)
    key = said(Service.TRIAGE)[-1].complaint_id
    known = {"complaint_id": key, "tracking_number": answer["tracking_number"]}
    hear(ComplaintAssessed, **known, version=1, desk="SUP-330106", barred=[])
    hear(
        ComplaintAccepted, **known, version=2, decision="accept", body="SUP-330100", body_name="市执法监督处",
        accepted_at=datetime.now(UTC), investigate_by=date(2027, 1, 22), identity="anonymous", channel="web",
        contactable=False,
    )  # fmt: skip
    return known


def test_who_has_the_case_reads_the_files_of_a_complaint_that_joined_it_as_long_as_it_does(
    client, photo, answer, known, other, hear, bearer
) -> None:
    handler, elsewhere = bearer(Role.INVESTIGATOR, "SUP-330100"), bearer(Role.INVESTIGATOR, "SUP-330110")
    copy = f"{STAFF}/{photo}/copy"
    assert client.get(copy, headers=handler).status_code == 404

    number = other["tracking_number"]
    decided = {"decision": "merge", "decided_at": datetime.now(UTC), "merged_into": number}
    hear(ComplaintDecided, **known, version=3, **decided)

    assert [file["id"] for file in listed(client, other, handler).get_json()["items"]] == [photo]
    assert client.get(copy, headers=handler).status_code == 200
    assert client.get(copy, headers=elsewhere).status_code == 404
    assert listed(client, answer, elsewhere).status_code == 404

    hear(ComplaintReopened, **known, version=4, joined_before=str(other["complaint_id"]))
    assert listed(client, other, handler).get_json()["items"] == []
    assert client.get(copy, headers=handler).status_code == 404


@pytest.mark.parametrize("which", ["joined", "answering"])
def test_who_is_barred_from_either_complaint_reads_no_file_of_the_other(
    client, photo, known, other, hear, bearer, which
) -> None:
    decided = {"decided_at": datetime.now(UTC), "merged_into": other["tracking_number"]}
    hear(ComplaintDecided, **known, version=3, decision="merge", **decided)
    accused = known if which == "joined" else other
    hear(ComplaintAssessed, **accused, version=4, desk="SUP-330106", barred=["SUP-330100"])

    answer = client.get(f"{STAFF}/{photo}/copy", headers=bearer(Role.HEAD, "SUP-330100"))

    assert answer.status_code == 404
