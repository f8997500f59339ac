"""One respondent, one matter: each allegation gets a finding of its own."""

from typing import Any
from uuid import UUID, uuid5

from services.triage.domain.claims import Claims
from services.triage.domain.facts import Respondent
from shared.contracts.taxonomy import CATEGORIES


def allegations(
    complaint: UUID, respondents: tuple[Respondent, ...], claimed: Claims
) -> tuple[dict[str, Any], ...]:
    """The ids follow from what is alleged, so that judging again gives the same ones."""
    matters = claimed.categories or (None,)
    return tuple(
        {
            "id": str(uuid5(complaint, f"{_key(respondent)}/{category or ''}")),
            "respondent": as_json(respondent),
            "natures": _natures(category, claimed),
            "categories": [category] if category else [],
        }
        for respondent in respondents
        for category in matters
    )


def as_json(respondent: Respondent) -> dict[str, Any]:
    """As in contract §3."""
    post = respondent.current_post
    return {
        "kind": respondent.kind.value,
        "division": respondent.division,
        "division_known": respondent.division_known,
        "name": respondent.name,
        "role": respondent.role,
        "unit": respondent.unit,
        "entrusted_by": respondent.entrusted_by,
        "sector": respondent.sector,
        "current_post": {"kind": post.kind, "division": post.division} if post else None,
    }


def _key(respondent: Respondent) -> str:
    return "|".join(str(value or "") for value in as_json(respondent).values())


def _natures(category: str | None, claimed: Claims) -> list[str]:
    """The claimed natures that this category can have; all of them when none fits."""
    if category is None or category not in CATEGORIES:
        return list(claimed.natures)
    possible = [nature for nature in claimed.natures if nature in CATEGORIES[category].natures]
    return possible or list(claimed.natures)
