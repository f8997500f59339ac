"""A body that cannot handle a case any more gives it to the one above (K1, K2); one not in charge says so."""

from services.investigation.domain.case import Action, Caller, Fault, State
from services.investigation.domain.conditions import COMPETENCE
from services.investigation.domain.opening import further
from services.investigation.domain.recusal import TEAM
from services.investigation.folder import Folder
from services.investigation.handlers.moot import ELSEWHERE, end_undecided
from services.investigation.handlers.steps import note, put_in_place, require, say, take
from services.investigation.handlers.term import end_with_the_decision
from shared.contracts.events import CasePassedUp
from shared.work import Work


def pass_up(work: Work, folder: Folder, caller: Caller | None, reason: str) -> None:
    """The case ends here; triage opens it above, with what was found, and the rounds one that no complaint
    began. None: it follows from a recusal."""
    case = folder.case
    require([] if reason.strip() else [Fault("/reason", "required", TEAM)])
    if caller is not None:
        take(work, folder, caller, Action.PASS_UP, text=reason)
    else:
        case.state = State.PASSED_UP
        end_with_the_decision(work, folder)
        put_in_place(folder)
        note(work, case, Action.PASS_UP, text=reason)
    end_undecided(work, case, ELSEWHERE)
    case.closed_at, case.goes_up = work.now, case.own
    _revoke_links(work, folder)
    for hand in folder.team:
        hand.until = work.now
    say(
        work,
        case,
        CasePassedUp,
        body=case.body,
        to_body=case.recheck_body or case.body,
        passed_at=work.now,
        beside=further(case.id, case.complaint_id, case.body),
        reason=reason,
    )


def object_to(work: Work, folder: Folder, caller: Caller, proposed: str, basis: str) -> None:
    """The body is not in charge: the case ends here, and the common superior designates who has it."""
    case = folder.case
    same = [Fault("/proposed", "own_body", COMPETENCE)] if proposed == case.body else []
    require(same + ([] if basis.strip() else [Fault("/basis", "required", COMPETENCE)]))
    take(work, folder, caller, Action.OBJECT, text=basis)
    case.closed_at = case.objected_at = work.now
    _revoke_links(work, folder)
    say(
        work,
        case,
        CasePassedUp,
        body=case.body,
        to_body=case.recheck_body or case.body,
        passed_at=work.now,
        proposed=proposed,
        reason=basis,
    )


def _revoke_links(work: Work, folder: Folder) -> None:
    """Whoever has the case next follows the corrections that it follows, and issues links of its own."""
    for link in folder.open_links(work.today):
        link.revoked_at = work.now
