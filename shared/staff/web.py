"""Sign-in as the three web sides see it: a bearer token, or the same token in a cookie."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, Response, current_app, g, redirect, request

from shared.clock import china_day
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.staff import directory, tokens
from shared.staff.tokens import StaffToken
from shared.web import openapi
from shared.web.context import house
from shared.web.problems import problem, wants_json
from shared.work import Actor

COOKIE = "jiandu_staff"
READING = ("GET", "HEAD")
ABSENT = N_(
    "You are entered as absent until %(until)s: who stands in decides. Say that you are back first, "
    "see “Absences of heads”"
)
RENEW_BEFORE = timedelta(minutes=10)
View = TypeVar("View", bound=Callable[..., Any])


def install(app: Flask) -> None:
    """Give the templates of `app` the signed-in account."""
    app.jinja_env.globals["current_staff"] = current_staff


def move_in(app: Flask) -> None:
    """Give `app` the keys to verify with in this house."""
    app.extensions["staff_keys"] = tokens.Verifier(app.extensions["jiandu"].settings.staff_key_file)


def current_staff() -> StaffToken | None:
    """The account whose valid, unrevoked token came with this request."""
    if not hasattr(g, "staff"):
        g.staff = _find()
    found: StaffToken | None = g.staff
    return found


def _find() -> StaffToken | None:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    # A cookie is sent by the browser unasked, so at the JSON doors only the header counts (no CSRF there).
    text = bearer if scheme.lower() == "bearer" else None if wants_json() else request.cookies.get(COOKIE)
    if not text:
        return None
    works = house().works
    try:
        token = tokens.read(text.strip(), current_app.extensions["staff_keys"].keys(), works.clock())
    except tokens.BadToken:
        return None
    with works.reading() as session:
        return directory.standing(session, token, china_day(works.clock()))


def staff() -> StaffToken:
    """The signed-in account inside a view that requires one."""
    found = current_staff()
    if found is None:
        raise problem(401, "unauthenticated", headers={"WWW-Authenticate": "Bearer"})
    return found


def acting() -> Actor:
    """The signed-in account as the actor of a unit of work."""
    found = staff()
    return Actor("staff", str(found.staff_id), found.display_name)


def deciding() -> Actor:
    """The same at a door of heads: a deputy signs for whom they stand in."""
    found = staff()
    return Actor("staff", str(found.staff_id), found.signed)


def require_role(*roles: Role) -> Callable[[View], View]:
    """Only accounts with one of `roles` (any account when none is named) get to the view."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            found = current_staff()
            if found is None:
                if wants_json():
                    raise problem(401, "unauthenticated", headers={"WWW-Authenticate": "Bearer"})
                return _to_sign_in()
            if roles and not found.has(*roles):
                raise problem(403, "role_required", extra={"roles": [str(role) for role in roles]})
            if request.method not in READING and _leaves_it(found, roles):
                extra = {"until": str(found.away_until)}
                raise problem(403, "entered_as_absent", gettext(ABSENT, **extra), extra=extra)
            if not wants_json() and request.method in READING and _ageing(found):
                return _renewed()
            return view(*args, **kwargs)

        refusals = (401, 403) if roles else (401,)
        security = [{"staff": [str(role) for role in roles]}]
        openapi.annotate(guarded, refusals=refusals, security=security)
        return guarded  # type: ignore[return-value]  # wraps keeps the signature

    return decorate


def _leaves_it(found: StaffToken, roles: tuple[Role, ...]) -> bool:
    """Whether what only heads do here is not theirs, being entered as absent. A door that lets investigators
    in besides is no head's door: there the rules of the case decide."""
    heads = Role.HEAD in roles and Role.INVESTIGATOR not in roles
    return heads and not found.acts_as(*roles)


def _ageing(token: StaffToken) -> bool:
    return token.expires_at - house().works.clock() < RENEW_BEFORE


def _here() -> str:
    query = request.query_string.decode(errors="replace")
    return quote(request.path + (f"?{query}" if query else ""), safe="/")


def _renewed() -> Response:
    """A fresh token first, so that a form opened now can still be sent when it is filled in."""
    return redirect(f"/staff/renew?next={_here()}", 303)  # type: ignore[return-value]


def _to_sign_in() -> Response:
    if request.method in READING:
        return redirect(f"/staff/renew?next={_here()}", 303)  # type: ignore[return-value]
    raise problem(401, "signed_out")
