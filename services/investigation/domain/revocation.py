"""Who may revoke a challenged act (Measures art. 17, which does not say; art. 2 says who is above whom).

An act is its department's, also where an internal unit, an officer or an entrusted agency did it in the
department's name. That department may always take it back. A department above may revoke it as the superior
one; no body does so for its own department, whose superior has a body of its own. A people's government may
revoke what its departments did (organic law art. 73(3)): that is asked of it, not decided here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.investigation.domain.outcomes import REVOKERS
from shared.contracts.terms import RespondentKind
from shared.divisions import Divisions, division_of

SCOPE, ARTICLE, GOVERNMENTS = "measures:2", "measures:17", "organic:73(3)"


class By(StrEnum):
    """Who revokes."""

    SELF = REVOKERS[0]
    SUPERIOR = REVOKERS[1]
    GOVERNMENT = REVOKERS[2]


class Relation(StrEnum):
    """How the department whose act it is stands to the body that looks into it."""

    OWN = "own"
    BELOW = "below"
    ASIDE = "aside"
    OTHER_CHAIN = "other_chain"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """Whether an act may be revoked in this way, why, and under which article."""

    by: By
    open: bool
    code: str
    article: str


def _only(code: str) -> dict[By, Verdict]:
    return {by: Verdict(by, False, code, SCOPE) for by in By}


_BY_SELF = Verdict(By.SELF, True, "told_to_revoke", ARTICLE)
_BY_GOVERNMENT = Verdict(By.GOVERNMENT, True, "asked_of_its_government", GOVERNMENTS)
TABLE: Mapping[Relation, Mapping[By, Verdict]] = {
    Relation.OWN: {
        By.SELF: Verdict(By.SELF, True, "takes_back_its_own", ARTICLE),
        By.SUPERIOR: Verdict(By.SUPERIOR, False, "not_above_itself", SCOPE),
        By.GOVERNMENT: _BY_GOVERNMENT,
    },
    Relation.BELOW: {
        By.SELF: _BY_SELF,
        By.SUPERIOR: Verdict(By.SUPERIOR, True, "revokes_as_superior", SCOPE),
        By.GOVERNMENT: _BY_GOVERNMENT,
    },
    Relation.ASIDE: _only("not_below"),
    Relation.OTHER_CHAIN: _only("of_another_chain"),
    Relation.UNKNOWN: _only("whose_act_unknown") | {By.SELF: _BY_SELF},
}
"""Every way for every relation."""


def relation(respondent: Mapping[str, Any], body: str, table: Divisions) -> Relation:
    """How the department in whose name the respondent acts stands to the body: also an office of another
    chain does where that department entrusted it (art. 2), which is how triage took it."""
    if respondent.get("kind") == RespondentKind.OTHER_AGENCY and not respondent.get("entrusted_by"):
        return Relation.OTHER_CHAIN
    acted = _department(respondent, table)
    if acted is None:
        return Relation.UNKNOWN
    own = division_of(body)
    if acted == own:
        return Relation.OWN
    return Relation.BELOW if own in table and table.lies_within(acted, own) else Relation.ASIDE


def _department(respondent: Mapping[str, Any], table: Divisions) -> str | None:
    """The division of the department whose act it is: of who entrusted an agency, not of the agency."""
    said = str(respondent.get("entrusted_by") or respondent.get("division") or "").rpartition("-")[2]
    codes = (said,) if said in table else table.retired(said)
    return table.body_division(codes[0]) if len(codes) == 1 and codes[0] in table else None


def verdicts(respondent: Mapping[str, Any], body: str, table: Divisions) -> Mapping[By, Verdict]:
    """Of an act of this respondent, before this body."""
    return TABLE[relation(respondent, body, table)]


def in_a_case(matters: Iterable[Mapping[By, Verdict]]) -> list[Verdict]:
    """What the case may propose at all: a way is open where it is for one of the matters; a closed one tells
    why, for the first."""
    found = list(matters) or [TABLE[Relation.UNKNOWN]]
    return [next((each[by] for each in found if each[by].open), found[0][by]) for by in By]
