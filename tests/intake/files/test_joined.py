"""Files of a complaint that joined another: whoever has the case reads them, as long as it does."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.intake.models import Base
from shared import crypto
from shared.contracts.events import (
    ComplaintAccepted,
    ComplaintAssessed,
    ComplaintDecided,
    ComplaintReopened,
)
from shared.contracts.terms import Role, Service
from shared.database import Database
from shared.work import Works
from tests import lent
from tests.intake.conftest import submit
from tests.intake.files.conftest import STAFF, listed


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def works(request, tmp_path, time) -> Iterator[Works]:
    """On both: the way from complaint to complaint is asked of the database itself."""
    crypto.configure([b"intake tests' own master key 1234"])
    if request.param == "postgres":
        database = Database(request.getfixturevalue("postgres_url"))
        Base.metadata.create_all(database.engine)
    else:
        database = lent.database_of(Base.metadata, tmp_path / "intake.sqlite3")
    yield Works(database, "intake", time)
    database.dispose()


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
    asked = {"tracking_number": number}
    packed = client.get(f"{STAFF}/copies", query_string=asked, headers=handler).data
    with zipfile.ZipFile(io.BytesIO(packed)) as folder:
        assert "copies/1-001.jpg" in folder.namelist()

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


@pytest.fixture
def third(client, said, hear) -> dict[str, Any]:
    """A third complaint of theirs, which another body has on its desk."""
    answer = submit(client)
    known = {
        "complaint_id": said(Service.TRIAGE)[-1].complaint_id,
        "tracking_number": answer["tracking_number"],
    }
    hear(ComplaintAssessed, **known, version=1, desk="SUP-330000", barred=[])
    return known


def test_who_has_what_the_answering_complaint_joined_later_reads_them_too(
    client, photo, known, other, third, hear, bearer
) -> None:
    handler, elsewhere = bearer(Role.TRIAGE, "SUP-330000"), bearer(Role.TRIAGE, "SUP-330110")
    copy = f"{STAFF}/{photo}/copy"
    merged = {"decision": "merge", "decided_at": datetime.now(UTC)}
    hear(ComplaintDecided, **known, version=3, merged_into=other["tracking_number"], **merged)
    assert client.get(copy, headers=handler).status_code == 404

    hear(ComplaintDecided, **other, version=3, merged_into=third["tracking_number"], **merged)
    assert [file["id"] for file in listed(client, third, handler).get_json()["items"]] == [photo]
    assert client.get(copy, headers=handler).status_code == 200
    assert client.get(copy, headers=elsewhere).status_code == 404

    hear(ComplaintReopened, **other, version=4, joined_before=str(third["complaint_id"]))
    assert listed(client, third, handler).get_json()["items"] == []
    assert client.get(copy, headers=handler).status_code == 404


@pytest.mark.parametrize("which", ["first", "between", "last"])
def test_who_is_barred_anywhere_on_the_way_reads_no_file(
    client, photo, known, other, third, hear, bearer, which
) -> None:
    merged = {"decision": "merge", "decided_at": datetime.now(UTC)}
    hear(ComplaintDecided, **known, version=3, merged_into=other["tracking_number"], **merged)
    hear(ComplaintDecided, **other, version=3, merged_into=third["tracking_number"], **merged)
    accused = {"first": known, "between": other, "last": third}[which]
    handler = bearer(Role.TRIAGE, "SUP-330000")
    copy = f"{STAFF}/{photo}/copy"
    assert client.get(copy, headers=handler).status_code == 200

    hear(ComplaintAssessed, **accused, version=4, desk="SUP-330000", barred=["SUP-330000"])
    assert client.get(copy, headers=handler).status_code == 404


def test_a_circle_of_joins_ends(client, photo, known, other, hear, bearer) -> None:
    merged = {"decision": "merge", "decided_at": datetime.now(UTC)}
    hear(ComplaintDecided, **known, version=3, merged_into=other["tracking_number"], **merged)
    hear(ComplaintDecided, **other, version=3, merged_into=known["tracking_number"], **merged)

    files = listed(client, other, bearer(Role.INVESTIGATOR, "SUP-330100")).get_json()["items"]

    assert [file["id"] for file in files] == [photo]
