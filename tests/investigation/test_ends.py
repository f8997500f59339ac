"""Whoever verifies a document learns what was annulled, revoked or lifted since."""

import importlib
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, text

from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.ends import FALL_WITH_THE_OPINION, End, Numbered, revoked
from services.investigation.domain.opening import case_id
from services.investigation.models import Document, DocumentEnd
from services.investigation.words.terms import ENDS
from shared.contracts.terms import Role
from shared.divisions import divisions
from shared.work import SYSTEM, Works
from tests.investigation.builders import STATEMENT, accepted
from tests.investigation.ended import NUMBER, papers, revoking, verified
from tests.investigation.rechecked import ABOVE, HERE, TOP, answered, rechecked
from tests.investigation.test_api import concluded


def test_every_end_has_its_words() -> None:
    assert set(ENDS) == set(End)


def test_a_document_of_an_annulled_opinion_says_so_to_whoever_verifies_it(
    opened: Any, seat: Any, client: Any
) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    concluded(first, seat, ("O1", "O2", "O9", "O10"))
    before = papers(seat, first)
    for each in before.values():
        assert "撤销" not in verified(client, each)
    case = rechecked(opened, complaint, 7, ABOVE)
    answered(case, seat, ABOVE, first_result="annul")
    after = papers(seat, first)
    seen = seat(f"head {ABOVE}", Role.HEAD, home=ABOVE).get(f"/cases/{case}").get_json()["documents"]
    letters = {each["number"]: each for each in seen}

    for kind in ("opinion", "circular", "advice", "reply"):
        (end,) = after[kind]["ends"]
        page = verified(client, after[kind])
        assert end["how"] == "annulled"
        assert "2026年11月23日（周一）撤销" in page
        assert end["number"] in page
        assert STATEMENT not in page
        assert letters[end["number"]]["addressee"] not in page
    told = {kind: letters[after[kind]["ends"][0]["number"]] for kind in ("opinion", "circular", "reply")}
    assert (told["opinion"]["kind"], told["circular"]["kind"]) == ("unit_answer", "unit_answer")
    assert told["circular"]["addressee"] == after["circular"]["addressee"]
    assert told["reply"]["kind"] == "reply"
    assert letters[after["advice"]["ends"][0]["number"]]["kind"] == "advice"
    assert after["handover"]["ends"] == []
    assert "撤销" not in verified(client, after["handover"])


@pytest.mark.parametrize(("result", "how"), [("confirm", []), ("change", ["changed"])])
def test_a_reply_that_stands_is_not_called_annulled(opened: Any, seat: Any, result: str, how: Any) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    answered(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE, first_result=result)
    made = papers(seat, first)

    assert [each["how"] for each in made["reply"]["ends"]] == how
    assert made["opinion"]["ends"] == []


def test_a_second_recheck_that_annuls_ends_nothing_twice(opened: Any, seat: Any, works: Works) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    concluded(first, seat, ("O2", "O9"))
    answered(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE, first_result="annul")
    answered(rechecked(opened, complaint, 9, TOP), seat, TOP, first_result="annul")

    with works.reading() as session:
        ended = list(session.scalars(select(DocumentEnd.document_id)))
    assert len(ended) == len(set(ended))
    assert all(len(each["ends"]) == 1 for each in papers(seat, first).values())


def lift(seat: Any, case: str) -> None:
    """The unit objects, and the head lifts the measure."""
    anna, head = seat("anna"), seat("head", Role.HEAD)
    (item,) = anna.get(f"/cases/{case}").get_json()["rectifications"]
    asked = {"item": item["id"], "request": "objection", "who": "副大队长李某", "reasons": "与记录不符"}
    (request,) = anna.change(case, "unit-requests", asked)["unit_requests"]
    head.change(case, f"unit-requests/{request['id']}/ruling", {"ruling": "lifted", "answer": "撤回"})


def test_a_measure_that_was_lifted_on_an_objection_is_told_with_the_answers_number(
    opened: Any, seat: Any, client: Any
) -> None:
    case = opened()
    concluded(case, seat)
    lift(seat, case)
    made = papers(seat, case)
    page = verified(client, made["opinion"])

    assert made["opinion"]["ends"][0]["number"] == made["unit_answer"]["number"]
    assert "不再执行" in page
    assert made["unit_answer"]["number"] in page
    assert "李某" not in page


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_what_ended_before_this_was_kept_is_found_in_the_cases(
    opened: Any, seat: Any, works: Works, time: Any, kind: str
) -> None:
    lifted, complaints = opened(), {result: uuid4() for result in ("annul", "change", "confirm")}
    cases = {lifted, *(opened(accepted(complaint)) for complaint in complaints.values())}
    concluded(lifted, seat)
    lift(seat, lifted)
    for number, (result, complaint) in enumerate(complaints.items()):
        concluded(str(case_id(complaint, HERE)), seat, ("O1", "O2", "O9", "O10"))
        time.pass_minutes(number + 1)
        answered(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE, first_result=result)
    time.pass_minutes(1)
    answered(rechecked(opened, complaints["annul"], 9, TOP), seat, TOP, first_result="annul")
    kept = {case: ends(seat, case) for case in cases}
    migration = importlib.import_module("services.investigation.migrations.0034_document_ends")
    with works.begin(SYSTEM) as work:
        work.session.execute(delete(DocumentEnd))
        for statement in (migration.LIFTED, migration.ANNULLED, migration.CHANGED):
            work.session.execute(text(statement))

    assert {case: ends(seat, case) for case in cases} == kept
    assert {how for found in kept.values() for _, how, *_ in found} == {"lifted", "annulled", "changed"}


