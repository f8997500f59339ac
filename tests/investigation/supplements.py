"""What comes after a file was put away, and putting it away too."""

from typing import Any
from uuid import uuid4

from services.investigation.domain.records import RecordKind
from shared.contracts.events import ComplaintRated, ComplaintSupplemented
from tests.investigation.builders import record_fields
from tests.investigation.test_joined_files import file_of
from tests.investigation.test_retention import ABOUT, COMPLAINT

CALLED = {"way": "phone", "answer": "partly", "text": "希望把收据补上"}


LATE_WORDS = "我又找到了当天的收据"


COMMENT = "处理得还算快"
JUDGMENT = "法院判决撤销罚款决定"


def rated() -> ComplaintRated:
    return ComplaintRated(id=uuid4(), version=5, manner=4, speed=5, result=3, comment=COMMENT, **ABOUT)


def wrote(text: str = LATE_WORDS, **said: Any) -> ComplaintSupplemented:
    return ComplaintSupplemented(id=uuid4(), version=6, message_id=uuid4(), text=text, **ABOUT | said)


def serve(seat: Any, case: str, kind: str) -> None:
    documents = seat("anna").get(f"/cases/{case}").get_json()["documents"]
    document = next(each["id"] for each in documents if each["kind"] == kind)
    served = {"document": document, "recipient": "门卫", "way": "direct", "served_on": "2026-11-23"}
    seat("anna").change(case, "service-records", served)


def judged(seat: Any, case: str) -> None:
    said = record_fields(RecordKind.EXTERNAL_DECISION, matter=JUDGMENT)
    seat("anna").change(case, "external-decisions", {"fields": said})


def all_that_comes(seat: Any, case: str, hear: Any) -> None:
    hear(rated())
    hear(wrote())
    hear(file_of(COMPLAINT, 3))
    seat("anna").change(case, "call-back", CALLED)
    serve(seat, case, "reply")
    judged(seat, case)


def supplement(case: str, seat: Any, note: str = "") -> dict[str, Any]:
    seat("anna").change(case, "archive/supplements", {"note": note})
    told: dict[str, Any] = seat("anna").get(f"/cases/{case}/archive").get_json()
    return told


def version(case: str, seat: Any) -> int:
    found: int = seat("anna").get(f"/cases/{case}").get_json()["version"]
    return found
