"""What the body that lost a case learns of its corrections, once another body follows them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from services.investigation.models import Case
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.test_views import Browser, sound
from tests.investigation.unit.conftest import ABOVE, read, taken


def test_who_lost_the_case_reads_what_was_said_to_it_and_not_what_another_answered(
    case: str, seat: Any, hear: Any, works: Works, time: Any
) -> None:
    anna, item = seat("anna"), read(seat, case)["rectifications"][0]["id"]
    asked = {"item": item, "request": "objection", "who": "李某", "reasons": "已退还"}
    request = anna.change(case, "unit-requests", asked)["unit_requests"][0]["id"]
    anna.change(case, "rectification", {"status": "reported", "item": item, "text": "已退款"})
    time.pass_days(1)
    hear(replace(taken(read(seat, case)["complaint_id"]), at=works.clock()))
    time.pass_days(1)
    with works.reading() as session:
        lost = str(session.scalars(select(Case.id).where(Case.body == ABOVE)).one())
    chief = seat("chief", Role.HEAD, home=ABOVE)
    chief.change(lost, f"unit-requests/{request}/ruling", {"ruling": "kept", "answer": "与事实相符"})

    below = read(seat, case)
    assert below["rectifications"][0]["report"] == "已退款"
    (told,) = below["unit_requests"]
    assert (told["ruling"], told["reasons"], told["answer"]) == ("kept", "已退还", None)
    (above,) = chief.get(f"/cases/{lost}").get_json()["unit_requests"]
    assert (above["id"], above["answer"]) == (request, "与事实相符")
    page = Browser(seat("anna")).get(f"/investigation/cases/{case}", tab="closing")
    sound(page)
    assert "已退还" in page
    assert not any(word in page for word in ("与事实相符", "None"))

    uma = seat("uma", home=ABOVE)
    uma.post(f"/cases/{lost}/claim")
    for status, text in (("not_accepted", "缺收条"), ("reported", "附收条"), ("confirmed", "收条属实")):
        uma.change(lost, "rectification", {"status": status, "item": item, "text": text})
    (known,) = read(seat, case)["rectifications"]
    words = [known[name] for name in ("report", "refusal", "confirmation", "visit")]
    assert (known["state"], words) == ("confirmed", [None] * 4)
    (known,) = uma.get(f"/cases/{lost}").get_json()["rectifications"]
    assert (known["report"], known["refusal"], known["confirmation"]) == ("附收条", "缺收条", "收条属实")
