"""Corrections in a matter that is nobody's any more are followed in a check of its own."""

import threading
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.investigation.cabinet import folder_of
from services.investigation.chores import CHORES
from services.investigation.domain.following import follower
from services.investigation.handlers import going_up, unfollowed
from services.investigation.handlers.passing import pass_up
from services.investigation.handlers.retention import StillOpen
from services.investigation.handlers.unfollowed import follow_meanwhile
from services.investigation.models import Base, Case
from shared.contracts.events import CaseRetentionSettled, ComplaintAssessed, ComplaintDecided, ComplaintErased
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import BODY, NOW, accepted, fields_for
from tests.investigation.rechecked import answered
from tests.investigation.test_api import CHECKS, FINDING
from tests.investigation.test_views import Browser, sound
from tests.investigation.unit.conftest import ABOVE, TOP, read, taken
from tests.whole import everything

UNFOUNDED = {"finding": "unfounded", "nature": None, "category": None, "serious": False}


def ended(complaint: str, version: int = 20) -> ComplaintDecided:
    return ComplaintDecided(
        id=uuid4(),
        at=NOW,
        complaint_id=UUID(complaint),
        tracking_number="JD-1",
        version=version,
        decision="decline",
        decided_at=NOW,
    )


@pytest.fixture
def given_up(lost: str, works: Works) -> str:
    """The body above had nobody left for it, and nobody above it may have it."""
    with works.begin(SYSTEM) as work:
        found = work.session.get_one(Case, UUID(lost))
        pass_up(work, folder_of(work.session, found), None, "仅余一名持证人员。")
    return lost


def own_of(seat: Any, home: str, name: str = "uma") -> list[dict[str, Any]]:
    items = seat(name, home=home).get("/cases").get_json()["items"]
    return [each for each in items if each["origin"] == "spot_check"]


def test_what_is_owed_in_a_matter_that_ends_without_a_case_is_followed_by_who_had_it_last(
    case: str, given_up: str, hear: Any, seat: Any, said: Any
) -> None:
    before = read(seat, case)
    told = len(said())
    event = ended(before["complaint_id"])
    hear(event)
    hear(event)

    (row,) = own_of(seat, ABOVE)
    uma = seat("uma", home=ABOVE)
    found = uma.get(f"/cases/{row['id']}").get_json()
    (item,) = found["rectifications"]
    assert (item["state"], row["due"]) == ("open", item["due"])
    assert before["documents"][0]["number"] in found["statement"]
    assert before["tracking_number"] not in found["statement"]
    assert BODY in [each["body"] for each in found["earlier"]]
    assert len(said()) == told  # nobody outside hears of it
    uma.post(f"/cases/{row['id']}/claim")
    uma.change(row["id"], "rectification", {"status": "reported", "item": item["id"], "text": "已退款"})
    proved = {"status": "confirmed", "item": item["id"], "text": "收条属实"}
    assert uma.change(row["id"], "rectification", proved)["rectifications"][0]["state"] == "confirmed"
    for tab in ("timeline", "matters", "closing", "outcome"):
        sound(Browser(uma).get(f"/investigation/cases/{row['id']}", tab=tab))


def test_a_check_is_kept_as_long_as_its_complaint_and_erased_with_it(
    case: str, given_up: str, hear: Any, seat: Any, said: Any, works: Works
) -> None:
    before = read(seat, case)
    complaint = UUID(before["complaint_id"])
    hear(ended(str(complaint)))
    (row,) = own_of(seat, ABOVE)
    gone = ComplaintErased(
        id=uuid4(),
        at=NOW,
        complaint_id=complaint,
        tracking_number="JD-1",
        version=30,
        erased_at=NOW,
        rule="cases",
    )
    with pytest.raises(StillOpen):
        hear(gone)
    uma = seat("uma", home=ABOVE)
    uma.post(f"/cases/{row['id']}/claim")
    (item,) = uma.get(f"/cases/{row['id']}").get_json()["rectifications"]
    for status in ("reported", "confirmed"):
        uma.change(row["id"], "rectification", {"status": status, "item": item["id"], "text": "已退款"})
    over(uma, row["id"], seat)
    for chore in CHORES:
        chore(works)
    terms = [each for each in said(CaseRetentionSettled) if str(each.case_id) == row["id"]]
    assert [(each.complaint_id, each.tracking_number) for each in terms] == [
        (complaint, before["tracking_number"])
    ]

    hear(gone)
    with works.reading() as session:
        left = everything(session, Base.metadata)
    for word in ("王某", "赵某", "已退款"):
        assert word not in left
    assert uma.get(f"/cases/{row['id']}").status_code == 404


