"""What an earlier body asked for, and nobody has brought to its end, goes on with the matter: whoever has it
next is reminded by its day. Recordings are deleted on theirs, whoever asked for them (Measures art. 10(5),
13(1))."""

from collections.abc import Iterable

from sqlalchemy import and_, or_, select

from services.investigation.domain.case import State
from services.investigation.domain.records import RecordKind
from services.investigation.handlers.opening_own import THE_RULES
from services.investigation.handlers.steps import note
from services.investigation.models import Case, Record
from services.investigation.replies import official
from shared.i18n import N_
from shared.work import SYSTEM, Work

STILL_TO_COME = {
    RecordKind.EVIDENCE_REQUEST: N_(
        "The body before called for this, and it is still to come; from %(addressee)s: %(items)s"
    ),
    RecordKind.UNIT_NOTICE: N_(
        "The body before asked %(unit)s for its statement, and it is still to come: %(matter)s"
    ),
    RecordKind.EXTERNAL_DECISION: N_(
        "The body before followed whether this is carried out; %(document)s of %(authority)s: %(matter)s"
    ),
}
WHOEVER_HAS_IT = N_("Whoever has the case")
LONGEST = 200


def go_on(work: Work, case: Case) -> None:
    """As tasks of the case, each with the day that was set there; once, as the case is opened."""
    for number, row in enumerate(_open(work, case), start=1):
        contents = {"task": _said(row), "by_whom": official(WHOEVER_HAS_IT), "due": str(row.due)}
        if "kept_until" in row.contents:
            contents["kept_until"] = row.contents["kept_until"]
        work.session.add(
            Record(
                id=work.new_id(),
                case_id=case.id,
                kind=RecordKind.TASK,
                number=number,
                at=work.now,
                by=str(SYSTEM),
                by_name=official(THE_RULES),
                supervisors=[],
                due=row.due,
                contents=contents,
            )
        )
        note(work, case, RecordKind.TASK, {"number": number})


def _open(work: Work, case: Case) -> Iterable[Record]:
    """Of the body that lost the matter last, in all its cases, with what it went on with itself."""
    given_up = (Case.complaint_id == case.complaint_id, Case.state == State.PASSED_UP, Case.id != case.id)
    last = select(Case.body).where(*given_up).order_by(Case.complaint_version.desc()).limit(1)
    lost = select(Case.id).where(*given_up, Case.body == last.scalar_subquery())
    mine = and_(Record.kind == RecordKind.TASK, Record.by == str(SYSTEM))
    asked = select(Record).where(Record.case_id.in_(lost), Record.ended_at.is_(None), Record.due.is_not(None))
    asked = asked.where(or_(Record.kind.in_(STILL_TO_COME), mine))
    return work.session.scalars(asked.order_by(Record.due, Record.at, Record.id)).all()


def _said(row: Record) -> str:
    text = STILL_TO_COME.get(RecordKind(row.kind))
    if text is None:
        return row.contents["task"]
    said = {name: _short(each) for name, each in row.contents.items()}
    return official(text, **said)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
