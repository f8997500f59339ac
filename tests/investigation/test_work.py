"""The work on a case through the doors: records, their endings, and more time."""

from datetime import date
from typing import Any

import pypdfium2
import pytest

from services.investigation import agenda, rounds
from services.investigation.domain.records import RESOURCES, SPECS, RecordKind
from shared import settings
from shared.contracts.events import CaseExtended
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import caller, ending_fields, record_fields
from tests.investigation.test_views import Browser, sound

PAIR = ["anna", "bert"]


@pytest.fixture
def case(begun: Any, opened: Any, seat: Any) -> str:
    """A case that anna leads, with bert beside."""

    def lead() -> str:
        found = opened()
        seat("bert")
        seat("anna").post(f"/cases/{found}/claim")
        seat("anna").change(found, "assignment", {"username": "bert"})
        seat("bert").post(f"/cases/{found}/declaration")
        return str(found)

    return str(begun("anna leads, bert beside", lead))


def body(kind: RecordKind) -> dict[str, Any]:
    there = {"supervisors": PAIR} if SPECS[kind].supervisors else {}
    return {"fields": record_fields(kind)} | there


@pytest.mark.parametrize("kind", RecordKind)
def test_every_kind_is_kept_and_comes_to_its_end_once(case: str, seat: Any, kind: RecordKind) -> None:
    anna = seat("anna")
    kept = anna.change(case, RESOURCES[kind], body(kind))

    row = kept["records"][-1]
    assert (row["kind"], row["number"], row["fields"]) == (kind, 1, record_fields(kind))
    assert row["supervisors"] == (PAIR if SPECS[kind].supervisors else [])
    assert kept["timeline"][-1]["kind"] == kind
    if SPECS[kind].ending:
        where = f"records/{row['id']}/ending"
        ended = anna.change(case, where, {"fields": ending_fields(kind)})
        assert ended["records"][-1]["ending"] == ending_fields(kind)
        again = anna.post(f"/cases/{case}/{where}", {"fields": ending_fields(kind)}, ended["version"])
        assert again.status_code == 422
        assert again.get_json()["errors"][0]["code"] == "record_ended"


def test_a_receipt_or_an_answer_that_is_looked_for_is_due_on_its_day(
    case: str, seat: Any, works: Works
) -> None:
    anna = seat("anna")
    kinds = {RecordKind.TRANSFER: 7, RecordKind.ACCOUNTABILITY: 30, RecordKind.COMMENDATION: 30}
    days = {}
    for kind in kinds:
        kept = anna.change(case, RESOURCES[kind], {"fields": record_fields(kind, day="2026-11-20")})
        (row,) = [each for each in kept["records"] if each["kind"] == kind]
        days[kind] = (date.fromisoformat(row["due"]) - date(2026, 11, 20)).days
        anna.change(case, RESOURCES[kind], {"fields": record_fields(kind, day="2026-11-20")})
        anna.change(case, f"records/{row['id']}/ending", {"fields": ending_fields(kind)})
    assert all(days[kind] - few in range(10) for kind, few in kinds.items()), "a holiday may lie on the last"
    with works.reading() as session:
        due = agenda.items(session, caller("anna"), date(2027, 1, 4), mine=False)
    assert {each.kind for each in due} >= set(kinds)
    assert len([each for each in due if each.kind in kinds]) == len(kinds), "one of each is answered"
    page = Browser(anna).get("/investigation/due", lang="zh")
    assert "移送回执" in page


def test_the_desk_asks_for_a_merit_by_its_name_and_tells_pieces_of_evidence_apart(
    case: str, seat: Any
) -> None:
    """It asked of a merit “what is transferred”, and listed pieces by their numbers alone."""
    address, anna = f"/investigation/cases/{case}", Browser(seat("anna"))
    for kind, label in (("commendation", "For what merit"), ("accountability", "For what")):
        page = anna.get(address, tab="work", record=kind, lang="en")
        assert label in page
        assert "What is transferred" not in page
        assert "No letter is written with it" in page
    for item in ("执法记录仪录像", "票据存根"):
        contents = record_fields(RecordKind.EXHIBIT, item=item)
        seat("anna").change(case, "exhibits", {"fields": contents})
    page = anna.get(address, tab="work", lang="en")
    assert "no. 1 · 执法记录仪录像 · " in page
    assert "no. 2 · 票据存根 · " in page
    assert "Keep that it was given back" in page


