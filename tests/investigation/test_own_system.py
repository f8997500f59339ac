"""A desk is told when the system of its body does not take its cases, and so is the body above; from a table that
the worker's looks leave."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select, update

from services.investigation.bodies import links, telling, watching
from services.investigation.domain.bodies import MANY, Standing, Trouble, linked, looked, trouble
from services.investigation.models import BodyQueue, BodyTold
from shared.contracts.terms import Role
from shared.messaging.lines import Line
from shared.messaging.looking import LineState, QueueState
from shared.work import SYSTEM, Works
from tests.investigation.builders import BODY, NOW
from tests.investigation.test_views import Browser, sound

MADE = re.compile(r'name="csrf_token" value="[^"]*"')
"""What is another each second."""

ABOVE = "SUP-330100"
DIVISION = BODY.removeprefix("SUP-")
IDLE = (
    "无人从机构自有系统的队列领取案件",
    "Nobody takes the cases from the queue of the body's own system",
)
GROWS = ("机构自有系统处理不及，队列持续增长", "The body's own system falls behind: its queue grows")
MINUTE = timedelta(minutes=1)


# --- the rule -----------------------------------------------------------------------------------------


def after(*looks: tuple[int, int, int]) -> Any:
    """Looks, each so many minutes after the link: letters, and who takes."""
    seen = linked(NOW)
    for minutes, letters, takers in looks:
        seen = looked(seen, NOW + minutes * MINUTE, letters, takers)
    return seen


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        ([(1, 0, 0), (5, 3, 0), (33, 3, 0)], None),
        ([(1, 0, 0), (5, 3, 0), (36, 4, 0)], Trouble.IDLE),
        ([(1, 0, 0), (5, 3, 0), (34, 2, 0), (60, 5, 0)], None),
        ([(1, 0, 0), (5, 3, 1), (34, 3, 1), (60, 5, 1)], None),
        ([(1, 0, 0), (5, 3, 0), (60, 0, 0)], None),
        ([(4, 3, 0), (40, 3, 0)], Trouble.IDLE),
    ],
    ids=[
        "not long enough",
        "nobody takes",
        "less than before",
        "somebody listens",
        "all taken",
        "never empty",
    ],
)
def test_nobody_takes_when_for_half_an_hour_nothing_shows_that_anybody_does(
    looks: list[tuple[int, int, int]], told: Trouble | None
) -> None:
    assert trouble(after(*looks), 3, NOW + 4 * MINUTE) == told


def test_it_grows_when_more_wait_than_an_hour_ago_and_nothing_empties_it() -> None:
    growing = [(0, 0, 1), (1, MANY, 1), (62, MANY + 20, 1)]

    assert trouble(after(*growing), MANY, NOW) is Trouble.GROWS
    assert trouble(after(*growing, (63, 0, 1)), MANY, NOW) is None, "all was taken"
    assert trouble(after(*growing, (123, MANY + 10, 1)), MANY, NOW) is None, "fewer than an hour before"
    assert trouble(after((1, 5, 1), (62, MANY - 1, 1)), MANY, NOW) is None, "they are few"
    assert trouble(after(*growing), MANY - 1, NOW) is None, "the reader may know of few"


def test_whoever_may_know_of_no_case_is_told_nothing_and_waits_are_counted_from_what_they_know() -> None:
    idle = after((1, 0, 0), (5, 3, 0), (60, 3, 0))

    assert trouble(idle, 0, None) is None
    assert trouble(idle, 1, NOW + 40 * MINUTE) is None
    assert trouble(idle, 1, NOW + 30 * MINUTE) is Trouble.IDLE


# --- the looks and the pages ----------------------------------------------------------------------------


class Queue:
    """The body's queue as the broker would tell of it."""

    letters, takers = 0, 0

    def __init__(self, works: Works, time: Any) -> None:
        self.works, self.time = works, time

    def at_broker(self, url: str, lines: list[Line]) -> list[LineState]:
        state = {line.queue: QueueState(line.queue, self.letters, self.takers) for line in lines}
        return [LineState(line, state[line.queue], QueueState(line.dead)) for line in lines]

    def pass_minutes(self, minutes: int, letters: int | None = None) -> None:
        """Time passes, and a look follows."""
        self.time.pass_minutes(minutes)
        self.letters = self.letters if letters is None else letters
        watching.look(self.works, "amqp://nowhere")

    def tell(self) -> None:
        """What is told is in the queue at once."""
        while telling.once(self.works):
            pass
        outbox = watching.outbox.TABLE
        with self.works.begin(SYSTEM) as work:
            mine = outbox.c.name == f"body.{DIVISION}"
            self.letters += len(
                work.session.execute(outbox.delete().where(mine).returning(outbox.c.id)).all()
            )


