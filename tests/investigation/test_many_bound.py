"""What is asked when complaints are bound does not grow with how many they are."""

from typing import Any

import pytest
from sqlalchemy import func, select

from services.investigation.models import BarredParty
from shared.contracts.terms import Role
from shared.database import Database
from shared.work import Works
from tests.investigation.builders import accepted
from tests.investigation.test_large import counted
from tests.investigation.test_own import opened_by
from tests.investigation.test_specials import SPECIAL


@pytest.mark.parametrize("late", [False, True], ids=["with the order", "afterwards"])
def test_thirty_ask_no_more_than_three(
    opened: Any, seat: Any, works: Works, database: Database, late: bool
) -> None:
    head, asked = seat("head", Role.HEAD), []
    for many in (2, 3, 30):  # the first looks up names and working days as well
        complaints = [accepted(barred=[f"PERSON-330106:某{count}"]) for count in range(many)]
        for each in complaints:
            opened(each)
        numbers = [each.tracking_number for each in complaints]
        special = opened_by(head, **SPECIAL)["id"] if late else ""
        with counted(database) as sent:
            if late:
                made = head.change(special, "bound-cases", {"numbers": numbers})
            else:
                made = opened_by(head, **SPECIAL, numbers=numbers)
        assert len(made["bound"]) == many
        asked.append(len(sent))
        mine = [each.complaint_id for each in complaints]
        with works.reading() as session:
            kept = select(func.count()).where(BarredParty.complaint_id.in_(mine))
            assert (session.scalar(kept) or 0) >= many * many, (
                "each is kept from all whom one of them accuses"
            )
    assert asked[2] - asked[1] < 27, "not one for each of them"
