"""From the JSON of contract §3-4 to facts; what is left out gets its default and is marked as proposed."""

from dataclasses import fields
from typing import Any

from services.triage.domain.facts import Circumstances, Earlier, Facts, Json, Post, Respondent
from shared.contracts.terms import Identity, RespondentKind

_MARKED = ("subject", "contactable", "occurred_in")
_OF_RESPONDENTS = tuple(each.name for each in fields(Respondent))
_OF_CIRCUMSTANCES = frozenset(each.name for each in fields(Circumstances)) - {"earlier"}


def read(sent: Json) -> Facts:
    """The facts in `sent`. Its values are well formed already (schemas or intake saw to that)."""
    claims = sent.get("claims") or {}
    identity = sent.get("identity") or Identity.ANONYMOUS
    contactable = sent.get("contactable")
    return Facts(
        identity=identity,
        channel=sent.get("channel") or "web",
        statement=sent.get("statement") or "",
        subject=sent.get("subject") or "complaint",
        contactable=identity != Identity.ANONYMOUS if contactable is None else contactable,
        occurred_in=sent.get("occurred_in"),
        received_at=(sent.get("received_at") or {}).get("division"),
        respondents=_respondents(sent.get("respondents") or ()),
        natures=_unique(claims.get("natures")),
        categories=_unique(claims.get("categories")),
        hinted=tuple(sent.get("hinted") or ()),
        told_danger=bool(sent.get("told_danger")),
        circumstances=_circumstances(sent.get("circumstances") or {}),
        proposed=tuple(_proposed(sent)),
    )


def _respondents(sent: Any) -> tuple[Respondent, ...]:
    """In an order of their own: who is named first must not matter."""
    return tuple(sorted({_respondent(one) for one in sent}, key=_order))


def _order(respondent: Respondent) -> tuple[str, ...]:
    return tuple(str(getattr(respondent, name) or "") for name in _OF_RESPONDENTS)


def _respondent(sent: Json) -> Respondent:
    post = sent.get("current_post") or {}
    return Respondent(
        kind=RespondentKind(sent["kind"]),
        division=sent.get("division"),
        division_known=sent.get("division_known") is not False and sent.get("division") is not None,
        name=_text(sent.get("name")),
        role=_text(sent.get("role")),
        unit=_text(sent.get("unit")),
        entrusted_by=_division(sent.get("entrusted_by")),
        sector=_text(sent.get("sector")),
        current_post=Post(post["kind"], post["division"]) if post.get("division") else None,
    )


def _circumstances(sent: Json) -> Circumstances:
    earlier = sent.get("earlier")
    given = {name: value for name, value in sent.items() if name in _OF_CIRCUMSTANCES and value is not None}
    given["assigned_by"] = _text(sent.get("assigned_by"))
    return Circumstances(**given, earlier=_earlier(earlier) if earlier else None)


def _earlier(sent: Json) -> Earlier:
    known = {each.name for each in fields(Earlier)}
    return Earlier(**{name: value for name, value in sent.items() if name in known and value is not None})


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None


def _division(party: str | None) -> str | None:
    """The division in DEP-330106, or the bare code."""
    return party.rpartition("-")[2].partition(":")[0] if party else None


def _unique(values: Any) -> tuple[str, ...]:
    return tuple(sorted(set(values or ())))


def _proposed(sent: Json) -> list[str]:
    missing = [f"/{name}" for name in _MARKED if sent.get(name) is None]
    claims = sent.get("claims") or {}
    missing += [f"/claims/{name}" for name in ("natures", "categories") if not claims.get(name)]
    found = (sent.get("circumstances") or {}).get("found") or ()
    return missing + [f"/circumstances/{name}" for name in found]
