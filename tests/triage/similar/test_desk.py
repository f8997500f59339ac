"""Alike complaints at the desk: found, linked, merged and parted, each within sight."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.triage.models import Complaint
from services.triage.similar.models import Tie
from shared.contracts.events import (
    Event,
)
from shared.work import Works
from tests.triage.builders import (
    NOW,
    case_extended,
    case_paused,
    respondent,
)
from tests.triage.similar.alike import (
    ABOUT,
    OTHER,
    RETOLD,
    STORY,
    Hear,
    Sit,
    act,
    decision_of,
    merged,
    similar,
    told,
)


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
