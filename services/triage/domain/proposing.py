"""An assessment under proposals: it may point the way, never open a door, and a person confirms it."""

from dataclasses import replace

from services.triage.domain.assessment import Assessment


def prefer(as_said: Assessment, as_proposed: Assessment, as_accused: Assessment) -> Assessment:
    """What the proposals lead to, kept from everybody whom any reading bars.

    `as_accused`: the reading in which all whom the text names are accused; its desk looks at it. Where that
    leaves nobody inside, what was said stands, and the proposals are only shown.
    """
    barred = tuple(sorted({*as_said.barred, *as_proposed.barred, *as_accused.barred}))
    desk = as_accused.desk
    if desk is None or f"SUP-{desk}" in barred:
        return as_said
    return replace(as_proposed, barred=barred, desk=desk, body=_unbarred(as_proposed.body, desk, barred))


def _unbarred(body: str | None, desk: str, barred: tuple[str, ...]) -> str | None:
    """Who handles it or speaks about it; the desk where that one must not learn of it."""
    return desk if body is not None and f"SUP-{body}" in barred else body
