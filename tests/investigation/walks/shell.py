"""The same steps through the real application: each as one request, answered as the core's are."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select, update

from services.investigation.domain.case import Action
from services.investigation.handlers import absences, offices
from services.investigation.handlers.conflicts import on_staff_served
from services.investigation.handlers.pauses import end_pauses
from services.investigation.leases import end_leases
from services.investigation.models import Base, Case, Document, Rectification, Recusal, UnitRequest
from services.investigation.sight import caller_of
from shared.clock import china_day
from shared.contracts.events import StaffServed
from shared.work import SYSTEM, Works
from tests.investigation.conftest import Seat, Time
from tests.investigation.walks.people import ACCUSED_UNIT, BY_ID, HEAD_AWAY, HOLDERS, LEFT, PEOPLE, TIED
from tests.investigation.walks.world import Answer, Step

GRANT = {True: "grant", False: "refuse"}
Asked = tuple[str, Any]
NOTE = {"fields": {"text": "记录"}}


class Shell:
    """Cases of a database, and everybody's seat at the JSON door."""

    def __init__(
        self, app: Flask, works: Works, time: Time, enrol: Callable[..., Any], cases: list[str]
    ) -> None:
        self.app, self.works, self.time, self.enrol, self.cases = app, works, time, enrol, cases
        self.seats = self._seated()
        member = Base.metadata.tables["staff_member"]
        with works.begin(SYSTEM) as work:
            for person in PEOPLE.values():
                row = update(member).where(member.c.username == person.username)
                work.session.execute(row.values(certificate_valid_to=person.valid_to))
            worked = {"kind": "unit", "division": "330106", "name": ACCUSED_UNIT, "last": LEFT.isoformat()}
            staff = UUID(PEOPLE[TIED].id)
            on_staff_served(work, work.event(StaffServed, staff_id=staff, version=1, posts=[worked]))
            head = caller_of(work.session, self.seats[HEAD_AWAY].token, work.today)
            for office, holder in HOLDERS.items():
                offices.give(work, head, office, holder)

    def _seated(self) -> dict[str, Seat]:
        """Sign in anew: nobody stays signed in for days."""
        return {
            name: Seat(
                self.app.test_client(),
                self.enrol(name, *each.roles, home=each.home, name=each.name or name),
            )
            for name, each in PEOPLE.items()
        }

    def do(self, step: Step) -> Answer:
        self.time.pass_minutes(1)
        address, body = SAYS[step.action](self, step)
        version = self._case(step.case).version
        answer = self.seats[step.who].post(f"/cases/{self.cases[step.case]}/{address}", body, version)
        refused = _refused(answer)
        return Answer(None if refused == ("no_sight",) else self._case(step.case).standing, refused)

    def may(self, who: str, case: int) -> dict[str, str | None] | None:
        """What the page offers, with why not; None without sight."""
        answer = self.seats[who].get(f"/cases/{self.cases[case]}")
        if answer.status_code != 200:
            return None
        return {name: each.get("code") for name, each in answer.get_json()["may"].items()}

    def pass_days(self, days: int) -> None:
        self.time.pass_days(days)
        end_leases(self.works)
        end_pauses(self.works)
        self.seats = self._seated()

    def go_away(self, deputy: str | None, last: Any) -> None:
        """The head goes away; without a deputy named, comes back."""
        self.time.pass_minutes(1)
        token = self.seats[HEAD_AWAY].token
        with self.works.begin(SYSTEM) as work:
            caller = caller_of(work.session, token, work.today)
            if deputy:
                absences.say_away(work, caller, work.today, last, BY_ID[deputy])
                return
            absence = Base.metadata.tables["absences"]
            away = work.session.scalar(select(absence.c.id).where(absence.c.ended_at.is_(None)))
            absences.end(work, caller, away)

    def decide_above(self, case: int, granted: bool) -> bool:
        row = next(iter(self._rows(Recusal, case, Recusal.granted.is_(None), Recusal.is_head)), None)
        if row is None:
            return False
        body = {"decision": GRANT[granted], "reason": "已核实"}
        answer = self.seats["superior"].post(f"/recusals/{row.id}/decision", body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return True

    def numbers(self) -> list[tuple[str, str, int, int]]:
        with self.works.reading() as session:
            rows = session.scalars(select(Document))
            return sorted((each.body, each.kind, each.year, each.serial) for each in rows)

    def _case(self, case: int) -> Case:
        with self.works.reading() as session:
            found = session.get(Case, UUID(self.cases[case]))
            assert found is not None
            return found

    def _rows(self, table: Any, case: int, *wanted: Any) -> list[Any]:
        with self.works.reading() as session:
            query = select(table).where(table.case_id == UUID(self.cases[case]), *wanted)
            order = table.position if table is Rectification else table.at
            return list(session.scalars(query.order_by(order)))

    def day(self, step: Step) -> str:
        """The day that the step counts from today."""
        return (china_day(self.time.now) + timedelta(days=step.said["days"])).isoformat()

    def item(self, step: Step) -> str | None:
        rows = self._rows(Rectification, step.case)
        return str(rows[step.said["item"] % len(rows)].id) if rows else None

    def recusal(self, step: Step) -> UUID:
        body = PEOPLE["superior"].home
        rows = self._rows(Recusal, step.case, Recusal.granted.is_(None), Recusal.decider != body)
        return rows[step.said["which"] % len(rows)].id if rows else uuid4()

    def request(self, step: Step) -> UUID:
        """The one that waits on the first of the corrections."""
        items = [each.id for each in self._rows(Rectification, step.case)]
        rows = self._rows(UnitRequest, step.case, UnitRequest.ruling.is_(None))
        return min(rows, key=lambda row: items.index(row.item_id)).id if rows else uuid4()


def _refused(answer: Any) -> tuple[str, ...]:
    if answer.status_code < 300:
        return ()
    if answer.status_code == 404:
        return ("no_sight",)
    told = answer.get_json()
    if answer.status_code == 422:
        return tuple(sorted({each["code"] for each in told["errors"]}))
    assert told["detail"] or told["title"]
    return (told["type"].rpartition(":")[2],)


def _finding(_: Shell, step: Step) -> Asked:
    found = step.said["found"]
    names = ("allegation", "finding", "facts", "reasons", "category", "nature", "serious")
    return "findings", {name: getattr(found, name) for name in names if getattr(found, name)}


def _outcomes(_: Shell, step: Step) -> Asked:
    return "outcomes", {
        "outcomes": [{"code": each.code, "fields": dict(each.fields)} for each in step.said["outcomes"]]
    }


def _assignment(part: str) -> Callable[[Shell, Step], Asked]:
    return lambda _, step: ("assignment", {"username": step.said["to"], "part": part})


def _withdrawal(_: Shell, step: Step) -> Asked:
    side = "self" if step.said["self"] else "others"
    asked = {"username": step.said["concerned"], "side": side, "tie": "other", "reason": "有关系"}
    return "recusals", asked


def _confirmation(shell: Shell, step: Step) -> Asked:
    status = "confirmed" if step.said["accepted"] else "not_accepted"
    return "rectification", {"status": status, "item": shell.item(step), "text": "已核对"}


def _objection(shell: Shell, step: Step) -> Asked:
    asked = {"item": shell.item(step) or str(uuid4()), "request": "objection", "who": "某", "reasons": "不符"}
    return "unit-requests", asked


SAYS: Mapping[Action, Callable[[Shell, Step], Asked]] = {
    Action.CLAIM: lambda *_: ("claim", None),
    Action.RELEASE: lambda *_: ("release", {"reason": "手头案件多"}),
    Action.HAND_OVER: _assignment("lead"),
    Action.ASSIGN: _assignment("second"),
    Action.DECLARE: lambda *_: ("declaration", None),
    Action.NOTE: lambda *_: ("notes", NOTE),
    Action.MESSAGE: lambda *_: ("messages", {"text": "请补充材料"}),
    Action.RECORD_FINDING: _finding,
    Action.PROPOSE_OUTCOME: _outcomes,
    Action.ENDORSE: lambda *_: ("approval", {"decision": "approve"}),
    Action.APPROVE: lambda *_: ("approval", {"decision": "approve"}),
    Action.RETURN: lambda *_: ("approval", {"decision": "return", "reason": "期限不清"}),
    Action.APPLY_RECUSAL: _withdrawal,
    Action.DECIDE_RECUSAL: lambda shell, step: (
        f"recusals/{shell.recusal(step)}/decision",
        {"decision": GRANT[step.said["granted"]], "reason": "已核实"},
    ),
    Action.PASS_UP: lambda *_: ("passing-up", {"reason": "人员不足"}),
    Action.ASK_EXTENSION: lambda _, step: (
        "extensions",
        {"days": step.said["days"], "reason": "取证未毕"},
    ),
    Action.DECIDE_EXTENSION: lambda _, step: (
        "extensions/decision",
        {"decision": GRANT[step.said["granted"]], "reason": "情况属实"},
    ),
    Action.ASK_PAUSE: lambda shell, step: (
        "pauses",
        {"ground": step.said["ground"], "until": shell.day(step), "reason": "鉴定"},
    ),
    Action.DECIDE_PAUSE: lambda _, step: (
        "pauses/decision",
        {"decision": GRANT[step.said["granted"]], "reason": "情况属实"},
    ),
    Action.END_PAUSE: lambda shell, step: (
        "pauses/ending",
        {"resumed_on": shell.day(step), "reason": "完成"},
    ),
    Action.REPORT_RECTIFICATION: lambda shell, step: (
        "rectification",
        {"status": "reported", "item": shell.item(step), "text": "已整改"},
    ),
    Action.CONFIRM_RECTIFICATION: _confirmation,
    Action.ENTER_REQUEST: _objection,
    Action.DECIDE_REQUEST: lambda shell, step: (
        f"unit-requests/{shell.request(step)}/ruling",
        {"ruling": step.said["ruling"], "answer": "答复"},
    ),
    Action.CALL_BACK: lambda *_: ("call-back", {"way": "message", "answer": "satisfied", "text": ""}),
    Action.CLOSE: lambda _, step: ("closure", {"checks": step.said["checks"]}),
}
"""Every step that changes what the rules decide on, and two that only keep a record."""
