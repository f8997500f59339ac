"""Who complained was told what is ordered; that it does not stand as it was told they hear as well, and may
contest it from that day on (petition art. 32, 35)."""

from datetime import date

from sqlalchemy import or_, select

from services.investigation.domain.case import State
from services.investigation.domain.ends import End
from services.investigation.domain.reply import Paragraph, Part
from services.investigation.folder import Folder
from services.investigation.handlers.conclusion import say_concluded
from services.investigation.handlers.steps import say
from services.investigation.models import Case, Message, Notice, Rectification
from services.investigation.replies import TOLD, official, until_when, written
from shared.contracts.events import ComplainantMessaged
from shared.contracts.terms import Decision
from shared.i18n import N_
from shared.work import Work

BEFORE = N_("In the answer to your complaint (number %(number)s) you were told: “%(what)s”")
SAID = {
    End.LIFTED: N_(
        "The supervised unit objected to this. It was looked at again, and is lifted: it is not carried out "
        "any more."
    ),
    End.CHANGED: N_("The supervised unit objected to this. It was looked at again, and is changed."),
    End.REVOKED: N_("The department above revoked this by law: it is not carried out any more."),
}
"""Neither the unit's reasons nor what it was written: that is for the unit."""
THE_RULES = "system"


def tell(
    work: Work, answered: Folder, item: Rectification, how: End, by: tuple[str, str] | None = None
) -> str:
    """In the case by which they were answered last: what of it does not stand, and until when they may ask
    for a recheck, unless they have. `by`: who decided, by id and name. The letter, for who was answered with
    them; it is theirs with what is said of the case next."""
    case = answered.case
    if case.own or case.concluded_at is None or case.standing is State.PASSED_UP:
        return ""
    until = _open_until(work, answered)
    text = _text(answered, item, how, until)
    who, name = by or (THE_RULES, case.body_name)
    row = Message(id=work.new_id(), case_id=case.id, at=work.now, by=who, by_name=name, text=text)
    work.session.add(row)
    case.indexed = False
    say(work, case, ComplainantMessaged, message_id=row.id, body_name=case.body_name, text=text)
    if until is not None and case.recheck_until is not None:
        case.recheck_until = max(until, case.recheck_until)
    return text


def tell_and_conclude(work: Work, answered: Folder, items: list[Rectification], how: End) -> None:
    """The same of what fell by itself, with how it stands now."""
    letters = [tell(work, answered, item, how) for item in items]
    if items and answered.case.concluded_at is not None:
        say_concluded(work, answered, "\n\n".join(each for each in letters if each))


def _text(answered: Folder, item: Rectification, how: End, until: date | None) -> str:
    number, told = answered.case.tracking_number, official(TOLD[item.code])
    lines = [official(BEFORE, number=number, what=told), official(SAID[how])]
    if until is not None:
        used, count = answered.rounds_used, answered.answers_before
        remedy = Paragraph(Part.REMEDY, used, day=until, answers_before=count)
        lines.append(written(remedy))
    return "\n".join(lines)


def _open_until(work: Work, answered: Folder) -> date | None:
    """The last day for a recheck of what is told today; none after the last answer, nor twice of one."""
    if answered.final or _contested(work, answered.case):
        return None
    return until_when(work.today)


def _contested(work: Work, case: Case) -> bool:
    mine, since = Notice.complaint_id == case.complaint_id, Notice.at >= case.concluded_at
    asked = select(Notice.id).where(mine, Notice.kind == "recheck_requested", since)
    again = select(Case.id).where(Case.decision == Decision.RECHECK, Case.id != case.id)
    again = again.where(
        or_(Case.complaint_id == case.complaint_id, Case.recheck_of == case.complaint_id),
        Case.opened_at >= case.concluded_at,
    )
    return work.session.scalar(select(asked.exists() | again.exists())) or False