def ends(seat: Any, case: str) -> list[tuple[Any, ...]]:
    """Of what a recheck annuls, only the reply knows by which number."""
    return [
        (
            kind,
            each["how"],
            each["at"],
            None if kind in FALL_WITH_THE_OPINION and each["how"] == "annulled" else each["number"],
        )
        for kind, document in sorted(papers(seat, case).items())
        for each in document["ends"]
    ]


def test_what_the_body_above_revokes_of_a_body_below_ends_with_its_notice(
    opened: Any, seat: Any, client: Any
) -> None:
    first = opened()
    concluded(first, seat)
    above = revoking(opened, seat, "西湖区应急局《西湖区应急执监意[2026]1号》", "superior")
    made, notice = papers(seat, first)["opinion"], papers(seat, above, ABOVE)["notice"]

    assert made["number"] == NUMBER
    assert [(each["how"], each["number"]) for each in made["ends"]] == [("revoked", notice["number"])]
    assert notice["number"] in verified(client, made)
    below = seat("anna").get(f"/cases/{first}").get_json()
    assert (below["state"], below["rectifications"][0]["state"]) == ("concluded", "lifted")


def test_what_revoked_another_falls_with_its_own_opinion_and_its_unit_is_told(opened: Any, seat: Any) -> None:
    first, complaint = opened(), uuid4()
    concluded(first, seat)
    above = revoking(opened, seat, NUMBER, "superior", complaint)
    assert papers(seat, first)["opinion"]["ends"] != []
    case = rechecked(opened, complaint, 7, TOP)
    answered(case, seat, TOP, first_result="annul")
    notice = papers(seat, above, ABOVE)["notice"]
    letters = seat(f"reader {TOP}", home=TOP).get(f"/cases/{case}").get_json()["documents"]
    by_number = {each["number"]: each for each in letters}

    (end,) = notice["ends"]
    assert (end["how"], by_number[end["number"]]["kind"]) == ("annulled", "unit_answer")
    assert by_number[end["number"]]["addressee"] == notice["addressee"]


def test_what_its_own_body_is_to_revoke_ends_when_that_is_proved(opened: Any, seat: Any) -> None:
    first = opened()
    concluded(first, seat)
    above, anna = revoking(opened, seat, NUMBER, "self"), seat("anna up", home=ABOVE)
    assert papers(seat, first)["opinion"]["ends"] == []
    anna.change(above, "rectification", {"status": "reported", "text": "已撤销"})
    assert papers(seat, first)["opinion"]["ends"] == []
    anna.change(above, "rectification", {"status": "confirmed", "text": "已核对"})

    assert [each["how"] for each in papers(seat, first)["opinion"]["ends"]] == ["revoked"]


@pytest.mark.parametrize(
    ("act", "body", "found"),
    [
        (f"撤销{NUMBER}意见书", ABOVE, True),
        ("西湖区应急执监意(2026)1号", ABOVE, True),
        ("西湖区应急执监意（２０２６）１号", ABOVE, True),
        (f"东城区应急执监意〔2026〕1号、{NUMBER}", ABOVE, True),
        (f"{NUMBER}、东城区应急执监意〔2026〕1号", ABOVE, True),
        (NUMBER, HERE, True),
        (NUMBER, "SUP-330110", False),
        ("西湖区应急执监意〔2026〕11号", ABOVE, False),
        ("东西湖区应急执监意〔2026〕1号", ABOVE, False),
        ("西湖区应急执监知〔2026〕1号", ABOVE, False),
        ("（西）应急罚〔2026〕1号", ABOVE, False),
        ("", ABOVE, False),
    ],
)
def test_only_the_number_as_it_was_given_and_only_what_lies_below_is_revoked(
    act: str, body: str, found: bool
) -> None:
    document = Numbered(NUMBER, DocumentKind.OPINION, HERE)

    assert bool(revoked(act, body, [document], divisions())) is found
    assert revoked(act, body, [document, document], divisions()) == []


def test_of_two_with_one_number_the_one_that_alone_lies_below_is_revoked() -> None:
    number, nanjing, xuzhou = "鼓楼区应急执监意〔2026〕1号", "SUP-320106", "SUP-320302"
    both = [Numbered(number, DocumentKind.OPINION, each) for each in (nanjing, xuzhou)]

    assert revoked(number, "SUP-320100", both, divisions()) == both[:1]
    assert revoked(number, "SUP-320300", both, divisions()) == both[1:]
    assert revoked(number, "SUP-320000", both, divisions()) == []


@pytest.mark.parametrize("ids", [(1, 2), (2, 1)])
def test_two_ends_of_one_moment_are_told_in_one_order(
    ids: tuple[int, int], opened: Any, seat: Any, works: Works
) -> None:
    case = opened()
    concluded(case, seat)
    with works.begin(SYSTEM) as work:
        document = work.session.scalars(select(Document).where(Document.kind == "opinion")).one().id
        for each, how in zip(ids, ("revoked", "changed"), strict=True):
            work.session.add(DocumentEnd(id=UUID(int=each), document_id=document, how=how, at=work.now))
    told = papers(seat, case)["opinion"]["ends"]

    assert [each["how"] for each in told] == ["changed", "revoked"]
