"""How many complaints one core judges in a second of its time, without a database, beside a JSON round trip of the same facts.

`python -m tests.load.assessing` prints the table. Reading the statement is part of judging a complaint that comes in;
a judgment of facts that were read before (at every later look) goes without.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from time import process_time
from typing import Any

from services.triage.domain.finding import Found
from services.triage.judging import judge

TODAY = date(2026, 11, 23)
STATEMENT = (
    "我是西湖区一家化工企业的员工。2026年10月8日，区应急管理局两名执法人员到我公司检查，没有出示执法证件，态度恶劣，当场收取"
    "现金两千元罚款，没有开具票据。我们车间的消防通道被堵，存在重大隐患，打电话举报后一直没有人来核查，局里也不答复。希望上级"
    "依法查处，并为我保密。"
)
"""As long as half of all messages are (the median is some 200 characters)."""
NOTHING = Found()


@dataclass(frozen=True)
class Rate:
    """`a_second` beside its floor in the same run: a JSON round trip of the same facts."""

    name: str
    a_second: float
    floor: float


def rates(seconds: float = 1.0) -> tuple[Rate, ...]:
    """Each way of judging for so many seconds."""
    floor = _rate(lambda sent: json.loads(json.dumps(sent)), seconds)
    return (
        Rate("facts judged", _rate(lambda sent: judge(sent, TODAY, TODAY, NOTHING), seconds), floor),
        Rate("facts judged, statement read", _rate(lambda sent: judge(sent, TODAY, TODAY), seconds), floor),
    )


def complaints() -> list[dict[str, Any]]:
    """Of every kind and level, alone and together, plain and with everything around them."""
    kinds = ("officer", "department", "leader", "internal_unit", "supervision_staff", "entrusted_agency")
    places = ("330106", "110105", "441900", "659001", "320571", "330124", "000000")
    around: tuple[dict[str, Any], ...] = (
        {},
        {"hazard": True, "discipline_clue": "also"},
        {"collective_decision": True, "legally_reviewed_by_body": True},
        {"earlier": {"state": "closed", "body": "SUP-330106", "closed_days_ago": 10}},
    )
    single = [_sent([_accused(kind, place)], about) for kind in kinds for place in places for about in around]
    several = [_sent([_accused(kind, place) for place in places[:4]], {}) for kind in kinds]
    return single + several


def _accused(kind: str, place: str) -> dict[str, Any]:
    return {"kind": kind, "division": place, "name": "甲"}


def _sent(respondents: list[dict[str, Any]], circumstances: dict[str, Any]) -> dict[str, Any]:
    return {
        "identity": "real_name",
        "contactable": True,
        "statement": STATEMENT,
        "occurred_in": "330106",
        "respondents": respondents,
        "circumstances": circumstances,
    }


def _rate(judged: Callable[[dict[str, Any]], object], seconds: float) -> float:
    sent = complaints()
    for one in sent:
        judged(one)
    done, start = 0, process_time()
    rounds = cycle(sent)
    while (took := process_time() - start) < seconds:
        for one in islice(rounds, 100):
            judged(one)
        done += 100
    return done / took


def main() -> None:
    print(f"{'':32}{'a second':>10}{'JSON round trip':>18}")
    for one in rates():
        print(f"{one.name:32}{one.a_second:>10,.0f}{one.floor:>18,.0f}")


if __name__ == "__main__":
    main()
