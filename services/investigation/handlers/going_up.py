"""A case that no complaint began goes up as any other does where nobody here may handle or decide it
(Measures art. 5, 14(2); 825 art. 20): no desk gives it to anybody, so it is opened above by rule."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import undefer_group

from services.investigation.cabinet import folder_of, followed
from services.investigation.domain.case import State
from services.investigation.handlers import asked_before, turns
from services.investigation.handlers.conflicts import look_again
from services.investigation.handlers.following import put_in_place, still_owed
from services.investigation.handlers.steps import keep_entry
from services.investigation.models import Allegation, BarredParty, Case, Mandate, Rectification
from services.investigation.models.case import CONTENT
from services.investigation.replies import official
from services.investigation.sight import read_with
from services.investigation.superiors import unbarred_above
from shared import party_names
from shared.i18n import N_
from shared.work import SYSTEM, Work, Works

CAME_UP = N_("Came up from %(body)s, where nobody is left who may handle or decide it.")
SAME = (
    "complaint_id", "tracking_number", "origin", "decision", "identity", "channel", "contactable",
    "accepted_at", "investigate_by", "term", "recheck_of", "limits", "flags", "statement", "facts",
    "reasons", "referrals",
)  # fmt: skip
"""What is so at whichever body: its days run on from when it was opened."""


def once(works: Works) -> bool:
    """One that was given up and that nobody has; whether there was one."""
    with works.reading() as session:
        if session.scalar(_given_up().with_only_columns(Case.id).limit(1)) is None:
            return False
    with works.begin(SYSTEM) as work:
        turns.opening(work)
        locked = _given_up().limit(1).options(undefer_group(CONTENT))
        lost = work.session.scalar(locked.with_for_update(skip_locked=True, of=Case))
        if lost is None:
            return False
        _open_above(work, lost)
    return True


def _given_up() -> Select[Case]:
    return select(Case).where(Case.goes_up).order_by(Case.id)


def _open_above(work: Work, lost: Case) -> None:
    barred = set(work.session.scalars(select(BarredParty.code).where(read_with(lost))))
    body = unbarred_above(lost.body, barred)
    lost.goes_up = False
    if body is None:
        return
    case = _case(work, lost, body, unbarred_above(body, barred))
    _copy(work, lost, case)
    work.session.flush()
    items = update(Rectification).where(still_owed(), followed(lost.id))
    work.session.execute(items.values(followed_in=case.id))
    put_in_place(work, case)
    asked_before.go_on(work, case)
    look_again(work, folder_of(work.session, case))


def _case(work: Work, lost: Case, body: str, above: str | None) -> Case:
    with party_names.of(work.session, lambda: work.today):
        name = str(party_names.in_use().party_name(body))
    case = Case(
        id=work.new_id(), version=1, complaint_version=lost.complaint_version + 1, state=State.QUEUED,
        body=body, body_name=name, recheck_body=above, opened_at=work.now, due=lost.investigate_by,
        returned=False, **_same(lost, SAME),
    )  # fmt: skip
    work.session.add(case)
    work.session.flush()
    keep_entry(work, case, "opened_own", {"origin": case.origin}, official(CAME_UP, body=lost.body_name))
    work.record("case.opened_own", f"case:{case.id}", {"origin": case.origin})
    return case


def _copy(work: Work, lost: Case, case: Case) -> None:
    """What is looked into, and why; to whom a report is owed is told by whoever has it."""
    for each in work.session.scalars(select(Allegation).where(Allegation.case_id == lost.id)).all():
        names = ("ref", "position", "respondent_kind", "natures", "categories", "respondent")
        work.session.add(Allegation(case_id=case.id, **_same(each, names)))
    mandate = work.session.get_one(Mandate, lost.id)
    names = ("by", "by_name", "at", "reason", "assigner", "report_by")
    work.session.add(Mandate(case_id=case.id, **_same(mandate, names)))


def _same(row: Any, names: tuple[str, ...]) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in names}
