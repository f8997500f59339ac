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


def joined(held: bool = False, into: UUID = FIRST, which: UUID = SECOND, minutes: int = 0) -> ComplaintJoined:
    return ComplaintJoined(
        id=uuid4(), at=NOW + timedelta(minutes=minutes), complaint_id=into, tracking_number=f"JD-{into.int}",
        version=3, joined_id=which, text="同一事项", barred=[], held=held,
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


def test_a_case_lists_the_files_of_what_had_joined_what_joined_it(
    opened: Callable[..., str], hear: Callable[[Any], None], seat: Any
) -> None:
    """In the order in which they came to the case, also where that is heard the other way round."""
    third, later = UUID(int=73), UUID(int=74)
    case = opened(accepted(FIRST))
    for complaint in (FIRST, SECOND, third, later):
        hear(file_of(complaint, 1))
    anna = seat("anna")

    def listed() -> list[tuple[int, UUID]]:
        found = anna.get(f"/cases/{case}").get_json()["files"]
        return [(one["joined"], UUID(int=UUID(one["id"]).int // 100)) for one in found]

    hear(joined(into=SECOND, which=third))
    assert listed() == [(0, FIRST)]
    hear(joined(minutes=10))
    assert listed() == [(0, FIRST), (1, SECOND), (2, third)]
    hear(joined(which=later, minutes=20))
    hear(joined(into=third, which=FIRST, minutes=30))
    assert listed() == [(0, FIRST), (1, SECOND), (2, third), (3, later)]

    parted = {"at": NOW + timedelta(hours=1), "tracking_number": "JD-72", "version": 9}
    hear(ComplaintReopened(id=uuid4(), complaint_id=SECOND, joined_before=str(FIRST), **parted))
    assert listed() == [(0, FIRST), (1, later)]


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
    hear(joined(into=SECOND, which=UUID(int=74)))
    hear(file_of(UUID(int=74), 1))
    assert marked() == [(case, 2)], "also what had joined what joined it"


def test_files_of_several_complaints_have_names_of_their_own() -> None:
    assert [file_name({"number": 1, "kind": "pdf", "joined": place}) for place in (0, 1)] == [
        "001.pdf",
        "1-001.pdf",
    ]
