"""Whoever verifies a document, or counts outcomes, learns what was annulled, revoked or lifted since."""

import importlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, text, update

from services.investigation import rounds
from services.investigation.cabinet import folder_of
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.ends import FALL_WITH_THE_OPINION, End, Numbered, holds, revoked
from services.investigation.domain.opening import case_id
from services.investigation.handlers.passing import pass_up
from services.investigation.models import Case, DocumentEnd, Precedent
from services.investigation.words.terms import ENDS
from shared import crypto, settings
from shared.contracts.terms import Role
from shared.divisions import divisions
from shared.work import SYSTEM, Works
from tests.investigation.builders import NOW, STATEMENT, accepted, fields_for
from tests.investigation.rechecked import ABOVE, HERE, TOP, answered, rechecked
from tests.investigation.test_api import FINDING, concluded
from tests.investigation.test_own import opened_by

NUMBER = "西湖区应急执监意〔2026〕1号"


def papers(seat: Any, case: str, home: str = HERE) -> dict[str, dict[str, Any]]:
    seen = seat(f"reader {home}", home=home).get(f"/cases/{case}").get_json()
    return {each["kind"]: each for each in seen["documents"]}


def verified(client: Any, document: dict[str, Any]) -> str:
    return str(
        client.get(f"/investigation/verify?code={document['verification']}&lang=zh").get_data(as_text=True)
    )


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


def revoking(opened: Any, seat: Any, act: str, who: str, complaint: UUID | None = None) -> str:
    """A case of the body above, about the body below, in which that act is revoked."""
    case = str(opened(accepted(complaint, body=ABOVE, recheck_body=TOP)))
    anna, head = seat("anna up", home=ABOVE), seat("head up", Role.HEAD, home=ABOVE)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    fields = fields_for("O7", act=act, revoked_by=who)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O7", "fields": fields}]})
    head.change(case, "approval", {"decision": "approve"})
    return case


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


def annulled_by(opened: Any, seat: Any, complaint: UUID, *outcomes: dict[str, Any]) -> str:
    """A recheck of the body at the top, which annuls; with these outcomes besides its opinion."""
    case = rechecked(opened, complaint, 7, TOP)
    anna, head = seat("anna top", home=TOP), seat("head top", Role.HEAD, home=TOP)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    proposed = [{"code": "O1", "fields": fields_for("O1")}, *outcomes]
    anna.change(case, "outcomes", {"outcomes": proposed, "first_result": "annul"})
    head.change(case, "approval", {"decision": "approve"})
    return case


def test_what_an_annulled_revocation_had_ended_is_in_force_again_with_its_term_anew(
    opened: Any, seat: Any, client: Any, time: Any
) -> None:
    first, complaint = opened(), uuid4()
    concluded(first, seat)
    given = seat("anna").get(f"/cases/{first}").get_json()["rectifications"][0]["due"]
    revoking(opened, seat, NUMBER, "superior", complaint)
    time.pass_days(40)
    case = annulled_by(opened, seat, complaint)
    below = seat("anna").get(f"/cases/{first}").get_json()
    (item,) = below["rectifications"]
    made = papers(seat, first)["opinion"]

    assert [each["how"] for each in made["ends"]] == ["revoked", "restored"]
    assert "重新生效" in verified(client, made)
    assert (below["state"], item["state"]) == ("rectifying", "open")
    assert item["due"] >= str(date.fromisoformat(given) + timedelta(days=40))
    assert below["due"] == item["due"]
    letters = seat(f"reader {TOP}", home=TOP).get(f"/cases/{case}").get_json()["documents"]
    (letter,) = [each for each in letters if each["number"] == made["ends"][1]["number"]]
    assert (letter["kind"], letter["addressee"]) == ("unit_answer", made["addressee"])
    assert seat("head", Role.HEAD).get("/statistics", year=2026).get_json()["outcomes_fallen"] == {}


