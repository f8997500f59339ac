"""Complaints that are alike, and what the desk does with them."""

from collections.abc import Callable
from typing import Any

from services.triage.models import Complaint
from shared.work import Works
from tests.triage.builders import (
    received,
    respondent,
)
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]
Said = Callable[..., list[Any]]
ABOUT = respondent("internal_unit", name="执法大队")
STORY = "上月十五日下午两名检查人员到我厂检查，没有出示执法证件，开了一张只有一人签名的整改指令书。"
RETOLD = "我厂上月被检查，来了两名检查人员，没有出示执法证件，整改指令书上只有一人签名，要求查清。"
OTHER = "申请危险化学品经营许可证已经六十天，窗口一直说材料在审核，至今没有答复。"


def told(statement: str = STORY, *accused: dict[str, Any], **said: Any) -> Any:
    event = received(*(accused or (ABOUT,)), **said)
    return type(event)(**{**vars(event), "statement": statement})


def similar(seat: Seat, event: Any) -> dict[str, Any]:
    answer = seat.get(f"/triage/api/v1/complaints/{event.tracking_number}/similar")
    assert answer.status_code == 200, answer.get_json()
    return {one["tracking_number"]: one for one in answer.get_json()["items"]}


def decision_of(works: Works, event: Any) -> Any:
    with works.reading() as session:
        found = session.get(Complaint, event.complaint_id)
        assert found is not None
        return found.state, found.decision


def act(seat: Seat, event: Any, path: str, **body: Any) -> Any:
    at = f"/triage/api/v1/complaints/{event.tracking_number}"
    return seat.post(f"{at}/{path}", body, seat.get(at).get_json()["version"])


def merged(hear: Hear, seat: Seat) -> tuple[Any, Any]:
    first, second = told(same_person="one"), told(RETOLD, same_person="one", channel="hotline")
    hear(first, second)
    assert seat.decide(second.tracking_number, decision="confirm").status_code == 200
    return first, second
