"""The index of likeness: it moves with the complaint, holds no text and is made anew."""

from sqlalchemy import func, select

from services.triage.rebuilding import rebuild
from services.triage.similar import likeness
from services.triage.similar.models import Likeness, LikenessKey
from shared.work import SYSTEM, Works
from tests.triage.builders import (
    concluded,
    recheck_requested,
)
from tests.triage.similar.alike import STORY, Hear, Sit, similar, told


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
