"""Opening a case without a complaint, binding complaints to it, and reporting back to who assigned it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from services.investigation.cabinet import folder_of
from services.investigation.document_text import Letterhead, report_back
from services.investigation.domain import own, ties
from services.investigation.domain.case import Action, Caller, Fault
from services.investigation.domain.clocks import RUNNING
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.opening import accused_persons
from services.investigation.domain.own import Opening
from services.investigation.domain.sight import parties_of
from services.investigation.folder import Folder
from services.investigation.handlers import turns
from services.investigation.handlers.barring import bar, beside, to_be_told
from services.investigation.handlers.conflicts import look_again
from services.investigation.handlers.documents import issue
from services.investigation.handlers.kept_away import leave_together
from services.investigation.handlers.opening_own import OwnCase, open_case
from services.investigation.handlers.steps import Rejected, note, require, require_head, take
from services.investigation.models import BarredParty, Bound, Case
from services.investigation.replies import NameOf
from services.investigation.sight import visible
from shared.divisions import division_of
from shared.papers import Paper
from shared.work import Work

INTERIM = "interim_report"


def open_own(work: Work, caller: Caller, opening: Opening, numbers: Sequence[str], name_of: NameOf) -> Folder:
    """A head orders it; from then on it is a case like any other. Raises Forbidden, Rejected."""
    require_head(caller, own.ARTICLES.get(opening.origin))
    home = division_of(caller.home)
    opening = own.at_home(opening, home)
    require(own.faults(opening, home, work.today, len(numbers)))
    require(_about_oneself(caller, opening))
    turns.opening(work)
    case = open_case(
        work,
        OwnCase(
            body=caller.home,
            body_name=name_of(caller.home),
            origin=opening.origin,
            matter=opening.matter,
            reason=opening.reason,
            alleged=[(each, opening.categories) for each in opening.respondents],
            barred=accused_persons(opening.respondents),
            by=caller,
            assigner=opening.assigner,
            report_by=opening.report_by,
        ),
    )
    work.session.flush()
    folder = folder_of(work.session, case)
    look_again(work, folder)
    if numbers:
        _bind(work, folder, caller, numbers)
    return folder


def _about_oneself(caller: Caller, opening: Opening) -> Iterator[Fault]:
    """Who is accused, or bears the name, does not order that it is looked into, nor would see the case."""
    mine = parties_of(caller)
    for place, each in enumerate(opening.respondents):
        if not mine.isdisjoint(accused_persons([each])):
            yield Fault(f"/respondents/{place}/name", "about_oneself", ties.ARTICLE)


def bind(work: Work, folder: Folder, caller: Caller, numbers: Sequence[str]) -> None:
    """Complaints of this body are handled together under the special. Raises Forbidden, Rejected."""
    require([] if numbers else [Fault("/numbers", "required", "measures:12")])
    to = folder.case.standing
    take(work, folder, caller, Action.BIND, to=to, detail={"count": len(numbers)})
    _bind(work, folder, caller, numbers)


def _bind(work: Work, folder: Folder, caller: Caller, numbers: Sequence[str]) -> None:
    """Only what the caller may see can be named: a number of another says the same as none."""
    query = select(Case).where(visible(caller), Case.tracking_number.in_(numbers), Case.origin == "complaint")
    newest = {
        case.tracking_number: case
        for case in work.session.scalars(query.order_by(Case.complaint_version, Case.id).with_for_update())
    }
    found = list(newest.values())
    missing = own.unknown(numbers, [case.tracking_number for case in found])
    if missing:
        raise Rejected([Fault("/numbers", "unknown_numbers", None, {"numbers": ", ".join(missing)})])
    held = select(Bound.case_id).where(Bound.case_id.in_([case.id for case in found]))
    if work.session.scalars(held).first() is not None:
        raise Rejected([Fault("/numbers", "bound_already", "measures:12")])
    require(own.ended((case.tracking_number, case.standing) for case in found))
    for case in found:
        work.session.add(Bound(case_id=case.id, special_id=folder.case.id, at=work.now, by_name=caller.name))
        note(work, case, "bound", {"document": folder.case.tracking_number}, None, caller)
    work.session.flush()
    _keep_apart(work, folder.case)


def _keep_apart(work: Work, special: Case) -> None:
    """Whom one of them accuses learns of none of them: each tells that it is handled together with others."""
    bound = select(Case.complaint_id).join(Bound, Bound.case_id == Case.id)
    together = {*work.session.scalars(bound.where(Bound.special_id == special.id)), special.complaint_id}
    accused = select(BarredParty.code).where(BarredParty.complaint_id.in_(together))
    codes = set(work.session.scalars(accused))
    for complaint in sorted(together):
        bar(work, complaint, beside(codes, special.body if complaint == special.complaint_id else ""))
        to_be_told(work, complaint, codes)
    leave_together(work, together, codes)


def report(work: Work, folder: Folder, caller: Caller, text: str, name_of: NameOf) -> None:
    """The report to who assigned the matter, as a numbered letter: how it ended, or, while nothing is decided
    on their day, how far it is. Raises Forbidden, Rejected."""
    to = folder.case.standing
    interim = to in RUNNING
    take(work, folder, caller, Action.REPORT_BACK, to=to, kind=INTERIM if interim else None, text=text)
    require([] if text.strip() else [Fault("/text", "required", "measures:12")])
    mandate = folder.mandate
    if mandate is None:
        return
    if interim:
        mandate.interim, mandate.interim_at, mandate.interim_by = text, work.now, caller.name
    else:
        mandate.report, mandate.reported_at, mandate.reported_by = text, work.now, caller.name
    assigner = mandate.assigner

    def write(head: Letterhead) -> Paper:
        return report_back(assigner, text, head, interim=interim)

    issue(work, folder, DocumentKind.REPORT_BACK, caller.name, name_of, write)