def over(uma: Any, case: str, seat: Any) -> None:
    """From the correction that is proved to the closed case."""
    for each in uma.get(f"/cases/{case}").get_json()["allegations"]:
        uma.change(case, "findings", FINDING | UNFOUNDED | {"allegation": each["id"]})
    uma.change(case, "outcomes", {"outcomes": [{"code": "O12", "fields": fields_for("O12")}]})
    seat("head above", Role.HEAD, home=ABOVE).change(case, "approval", {"decision": "approve"})
    uma.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "见卷宗")})


def test_who_must_not_learn_of_the_complaint_sees_nothing_of_that_either(
    case: str, given_up: str, hear: Any, seat: Any
) -> None:
    complaint = UUID(read(seat, case)["complaint_id"])
    barred = ["PERSON-330100:uma"]
    hear(
        ComplaintAssessed(
            id=uuid4(), at=NOW, complaint_id=complaint, tracking_number="JD-1", version=15, barred=barred
        )
    )
    hear(ended(str(complaint)))
    assert own_of(seat, ABOVE) == []
    assert len(own_of(seat, ABOVE, "vera")) == 1


def test_who_must_not_learn_of_the_first_of_three_complaints_sees_no_check_that_reads_its_file(
    opened: Any, hear: Any, seat: Any, works: Works
) -> None:
    first, second, third, nation = uuid4(), uuid4(), uuid4(), "SUP-000000"
    answered(str(opened(accepted(first, barred=["PERSON-000000:nina"]))), seat, BODY)
    for number, before, body in ((second, first, ABOVE), (third, second, TOP)):
        again = {"decision": "recheck", "recheck_of": before, "recheck_body": None}
        case = str(opened(accepted(number, body=body, **again)))
        answered(case, seat, body, first_result="confirm")
    hear(replace(taken(str(third), nation, TOP), decision="recheck", recheck_of=second))
    with works.begin(SYSTEM) as work:
        lost = work.session.scalars(select(Case).where(Case.body == nation)).one()
        pass_up(work, folder_of(work.session, lost), None, "无人可办")
    hear(ended(str(third)))

    (row,) = own_of(seat, nation, "nora")
    assert BODY in [
        each["body"] for each in seat("nora", home=nation).get(f"/cases/{row['id']}").get_json()["earlier"]
    ]
    assert own_of(seat, nation, "nina") == []


def test_an_older_word_of_triage_and_a_matter_that_a_body_has_open_no_check(
    case: str, lost: str, hear: Any, seat: Any
) -> None:
    complaint = read(seat, case)["complaint_id"]
    hear(ended(complaint))
    assert own_of(seat, ABOVE) == []
    uma = seat("uma", home=ABOVE)
    assert [each["state"] for each in uma.get(f"/cases/{lost}").get_json()["rectifications"]] == ["open"]


def test_a_body_that_must_not_learn_of_the_complaint_follows_nothing() -> None:
    assert follower([TOP, ABOVE, BODY], [], {TOP}) == ABOVE
    assert follower([ABOVE, BODY], [TOP, "SUP-000000"], {ABOVE, BODY}) == TOP
    assert follower([ABOVE], [TOP], {ABOVE, TOP}) is None


