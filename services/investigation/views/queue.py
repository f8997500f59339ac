"""The queue: what presses first, and the body's cases at a glance."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from services.investigation import oversight, queue, saved, superiors
from services.investigation.bodies import watching
from services.investigation.colleagues import colleagues_of
from services.investigation.desk import DESK, reading_desk
from services.investigation.domain import certificates
from services.investigation.domain.case import ENDED, State
from services.investigation.domain.clocks import SOON_DAYS
from services.investigation.views.blueprint import blueprint, choices
from services.investigation.words.terms import CHANNELS
from shared.contracts.terms import Role
from shared.staff.web import require_role, staff
from shared.web.api import page
from shared.web.problems import problem

PAGE = 50
VIEWS: Mapping[str, dict[str, Any]] = {
    "open": {},
    "new": {"states": (State.QUEUED,)},
    "mine": {"mine": True},
    "overdue": {"overdue": True},
    "approval": {"waiting": True},
    "rectifying": {"states": (State.RECTIFYING,)},
    "ended": {"states": tuple(ENDED)},
    "unfiled": {"unfiled": True},
}


def wanted(limit: int = PAGE) -> tuple[str, queue.Wanted]:
    """The view and the list that the address asks for."""
    view = request.args.get("view", "open")
    view = view if view in VIEWS else "open"
    text = request.args.get("q", "").strip()[:60]
    cursor = request.args.get("cursor") or None
    asked: dict[str, Any] = {"text": text, "cursor": cursor, "limit": limit, **VIEWS[view], **narrowed()}
    if text and view == "open":
        asked["states"] = tuple(State)
    return view, queue.Wanted(**asked)


WITHIN = {"today": 0, "week": SOON_DAYS}


def narrowed() -> dict[str, Any]:
    """What the address asks for besides the view: how soon it is due, and how it came in."""
    due, channel = request.args.get("due", ""), request.args.get("channel", "")
    return {
        "within": WITHIN.get(due),
        "channel": channel if channel in CHANNELS else "",
    }


def address(view: str, text: str, cursor: str | None = None) -> str:
    """The address of a list; the next page keeps what it is narrowed to."""
    asked = {"view": view if view != "open" else None, "q": text or None, "cursor": cursor}
    if cursor:
        asked |= {name: request.args.get(name) for name in ("due", "channel")}
    given = {name: value for name, value in asked.items() if value}
    return "/investigation/" + (f"?{urlencode(given)}" if given else "")


@blueprint.get("/")
@require_role(*DESK)
def desk() -> str:
    view, asked = wanted()
    with reading_desk() as (session, caller, today):
        try:
            found = page(queue.listed(session, caller, asked, today), asked.limit, queue.cursor_of)
        except queue.BadCursor as error:
            raise problem(404, "not_found") from error
        counts = queue.counts(session, caller, today)
        return render_template(
            "investigation/queue.html",
            rows=found["items"],
            next_url=address(view, asked.text, found["next"]) if found["next"] else None,
            view=view,
            text=asked.text,
            views=_views(counts, view),
            counts=counts,
            me=caller,
            is_head=Role.HEAD in caller.roles,
            oversees=Role.HEAD in caller.roles and oversight.any_below(caller),
            keeps_templates=staff().has(Role.HEAD),
            recusals=superiors.waiting(session, caller, today),
            certificates=certificates.ending(colleagues_of(session, caller.home).values(), caller, today),
            today=today,
            address=address,
            channels=choices(CHANNELS),
            own_system=watching.at_desk(session, caller),
            narrowed={name: request.args.get(name, "") for name in ("due", "channel")},
            saved=saved.listed(session, caller),
            may_save=bool(request.args) and not request.args.get("cursor"),
        )


def _views(counts: queue.Counts, view: str) -> list[dict[str, Any]]:
    numbers = {
        "open": counts.open,
        "new": counts.by_state.get(State.QUEUED, 0),
        "mine": counts.mine,
        "overdue": counts.overdue,
        "approval": counts.waiting,
        "rectifying": counts.by_state.get(State.RECTIFYING, 0),
        "ended": sum(counts.by_state.get(state, 0) for state in ENDED),
        "unfiled": counts.unfiled,
    }
    return [
        {"name": name, "count": numbers[name], "href": address(name, ""), "current": name == view}
        for name in VIEWS
    ]
