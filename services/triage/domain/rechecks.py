"""Who rechecks a closed complaint: the next body up from the one that answered (petition art. 35)."""

from services.triage.domain.conflicts import Settled, settle
from services.triage.domain.matter import Matter
from services.triage.domain.reasons import reason


def recheck(matter: Matter) -> Settled:
    """One level above the earlier body and no lower than the accused allow; nobody accused sits in it. Where
    another one answered than the accused call for, that one stepped aside: what is told of a legal review, or
    of nobody left, is told of it, and no level above is passed over for it."""
    answered = matter.earlier_division or matter.route.division or matter.base
    above = matter.country.above(answered)
    if matter.outside:
        return Settled(None)
    if above is None:
        return Settled(None, reasons=(reason("K.outside", "825:42"),))
    wanted = {above} | {one.handler for one in matter.requirements if one.handler is not None}
    chosen = matter.country.common(wanted)
    told_of = None if answered == matter.route.division else matter.route.division
    return settle(chosen, matter.facts, matter.country, matter.policy, told_of)
