"""A case that no complaint began, opened: by a head, or by rule where nobody else follows what units owe."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.investigation.domain import own
from services.investigation.domain.case import Caller, State
from services.investigation.domain.limits import last_day
from services.investigation.domain.own import Origin
from services.investigation.handlers.steps import keep_entry
from services.investigation.models import Allegation, BarredParty, Case, DocumentSeries, Mandate
from services.investigation.provinces import limits_of
from services.investigation.replies import official
from services.investigation.sight import party_index
from services.investigation.superiors import unbarred_above
from shared import office_days
from shared.contracts.terms import Decision
from shared.divisions import division_of
from shared.i18n import N_
from shared.papers.series import next_serial
from shared.work import SYSTEM, Work

NOBODY = "none"
THE_RULES = N_("by rule")


@dataclass(frozen=True)
class OwnCase:
    """What is looked into, where, why and about whom; `by` is nobody where it opens by rule."""

    body: str
    body_name: str
    origin: Origin
    matter: str
    reason: str
    alleged: Sequence[tuple[Mapping[str, Any], Sequence[str]]]
    """Respondents, each with the categories of what is looked into."""
    barred: Collection[str]
    by: Caller | None = None
    assigner: str = ""
    report_by: date | None = None
    recheck_of: UUID | None = None
    """The complaint whose file it reads."""


def open_case(work: Work, asked: OwnCase) -> Case:
    """From now on it is a case like any other, in the queue of its body. Ask `turns.opening` before."""
    case = _case(work, asked)
    work.session.add(case)
    work.session.flush()
    for code in sorted(set(asked.barred)):  # at once: whom they are kept from is asked within this work
        row = BarredParty(complaint_id=case.complaint_id, party=party_index(code), code=code)
        work.session.add(row)
    for position, (respondent, categories) in enumerate(asked.alleged, start=1):
        work.session.add(_alleged(case, position, respondent, categories))
    by = asked.by
    work.session.add(
        Mandate(
            case_id=case.id,
            by=by.staff_id if by else str(SYSTEM),
            by_name=by.signed if by else official(THE_RULES),
            at=work.now,
            reason=asked.reason,
            assigner=asked.assigner,
            report_by=asked.report_by,
        )
    )
    keep_entry(work, case, "opened_own", {"origin": asked.origin}, asked.reason, by)
    work.record("case.opened_own", f"case:{case.id}", {"origin": asked.origin})
    return case


def _case(work: Work, asked: OwnCase) -> Case:
    division, year = division_of(asked.body), work.today.year
    serial = next_serial(work.session, DocumentSeries, body=asked.body, kind="own_case", year=year)
    held = limits_of(work.session, division, work.today)
    until = last_day(held, work.today, None, office_days.of(work.session))
    until = min(until, asked.report_by or until)
    return Case(
        id=work.new_id(),
        complaint_id=work.new_id(),
        tracking_number=own.number(division, year, serial),
        complaint_version=1,
        version=1,
        state=State.QUEUED,
        body=asked.body,
        body_name=asked.body_name,
        origin=asked.origin,
        decision=Decision.CONTINUE_EX_OFFICIO,
        identity=NOBODY,
        channel=NOBODY,
        contactable=False,
        opened_at=work.now,
        accepted_at=work.now,
        investigate_by=until,
        due=until,
        returned=False,
        recheck_body=unbarred_above(asked.body, asked.barred),
        recheck_of=asked.recheck_of,
        limits=held.as_json(),
        flags=[],
        statement=asked.matter,
        facts={},
        reasons=[],
        referrals=[],
    )


def _alleged(
    case: Case, position: int, respondent: Mapping[str, Any], categories: Sequence[str]
) -> Allegation:
    return Allegation(
        case_id=case.id,
        ref=str(position),
        position=position,
        respondent_kind=respondent["kind"],
        natures=[],
        categories=list(categories),
        respondent=dict(respondent),
    )
