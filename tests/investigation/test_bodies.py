"""A body's own system: what it is told and what not, and under which link and key."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select

from services.investigation.bodies import contract, links, telling
from services.investigation.models import Base, Case
from shared.contracts.events import ComplaintAssessed, ComplaintErased
from shared.work import SYSTEM, Works
from tests.investigation.body_system import ACCOUNT, DIVISION, System, kinds
from tests.investigation.builders import BODY, NOW, STATEMENT, accepted


def test_a_case_is_told_when_it_opens_and_when_it_changes_and_nothing_else_is(
    system: System, opened: Callable[..., str]
) -> None:
    case = opened()
    opened(body="SUP-330110")

    [(kind, said)] = system.told()
    assert (kind, said["case"]["id"], said["serial"]) == ("case.opened", case, 1)
    assert said["case"]["statement"] == STATEMENT
    assert system.told() == []
    assert system.report("case.claim", case)["kind"] == "report.accepted"
    assert kinds(system.told()) == ["case.changed"]


def test_what_tells_who_complained_is_not_among_it(system: System, opened: Callable[..., str]) -> None:
    opened()

    [(_, said)] = system.told()
    schemas = {"$ref": "#/components/schemas/CaseLetter", "components": contract.document()["components"]}
    jsonschema.Draft202012Validator(schemas).validate(said)
    assert not {"identity", "channel", "contactable", "complaint_id", "messages", "files"} & set(said["case"])


@pytest.mark.parametrize("barred", [BODY, f"PERSON-{DIVISION}:bert"])
def test_a_case_that_anybody_of_the_body_must_not_see_stays_at_the_desk(
    system: System, opened: Callable[..., str], barred: str
) -> None:
    opened(barred=[barred])

    assert system.told() == []


def test_what_must_not_be_known_any_more_is_withdrawn_and_not_told_again(
    system: System, opened: Callable[..., str], hear: Callable[..., None]
) -> None:
    event = accepted()
    case = opened(event)
    system.told()

    hear(_assessed(event, [f"PERSON-{DIVISION}:bert"]))

    [(kind, said)] = system.told()
    assert (kind, said["case"]) == ("case.withdrawn", {"id": case})
    assert system.report("case.claim", case)["code"] == "not_found"
    assert system.told() == []


def test_what_was_erased_is_forgotten_there_too(
    system: System, opened: Callable[..., str], hear: Callable[..., None], works: Works
) -> None:
    event = accepted()
    case = opened(event)
    system.told()
    with works.begin(SYSTEM) as work:
        work.session.get_one(Case, UUID(case)).state = "closed"
        work.session.get_one(Case, UUID(case)).version += 1
    assert kinds(system.told()) == ["case.ended"]

    hear(
        ComplaintErased(
            id=uuid4(), at=NOW, complaint_id=event.complaint_id, tracking_number=event.tracking_number,
            version=9, rule="cases", erased_at=NOW,
        )
    )  # fmt: skip

    assert telling.forget_erased(works) == 1
    assert kinds(system.new()) == ["case.withdrawn"]
    assert telling.forget_erased(works) == 0


def test_a_body_has_one_link_at_a_time_and_must_be_one(system: System, works: Works) -> None:
    with pytest.raises(links.LinkedAlready):
        system.link()
    with works.begin(SYSTEM) as work, pytest.raises(links.NoSuchBody):
        links.link(work, "999999", ACCOUNT, bytes(32))


def test_for_a_new_key_all_is_told_again_that_may_lie_unread_under_the_old_one(
    system: System, opened: Callable[..., str], hear: Callable[..., None], time: Any, works: Works
) -> None:
    open_one, event, over = opened(), accepted(), opened()
    gone = opened(event)
    system.told()
    with works.begin(SYSTEM) as work:
        work.session.get_one(Case, UUID(over)).state = "closed"
        work.session.get_one(Case, UUID(over)).version += 1
    hear(_assessed(event, [f"PERSON-{DIVISION}:bert"]))
    system.told()

    system.rotate(None)
    assert system.told() == [], "a password changes nothing"
    system.rotate(X25519PrivateKey.generate())
    again = {said["case"]["id"]: (kind, said["serial"]) for kind, said in system.told()}
    assert again == {
        open_one: ("case.changed", 2), over: ("case.ended", 3), gone: ("case.withdrawn", 3)
    }  # fmt: skip
    assert system.told() == []

    time.pass_days(links.MAY_LIE_THERE_DAYS + 1)
    system.rotate(X25519PrivateKey.generate())
    assert [said["case"]["id"] for _, said in system.told()] == [open_one]


def test_what_waits_for_a_body_that_gave_it_up_is_never_sent(
    system: System, opened: Callable[..., str], works: Works
) -> None:
    opened()
    telling.once(works)
    with works.begin(SYSTEM) as work:
        links.end(work, DIVISION)

    assert system.new() == []
    with works.reading() as session:
        assert session.scalars(select(Base.metadata.tables["outbox"].c.name)).all() == ["case.opened"]


def _assessed(event: Any, barred: list[str]) -> ComplaintAssessed:
    return ComplaintAssessed(
        id=uuid4(), at=NOW, complaint_id=event.complaint_id, tracking_number=event.tracking_number,
        version=3, barred=barred,
    )  # fmt: skip