@pytest.mark.parametrize("given_up", [False, True])
def test_what_was_revoked_before_another_body_took_the_matter_over_is_followed_there(
    given_up: bool, opened: Any, hear: Any, seat: Any, works: Works
) -> None:
    """Or, where that one has it no more either, by a check there: the first one has nothing to do with it."""
    matter, complaint = uuid4(), uuid4()
    concluded(opened(accepted(matter)), seat)
    revoking(opened, seat, NUMBER, "superior", complaint)
    later = {"body": ABOVE, "version": 9, "taken_from": HERE, "recheck_body": TOP}
    hear(replace(accepted(matter, **later), at=NOW + timedelta(hours=9)))
    there = str(case_id(matter, ABOVE))
    if given_up:
        with works.begin(SYSTEM) as work:
            pass_up(work, folder_of(work.session, work.session.get_one(Case, UUID(there))), None, "无人可办")
    annulled_by(opened, seat, complaint)

    rows = {home: seat("anna " + home, home=home).get("/cases").get_json()["items"] for home in (HERE, ABOVE)}
    checks = {home: [each for each in rows[home] if each["origin"] == "spot_check"] for home in rows}
    assert (len(checks[HERE]), len(checks[ABOVE])) == (0, int(given_up))
    follows = checks[ABOVE][0]["id"] if given_up else there
    found = seat("anna up", home=ABOVE).get(f"/cases/{follows}").get_json()
    assert [each["state"] for each in found["rectifications"]] == ["open"]
    assert found["due"] == found["rectifications"][0]["due"]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_what_is_closed_stays_closed_and_a_check_follows_what_is_owed_again(
    opened: Any, seat: Any, works: Works, kind: str
) -> None:
    first, complaint = opened(), uuid4()
    concluded(first, seat)
    revoking(opened, seat, NUMBER, "superior", complaint)
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Case).where(Case.id == UUID(first)).values(state="closed"))
    annulled_by(opened, seat, complaint)

    anna = seat("anna")
    assert anna.get(f"/cases/{first}").get_json()["state"] == "closed"
    (row,) = [each for each in anna.get("/cases").get_json()["items"] if each["origin"] == "spot_check"]
    (item,) = anna.get(f"/cases/{row['id']}").get_json()["rectifications"]
    assert (item["state"], item["due"]) == ("open", row["due"])


def test_a_body_that_lost_the_matter_gets_no_check_of_what_is_owed_again(
    opened: Any, hear: Any, seat: Any, works: Works
) -> None:
    """Whoever followed it last does: the other one may have lost it because it is accused."""
    matter, complaint = uuid4(), uuid4()
    concluded(opened(accepted(matter)), seat)
    later = {"body": ABOVE, "version": 9, "taken_from": HERE, "recheck_body": TOP}
    hear(replace(accepted(matter, **later), at=NOW + timedelta(hours=9)))
    revoking(opened, seat, NUMBER, "superior", complaint)
    with works.begin(SYSTEM) as work:
        followed = Case.id == case_id(matter, ABOVE)
        work.session.execute(update(Case).where(followed).values(state="closed"))
    annulled_by(opened, seat, complaint)

    checks = {
        home: [each for each in seat("anna " + home, home=home).get("/cases").get_json()["items"]
               if each["origin"] == "spot_check"]
        for home in (HERE, ABOVE)
    }  # fmt: skip
    assert [len(checks[home]) for home in (HERE, ABOVE)] == [0, 1]
    (item,) = seat("anna up", home=ABOVE).get(f"/cases/{checks[ABOVE][0]['id']}").get_json()["rectifications"]
    assert (item["state"], item["due"]) == ("open", checks[ABOVE][0]["due"])


def test_what_holds_again_of_a_body_that_must_not_know_of_it_by_now_is_followed_by_who_has_the_matter(
    opened: Any, seat: Any, hear: Any
) -> None:
    mine, complaint = accepted(), uuid4()
    concluded(opened(mine), seat)
    revoking(opened, seat, NUMBER, "superior", complaint)
    theirs = opened(accepted(mine.complaint_id, body=ABOVE, version=10, barred=[HERE], taken_from=HERE))
    annulled_by(opened, seat, complaint)
    there = seat("anna up", home=ABOVE).get(f"/cases/{theirs}").get_json()

    assert [each["state"] for each in there["rectifications"]] == ["open"]
    assert there["due"] == there["rectifications"][0]["due"]


def test_nor_does_a_check_lie_with_a_body_that_must_not_know_of_it(
    opened: Any, seat: Any, hear: Any, works: Works
) -> None:
    mine, complaint = accepted(), uuid4()
    first = opened(mine)
    concluded(first, seat)
    revoking(opened, seat, NUMBER, "superior", complaint)
    theirs = opened(accepted(mine.complaint_id, body=ABOVE, version=10, barred=[HERE], taken_from=HERE))
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Case).where(Case.id == UUID(str(theirs))).values(state="passed_up"))
    annulled_by(opened, seat, complaint)

    with works.reading() as session:
        checks = session.scalars(select(Case.body).where(Case.origin == "spot_check"))
        assert list(checks) == [ABOVE]


