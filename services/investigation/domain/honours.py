"""Nobody has a part in deciding on their own commendation (Measures art. 20; civil service art. 76).

Whoever proposes an outcome does not propose to honour themselves. Whoever would approve it, or pass it on,
and is named in it is put before whoever decides on their recusal: the superior, for a head.
"""

from collections.abc import Iterable, Mapping

from services.investigation.domain.case import Caller, CaseFacts, Closed, Fault
from services.investigation.domain.outcomes import Outcome
from services.investigation.domain.ties import ARTICLES, Tie
from services.investigation.domain.whole_names import borne_by, standing

CODE, FIELD = "O11", "honoured"
CAUSE = "honoured"
"""Of the recusal that follows from it."""
ARTICLE = ARTICLES[Tie.INTEREST]


def honoured(said: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    """Of people by key, those whose whole name stands in what was written of whom to commend."""
    return frozenset(each for text in said for each in borne_by(text, names))


def faults(outcomes: Iterable[Outcome], proposer: Caller, others: Iterable[str]) -> list[Fault]:
    """Nobody proposes their own. `others`: the names of who works there, too: a longer one is not theirs."""
    known = {proposer.name, *others}
    return [
        Fault(f"/outcomes/{place}/fields/{FIELD}", "honours_oneself", ARTICLE, {"name": proposer.name})
        for place, each in enumerate(outcomes)
        if each.code == CODE and proposer.name in standing(each.fields.get(FIELD, ""), known)
    ]


def not_honoured(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Of whoever decides on the proposal that stands."""
    return None if caller.theirs.isdisjoint(facts.honoured) else Closed("honoured_here", ARTICLE)