@pytest.mark.parametrize("kind", ["transfer", "accountability", "commendation"])
def test_the_form_of_a_record_and_who_is_assigned_share_no_name_of_a_place(
    case: str, seat: Any, kind: str
) -> None:
    """Both ask for a “part”: a label led to the wrong one, and a refused record marked the other form."""
    seat("carl")
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    page = anna.get(address, tab="work", record=kind, lang="en")
    sound(page)
    refused = anna.post(f"{address}/records/{RESOURCES[RecordKind(kind)]}", page, record=kind, part="")
    assert refused.status_code == 422
    said = refused.get_data(as_text=True)
    sound(said)
    assert said.count('id="part-error"') == 1


def test_the_second_of_a_kind_is_number_two_and_the_first_stays(case: str, seat: Any) -> None:
    seat("anna").change(case, "plan", body(RecordKind.PLAN))
    kept = seat("bert").change(case, "plan", body(RecordKind.PLAN))

    assert [row["number"] for row in kept["records"]] == [1, 2]


def test_an_interview_with_one_or_with_a_stranger_is_refused(case: str, seat: Any) -> None:
    anna = seat("anna")
    seat("carl")
    version = anna.get(f"/cases/{case}").get_json()["version"]
    for there, code in (
        (["anna"], "two_needed"),
        (["anna", "anna"], "two_needed"),
        (["anna", "carl"], "not_on_the_team"),
    ):
        answer = anna.post(
            f"/cases/{case}/interviews", body(RecordKind.INTERVIEW) | {"supervisors": there}, version
        )
        assert answer.status_code == 422
        assert answer.get_json()["errors"][0]["code"] == code
    assert anna.get(f"/cases/{case}").get_json()["records"] == []


def test_a_record_of_another_case_is_unknown(case: str, opened: Any, seat: Any) -> None:
    anna = seat("anna")
    task = anna.change(case, "tasks", body(RecordKind.TASK))["records"][-1]["id"]
    other = opened()
    version = anna.post(f"/cases/{other}/claim").get_json()["version"]

    answer = anna.post(f"/cases/{other}/records/{task}/ending", {"fields": {"result": "完成"}}, version)

    assert answer.status_code == 404


def test_only_the_team_works_on_a_case_and_a_head_may_note(case: str, seat: Any) -> None:
    version = seat("anna").get(f"/cases/{case}").get_json()["version"]

    assert seat("carl").post(f"/cases/{case}/tasks", body(RecordKind.TASK), version).status_code == 403
    assert seat("head", Role.HEAD).change(case, "notes", body(RecordKind.NOTE))["records"]


def test_more_time_is_granted_once_and_told(case: str, seat: Any, said: Any) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    before = anna.change(case, "extensions", {"days": 30, "reason": "需委托鉴定"})
    assert before["may"]["ask_extension"]["code"] == "extension_asked"
    after = head.change(
        case, "extensions/decision", {"decision": "grant", "reason": "案情复杂，延长三十日。"}
    )

    assert before["investigate_by"] == "2027-01-22"
    assert after["investigate_by"] == after["due"] == after["extensions"][0]["until"] == "2027-02-22"
    told = said(CaseExtended)
    assert [(each.investigate_by.isoformat(), each.reason) for each in told] == [
        ("2027-02-22", "案情复杂，延长三十日。")
    ]
    assert anna.get(f"/cases/{case}").get_json()["may"]["ask_extension"]["code"] == "extended_already"


def test_a_refused_application_moves_nothing_and_may_be_made_anew(case: str, seat: Any, said: Any) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.change(case, "extensions", {"days": 10, "reason": "人手不足"})
    after = head.change(case, "extensions/decision", {"decision": "refuse", "reason": "理由不充分"})

    assert after["investigate_by"] == "2027-01-22"
    assert said(CaseExtended) == []
    assert after["extensions"][0]["granted"] is False
    assert anna.get(f"/cases/{case}").get_json()["may"]["ask_extension"]["open"]


