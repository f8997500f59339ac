"""The first of the buttons beside a case is the step that comes next."""

from typing import Any

import pytest

from services.investigation.document_text import Letterhead, evidence_letter
from services.investigation.domain import records
from services.investigation.domain.case import Action
from services.investigation.domain.records import SPECS, RecordKind
from services.investigation.views import case_actions
from tests.investigation.builders import TODAY, record_fields

ASKED = {"kind": "evidence_request", "ended_at": None}


def document(state: str = "investigating", *kept: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {"state": state, "records": list(kept), "allegations": [{"finding": None}], "documents": []} | said


@pytest.mark.parametrize(
    ("kept", "learnt"),
    [
        ([], False),
        ([{"kind": "plan", "ended_at": None}, {"kind": "task", "ended_at": "2026-11-23"}], False),
        ([ASKED], False),
        ([ASKED | {"ended_at": "2026-11-23"}], True),
        ([{"kind": "interview", "ended_at": None}], True),
    ],
)
def test_before_a_finding_something_was_learnt(kept: list[dict[str, Any]], learnt: bool) -> None:
    assert case_actions._untouched(document("investigating", *kept)) is not learnt


def test_what_was_decided_is_served_before_the_unit_is_asked_for_it() -> None:
    opinion = {"kind": "opinion", "service": []}
    reply = {"kind": "reply", "service": []}

    def first(*issued: dict[str, Any]) -> Action:
        return case_actions._forward(document("rectifying", documents=list(issued)))[0]

    assert first(opinion, reply) is Action.SERVE
    assert first(opinion | {"service": [{}]}, reply) is not Action.SERVE


def test_a_receipt_of_a_body_before_is_offered_before_one_issued_anything_oneself() -> None:
    nothing = case_actions.NOTHING_YET[Action.SERVE]

    assert nothing(document(unserved_before=[]))
    assert not nothing(document(unserved_before=[{"kind": "opinion"}]))


def test_the_complainant_is_called_back_before_the_file_is_closed() -> None:
    order = case_actions.FORWARD

    assert order.index(Action.CLOSE) < order.index(Action.CALL_BACK) < order.index(Action.ARCHIVE)


def test_what_an_interview_lacks_is_told_in_the_order_of_its_form() -> None:
    spec = SPECS[RecordKind.INTERVIEW]
    lacking = {"rights_told": "", "signature": "refused", "refusal": ""}
    wrong = records.faults(spec, record_fields(RecordKind.INTERVIEW, **lacking), 1, TODAY)

    assert [each.pointer for each in wrong] == ["/fields/rights_told", "/fields/refusal", "/supervisors"]
    assert wrong[0].detail == {"tick": True}
    assert wrong[1].detail is None


def test_a_letter_has_a_paragraph_for_each_line_that_was_typed() -> None:
    typed = {"addressee": "大队", "items": "1.录像\n\n2.存根", "form": "复制件", "due": "2026-12-10"}
    head = Letterhead("某局", "某函〔2026〕1号", TODAY, "A1")
    ((_, lines),) = evidence_letter(typed, {"items": "调取", "form": "形式"}, (), head).sections

    assert lines[1:3] == ("调取：1.录像", "2.存根。")
