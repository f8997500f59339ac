"""Many hands on one case: one wins, the others are told. `make races` runs a thousand (JIANDU_RACES)."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text

from services.investigation import findable, rounds
from services.investigation.app import create_app
from services.investigation.domain.case import State
from services.investigation.handlers import unfollowed, unit_requests
from services.investigation.models import Case, Rectification, Supplement
from shared import settings
from shared.contracts.events import CaseConcluded, ComplaintSupplemented, InvestigationStarted
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.archived import closed, put_away
from tests.investigation.builders import BODY, NOW, accepted
from tests.investigation.conftest import Seat
from tests.investigation.races.kinds import KINDS, Result, series
from tests.investigation.races.town import Town, two
from tests.investigation.rechecked import ABOVE
from tests.investigation.test_api import concluded

RACES = int(os.environ.get("JIANDU_RACES", "24"))
HANDS = 8
SUPPLEMENTS = 4
COMPLAINT = UUID(int=9)


def together(tasks: list[Callable[[], Any]]) -> list[Any]:
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        barrier.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def race(app: Flask, opened: Any, enrol: Any, said: Any) -> None:
    case = opened()
    seats = [Seat(app.test_client(), enrol(f"hand{number}")) for number in range(HANDS)]

    answers = together([lambda seat=seat: seat.post(f"/cases/{case}/claim") for seat in seats])

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (HANDS - 1)
    assert len(said(InvestigationStarted)) == 1
    winner = next(seat for seat, answer in zip(seats, answers, strict=True) if answer.status_code == 200)
    assert [each["name"] for each in winner.get(f"/cases/{case}").get_json()["team"]] == [
        winner.token.username
    ]


def test_one_claim_wins_on_the_embedded_database(app: Flask, opened: Any, enrol: Any, said: Any) -> None:
    race(app, opened, enrol, said)


@pytest.mark.postgres
class TestOnPostgres:
    def test_one_claim_wins(self, app: Flask, opened: Any, enrol: Any, said: Any) -> None:
        race(app, opened, enrol, said)

    @pytest.fixture
    def town(self, works: Works, app: Flask, seat: Any, opened: Any) -> Iterator[Town]:
        with two((app, create_app(settings.load(), works))) as servers:
            yield Town(works, servers, seat, opened)

    def test_one_of_two_wins_and_numbers_have_neither_gap_nor_double(
        self, town: Town, capsys: pytest.CaptureFixture[str]
    ) -> None:
        results = {name: Result() for name in KINDS}
        for _ in range(RACES // len(KINDS)):
            for name, run in KINDS.items():
                run(town, results[name])

        found = series(town)
        assert found["SUP-330106", "opinion", 2026] >= RACES // len(KINDS) * 2
        told = {name: dict(result.told) for name, result in results.items()}
        assert all(told[name] for name in set(KINDS) - {"number"})
        with capsys.disabled():
            print(f"\n{told} {found}" if RACES > 24 else "", end="")

    def test_two_who_put_away_what_came_make_one_supplement(self, town: Town) -> None:
        """The other is told that the case changed; the page then says that nothing is left to put away."""
        result, case = Result(), town.opened()
        closed(case, town.seat)
        put_away(case, town.seat)
        hands = [town.hand("anna", 0), town.hand("head", 1, Role.HEAD)]
        for serial in range(1, SUPPLEMENTS + 1):
            town.seat("anna").change(case, "notes", {"fields": {"text": f"来信{serial}"}})
            at = town.version(case)
            path = f"/cases/{case}/archive/supplements"
            result.one_won(together([partial(hand.post, path, {}, at) for hand in hands]))
        with town.works.reading() as session:
            kept = session.scalars(select(Supplement.serial).order_by(Supplement.serial)).all()
            names = [name for row in session.scalars(select(Supplement.covers)) for name in row]

        assert list(kept) == list(range(1, SUPPLEMENTS + 1))
        assert len(names) == len(set(names)) == SUPPLEMENTS, "each note in one of them"

    def test_a_letter_that_comes_while_the_case_is_written_down_is_looked_at_next(
        self, works: Works, opened: Any, hear: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The round has read the letters, and says that all is written down after this one is there."""
        opened(accepted(COMPLAINT))
        letter = ComplaintSupplemented(
            id=uuid4(), at=NOW, complaint_id=COMPLAINT, tracking_number="JD-9", version=3,
            message_id=uuid4(), text="补充的话",
        )  # fmt: skip
        read = findable.tokens

        with ThreadPoolExecutor(1) as pool:

            def and_then_comes_a_letter(*asked: Any) -> set[int]:
                found = read(*asked)
                hearing = pool.submit(hear, letter)
                while not (hearing.done() or _somebody_waits(works)):
                    continue
                return found

            monkeypatch.setattr(findable, "tokens", and_then_comes_a_letter)
            rounds.once(works, settings.load())

        with works.reading() as session:
            assert list(session.scalars(select(Case.indexed))) == [False]

    def test_of_two_orders_of_a_closed_case_that_fall_at_once_the_last_word_tells_of_neither(
        self, works: Works, opened: Any, seat: Any, said: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each is followed in a check of another body, whose head lifts it on the unit's objection."""
        first = opened()
        concluded(first, seat, ("O2", "O3"))
        rule = partial(_lift, seat, _checks(works, first, seat))
        go_on, again = unit_requests.tell, [ABOVE]

        with ThreadPoolExecutor(1) as pool:

            def while_the_other_decides(*asked: Any) -> bool:
                if again:
                    other = pool.submit(rule, again.pop())
                    while not (other.done() or _somebody_waits(works)):
                        continue
                    deciding.append(other)
                return go_on(*asked)

            deciding: list[Any] = []
            monkeypatch.setattr(unit_requests, "tell", while_the_other_decides)
            assert [rule(BODY), deciding[0].result()] == [200, 200]

        told = [each.outcomes for each in said(CaseConcluded) if str(each.case_id) == first]
        assert told[-1] == []


def _checks(works: Works, first: str, seat: Any) -> dict[str, tuple[str, str]]:
    """The case is closed, and each of its orders is owed again: the check of each body, and in it what the
    unit asks."""
    with works.begin(SYSTEM) as work:
        case = work.session.get_one(Case, UUID(first))
        case.state = State.CLOSED
        items = select(Rectification).where(Rectification.case_id == case.id).order_by(Rectification.position)
        for item, body in zip(work.session.scalars(items).all(), (BODY, ABOVE), strict=True):
            unfollowed._check(work, case, [item], "重新生效", body)
    found = {}
    for body in (BODY, ABOVE):
        hand = seat(f"hand {body}", home=body)
        (row,) = [each for each in hand.get("/cases").get_json()["items"] if each["origin"] == "spot_check"]
        hand.post(f"/cases/{row['id']}/claim")
        (item,) = hand.get(f"/cases/{row['id']}").get_json()["rectifications"]
        asked = {"request": "objection", "item": item["id"], "who": "李某", "reasons": "事实不符"}
        made = hand.change(row["id"], "unit-requests", asked | {"received": "2026-11-23"})
        found[body] = (row["id"], made["unit_requests"][0]["id"])
    return found


def _lift(seat: Any, checks: dict[str, tuple[str, str]], body: str) -> int:
    check, asked = checks[body]
    head = seat(f"head {body}", Role.HEAD, home=body)
    version = head.get(f"/cases/{check}").get_json()["version"]
    ruling = {"ruling": "lifted", "answer": "经复核，予以解除。"}
    return int(head.post(f"/cases/{check}/unit-requests/{asked}/ruling", ruling, version).status_code)


def _somebody_waits(works: Works) -> bool:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with works.reading() as session:
        return bool(session.scalar(text(waiting)))