@pytest.mark.parametrize("state", ["concluded", "closed"])
def test_a_recheck_that_revokes_it_anew_tells_nobody_that_it_holds_again(
    opened: Any, seat: Any, client: Any, works: Works, state: str
) -> None:
    first, complaint = opened(), uuid4()
    concluded(first, seat)
    revoking(opened, seat, NUMBER, "superior", complaint)
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Case).where(Case.id == UUID(first)).values(state=state))
    fields = fields_for("O7", act=NUMBER, revoked_by="superior")
    case = annulled_by(opened, seat, complaint, {"code": "O7", "fields": fields})
    below, made = seat("anna").get(f"/cases/{first}").get_json(), papers(seat, first)["opinion"]
    letters = seat(f"reader {TOP}", home=TOP).get(f"/cases/{case}").get_json()["documents"]
    (notice,) = [each for each in letters if each["kind"] == "notice"]

    assert [each["how"] for each in made["ends"]] == ["revoked", "revoked"]
    assert notice["number"] in {each["number"] for each in made["ends"]}
    assert "重新生效" not in verified(client, made)
    assert (below["state"], below["rectifications"][0]["state"]) == (state, "lifted")
    assert [each["kind"] for each in letters].count("unit_answer") == 1, "of the notice that was annulled"
    rows = seat("anna").get("/cases").get_json()["items"]
    assert not [row for row in rows if row["origin"] == "spot_check"], "there is nothing to check"


def test_what_its_own_body_took_back_stays_revoked_when_the_order_is_annulled(opened: Any, seat: Any) -> None:
    first, complaint = opened(), uuid4()
    concluded(first, seat)
    above, anna = revoking(opened, seat, NUMBER, "self", complaint), seat("anna up", home=ABOVE)
    anna.change(above, "rectification", {"status": "reported", "text": "已撤销"})
    anna.change(above, "rectification", {"status": "confirmed", "text": "已核对"})
    annulled_by(opened, seat, complaint)

    assert [each["how"] for each in papers(seat, first)["opinion"]["ends"]] == ["revoked"]


@pytest.mark.parametrize(
    ("hows", "held"),
    [
        ([], True),
        (["changed"], True),
        (["revoked"], False),
        (["revoked", "restored"], True),
        (["restored", "revoked", "revoked"], False),
        (["annulled"], False),
    ],
)
def test_whether_a_document_holds(hows: list[str], held: bool) -> None:
    assert holds(hows) is held


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


def test_reports_and_statistics_count_what_stands_apart_from_what_does_not(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    concluded(opened(accepted(complaint)), seat, ("O2", "O7"))
    concluded(opened(), seat, ("O2",))
    answered(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE, first_result="annul")
    head = seat("head", Role.HEAD)
    year = head.get("/reports/annual", year=2026).get_json()["outcomes"]
    counts = head.get("/statistics", year=2026).get_json()

    assert year["by_code"] == counts["by_outcome"] == {"O2": 1}
    assert year["outcomes_fallen"] == counts["outcomes_fallen"] == {"O2": 1, "O7": 1}
    assert year["revocations_by_ground"] == {}
    assert (year["annulled"], counts["annulled"]) == (1, 1)
    assert (year["findings"], year["findings_annulled"]) == ({"substantiated": 1}, {"substantiated": 1})
    assert counts["by_nature"] == {"improper": 1}
    assert (year["corrections"], year["corrections_lifted"]) == (3, 2)


def test_a_bench_does_not_measure_by_what_was_annulled(opened: Any, seat: Any, works: Works) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    answered(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE, first_result="annul")
    while rounds.once(works, settings.load()):
        continue

    with works.reading() as session:
        measured = set(session.scalars(select(Precedent.case_id)))
    assert UUID(first) not in measured
    assert len(measured) == 1


def test_statistics_of_a_year_open_no_outcome_of_any_other_case(
    opened: Any, seat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """China's years: what was accepted at 00:30 on 1 January there is of the new one."""
    eve = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    concluded(opened(), seat, ("O2",))
    concluded(opened(accepted(accepted_at=eve, at=eve)), seat, ("O3",))
    own = opened_by(seat("head", Role.HEAD))["id"]
    concluded(own, seat, ("O4",))
    head, read = seat("head", Role.HEAD), []
    keyring = type(crypto.keyring())
    opens = keyring.open

    def counted(self: Any, context: str, data: bytes) -> bytes:
        plain = opens(self, context, data)
        if context == "investigation:outcomes":
            read.extend(each["code"] for each in json.loads(plain))
        return plain

    monkeypatch.setattr(keyring, "open", counted)
    told = {year: head.get("/statistics", year=year).get_json() for year in (2026, 2027)}

    assert {year: each["by_outcome"] for year, each in told.items()} == {2026: {"O2": 1}, 2027: {"O3": 1}}
    assert {year: each["received"] for year, each in told.items()} == {2026: 1, 2027: 1}
    assert (told[2026]["own_cases"]["assigned"], told[2027]["own_cases"]["assigned"]) == (1, 0)
    assert read == ["O2", "O3"]
