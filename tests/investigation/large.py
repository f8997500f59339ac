"""A case as large as they come: many respondents, files, and steps."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import insert

from services.investigation.models import Base, Case, Entry, Message
from shared.work import SYSTEM, Works
from tests.investigation.builders import NOW, respondent

RESPONDENTS, FILES, ENTRIES, LETTERS = 64, 200, 2_000, 60
KINDS = ("note", "served", "message_complainant", "visit")


def allegations(count: int = RESPONDENTS) -> list[dict[str, Any]]:
    """Each about another officer."""
    return [
        {
            "id": str(place),
            "respondent": respondent(name=f"执法员{place:02}", role="执法队员"),
            "natures": ["improper"],
            "categories": ["C4.1"],
        }
        for place in range(1, count + 1)
    ]


def grow(
    works: Works, case_id: str, entries: int = ENTRIES, files: int = FILES, letters: int = LETTERS
) -> None:
    """So many steps, files of the complainant and letters, written straight into the tables."""
    with works.begin(SYSTEM) as work:
        case = work.session.get(Case, UUID(case_id))
        assert case is not None
        for place in range(entries):
            work.session.add(
                Entry(
                    id=work.new_id(),
                    case_id=case.id,
                    version=case.version,
                    at=NOW + timedelta(minutes=place - 1),  # the first before all others, not beside them
                    kind=KINDS[place % len(KINDS)],
                    by_name="甲",
                    detail={"way": "direct", "document": f"西湖区应急执监意〔2026〕{place}号"},
                    text=f"第{place}次：到现场核对记录仪视频与台账，逐项比对。",
                )
            )
        for place in range(letters):
            at = NOW + timedelta(minutes=place)
            work.session.add(
                Message(id=work.new_id(), case_id=case.id, at=at, by="x", by_name="甲", text=f"第{place}封信")
            )
        table = Base.metadata.tables["complaint_file"]
        rows = [_file(case.complaint_id, number) for number in range(1, files + 1)]
        if rows:
            work.session.execute(insert(table), rows)


def _file(complaint_id: UUID, number: int) -> dict[str, Any]:
    return {
        "file_id": uuid5(complaint_id, f"file {number}"),
        "complaint_id": complaint_id,
        "version": 1,
        "number": number,
        "group": "image",
        "kind": "jpeg",
        "size": 2_000_000,
        "added_at": NOW,
        "copy": "ready",
        "previews": 1,
        "sha256": "0" * 64,
        "notes": [],
    }
