"""Intake and triage come to know who withdrew from a case also where no step of it tells them: the rounds do."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.investigation import rounds
from services.investigation.handlers.barring import bar
from services.investigation.models import BarredParty, Case, Untold
from shared import settings
from shared.contracts.events import CaseKeptFrom, ComplaintErased
from shared.contracts.terms import Role, Service
from shared.work import SYSTEM, Works
from tests.investigation.builders import NOW, accepted, fields_for
from tests.investigation.conflicts.posts import ABOVE
from tests.investigation.test_api import FINDING
from tests.investigation.test_chain import TERMS
from tests.investigation.test_joined_files import joined
from tests.investigation.test_own import opened_by

OF_ONESELF = {"username": "anna", "side": "self", "tie": "kin", "reason": "系当事人亲属"}
SPECIAL = {"origin": "special", "assigner": "", "report_by": None}


@pytest.fixture
def tell(works: Works) -> Any:
    def do() -> None:
        while rounds.once(works, settings.load()):
            pass

    return do


@pytest.fixture
def heard(said: Any) -> Any:
    """By whom each complaint was said to be kept from whom, each time that it was said."""

    def told() -> list[tuple[UUID, set[str]]]:
        triage = [each.barred for each in said(CaseKeptFrom, Service.TRIAGE)]
        intake = said(CaseKeptFrom)
        assert triage == [each.barred for each in intake]
        return [(each.complaint_id, set(each.barred)) for each in intake]

    return told


@pytest.fixture
def before(works: Works) -> Any:
    """As it was left before the other desks were told: barred here, and marked by the upgrade."""

    def left(complaint: UUID, *codes: str) -> None:
        with works.begin(SYSTEM) as work:
            bar(work, complaint, codes)
            work.keep(Untold, id=complaint, complaint_id=complaint)

    return left


def code(who: Any) -> str:
    return f"STAFF-{who.token.staff_id}"


def waiting(works: Works) -> int:
    with works.reading() as session:
        return len(session.scalars(select(Untold)).all())


def test_who_withdrew_before_is_told_once_by_all_accounts(
    opened: Any,
    seat: Any,
    bears: Any,
    before: Any,
    tell: Any,
    heard: Any,
    works: Works,
) -> None:
    one, other = accepted(), accepted()
    for event in (one, other):
        opened(event)
    anna, up = bears(seat("anna")), bears(seat("up", home=ABOVE))
    before(one.complaint_id, code(anna), "PERSON-330106:王某", "SUP-330106")
    before(other.complaint_id, "PERSON-330106:王某")
    tell()
    assert heard() == [(one.complaint_id, {code(anna), code(up)})]
    assert waiting(works) == 0
    tell()
    assert len(heard()) == 1


def test_also_of_a_case_that_is_over_and_of_nothing_that_was_erased(
    opened: Any, seat: Any, hear: Any, before: Any, tell: Any, heard: Any, works: Works
) -> None:
    kept, gone, never = accepted(), accepted(), uuid4()
    for case in [opened(kept), opened(gone)]:
        with works.begin(SYSTEM) as work:
            over = work.session.get_one(Case, UUID(case))
            over.state, over.closed_at = "terminated", NOW
    about: dict[str, Any] = {
        "complaint_id": gone.complaint_id,
        "tracking_number": gone.tracking_number,
        "version": 9,
    }
    hear(ComplaintErased(id=uuid4(), at=NOW, **about, erased_at=NOW, rule="measures"))
    for complaint in (kept.complaint_id, gone.complaint_id, never):
        before(complaint, code(seat("anna")))
    tell()
    assert heard() == [(kept.complaint_id, {code(seat("anna"))})]
    assert waiting(works) == 0


def test_an_account_that_is_found_to_be_theirs_later_is_told(
    opened: Any,
    seat: Any,
    bears: Any,
    tell: Any,
    heard: Any,
) -> None:
    event = accepted()
    case = opened(event)
    anna = bears(seat("anna"))
    seat("bert")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "recusals", OF_ONESELF)
    tell()
    assert heard() == [(event.complaint_id, {code(anna)})]
    twin = bears(seat("twin", home=ABOVE))
    tell()
    assert heard()[1:] == [(event.complaint_id, {code(anna), code(twin)})]


def test_what_joins_it_later_is_kept_from_them_too(
    opened: Any, seat: Any, hear: Any, tell: Any, heard: Any
) -> None:
    """Triage passes it on to what is answered with it: it hears of who withdrew once more."""
    case = opened(accepted(UUID(int=71)))
    seat("bert")
    hear(joined())
    tell()
    assert heard() == []
    seat("anna").change(case, "recusals", OF_ONESELF)
    hear(joined(which=UUID(int=73)))
    tell()
    assert heard() == [(UUID(int=71), {code(seat("anna"))})] * 2


@pytest.mark.parametrize("first", [True, False])
def test_who_withdraws_from_one_learns_of_nothing_that_is_handled_together(
    first: bool, opened: Any, seat: Any, tell: Any, heard: Any, works: Works
) -> None:
    """Each tells of the others, whether it was bound before or after; nobody hears of the special itself."""
    one, other = accepted(), accepted()
    cases = [opened(event) for event in (one, other)]
    anna, _, head = seat("anna"), seat("bert"), seat("head", Role.HEAD)
    if first:
        anna.change(cases[0], "recusals", OF_ONESELF)
    else:
        anna.post(f"/cases/{cases[1]}/claim")
    numbers = [one.tracking_number, other.tracking_number]
    special = str(opened_by(head, **SPECIAL, numbers=numbers)["id"])
    if not first:
        anna.change(cases[0], "recusals", OF_ONESELF)
    for case in (*cases, special):
        assert anna.get(f"/cases/{case}").status_code == 404
    assert head.get(f"/cases/{cases[1]}").get_json()["team"] == []
    tell()
    assert {complaint for complaint, codes in heard() if codes == {code(anna)}} == {
        one.complaint_id, other.complaint_id,
    }  # fmt: skip


def test_a_step_that_waits_there_for_who_withdraws_is_the_next_ones(
    opened: Any, seat: Any, works: Works
) -> None:
    one, other = accepted(terms=TERMS), accepted(terms=TERMS)
    cases = [opened(event) for event in (one, other)]
    anna, sara, head = seat("anna"), seat("sara"), seat("head", Role.HEAD)
    assert head.post("/offices", {"office": "section", "username": "sara"}).status_code == 201
    opened_by(head, **SPECIAL, numbers=[one.tracking_number, other.tracking_number])
    anna.post(f"/cases/{cases[1]}/claim")
    anna.change(cases[1], "findings", FINDING)
    anna.change(cases[1], "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})

    def step() -> str | None:
        with works.reading() as session:
            return session.get_one(Case, UUID(cases[1])).step

    assert step() == "section"
    sara.change(cases[0], "recusals", OF_ONESELF | {"username": "sara"})
    assert step() == "head"


def test_who_withdraws_from_a_special_reads_nothing_of_what_it_binds(
    opened: Any, seat: Any, tell: Any, heard: Any, works: Works
) -> None:
    one, anna, head = accepted(), seat("anna"), seat("head", Role.HEAD)
    seat("bert")
    case = opened(one)
    special = str(opened_by(head, **SPECIAL, numbers=[one.tracking_number])["id"])
    anna.change(special, "recusals", OF_ONESELF)
    assert anna.get(f"/cases/{case}").status_code == 404
    tell()
    assert heard() == [(one.complaint_id, {code(anna)})]
    with works.reading() as session:
        mine = session.get_one(Case, UUID(special)).complaint_id
        assert session.scalar(select(BarredParty).where(BarredParty.complaint_id == mine)) is not None
