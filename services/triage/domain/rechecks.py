"""Who rechecks a closed complaint: the next body up from the one that answered (petition art. 35)."""

from services.triage.domain.conflicts import Settled, settle
from services.triage.domain.matter import Matter
from services.triage.domain.reasons import reason


def recheck(matter: Matter) -> Settled:
    """One level above the earlier body and no lower than the accused allow; nobody accused sits in it."""
    answered = matter.earlier_division or matter.route.division or matter.base
    above = matter.country.above(answered)
    if matter.outside:
        return Settled(None)
    if above is None:
        return Settled(None, reasons=(reason("K.outside", "825:42"),))
    wanted = {above} | {one.handler for one in matter.requirements if one.handler is not None}
    chosen = matter.country.common(wanted)
    return settle(chosen, matter.facts, matter.country, matter.policy)
