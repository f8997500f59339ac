"""A case is found by who assigned it, by its closing checks, and by the number of what joined it; no paper tells
that number."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.contracts.events import ComplaintErased, ComplaintJoined, ComplaintReopened
from shared.contracts.terms import Role
from tests.investigation.builders import NOW, accepted, fields_for
from tests.investigation.test_api import CHECKS, FINDING, concluded
from tests.investigation.test_own import opened_by
from tests.investigation.test_views import Browser

FIRST, SECOND, THIRD = UUID(int=81), UUID(int=82), UUID(int=83)
NUMBER, EARLIER = "7K3M-9QXT-AB2C", "7K3M-0000-AB2D"


def joined(into: UUID = FIRST, which: UUID = SECOND, number: str | None = NUMBER) -> ComplaintJoined:
    return ComplaintJoined(
        id=uuid4(), at=NOW, complaint_id=into, tracking_number=f"JD-{into.int}", version=3,
        joined_id=which, joined_number=number, text="同一事项", barred=[],
    )  # fmt: skip


def parted(which: UUID = SECOND) -> ComplaintReopened:
    return ComplaintReopened(
        id=uuid4(),
        at=NOW + timedelta(minutes=1),
        complaint_id=which,
        tracking_number=NUMBER,
        version=9,
        joined_before=str(FIRST),
    )


def found(who: Any, asked: str) -> list[tuple[str, str]]:
    items = who.get("/search", q=asked).get_json()["items"]
    return [(each["id"], hit["where"]) for each in items for hit in each["hits"]]


def test_a_case_is_found_by_who_assigned_it(seat: Any, write_down: Any) -> None:
    head = seat("head", Role.HEAD)
    case = opened_by(head, assigner="浙江省安全生产委员会")["id"]
    write_down()

    assert found(head, "安全生产委员会") == [(case, "assigner")]
    assert "交办" in Browser(head).get("/investigation/search", q="安全生产委员会")
    assert found(seat("accused", name="钱某"), "安全生产委员会") == []
    assert found(seat("other", home="SUP-330110"), "安全生产委员会") == []


def test_a_case_is_found_by_what_its_closing_checks_rest_on(opened: Any, seat: Any, write_down: Any) -> None:
    case, anna = opened(), seat("anna")
    concluded(case, seat, ("O1",))
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "见移交清单第七页")})
    write_down()

    assert found(anna, "移交清单第七页") == [(case, "check")]
    assert found(seat("other", home="SUP-330110"), "移交清单第七页") == []


@pytest.mark.parametrize("asked", [NUMBER, NUMBER.lower().replace("-", ""), f"投诉编号：{NUMBER}", EARLIER])
def test_a_case_is_found_by_the_number_of_what_is_answered_with_it(
    opened: Any, hear: Any, seat: Any, write_down: Any, asked: str
) -> None:
    case, anna = opened(accepted(FIRST)), seat("anna")
    hear(joined(SECOND, THIRD, EARLIER))
    hear(joined())
    write_down()

    assert found(anna, asked) == [(case, "number")]
    hear(parted())
    write_down()
    assert found(anna, asked) == []


def test_no_paper_tells_the_number_of_what_joined_its_complaint(opened: Any, hear: Any, seat: Any) -> None:
    case, anna = opened(accepted(FIRST)), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    hear(joined(SECOND, THIRD, EARLIER))
    hear(joined())
    hear(joined(number=None))  # as an older version told it
    told = {"code": "O2", "fields": fields_for("O2", facts_and_reasons=f"{NUMBER}等投诉所述属实")}
    again = {"code": "O2", "fields": fields_for("O2", facts_and_reasons=f"{EARLIER}所述属实")}

    def refused(outcome: Any) -> list[str]:
        version = anna.get(f"/cases/{case}").get_json()["version"]
        answer = anna.post(f"/cases/{case}/outcomes", {"outcomes": [outcome]}, version)
        assert answer.status_code == 422
        return [each["code"] for each in answer.get_json()["errors"]]

    assert refused(told) == refused(again) == ["tells_number"]
    hear(parted())
    assert refused(told) == ["tells_number"], (
        "that they are one matter no more makes it nobody else's business"
    )


def test_of_what_was_erased_no_number_stays_with_what_it_joined(
    opened: Any, hear: Any, seat: Any, write_down: Any
) -> None:
    opened(accepted(FIRST))
    hear(joined())
    hear(
        ComplaintErased(
            id=uuid4(),
            at=NOW,
            complaint_id=SECOND,
            tracking_number=NUMBER,
            version=1,
            erased_at=NOW,
            rule="r",
        )
    )
    write_down()

    assert found(seat("anna"), NUMBER) == []
