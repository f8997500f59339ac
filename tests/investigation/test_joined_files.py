"""Files that came with a complaint which joined a case: they lie with it, as long as it is joined."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from services.investigation import rounds
from services.investigation.filing_forms import file_name
from shared import settings
from shared.contracts.events import ComplaintJoined, ComplaintReopened, FileAdded
from shared.work import Works
from tests.investigation.archived import closed, put_away
from tests.investigation.builders import NOW, accepted

FIRST, SECOND = UUID(int=71), UUID(int=72)


def file_of(complaint: UUID, number: int) -> FileAdded:
    return FileAdded(
        id=uuid4(), at=NOW, complaint_id=complaint, tracking_number=f"JD-{complaint.int}", version=1,
        file_id=UUID(int=complaint.int * 100 + number), number=number, kind="jpeg", group="image", size=10,
        sha256="0" * 64, copy="ready", previews=1, notes=[], added_at=NOW,
    )  # fmt: skip


def joined(held: bool = False) -> ComplaintJoined:
    return ComplaintJoined(
        id=uuid4(), at=NOW, complaint_id=FIRST, tracking_number="JD-71", version=3, joined_id=SECOND,
        text="同一事项", barred=[], held=held,
    )  # fmt: skip


def test_a_case_lists_the_files_of_what_joined_it_after_its_own(
    opened: Callable[..., str], hear: Callable[[Any], None], seat: Any
) -> None:
    case = opened(accepted(FIRST))
    for number in (2, 1):
        hear(file_of(SECOND, number))
    hear(file_of(FIRST, 1))
    anna = seat("anna")

    def listed() -> list[tuple[int, int]]:
        found = anna.get(f"/cases/{case}").get_json()["files"]
        return [(one["joined"], one["number"]) for one in found]

    assert listed() == [(0, 1)]
    hear(joined())
    hear(joined(held=True))
    assert listed() == [(0, 1), (1, 1), (1, 2)]

    hear(
        ComplaintReopened(
            id=uuid4(),
            at=NOW + timedelta(minutes=1),
            complaint_id=SECOND,
            tracking_number="JD-72",
            version=9,
            joined_before=str(FIRST),
        )
    )
    assert listed() == [(0, 1)]


def test_lists_mark_an_archived_case_to_whose_joined_complaint_a_file_came(
    opened: Callable[..., str], hear: Callable[[Any], None], seat: Any, works: Works
) -> None:
    case = opened(accepted(FIRST))
    opened(accepted(UUID(int=73)))
    hear(joined())
    closed(case, seat)
    put_away(case, seat)

    def marked() -> list[tuple[str, int]]:
        while rounds.once(works, settings.load()):
            continue
        rows = seat("anna").get("/cases", unfiled="true").get_json()["items"]
        return [(row["id"], row["unfiled"]) for row in rows]

    assert marked() == []
    hear(file_of(SECOND, 1))
    assert marked() == [(case, 1)]


def test_files_of_several_complaints_have_names_of_their_own() -> None:
    assert [file_name({"number": 1, "kind": "pdf", "joined": place}) for place in (0, 1)] == [
        "001.pdf",
        "1-001.pdf",
    ]
