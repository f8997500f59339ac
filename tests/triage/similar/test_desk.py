"""Alike complaints at the desk: found, linked, merged and parted, each within sight."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from services.triage.models import Complaint
from services.triage.rebuilding import rebuild
from services.triage.similar import likeness
from services.triage.similar.models import Likeness, LikenessKey, Tie
from shared.contracts.events import (
    ComplaintAnswered,
    ComplaintDecided,
    ComplaintJoined,
    ComplaintReopened,
    Event,
)
from shared.contracts.terms import Service
from shared.work import SYSTEM, Works
from tests.triage.builders import (
    NOW,
    case_extended,
    case_paused,
    closed,
    concluded,
    received,
    recheck_requested,
    respondent,
    withdrawn,
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


def test_a_near_copy_is_shown_with_its_reasons(hear: Hear, seat: Sit) -> None:
    first, copy, other = told(), told(STORY + "请查处。", channel="letter"), told(OTHER)
    hear(first, copy, other)

    found = similar(seat(), first)

    assert found.keys() == {copy.tracking_number}
    shown = found[copy.tracking_number]
    assert shown["percent"] > 80
    assert shown["channel"] == "letter"
    assert shown["why"] == ["text", "taken_over", "respondents"]
    assert shown["respondents"] == [{"kind": "internal_unit", "division": "330106", "name": "执法大队"}]
    assert shown["may"] == {"link": True, "unlink": False, "merge": False, "separate": False}


def test_other_desks_and_the_accused_get_not_even_a_number(hear: Hear, seat: Sit) -> None:
    first, elsewhere, of_them = told(), told(STORY, respondent("department")), told(STORY + "再查。")
    accusing = told(STORY, ABOUT, respondent("officer", name="受理员"))
    hear(first, elsewhere, of_them, accusing)

    assert similar(seat(), first).keys() == {of_them.tracking_number}
    assert similar(seat(name="另一人"), first).keys() == {of_them.tracking_number, accusing.tracking_number}
    path = f"/triage/api/v1/complaints/{first.tracking_number}/similar"
    assert seat("SUP-330110").get(path).status_code == 404
    assert act(seat(), first, "links", to=elsewhere.tracking_number, reason="x").status_code == 422


def test_a_short_text_is_like_its_equal_only(hear: Hear, seat: Sit) -> None:
    short, same, longer = told("乱罚款！"), told("乱罚款"), told("乱罚款，乱收费。")
    hear(short, same, longer)

    assert similar(seat(), short).keys() == {same.tracking_number}


def test_the_same_person_is_found_across_channels_and_proposed(
    hear: Hear, seat: Sit, desk_works: Works
) -> None:
    first = told(same_person="one")
    retold = told(RETOLD, same_person="one", channel="hotline")
    other_matter, nobody = told(OTHER, same_person="one"), told(RETOLD)
    hear(first, retold, other_matter, nobody)

    assert decision_of(desk_works, retold) == ("awaiting_decision", "merge")
    assert decision_of(desk_works, other_matter)[1] == decision_of(desk_works, nobody)[1] == "accept"
    page = seat().get(f"/triage/api/v1/complaints/{retold.tracking_number}").get_json()
    assert "/circumstances/earlier" in page["assessment"]["proposed"]
    assert similar(seat(), retold)[first.tracking_number]["may"]["merge"] is True


@pytest.mark.usefixtures("automatic")
def test_nothing_is_merged_without_a_person(hear: Hear, desk_works: Works) -> None:
    first, second = told(same_person="one"), told(RETOLD, same_person="one")
    outside = [told(STORY, respondent("department", "000000"), same_person="two") for _ in range(2)]
    hear(first, second, *outside)

    assert decision_of(desk_works, first) == ("accepted", "accept")
    assert decision_of(desk_works, second) == ("awaiting_decision", "merge")
    assert decision_of(desk_works, outside[1]) == ("decided", "refer")


def test_only_one_persons_complaints_are_merged(hear: Hear, seat: Sit) -> None:
    first, other = told(same_person="one"), told(same_person="two")
    hear(first, other)

    answer = seat().decide(
        other.tracking_number, decision="merge", merged_into=first.tracking_number, reason="x"
    )

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "another_person"


def test_each_complainant_gets_the_answer_and_nothing_of_the_other(hear: Hear, seat: Sit, said: Said) -> None:
    first, second = merged(hear, seat())
    assert said(ComplaintJoined)[0].text == RETOLD
    event = concluded(first)
    end = type(event)(**{**vars(event), "reply": f"关于投诉{first.tracking_number}的答复：属实。"})
    hear(end, end, closed(first))

    answers = said(ComplaintAnswered, Service.INTAKE)
    assert [(one.complaint_id, one.stage) for one in answers] == [
        (second.complaint_id, "concluded"),
        (second.complaint_id, "closed"),
    ]
    assert answers[0].reply == f"关于投诉{second.tracking_number}的答复：属实。"
    assert first.tracking_number not in str(answers)
    refused = act(seat(), second, "separation", reason="不是同一事项")
    assert (refused.status_code, refused.get_json()["type"].rsplit(":", 1)[-1]) == (409, "already_answered")


def test_a_merged_complainant_may_contest_the_answer(hear: Hear, seat: Sit, desk_works: Works) -> None:
    first, second = merged(hear, seat())
    hear(concluded(first), recheck_requested(second))

    with desk_works.reading() as session:
        found = session.get(Complaint, second.complaint_id)
        assert found is not None
        assert (found.desk, found.decision) == ("SUP-330100", "recheck")


def test_an_undone_merger_is_judged_by_itself_and_not_proposed_again(
    hear: Hear, seat: Sit, said: Said, desk_works: Works
) -> None:
    first, second = merged(hear, seat())

    assert act(seat(), second, "separation", reason="不是同一次检查").status_code == 200

    assert decision_of(desk_works, second) == ("awaiting_decision", "accept")
    assert [one.complaint_id for one in said(ComplaintReopened)] == [second.complaint_id]
    hear(concluded(first))
    assert not said(ComplaintAnswered, Service.INTAKE)
    assert act(seat(), second, "separation", reason="x").status_code == 409
    with desk_works.reading() as session:
        tie = session.scalars(select(Tie)).one()
        assert (tie.ended_by_name, tie.end_reason) == ("受理员", "不是同一次检查")


def test_what_ends_without_a_case_is_told_to_all_who_joined(hear: Hear, seat: Sit, said: Said) -> None:
    first, second = merged(hear, seat())
    seat().decide(first.tracking_number, decision="decline", reason="x", text="不予受理，理由如下。")

    told_both = [
        one.complaint_id for one in said(ComplaintDecided, Service.INTAKE) if one.text.startswith("不予")
    ]
    assert told_both == [first.complaint_id, second.complaint_id]


def test_a_withdrawal_frees_what_was_joined(hear: Hear, seat: Sit, desk_works: Works) -> None:
    first, second = merged(hear, seat())
    hear(withdrawn(first))
    seat().decide(first.tracking_number, decision="confirm")

    assert decision_of(desk_works, first)[1] == "close_withdrawn"
    assert decision_of(desk_works, second) == ("awaiting_decision", "accept")


def test_links_are_made_with_reasons_and_ended(hear: Hear, seat: Sit) -> None:
    first, other = told(), told(OTHER)
    hear(first, other)

    linked = act(seat(), first, "links", to=other.tracking_number, reason="同一企业")
    again = act(seat(), other, "links", to=first.tracking_number, reason="同一企业")
    stale = seat().post(
        f"/triage/api/v1/complaints/{first.tracking_number}/links",
        {"to": other.tracking_number, "reason": "x"},
        1,
    )
    (shown,) = linked.get_json()["items"]
    ended = act(seat(), other, f"links/{shown['tie']['id']}/removal", reason="看错了")

    assert (linked.status_code, again.status_code, stale.status_code) == (200, 422, 412)
    assert (shown["tie"]["kind"], shown["tie"]["reason"]) == ("link", "同一企业")
    assert ended.status_code == 200
    assert ended.get_json()["items"] == []
    missing = act(seat(), other, f"links/{shown['tie']['id']}/removal", reason="x")
    assert missing.status_code == 404


def test_the_page_offers_what_is_open_and_keeps_what_was_typed(hear: Hear, seat: Sit) -> None:
    first, second = told(same_person="one"), told(RETOLD, same_person="one")
    hear(first, second)
    here = f"/triage/complaints/{second.tracking_number}"

    page = seat().get(here).get_data(as_text=True)
    refused = seat().submit(f"{here}/links", to=first.tracking_number, act="link", version="1", reason=" ")
    stale = seat().submit(
        f"{here}/links", to=first.tracking_number, act="link", version="9", reason="同一次检查"
    )
    done = seat().submit(f"{here}/links", to=first.tracking_number, act="link", version="1", reason="同次")

    assert "Same complainant" in page
    assert "Merge into it" in page
    assert (refused.status_code, stale.status_code, done.status_code) == (422, 409, 303)
    assert "Say why." in refused.get_data(as_text=True)
    assert "同一次检查" in stale.get_data(as_text=True)


def test_the_index_moves_with_the_complaint_and_holds_no_text(hear: Hear, desk_works: Works) -> None:
    first = told()
    hear(first)
    with desk_works.reading() as session:
        before = set(session.scalars(select(LikenessKey.key)))
    hear(concluded(first), recheck_requested(first))

    with desk_works.reading() as session:
        after = set(session.scalars(select(LikenessKey.key)))
        assert session.scalar(select(func.count()).select_from(LikenessKey)) == len(before)
    assert not before & after


def test_the_index_is_made_anew_from_what_is_kept(hear: Hear, seat: Sit, desk_works: Works) -> None:
    first, copy = told(), told(STORY + "请查处。")
    hear(first, copy)
    with desk_works.begin(SYSTEM) as work:
        likeness.forget(work.session, work.session.scalars(select(Likeness)).all())
    assert similar(seat(), first) == {}

    assert list(rebuild(desk_works)) == [2]
    assert similar(seat(), first).keys() == {copy.tracking_number}
    assert list(rebuild(desk_works)) == [0]
    assert list(rebuild(desk_works, everything=True)) == [2]
    assert similar(seat(), first).keys() == {copy.tracking_number}


@pytest.mark.parametrize(
    ("longer", "expected"),
    [
        (None, ("accept", "SUP-330100")),
        (case_extended, ("merge", "SUP-330106")),
        (case_paused, ("merge", "SUP-330106")),
    ],
)
def test_an_earlier_complaint_past_its_time_is_held_against_its_handler(
    longer: Callable[..., Event] | None, expected: tuple[str, str], hear: Hear, seat: Sit, desk_works: Works
) -> None:
    first, late = told(same_person="one"), told(RETOLD, same_person="one")
    hear(first)
    seat().decide(first.tracking_number, decision="confirm")
    if longer:
        hear(longer(first))
    later = NOW + timedelta(days=70)
    desk_works.clock.now = later  # type: ignore[attr-defined]  # the tests' own clock
    hear(type(late)(**{**vars(late), "received_at": later}))

    with desk_works.reading() as session:
        found = session.get(Complaint, late.complaint_id)
        assert found is not None
        assert (found.decision, found.desk) == expected
        assert ("OVERDUE_HANDLER" in found.flags) is (longer is None)


def test_the_forms_part_what_was_tied_and_refuse_what_cannot_be_read(hear: Hear, seat: Sit) -> None:
    first, second = merged(hear, seat())
    other = told(OTHER)
    hear(other)
    (shown,) = act(seat(), other, "links", to=first.tracking_number, reason="同厂").get_json()["items"]
    here = f"/triage/complaints/{second.tracking_number}"
    link = f"/triage/complaints/{other.tracking_number}/links/{shown['tie']['id']}/removal"
    version = str(seat().get(f"/triage/api/v1{here.removeprefix('/triage')}").get_json()["version"])

    bad = [
        seat().submit(path, to=first.tracking_number, act=name, version=version, reason="甲\x00乙")
        for path, name in ((f"{here}/separation", "separate"), (link, "unlink"))
    ]
    parted = seat().submit(
        f"{here}/separation", to=first.tracking_number, act="separate", version=version, reason="两次检查"
    )
    ended = seat().submit(link, to=first.tracking_number, act="unlink", version="2", reason="看错了")

    assert [one.status_code for one in bad] == [422, 422]
    assert all("why-" in one.get_data(as_text=True) for one in bad)
    assert (parted.status_code, ended.status_code) == (303, 303)


def test_what_is_sent_twice_under_one_key_is_done_once(hear: Hear, seat: Sit, desk_works: Works) -> None:
    first, second = merged(hear, seat())
    other = told(OTHER)
    hear(other)

    def twice(event: Any, path: str, **body: Any) -> Any:
        sitting = seat()
        at = f"/triage/api/v1/complaints/{event.tracking_number}"
        version = sitting.get(at).get_json()["version"]
        sitting.headers |= {"Idempotency-Key": path}
        once, again = (sitting.post(f"{at}/{path}", body, version) for _ in range(2))
        assert (once.status_code, again.status_code) == (200, 200)
        assert once.get_json() == again.get_json()
        return once.get_json()["items"]

    (shown,) = twice(other, "links", to=first.tracking_number, reason="同厂")
    twice(other, f"links/{shown['tie']['id']}/removal", reason="看错了")
    twice(second, "separation", reason="两次检查")

    with desk_works.reading() as session:
        assert len(session.scalars(select(Tie)).all()) == 2
