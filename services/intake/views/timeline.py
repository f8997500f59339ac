"""The timeline of the follow page: what happened, then who acts next and by when."""

from datetime import date, datetime
from typing import Any

from services.intake import wording
from services.intake.domain.heard import Fact, Kind
from services.intake.domain.progress import Party, Progress
from shared.clock import china_day
from shared.contracts.terms import Status
from shared.i18n import N_, gettext

COMING = {
    Status.RECEIVED: N_("Decision whether it is taken up"),
    Status.MORE_INFORMATION_NEEDED: N_("Your answer to the question"),
    Status.ACCEPTED: N_("Investigation"),
    Status.INVESTIGATING: N_("Investigation and answer"),
    Status.RECHECK: N_("Result of the recheck"),
    Status.CONCLUDED: N_("You can rate the handling, or ask for a recheck"),
    Status.RECTIFYING: N_("Putting things right"),
    Status.REFERRED: N_("The other authority deals with it"),
    Status.MERGED: N_("It goes on together with the other complaint"),
}

RATE_ONLY = N_("You can rate the handling")
SECOND = {
    Status.RECHECK: N_("Result of the second recheck"),
    Status.CONCLUDED: N_("You can rate the handling, or ask for a second recheck"),
}
"""Of a second recheck that is under way; and where only it is left."""
ACTS = {**wording.PARTY, Party.YOU: N_("It is your turn")}


def items(progress: Progress, entered_at: datetime | None = None) -> list[dict[str, Any]]:
    """Items for the timeline macro. Of what was entered later than it came, the day of its stamp is known."""

    def when(fact: Fact) -> datetime | date:
        return china_day(fact.at) if fact.kind is Kind.RECEIVED and entered_at else fact.at

    done = [
        {
            "title": wording.step(entry),
            "at": when(entry.fact),
            "text": entry.fact.data.get("text"),
            "state": "done",
        }
        for entry in progress.timeline
    ]
    coming = _coming(progress)
    if coming is None:
        return done
    party = progress.next.party
    who = gettext(ACTS[party]) if party is not Party.NOBODY else None
    if party is Party.BODY and progress.body:
        who = wording.in_charge(progress.body)
    return [*done, {"title": gettext(coming), "state": "now", "who": who, "by": progress.next.by}]


def _coming(progress: Progress) -> str | None:
    """What comes next; rechecks by their own names."""
    status, history = progress.status, progress.history
    if status is Status.CONCLUDED and history.last_instance:
        return RATE_ONLY
    second = history.last_instance if status is Status.RECHECK else history.rechecks > 0
    return SECOND.get(status, COMING.get(status)) if second else COMING.get(status)
