"""The desk's JSON door, from the queue to the closed case."""

from collections.abc import Callable
from typing import Any

from shared.contracts.events import (
    CaseClosed,
    CaseConcluded,
    CaseOpened,
    ComplainantMessaged,
    InvestigationStarted,
)
from shared.contracts.terms import Role
from tests.investigation.builders import LATER, fields_for

CHECKS = (
    "facts_clear", "evidence_solid", "procedure_lawful", "nature_accurate", "handling_proper",
    "formalities_complete",
)  # fmt: skip
FINDING = {
    "allegation": "1", "finding": "substantiated", "facts": "记录仪视频显示未出示证件",
    "reasons": "违反程序规定",
    "category": "C4.1", "nature": "improper", "told": "执法人员确未出示证件。",
}  # fmt: skip
Open = Callable[..., str]


def concluded(case: str, seat: Any, codes: tuple[str, ...] = ("O2",)) -> None:
    """Bring a case from the queue to its approved outcome."""
    anna = seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    outcomes = [{"code": code, "fields": fields_for(code)} for code in codes]
    anna.change(case, "outcomes", {"outcomes": outcomes})
    seat("head", Role.HEAD).change(case, "approval", {"decision": "approve"})


def test_a_case_goes_from_the_queue_to_closure(opened: Open, seat: Any, said: Any) -> None:
    case = opened()
    anna, head = seat("anna"), seat("head", Role.HEAD)

    assert [row["id"] for row in anna.get("/cases", state="queued").get_json()["items"]] == [case]
    assert anna.post(f"/cases/{case}/claim").status_code == 200
    assert anna.change(case, "findings", FINDING)["allegations"][0]["finding"]["nature"] == "improper"
    proposed = anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    assert proposed["state"] == "proposed"
    assert "执法人员确未出示证件" in proposed["proposal"]["reply"]
    assert head.change(case, "approval", {"decision": "approve"})["state"] == "rectifying"
    assert (
        anna.change(case, "rectification", {"status": "reported", "text": "已整改"})["state"] == "rectifying"
    )
    assert (
        anna.change(case, "rectification", {"status": "confirmed", "text": "已核对"})["state"] == "concluded"
    )
    closed = anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗第1页")})

    assert closed["state"] == "closed"
    kinds = [type(event) for event in said()]
    assert kinds == [CaseOpened, InvestigationStarted, CaseConcluded, CaseConcluded, CaseClosed]
    versions = [event.version for event in said()]
    assert versions == sorted(set(versions))


def test_the_reply_tells_the_remedy_and_the_term(opened: Open, seat: Any, said: Any) -> None:
    concluded(opened(), seat)

    event = said(CaseConcluded)[0]
    assert "杭州市应急管理局执法监督处" in event.reply
    assert "复查" in event.reply
    assert event.recheck_until.isoformat() == "2026-12-23"
    assert event.rectify_by == LATER
    assert event.findings == [{"allegation": "1", "finding": "substantiated", "nature": "improper"}]
    assert event.outcomes == [{"code": "O2", "name": "执法监督意见书", "article": "measures:14(2)"}]


def test_when_all_is_carried_out_no_term_is_told_any_more(opened: Open, seat: Any, said: Any) -> None:
    case = opened()
    concluded(case, seat)
    seat("anna").change(case, "rectification", {"status": "reported", "text": "已整改"})
    seat("anna").change(case, "rectification", {"status": "confirmed", "text": "已核对"})

    assert [event.rectify_by for event in said(CaseConcluded)] == [LATER, None]


def test_one_claim_wins_and_the_other_is_told_who(opened: Open, seat: Any) -> None:
    case = opened()

    assert seat("anna", name="安娜").post(f"/cases/{case}/claim").status_code == 200
    lost = seat("bert").post(f"/cases/{case}/claim")
    assert lost.status_code == 409
    assert lost.get_json()["type"].endswith("already_claimed")
    assert "安娜" in lost.get_json()["detail"]
    assert seat("anna").post(f"/cases/{case}/claim").status_code == 200


def test_without_a_certificate_nobody_claims(opened: Open, seat: Any) -> None:
    answer = seat("carl", certified=False).post(f"/cases/{opened()}/claim")

    assert answer.status_code == 403
    assert answer.get_json()["type"].endswith("certificate_missing")


