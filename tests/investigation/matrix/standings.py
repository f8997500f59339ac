"""A case in each state, and in each standing within a state on which the rules decide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Update, update

from services.investigation.domain.case import State
from services.investigation.models import Case, Rectification
from shared.work import SYSTEM, Works
from tests.investigation.builders import fields_for
from tests.investigation.matrix.people import ACCUSED, Seats
from tests.investigation.test_api import CHECKS, FINDING
from tests.investigation.test_views import Browser
from tests.investigation.walks.life import PAUSES

CHAINED = {"policy": "1", "approval_chain": "section-head"}
WITHDRAWS = {"side": "self", "tie": "kin", "reason": "亲属", "username": "withdrawn"}
OTHERS = {"side": "others", "tie": "kin", "reason": "亲属"}
YESTERDAY = date(2026, 11, 22)
LATER = "2026-12-10"
UNIT = {"kind": "internal_unit", "division": "330106", "name": "执法大队"}
SPECIAL = {
    "origin": "assigned", "matter": "核查执法大队收费问题。", "reason": "上级交办。", "assigner": "市局",
    "report_by": LATER, "respondents": [{"kind": "officer", "name": ACCUSED, "role": "队员"}, UNIT],
}  # fmt: skip


@dataclass
class Making:
    """A case while it is brought to where it shall stand."""

    opened: Callable[..., str]
    people: Seats
    works: Works
    case: str = ""

    def open(self, **said: Any) -> None:
        self.case = self.opened(barred=[f"PERSON-330106:{ACCUSED}"], **said)
        self.people["withdrawn"].change(self.case, "recusals", WITHDRAWS)

    def do(self, who: str, what: str, body: Any = None) -> Any:
        return self.people[who].change(self.case, what, body)

    def read(self) -> Any:
        return self.people["anna"].get(f"/cases/{self.case}").get_json()

    def take_up(self, **said: Any) -> None:
        self.open(**said)
        self.do("anna", "claim")
        self.do("anna", "assignment", {"username": "bert"})
        self.do("anna", "findings", FINDING)

    def propose(self, *codes: str, **said: Any) -> None:
        self.take_up(**said)
        chosen = [{"code": code, "fields": fields_for(code)} for code in codes]
        self.do("anna", "outcomes", {"outcomes": chosen})

    def approve(self, *codes: str, **said: Any) -> None:
        self.propose(*codes, **said)
        self.do("head", "approval", {"decision": "approve"})

    def form(self, who: str, what: str, tab: str, **sent: Any) -> None:
        browser, address = Browser(self.people[who]), f"/investigation/cases/{self.case}"
        answer = browser.post(f"{address}/{what}", browser.get(address, tab=tab), **sent)
        assert answer.status_code in (201, 303), answer.get_data(as_text=True)

    @property
    def item(self) -> str:
        return str(self.read()["rectifications"][0]["id"])

    def write_down(self, statement: Update, **values: Any) -> None:
        """What other tests bring about."""
        with self.works.begin(SYSTEM) as work:
            work.session.execute(statement.values(**values))


def given_by_hand(at: Making) -> None:
    at.open(given_by="SUP-330100", object_by=date(2026, 12, 1))


def asked(at: Making) -> None:
    """For more time, and that carl withdraw."""
    at.take_up()
    at.do("anna", "extensions", {"days": 10, "reason": "取证未毕"})
    at.do("bert", "recusals", OTHERS | {"username": "carl"})


def pause_asked(at: Making) -> None:
    at.take_up(terms=PAUSES)
    at.do("anna", "pauses", {"ground": "appraisal", "until": LATER, "reason": "鉴定"})


def paused(at: Making) -> None:
    pause_asked(at)
    at.do("head", "pauses/decision", {"decision": "grant", "reason": "情况属实"})


def undecided(at: Making) -> None:
    """It is asked that the proposer withdraw, and nobody has decided."""
    at.propose("O2")
    at.do("carl", "recusals", OTHERS | {"username": "anna"})


def rectifying(at: Making) -> None:
    at.approve("O2")
    at.form("anna", "unit-links", "closing", item=at.item)


def reported(at: Making) -> None:
    """And the unit asks for more."""
    at.approve("O2")
    entered = {"item": at.item, "request": "objection", "who": "李某", "reasons": "不符"}
    at.do("anna", "unit-requests", entered)
    at.do("anna", "rectification", {"status": "reported", "item": at.item, "text": "已整改"})


def late(at: Making) -> None:
    at.approve("O2")
    of_it = update(Rectification).where(Rectification.case_id == UUID(at.case))
    at.write_down(of_it, due=YESTERDAY)


def closed(at: Making) -> None:
    at.approve("O1")
    at.do("anna", "closure", {"checks": dict.fromkeys(CHECKS, "卷宗第1页")})


def archived(at: Making) -> None:
    closed(at)
    at.do("anna", "archive", {"years": 30, "note": ""})


def ended(state: State) -> Callable[[Making], None]:
    def bring(at: Making) -> None:
        at.take_up()
        at.write_down(update(Case).where(Case.id == UUID(at.case)), state=state)

    return bring


def special(at: Making) -> None:
    """No complaint began it, it may bind some, and who assigned it waits for a report."""
    made = at.people["head"].post("/own-cases", SPECIAL)
    assert made.status_code == 201, made.get_data(as_text=True)
    at.case = made.get_json()["id"]
    at.people["withdrawn"].change(at.case, "recusals", WITHDRAWS)
    at.do("anna", "claim")
    at.do("anna", "assignment", {"username": "bert"})
    for each in at.read()["allegations"]:
        at.do("anna", "findings", FINDING | {"allegation": each["id"]})


STANDINGS: Mapping[str, tuple[State, Callable[[Making], None]]] = {
    "queued": (State.QUEUED, lambda at: at.open()),
    "given by hand": (State.QUEUED, given_by_hand),
    "investigating": (State.INVESTIGATING, lambda at: at.take_up(terms=PAUSES)),
    "asked": (State.INVESTIGATING, asked),
    "pause asked": (State.INVESTIGATING, pause_asked),
    "paused": (State.INVESTIGATING, paused),
    "special": (State.INVESTIGATING, special),
    "proposed": (State.PROPOSED, lambda at: at.propose("O2")),
    "chained": (State.PROPOSED, lambda at: at.propose("O2", terms=CHAINED)),
    "undecided": (State.PROPOSED, undecided),
    "rectifying": (State.RECTIFYING, rectifying),
    "reported": (State.RECTIFYING, reported),
    "late": (State.RECTIFYING, late),
    "concluded": (State.CONCLUDED, lambda at: at.approve("O1")),
    "closed": (State.CLOSED, closed),
    "archived": (State.CLOSED, archived),
    "terminated": (State.TERMINATED, ended(State.TERMINATED)),
    "passed up": (State.PASSED_UP, ended(State.PASSED_UP)),
}


def bring_about(opened: Callable[..., str], people: Seats, works: Works) -> dict[str, str]:
    """The case of each standing."""
    found = {}
    for name, (state, bring) in STANDINGS.items():
        at = Making(opened, people, works)
        bring(at)
        with works.reading() as session:
            case = session.get(Case, UUID(at.case))
            assert case is not None
            assert case.state == state, name
        found[name] = at.case
    return found
