"""Nobody hears themselves (petition art. 28(3))."""

from typing import Any

import pytest

from services.investigation.domain import hearing
from services.investigation.domain.records import SPECS, RecordKind
from tests.investigation.builders import record_fields
from tests.investigation.conflicts.posts import version_of
from tests.investigation.test_views import Browser, sound


@pytest.fixture
def case(opened: Any, seat: Any) -> str:
    found = str(opened())
    seat("bert", name="周大民")
    seat("anna", name="吴某").post(f"/cases/{found}/claim")
    seat("anna").change(found, "assignment", {"username": "bert"})
    return found


@pytest.mark.parametrize(
    ("person", "named"),
    [
        ("周大民", "周大民"),
        (" 周 大民 ", "周大民"),
        ("周大民（执法人员）", "周大民"),
        ("执法大队 周大民", "周大民"),
        ("王某、周大民", "周大民"),
        ("Ｗａｎｇ Ｑｉａｎｇ", "Wang Qiang"),
        ("Wang Qiang (officer)", "Wang Qiang"),
        ("周大民生", None),
        ("某机械厂周大民", None),
        ("王某", None),
        ("", None),
    ],
)
def test_a_name_counts_where_it_stands_apart(person: str, named: str | None) -> None:
    spec = SPECS[RecordKind.INTERVIEW]
    found = hearing.faults(spec, {"person": person}, ["吴某", "周大民", "Wang Qiang"])

    assert [(each.pointer, each.code, each.detail) for each in found] == (
        [("/fields/person", "hears_themselves", {"name": named})] if named else []
    )
    assert hearing.faults(SPECS[RecordKind.OBSTRUCTION], {"person": person}, ["周大民"]) == []


def test_a_record_of_an_interview_does_not_name_a_hearer_as_heard(case: str, seat: Any) -> None:
    anna = seat("anna")
    said = {"supervisors": ["anna", "bert"]}
    own = said | {"fields": record_fields(RecordKind.INTERVIEW, person="周大民")}
    refused = anna.post(f"/cases/{case}/interviews", own, version_of(anna, case))

    assert refused.status_code == 422
    (error,) = refused.get_json()["errors"]
    assert (error["pointer"], error["code"]) == ("/fields/person", "hears_themselves")
    assert "周大民" in error["message"]
    assert anna.get(f"/cases/{case}").get_json()["records"] == []
    anna.change(case, "interviews", said | {"fields": record_fields(RecordKind.INTERVIEW, person="王某")})


def test_nor_anybody_else_who_works_on_the_case(case: str, seat: Any) -> None:
    """Two others heard the third of the team as a witness, who went on to look into it."""
    seat("carl", name="郑建")
    anna = seat("anna")
    anna.change(case, "assignment", {"username": "carl"})
    said = {"supervisors": ["anna", "bert"]}
    heard = said | {"fields": record_fields(RecordKind.INTERVIEW, person="郑建（执法监督科）")}
    refused = anna.post(f"/cases/{case}/interviews", heard, version_of(anna, case))

    assert refused.status_code == 422
    (error,) = refused.get_json()["errors"]
    assert (error["pointer"], error["code"]) == ("/fields/person", "heard_works_on_it")
    assert "郑建" in error["message"]
    own = {"username": "carl", "side": "self", "tie": "other", "reason": "本人系证人"}
    seat("carl").change(case, "recusals", own)
    anna.change(case, "interviews", heard)


@pytest.mark.parametrize("paper", ["", "/paper"])
def test_the_form_and_the_paper_to_sign_say_so_and_keep_what_was_typed(
    paper: str, case: str, seat: Any
) -> None:
    anna = Browser(seat("anna"))
    address = f"/investigation/cases/{case}"
    page = anna.get(address, tab="work", record="interview")
    sent = {
        "day_year": "2026", "day_month": "11", "day_day": "20", "hours": "9时至10时", "place": "询问室",
        "person": "吴某", "certificates_shown": "yes", "rights_told": "yes", "account": "问：经过？答：如实。",
        "signature": "signed", "record": "interview",
    }  # fmt: skip
    answer = anna.post(f"{address}/records/interviews{paper}", page, supervisors=["anna", "bert"], **sent)

    assert answer.status_code == 422
    back = answer.get_data(as_text=True)
    sound(back)
    assert 'href="#person"' in back
    assert "吴某是本次询问的询问人" in back
    assert "问：经过？答：如实。" in back