def test_after_the_term_an_application_can_only_be_refused(case: str, seat: Any, time: Any) -> None:
    anna = seat("anna")
    anna.change(case, "extensions", {"days": 10, "reason": "需委托鉴定"})
    time.pass_days(70)
    head = seat("head", Role.HEAD)
    version = head.get(f"/cases/{case}").get_json()["version"]

    late = head.post(f"/cases/{case}/extensions/decision", {"decision": "grant", "reason": "准予"}, version)
    assert late.status_code == 409
    assert late.get_json()["type"].endswith("term_passed")
    head.change(case, "extensions/decision", {"decision": "refuse", "reason": "期限已过"})


def test_the_forms_keep_what_was_typed_and_file_what_is_whole(case: str, seat: Any) -> None:
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    page = anna.get(address, tab="work", record="visit")
    typed = {"record": "visit", "hours": "9:00-10:30", "place": "某厂<装置区>", "seen": "记录齐全"}
    refused = anna.post(f"{address}/records/visits", page, **typed)
    text = refused.get_data(as_text=True)

    assert refused.status_code == 422
    assert "某厂&lt;装置区&gt;" in text
    for field in ("日期", "方式", "到场人员"):
        assert f"{field}：请" in text, "the summary says which field"
    whole = typed | {"day_year": "2026", "day_month": "11", "day_day": "20", "method": "on_site",
                     "certificates_shown": "yes", "supervisors": PAIR}  # fmt: skip
    assert anna.post(f"{address}/records/visits", page, **whole).status_code == 303
    assert "某厂&lt;装置区&gt;" in anna.get(address, tab="work")
    assert anna.post(f"{address}/records/nothing", page).status_code == 404


def test_who_is_alone_reads_it_before_writing_an_interview(opened: Any, seat: Any) -> None:
    case = opened()
    seat("anna").post(f"/cases/{case}/claim")
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"

    assert "本案只有一名持证办案人员" in anna.get(address, tab="work", record="interview")
    assert "本案只有一名持证办案人员" not in anna.get(address, tab="work", record="obstruction")


def test_more_time_by_forms(case: str, seat: Any) -> None:
    anna, head, address = (
        Browser(seat("anna")),
        Browser(seat("head", Role.HEAD)),
        f"/investigation/cases/{case}",
    )
    page = anna.get(address, tab="work")
    assert anna.post(f"{address}/extensions", page, days="三十", reason="需要").status_code == 422
    assert anna.post(f"{address}/extensions", page, days="30", reason="需委托鉴定").status_code == 303
    page = head.get(address, tab="work")
    assert head.post(f"{address}/extensions/decision", page, decision="grant", reason="").status_code == 422
    assert (
        head.post(f"{address}/extensions/decision", page, decision="grant", reason="准予").status_code == 303
    )


def test_what_is_passed_on_about_persons_is_read_by_those_on_the_case_only(
    opened: Any, seat: Any, works: Works
) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    said = record_fields(RecordKind.ACCOUNTABILITY, person="执法队员王某")
    kept = anna.change(case, "accountability", {"fields": said})
    (row,) = kept["records"]
    ending = ending_fields(RecordKind.ACCOUNTABILITY, result="给予批评教育")
    anna.change(case, f"records/{row['id']}/ending", {"fields": ending})

    for reader, knows in (("anna", True), ("colleague", False)):
        (seen,) = seat(reader).get(f"/cases/{case}").get_json()["records"]
        assert seen["sealed"] is not knows
        assert ("执法队员王某" in str(seen), "给予批评教育" in str(seen)) == (knows, knows)
        assert seen["ended_at"]
        while rounds.once(works, settings.load()):
            pass
        found = seat(reader).get("/search", q="执法队员王某").get_json()["items"]
        assert bool(found) is knows, "nor does the search tell it"
        address = f"/investigation/cases/{case}/records/{row['id']}.docx"
        form = Browser(seat(reader))._ask("GET", address)
        assert form.status_code == (200 if knows else 404)
    (seen,) = seat("head", Role.HEAD).get(f"/cases/{case}").get_json()["records"]
    assert not seen["sealed"]


