"""What a revocation had ended holds again where a recheck annuls it, and is followed to its end."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from services.investigation.cabinet import folder_of
from services.investigation.domain.ends import holds
from services.investigation.domain.opening import case_id
from services.investigation.handlers.passing import pass_up
from services.investigation.models import Case
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import NOW, accepted, fields_for
from tests.investigation.ended import NUMBER, annulled_by, papers, revoking, verified
from tests.investigation.rechecked import ABOVE, HERE, TOP
from tests.investigation.test_api import concluded
from tests.investigation.test_views import Browser


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
    assert "不再有效" not in verified(client, made), "what is in force again"
    assert "不再有效" not in Browser(seat("anna")).get(
        f"/investigation/cases/{first}", tab="documents", lang="zh"
    )
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


def test_what_a_revocation_had_ended_is_in_force_again_where_a_head_lifts_it_on_the_units_objection(
    opened: Any, seat: Any, client: Any, time: Any
) -> None:
    """No document says any more that it was revoked."""
    first = opened()
    concluded(first, seat)
    case = revoking(opened, seat, NUMBER, "superior")
    anna, head = seat("anna up", home=ABOVE), seat("head up", Role.HEAD, home=ABOVE)
    (item,) = anna.get(f"/cases/{case}").get_json()["rectifications"]
    asked = {"item": item["id"], "request": "objection", "who": "副局长李某", "reasons": "原处理合法"}
    (request,) = anna.change(case, "unit-requests", asked)["unit_requests"]
    time.pass_minutes(1)
    head.change(case, f"unit-requests/{request['id']}/ruling", {"ruling": "lifted", "answer": "撤回"})

    below, made = seat("anna").get(f"/cases/{first}").get_json(), papers(seat, first)["opinion"]
    assert [each["how"] for each in made["ends"]] == ["revoked", "restored"]
    assert "重新生效" in verified(client, made)
    assert (below["state"], below["rectifications"][0]["state"]) == ("rectifying", "open")


def test_what_a_revocation_had_ended_is_in_force_again_where_that_is_revoked_itself(
    opened: Any, seat: Any, time: Any
) -> None:
    first = opened()
    concluded(first, seat)
    case = revoking(opened, seat, NUMBER, "superior")
    (notice,) = [each for each in papers(seat, case, ABOVE).values() if each["kind"] == "notice"]
    time.pass_minutes(1)
    revoking(opened, seat, notice["number"], "superior", body=TOP)

    below, made = seat("anna").get(f"/cases/{first}").get_json(), papers(seat, first)["opinion"]
    assert [each["how"] for each in papers(seat, case, ABOVE)["notice"]["ends"]] == ["revoked"]
    assert [each["how"] for each in made["ends"]] == ["revoked", "restored"]
    assert (below["state"], below["rectifications"][0]["state"]) == ("rectifying", "open")
