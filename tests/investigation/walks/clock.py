"""The clock of a case in a walk: longer, standing still, running again."""

from datetime import timedelta

from services.investigation.domain import extensions, pauses
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.pauses import Pause
from shared import office_days
from shared.contracts.terms import PauseGround
from tests.investigation.walks.world import Doing, Refused


def ask_extension(at: Doing) -> None:
    at.take(at.life.state)
    days = at.step.said["days"]
    at.require(extensions.faults(days, "取证未毕"))
    at.life.asked = (at.caller.staff_id, days)


def decide_extension(at: Doing) -> None:
    life = at.life
    at.take(life.state)
    days = life.asked[1] if life.asked else 0
    life.asked = None
    if not at.step.said["granted"]:
        return
    if life.investigate_by < at.world.today:
        raise Refused("term_passed")
    calendar = office_days.calendar()
    life.term = extensions.extended(life.term, days, calendar.next_workday)
    life.extended_by = days
    life.settle()
    at.world.issue(at.step.case, DocumentKind.EXTENSION)


def ask_pause(at: Doing) -> None:
    at.take(at.life.state)
    today, ground = at.world.today, at.step.said["ground"]
    until = today + timedelta(days=at.step.said["days"])
    at.require(pauses.faults(ground, "鉴定", until, today, at.life.possible))
    at.life.pause_asked = (at.caller.staff_id, ground, until)


def decide_pause(at: Doing) -> None:
    life, today = at.life, at.world.today
    at.take(life.state)
    _, ground, until = life.pause_asked or ("", "", today)
    life.pause_asked = None
    if not at.step.said["granted"]:
        return
    if life.investigate_by < today:
        raise Refused("term_passed")
    if until <= today:
        raise Refused("pause_over")
    life.pauses, life.paused_until = (*life.pauses, Pause(PauseGround(ground), today, until)), until
    life.settle()
    at.world.issue(at.step.case, DocumentKind.PAUSE)


def end_pause(at: Doing) -> None:
    life, today = at.life, at.world.today
    at.take(life.state)
    running, day = life.pauses[-1], today + timedelta(days=at.step.said["days"])
    at.require(pauses.ending_faults(day, "完成", running.since, running.until, today))
    life.run_again(day)
    at.world.issue(at.step.case, DocumentKind.RESUMPTION)
