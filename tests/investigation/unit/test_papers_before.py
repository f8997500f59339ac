"""Who has the matter after a body reads the documents that it issued, and nothing that stays with it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from services.investigation.domain.documents import STAYS, DocumentKind, handed_over
from services.investigation.models import Document
from shared import audit
from shared.contracts.events import ComplaintAssessed
from shared.work import SYSTEM, Works
from tests.investigation.builders import NOW
from tests.investigation.test_views import Browser, sound
from tests.investigation.unit.conftest import ABOVE, TOP, read


def papers(seat: Any, case: str) -> dict[str, str]:
    return {each["kind"]: each["id"] for each in read(seat, case)["documents"]}


def opened_as(who: Any, case: str, document: str, form: str = "pdf") -> Any:
    return Browser(who)._ask("GET", f"/investigation/cases/{case}/documents/{document}.{form}")


def trail(works: Works, case: str) -> list[tuple[str, dict[str, Any]]]:
    with works.reading() as session:
        said = [(each.action, each.detail) for each in audit.read(session, f"case:{case}")]
    return [each for each in said if each[0].startswith("document.read")]


def test_the_body_that_took_it_over_opens_them_and_both_can_tell(
    case: str, lost: str, seat: Any, works: Works
) -> None:
    uma, mine = seat("uma", home=ABOVE), papers(seat, case)
    page = Browser(uma).get(f"/investigation/cases/{lost}", tab="matters", lang="zh")
    sound(page)
    for kind in ("opinion", "reply"):
        assert f"/investigation/cases/{lost}/documents/{mine[kind]}.pdf" in page
        assert opened_as(uma, lost, mine[kind]).data.startswith(b"%PDF")
    assert opened_as(uma, lost, mine["opinion"], "docx").data.startswith(b"PK")

    own = opened_as(seat("anna"), case, mine["opinion"])
    assert own.data == opened_as(uma, lost, mine["opinion"]).data
    assert "document.read" in {action for action, _ in trail(works, lost)}
    assert {detail["body"] for action, detail in trail(works, case) if action.endswith("by_next")} == {ABOVE}


def test_nobody_else_does(case: str, lost: str, opened: Any, seat: Any, hear: Any) -> None:
    mine, other = papers(seat, case), str(opened())
    complaint = UUID(read(seat, case)["complaint_id"])
    assert opened_as(seat("anna"), other, mine["opinion"]).status_code == 404, "by another case"
    assert opened_as(seat("tia", home=TOP), lost, mine["opinion"]).status_code == 404
    told = {"complaint_id": complaint, "tracking_number": "JD-1", "version": 30}
    hear(ComplaintAssessed(id=uuid4(), at=NOW, barred=["PERSON-330100:uma"], **told))
    assert opened_as(seat("uma", home=ABOVE), lost, mine["opinion"]).status_code == 404
    assert opened_as(seat("vera", home=ABOVE), lost, mine["opinion"]).status_code == 200


@pytest.mark.parametrize("kind", sorted(STAYS))
def test_what_is_about_its_own_people_stays_with_it(
    kind: DocumentKind, case: str, lost: str, seat: Any, works: Works
) -> None:
    mine = papers(seat, case)
    with works.begin(SYSTEM) as work:
        changed = update(Document).where(Document.id == UUID(mine["opinion"]))
        work.session.execute(changed.values(kind=kind.value))

    uma = seat("uma", home=ABOVE)
    assert opened_as(uma, lost, mine["opinion"]).status_code == 404
    assert mine["opinion"] not in Browser(uma).get(f"/investigation/cases/{lost}", tab="matters")
    assert opened_as(seat("anna"), case, mine["opinion"]).status_code == 200


def test_all_others_go_along() -> None:
    assert {each for each in DocumentKind if not handed_over(each)} == STAYS
