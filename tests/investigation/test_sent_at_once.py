"""What is sent twice in one moment, by a double click, in two windows or by two heads, is kept: the second sees
the first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from services.investigation.models import DocumentTemplate, SavedFilter
from shared.work import Works
from tests.investigation.builders import BODY, NOW
from tests.investigation.templated import OPINION, own, upload
from tests.investigation.test_views import Browser

pytestmark = pytest.mark.postgres


def status_after(works: Works, first: SavedFilter | DocumentTemplate, second: Callable[[], Any]) -> int:
    """Of the second, which begins when the first is written and not committed."""
    with ThreadPoolExecutor(1) as pool:
        with works.database.transaction() as session:
            session.add(first)
            session.flush()
            sent = pool.submit(second)
            while not (sent.done() or _somebody_waits(works)):
                continue
        return int(sent.result().status_code)


def _somebody_waits(works: Works) -> bool:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with works.reading() as session:
        return bool(session.scalar(text(waiting)))


def test_of_two_filters_of_one_name_the_second_takes_the_place_of_the_first(seat: Any, works: Works) -> None:
    """The second was told of an error of the house."""
    anna, whose = Browser(seat("anna")), str(seat("anna").token.staff_id)
    page = anna.get("/investigation/", due="week")
    first = SavedFilter(id=uuid4(), staff_id=whose, name="本周到期", asked={"view": "mine"}, at=NOW)
    sent = {"name": "本周到期", "due": "week", "view": "open"}

    assert status_after(works, first, lambda: anna.post("/investigation/filters", page, **sent)) == 303
    with works.reading() as session:
        (kept,) = session.scalars(select(SavedFilter))
        assert (kept.name, kept.asked) == ("本周到期", {"view": "open", "due": "week"})


def test_of_two_templates_the_second_is_the_next_version(seat: Any, works: Works) -> None:
    first = DocumentTemplate(
        id=uuid4(), body=BODY, kind=OPINION, version=1, in_use=True, at=NOW, by_name="局长", sha256="0" * 64,
        data=own(),
    )  # fmt: skip

    assert status_after(works, first, lambda: upload(seat, own("第二版"))) == 303
    with works.reading() as session:
        rows = session.scalars(select(DocumentTemplate).order_by(DocumentTemplate.version)).all()
        assert [(each.version, each.in_use) for each in rows] == [(1, False), (2, True)]