def test_a_change_says_which_version_it_changes(opened: Open, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    version = anna.post(f"/cases/{case}/claim").get_json()["version"]

    assert anna.post(f"/cases/{case}/findings", FINDING).status_code == 428
    assert anna.post(f"/cases/{case}/findings", FINDING, version - 1).status_code == 412
    answer = anna.post(f"/cases/{case}/findings", FINDING, version)
    assert answer.status_code == 200
    assert answer.headers["ETag"] == f'"v{version + 1}"'


def test_nobody_approves_their_own(opened: Open, seat: Any) -> None:
    case = opened()
    both = seat("both", Role.INVESTIGATOR, Role.HEAD)
    both.post(f"/cases/{case}/claim")
    both.change(case, "findings", FINDING)
    both.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    document = both.get(f"/cases/{case}").get_json()

    answer = both.post(f"/cases/{case}/approval", {"decision": "approve"}, document["version"])

    assert answer.status_code == 403
    assert answer.get_json()["type"].endswith("own_proposal")
    assert document["may"]["approve"]["code"] == "own_proposal"
    assert document["may"]["approve"]["article_text"].endswith("第十四条第二款")


def test_the_head_returns_with_reasons(opened: Open, seat: Any) -> None:
    case = opened()
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    version = head.get(f"/cases/{case}").get_json()["version"]

    silent = head.post(f"/cases/{case}/approval", {"decision": "return"}, version)
    assert silent.status_code == 422
    assert silent.get_json()["errors"][0]["pointer"] == "/reason"
    returned = head.change(case, "approval", {"decision": "return", "reason": "期限不清"})
    assert returned["state"] == "investigating"
    assert anna.get("/cases").get_json()["items"][0]["marks"] == ["mine", "returned"]
    again = anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    assert again["proposal"]["version"] == 2
    assert [each["decision"] for each in again["approvals"]] == ["return"]


def test_an_incomplete_opinion_is_refused_field_by_field(opened: Open, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    version = anna.get(f"/cases/{case}").get_json()["version"]
    fields = fields_for("O2", carry_out_by="2020-01-01")
    del fields["basis"]

    answer = anna.post(f"/cases/{case}/outcomes", {"outcomes": [{"code": "O2", "fields": fields}]}, version)

    assert answer.status_code == 422
    errors = {each["pointer"]: each["code"] for each in answer.get_json()["errors"]}
    assert errors == {
        "/outcomes/0/fields/basis": "required",
        "/outcomes/0/fields/carry_out_by": "day_is_past",
    }
    assert anna.get(f"/cases/{case}").get_json()["state"] == "investigating"


def test_a_closure_needs_all_six_checks(opened: Open, seat: Any) -> None:
    case = opened()
    concluded(case, seat, ("O1",))
    anna = seat("anna")
    version = anna.get(f"/cases/{case}").get_json()["version"]

    answer = anna.post(f"/cases/{case}/closure", {"checks": {"facts_clear": "卷宗"}}, version)

    assert answer.status_code == 422
    assert len(answer.get_json()["errors"]) == 5


def test_a_message_goes_out_without_a_name(opened: Open, seat: Any, said: Any) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")

    answer = anna.post(f"/cases/{case}/messages", {"text": "请补充收据照片。"})

    assert answer.status_code == 201
    event = said(ComplainantMessaged)[0]
    assert event.text == "请补充收据照片。"
    assert "anna" not in event.body_name


def test_a_second_investigator_and_a_hand_over(opened: Open, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    seat("bert")
    seat("carl", certified=False)
    anna.post(f"/cases/{case}/claim")

    joined = anna.change(case, "assignment", {"username": "bert"})
    assert [(each["name"], each["part"]) for each in joined["team"]] == [("anna", "lead"), ("bert", "second")]
    handed = anna.change(case, "assignment", {"username": "bert", "part": "lead"})
    assert [(each["name"], each["part"]) for each in handed["team"]] == [("bert", "lead")]
    version = handed["version"]
    refused = seat("bert").post(f"/cases/{case}/assignment", {"username": "carl"}, version)
    assert refused.status_code == 422


def test_a_case_given_back_waits_in_the_queue(opened: Open, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")

    assert anna.change(case, "release", {"reason": "出差"})["state"] == "queued"
    assert seat("bert").post(f"/cases/{case}/claim").status_code == 200


def test_the_list_is_paged_by_deadline(opened: Open, seat: Any) -> None:
    for day in (9, 3, 7, 5, 1):
        opened(investigate_by=LATER.replace(day=day))
    anna, dues, cursor = seat("anna"), [], None
    while True:
        page = anna.get("/cases", limit=2, **({"cursor": cursor} if cursor else {})).get_json()
        dues += [row["due"][-2:] for row in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert dues == ["01", "03", "05", "07", "09"]
    assert anna.get("/cases", cursor="nonsense").status_code == 422


def test_overdue_and_mine_and_number(opened: Open, seat: Any, time: Any) -> None:
    late, other = opened(investigate_by=LATER.replace(year=2026, month=11, day=1)), opened()
    anna = seat("anna")
    anna.post(f"/cases/{other}/claim")
    number = anna.get(f"/cases/{other}").get_json()["tracking_number"]

    assert [row["id"] for row in anna.get("/cases", overdue="true").get_json()["items"]] == [late]
    assert [row["id"] for row in anna.get("/cases", mine="true").get_json()["items"]] == [other]
    assert [row["id"] for row in anna.get("/cases", q=number[-6:].lower()).get_json()["items"]] == [other]


def test_statistics_hide_small_cells_from_who_may_not_see_the_cases(opened: Open, seat: Any) -> None:
    for _ in range(4):
        opened()
    plain = seat("anna").get("/statistics").get_json()
    hidden = seat("stat", Role.STATISTICIAN).get("/statistics").get_json()

    assert plain["received"] == plain["open"] == plain["by_state"]["queued"] == 4
    assert hidden["received"] is None
    assert hidden["by_state"]["closed"] == 0
    opened()
    assert seat("stat", Role.STATISTICIAN).get("/statistics").get_json()["received"] == 5
