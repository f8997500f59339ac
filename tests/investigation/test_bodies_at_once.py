"""Several workers tell a body's own system at once: each change of a case is one letter with a serial of its own."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Select, update
from sqlalchemy.orm import Session

from services.investigation.bodies import telling
from services.investigation.models import Case
from shared import settings
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.body_system import System
from tests.investigation.test_races import together

WORKERS = 4
ROUNDS = int(os.environ.get("JIANDU_RACES", "10"))


pytestmark = pytest.mark.postgres


def test_each_change_is_told_once(
    works: Works, app: Any, enrol: Callable[..., Any], opened: Callable[..., str]
) -> None:
    enrol("anna")
    enrol("head", Role.HEAD)
    system = System(works, settings.load())
    system.link()
    for _ in range(3):
        opened()
    system.told()

    told = []
    for _ in range(ROUNDS):
        with works.begin(SYSTEM) as work:
            work.session.execute(update(Case).values(version=Case.version + 1))
        together([lambda: telling.once(works)] * WORKERS)
        told += [(letter["case"]["id"], letter["serial"]) for _, letter in system.told()]

    assert len(told) == 3 * ROUNDS
    assert sorted(told) == [
        (case, 2 + n) for case in sorted({case for case, _ in told}) for n in range(ROUNDS)
    ]


def test_what_another_told_between_the_question_and_the_lock_is_not_told_again(
    works: Works, app: Any, enrol: Callable[..., Any], opened: Callable[..., str], monkeypatch: Any
) -> None:
    enrol("anna")
    system = System(works, settings.load())
    system.link()
    opened()
    system.told()
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Case).values(version=Case.version + 1))
    lock = telling._locked

    def begun_before_another_told(session: Session, query: Select[Case]) -> Any:
        monkeypatch.setattr(telling, "_locked", lock)
        found = session.scalars(query).all()
        telling.once(works)
        return found

    monkeypatch.setattr(telling, "_locked", begun_before_another_told)
    telling.once(works)

    assert [letter["serial"] for _, letter in system.told()] == [2]
