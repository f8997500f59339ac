"""What must hold besides the state, each with the reason that it gives: the checks of the case itself."""

from services.investigation.domain import departments, own, recusal, ties, unit
from services.investigation.domain.case import Caller, CaseFacts, Closed
from services.investigation.domain.clocks import RUNNING

EXTENSION = "petition:34"
RECHECK = "petition:35"
COMPETENCE = "petition:24"


def not_declared_yet(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if caller.staff_id in facts.undeclared else Closed("declared_already", ties.ARTICLE)


def something_to_report(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.unreported else Closed("all_reported")


def something_to_confirm(facts: CaseFacts, caller: Caller) -> Closed | None:
    """A correction is confirmed on the unit's report, not on nothing."""
    return None if facts.unconfirmed > facts.unreported else Closed("not_reported_yet")


def from_a_complaint(facts: CaseFacts, caller: Caller) -> Closed | None:
    return Closed("no_complaint") if facts.own else None


def may_bind(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.binds else Closed("binds_nothing", "measures:12")


def a_report_is_owed(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.report_owed else Closed("no_report_owed", "measures:12")


def decided_or_on_their_day(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Who assigned the matter is told how it ended (办结报告, petition art. 22), not before it is decided;
    how far it is, when their day comes."""
    if facts.state not in RUNNING or own.interim_possible(facts.report_by, facts.today):
        return None
    return Closed("nothing_decided_yet", own.REPORT)


def a_link_is_open(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.links else Closed("no_link_open")


def something_is_owed(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.unconfirmed else Closed("nothing_owed")


def the_unit_asks(facts: CaseFacts, caller: Caller) -> Closed | None:
    if facts.requests:
        return None
    if facts.requests_above:
        return Closed("objection_above", unit.UPHELD)
    return Closed("no_request_waiting", unit.ARTICLE)


def the_unit_is_late(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.late else Closed("nothing_late", "825:26")


def not_called_back_yet(facts: CaseFacts, caller: Caller) -> Closed | None:
    if facts.called_back is None:
        return Closed("nobody_to_call_back")
    return Closed("called_back_already") if facts.called_back else None


def time_left(facts: CaseFacts, caller: Caller) -> Closed | None:
    """An extension is decided, and told to the complainant, before the term ends (petition art. 34)."""
    late = facts.investigate_by is not None and facts.investigate_by < facts.today
    return Closed("term_passed", EXTENSION) if late else None


def no_recheck(facts: CaseFacts, caller: Caller) -> Closed | None:
    """The 30 days of a recheck are fixed (petition art. 35, 36)."""
    return Closed("recheck_not_extended", RECHECK) if facts.answered_before else None


def grantable(facts: CaseFacts, caller: Caller) -> Closed | None:
    """What waits may have been asked for before this was ruled, or be too late by now: only refused."""
    return no_recheck(facts, caller) or time_left(facts, caller)


def not_extended_yet(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Once, one application at a time, and the first handling only (petition art. 34 to 36)."""
    if closed := no_recheck(facts, caller):
        return closed
    if facts.extended:
        return Closed("extended_already", EXTENSION)
    return Closed("extension_asked", EXTENSION) if facts.extension_asked_by else None


def extension_is_asked(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.extension_asked_by else Closed("no_extension_asked", EXTENSION)


def recusal_is_asked(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Nobody decides on their own recusal; a head's is the superior's to decide (civil service art. 76)."""
    if not facts.recusals_asked:
        return Closed("no_recusal_asked", ties.ARTICLE)
    own = facts.recusals_asked <= caller.theirs
    return Closed("own_recusal", ties.ARTICLE) if own else None


def may_not_keep_it(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Only a body that cannot do it any more, or would judge its own leaders, gives a case to that above."""
    if facts.above is None:
        return Closed("nobody_above", recusal.TEAM)
    if recusal.goes_up(facts.able, recusal.heads_in_time(facts)) or departments.looked_into_above(facts):
        return None
    if facts.heads == 0:  # away, and back before the clock has run out
        return Closed("head_comes_back", recusal.TEAM, {"day": facts.head_from})
    return Closed("enough_are_left", recusal.TEAM)


def not_archived_yet(facts: CaseFacts, caller: Caller) -> Closed | None:
    return Closed("archived_already") if facts.archived else None


def something_came_since(facts: CaseFacts, caller: Caller) -> Closed | None:
    """A supplement is to a file that was put away, and never an empty one."""
    if not facts.archived:
        return Closed("not_archived")
    return None if facts.unfiled else Closed("nothing_came_since")


def given_by_hand(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Once, within its days, and never after a designation: triage says who may (petition art. 23, 24)."""
    if facts.given_by is None or facts.object_by is None:
        return Closed("not_given_by_hand", COMPETENCE)
    return Closed("objection_too_late", COMPETENCE) if facts.object_by < facts.today else None