def test_a_judgment_is_followed_by_the_term_it_sets(opened: Any, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    said = record_fields(RecordKind.EXTERNAL_DECISION, due="2027-01-04")
    (row,) = anna.change(case, "external-decisions", {"fields": said})["records"]

    assert row["due"] == "2027-01-04"


def test_a_judgment_whose_term_is_over_is_kept_with_it_and_is_overdue(opened: Any, seat: Any) -> None:
    """That it was not carried out in time is what is complained of (Measures art. 18)."""
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    said = record_fields(RecordKind.EXTERNAL_DECISION, day="2026-09-01", due="2026-10-01")
    (row,) = anna.change(case, "external-decisions", {"fields": said})["records"]

    assert row["due"] == "2026-10-01"
    assert "2026年10月1日" in Browser(anna).get("/investigation/due")
    version = anna.get(f"/cases/{case}").get_json()["version"]
    for resource, kind in (("tasks", RecordKind.TASK), ("external-decisions", RecordKind.EXTERNAL_DECISION)):
        day = "2026-10-01" if kind is RecordKind.TASK else "1926-10-01"
        answer = anna.post(f"/cases/{case}/{resource}", {"fields": record_fields(kind, due=day)}, version)
        assert answer.status_code == 422


@pytest.mark.parametrize("kind", ["transfer", "accountability", "commendation", "exhibit"])
def test_nothing_is_received_before_it_was_passed_on(kind: str, case: str, seat: Any) -> None:
    anna, of = seat("anna"), RecordKind(kind)
    (row,) = anna.change(case, RESOURCES[of], {"fields": record_fields(of, day="2026-11-20")})["records"]
    where, version = f"records/{row['id']}/ending", anna.get(f"/cases/{case}").get_json()["version"]
    early = {"fields": ending_fields(of, receipt_day="2026-11-19")}
    answer = anna.post(f"/cases/{case}/{where}", early, version)

    assert [each["code"] for each in answer.get_json()["errors"]] == ["before_its_record"]
    anna.change(case, where, {"fields": ending_fields(of, receipt_day="2026-11-20")})


def test_an_interview_is_printed_to_be_signed_before_it_is_kept(case: str, seat: Any) -> None:
    anna, where = Browser(seat("anna")), f"/investigation/cases/{case}"
    page = anna.get(where, tab="work", record="interview", lang="en")
    assert f'formaction="{where}/records/interviews/paper"' in page
    said = record_fields(
        RecordKind.INTERVIEW, account="问：您在场吗？\n答：在。\n问：出示证件了吗？\n答：没有。"
    )
    typed = {name: text for name, text in said.items() if name not in ("signature", "day")}
    day = dict(zip(("day_year", "day_month", "day_day"), said["day"].split("-"), strict=True))
    sent = typed | day | {"record": "interview", "supervisors": PAIR}

    paper = anna.post(f"{where}/records/interviews/paper", page, **sent)
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    with pypdfium2.PdfDocument(paper.data) as made:
        text = "".join(each.get_textpage().get_text_range() for each in made).replace("\r\n", "")
        assert len(made) == 1  # a short one ends where it is signed
    assert "答：没有。" in text
    assert "被询问人（签名、日期）" in text
    assert seat("anna").get(f"/cases/{case}").get_json()["records"] == []

    alone = anna.post(f"{where}/records/interviews/paper", page, **sent | {"supervisors": ["anna"]})
    assert alone.status_code == 422
    assert "答：没有。" in alone.get_data(as_text=True)
    other = Browser(seat("carl")).post(f"{where}/records/visits/paper", page, **sent)
    assert other.status_code == 403
    assert Browser(seat("zoe", home="SUP-330110")).post(
        f"{where}/records/interviews/paper", "", **sent
    ).status_code in (400, 404)