@pytest.fixture
def queue(works: Works, time: Any, app: Any, monkeypatch: pytest.MonkeyPatch) -> Queue:
    made = Queue(works, time)
    monkeypatch.setattr(watching, "at_broker", made.at_broker)
    with works.begin(SYSTEM) as work:
        links.link(work, DIVISION, "account", X25519PrivateKey.generate().public_key().public_bytes_raw())
    watching.look(works, "amqp://nowhere")
    return made


def shown(seat: Any, path: str, lang: str = "zh") -> str:
    answer = Browser(seat)._ask("GET", path, query_string={"lang": lang})
    assert answer.status_code == 200
    page = str(answer.get_data(as_text=True))
    sound(page)
    return MADE.sub("", page)


def test_the_desk_and_the_head_above_are_told_in_both_languages(
    queue: Queue, opened: Callable[..., str], seat: Any
) -> None:
    anna, chief = seat("anna"), seat("chief", Role.HEAD, home=ABOVE)
    opened()
    opened()
    queue.pass_minutes(5)
    queue.tell()
    queue.pass_minutes(1)
    assert IDLE[0] not in shown(anna, "/investigation/")

    queue.pass_minutes(31)
    for lang, words in zip(("zh", "en"), IDLE, strict=True):
        assert words in shown(anna, "/investigation/", lang)
        assert words in shown(chief, "/investigation/late", lang)
    assert "Cases that wait there, at most: 2. The first was told at" in shown(anna, "/investigation/", "en")
    assert "队列中最多有2件案件" in shown(anna, "/investigation/")
    for other in (seat("bert", home="SUP-330110"), seat("lord", Role.HEAD, home="SUP-330000")):
        assert IDLE[0] not in shown(other, "/investigation/")
    assert IDLE[0] not in shown(seat("lord", Role.HEAD, home="SUP-330000"), "/investigation/late")

    queue.pass_minutes(1, letters=0)
    assert IDLE[0] not in shown(anna, "/investigation/")
    assert IDLE[0] not in shown(chief, "/investigation/late")


def test_what_waits_to_be_sent_waits(queue: Queue, opened: Callable[..., str], seat: Any) -> None:
    """Where the queue is not there, or the broker takes nothing."""
    opened()
    while telling.once(queue.works):
        pass
    queue.pass_minutes(1)
    queue.pass_minutes(31)

    assert IDLE[0] in shown(seat("anna"), "/investigation/")


def test_that_it_grows_is_told(
    queue: Queue, opened: Callable[..., str], seat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching.bodies, "MANY", 2)
    queue.takers = 1
    opened()
    opened()
    queue.tell()
    queue.pass_minutes(1)
    opened()
    queue.tell()
    queue.pass_minutes(61)

    for lang, words in zip(("zh", "en"), GROWS, strict=True):
        assert words in shown(seat("anna"), "/investigation/", lang)


def test_a_head_above_who_must_not_know_of_the_case_is_told_nothing_of_it(
    queue: Queue, opened: Callable[..., str], seat: Any
) -> None:
    accused = seat("chief", Role.HEAD, home=ABOVE, name="周局长")
    before = shown(accused, "/investigation/late")
    opened(barred=["PERSON-330100:周局长"])
    queue.tell()
    queue.pass_minutes(1)
    queue.pass_minutes(31)

    assert IDLE[0] in shown(seat("other", Role.HEAD, home=ABOVE), "/investigation/late")
    assert shown(accused, "/investigation/late") == before


def test_who_ends_the_link_hears_no_more_of_it(queue: Queue, opened: Callable[..., str], seat: Any) -> None:
    opened()
    queue.tell()
    queue.pass_minutes(1)
    queue.pass_minutes(31)
    with queue.works.begin(SYSTEM) as work:
        links.end(work, DIVISION)

    assert IDLE[0] not in shown(seat("anna"), "/investigation/")
    watching.look(queue.works, "amqp://nowhere")


def test_the_later_of_two_looks_stands(queue: Queue, works: Works, time: Any) -> None:
    queue.pass_minutes(10, letters=3)
    time.pass_minutes(-5)
    queue.letters = 7
    watching.look(works, "amqp://nowhere")

    assert _row(works) == (3, NOW + 10 * MINUTE)


def _row(works: Works) -> tuple[int, datetime]:
    with works.reading() as session:
        row = session.scalars(select(BodyQueue)).one()
        assert isinstance(row.link_id, UUID)
        return row.letters, row.at


def test_what_is_withdrawn_is_no_case_that_waits(queue: Queue, opened: Callable[..., str], seat: Any) -> None:
    opened()
    queue.tell()
    with queue.works.begin(SYSTEM) as work:
        work.session.execute(update(BodyTold).values(standing=Standing.WITHDRAWN))
    queue.pass_minutes(1)
    queue.pass_minutes(40)

    assert IDLE[0] not in shown(seat("anna"), "/investigation/")