def test_where_none_that_had_it_may_learn_of_it_the_nearest_one_above_follows(
    case: str, given_up: str, hear: Any, seat: Any
) -> None:
    before = read(seat, case)
    complaint = UUID(before["complaint_id"])
    said = {"complaint_id": complaint, "tracking_number": "JD-1", "version": 15}
    hear(ComplaintAssessed(id=uuid4(), at=NOW, barred=[BODY, ABOVE], **said))
    hear(ended(str(complaint)))

    assert own_of(seat, ABOVE) == []
    (row,) = own_of(seat, TOP, "tia")
    found = seat("tia", home=TOP).get(f"/cases/{row['id']}").get_json()
    assert [each["state"] for each in found["rectifications"]] == ["open"]
    assert found["body"] == {"code": TOP, "name": "浙江省应急管理厅执法监督处"}
    assert BODY in [each["body"] for each in found["earlier"]]
    sound(Browser(seat("tia", home=TOP)).get(f"/investigation/cases/{row['id']}", tab="closing"))


def test_until_the_desk_has_decided_who_gave_it_up_last_follows_and_then_who_has_it(
    case: str, given_up: str, hear: Any, seat: Any, works: Works, time: Any
) -> None:
    assert follow_meanwhile(works) == 0, "the desk has a day"
    time.pass_days(1)
    assert (follow_meanwhile(works), follow_meanwhile(works)) == (1, 0)
    (row,) = own_of(seat, ABOVE)
    uma = seat("uma", home=ABOVE)
    uma.post(f"/cases/{row['id']}/claim")
    (item,) = uma.get(f"/cases/{row['id']}").get_json()["rectifications"]
    uma.change(row["id"], "rectification", {"status": "reported", "item": item["id"], "text": "已退款"})

    hear(taken(read(seat, case)["complaint_id"], TOP, ABOVE, 21))
    over = uma.get(f"/cases/{row['id']}").get_json()
    assert (over["state"], over["rectifications"], over["team"]) == ("passed_up", [], [])
    (there,) = seat("tia", home=TOP).get("/cases").get_json()["items"]
    found = seat("tia", home=TOP).get(f"/cases/{there['id']}").get_json()
    assert [(each["state"], each["report"]) for each in found["rectifications"]] == [("reported", "已退款")]
    assert follow_meanwhile(works) == 0
    assert over["timeline"][-1]["kind"] == "check_ended"
    for address in (f"/investigation/cases/{row['id']}", "/investigation/own"):
        page = Browser(uma).get(address, lang="zh")
        sound(page)
        assert "已结束：由其他机构跟踪" in page
    assert "已提级" not in page
    page = Browser(uma).get(f"/investigation/cases/{row['id']}", tab="closing", lang="zh")
    sound(page)
    assert "检查案已经结束" in page


def test_a_matter_that_ends_without_a_case_stays_with_the_check_that_follows_it(
    case: str, given_up: str, hear: Any, seat: Any, works: Works, time: Any
) -> None:
    time.pass_days(1)
    follow_meanwhile(works)
    hear(ended(read(seat, case)["complaint_id"]))

    (row,) = own_of(seat, ABOVE)
    found = seat("uma", home=ABOVE).get(f"/cases/{row['id']}").get_json()
    assert [each["state"] for each in found["rectifications"]] == ["open"]


def test_a_check_in_which_something_was_found_is_brought_to_its_end_by_people(
    case: str, given_up: str, hear: Any, seat: Any, works: Works, time: Any
) -> None:
    time.pass_days(1)
    follow_meanwhile(works)
    (row,) = own_of(seat, ABOVE)
    uma = seat("uma", home=ABOVE)
    uma.post(f"/cases/{row['id']}/claim")
    uma.change(row["id"], "findings", FINDING)
    hear(taken(read(seat, case)["complaint_id"], TOP, ABOVE, 21))

    now = uma.get(f"/cases/{row['id']}").get_json()
    assert (now["state"], now["rectifications"]) == ("investigating", [])


def test_who_must_not_learn_of_the_complaint_does_not_follow_it_in_the_meantime(
    case: str, given_up: str, hear: Any, seat: Any, works: Works, time: Any
) -> None:
    said = {"complaint_id": UUID(read(seat, case)["complaint_id"]), "tracking_number": "JD-1", "version": 15}
    hear(ComplaintAssessed(id=uuid4(), at=NOW, barred=[BODY, ABOVE], **said))
    time.pass_days(1)
    follow_meanwhile(works)

    assert own_of(seat, ABOVE) == []
    assert len(own_of(seat, TOP, "tia")) == 1


@pytest.mark.postgres
def test_who_takes_the_case_over_in_that_moment_follows_and_not_the_check(
    case: str, given_up: str, hear: Any, seat: Any, works: Works, time: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both look at once at what nobody follows, and one waits for the other."""
    time.pass_days(1)
    event = taken(read(seat, case)["complaint_id"], TOP, ABOVE, 21)
    taker, real = threading.Thread(target=hear, args=[event]), unfollowed.left

    def slowly(*args: Any) -> None:
        real(*args)
        taker.start()
        taker.join(2)  # it waits for what is kept here

    monkeypatch.setattr(unfollowed, "left", slowly)
    follow_meanwhile(works)
    taker.join(20)

    (there,) = seat("tia", home=TOP).get("/cases").get_json()["items"]
    found = seat("tia", home=TOP).get(f"/cases/{there['id']}").get_json()
    assert [each["state"] for each in found["rectifications"]] == ["open"]
    assert follow_meanwhile(works) == 0


@pytest.mark.postgres
def test_who_works_on_the_check_and_who_takes_the_case_over_do_not_wait_for_each_other(
    case: str, given_up: str, hear: Any, seat: Any, works: Works, time: Any
) -> None:
    time.pass_days(1)
    follow_meanwhile(works)
    (row,) = own_of(seat, ABOVE)
    event, heard = taken(read(seat, case)["complaint_id"], TOP, ABOVE, 21), []

    def hearing() -> None:
        hear(event)
        heard.append(event)

    taker = threading.Thread(target=hearing)
    with works.begin(SYSTEM) as work:
        found = work.session.get_one(Case, UUID(row["id"]), with_for_update=True)
        taker.start()
        taker.join(2)
        (item,) = folder_of(work.session, found).rectifications
        item.report = "已退款"
        work.session.flush()
    taker.join(20)
    assert heard


@pytest.mark.postgres
def test_a_matter_that_ends_in_that_moment_has_one_check(
    case: str, given_up: str, hear: Any, seat: Any, works: Works, time: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    time.pass_days(1)
    event, heard, real = ended(read(seat, case)["complaint_id"]), [], unfollowed.left

    def hearing() -> None:
        hear(event)
        heard.append(event)

    ender = threading.Thread(target=hearing)

    def slowly(*args: Any) -> None:
        monkeypatch.setattr(unfollowed, "left", real)
        real(*args)
        ender.start()
        ender.join(2)

    monkeypatch.setattr(unfollowed, "left", slowly)
    follow_meanwhile(works)
    ender.join(20)

    assert heard
    (row,) = own_of(seat, ABOVE)
    found = seat("uma", home=ABOVE).get(f"/cases/{row['id']}").get_json()
    assert [each["state"] for each in found["rectifications"]] == ["open"]


def test_a_check_that_goes_up_is_followed_above(
    case: str, given_up: str, hear: Any, seat: Any, works: Works
) -> None:
    hear(ended(read(seat, case)["complaint_id"]))
    (row,) = own_of(seat, ABOVE)
    with works.begin(SYSTEM) as work:
        check = work.session.get_one(Case, UUID(row["id"]))
        pass_up(work, folder_of(work.session, check), None, "仅余一名持证人员。")
    assert going_up.once(works)

    (above,) = own_of(seat, TOP, "tom")
    found = seat("tom", home=TOP).get(f"/cases/{above['id']}").get_json()
    assert (found["state"], [each["state"] for each in found["rectifications"]]) == ("queued", ["open"])
    assert found["due"] == found["rectifications"][0]["due"]
