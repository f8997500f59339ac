"""Signing in once for all three services: the page, the token door, renewal and signing out."""

from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

from flask import Blueprint as Pages
from flask import Response, g, redirect, render_template, request
from marshmallow import Schema, fields

from services.triage import accounts
from services.triage.staff_models import Account, SignIn
from shared.contracts.terms import Role
from shared.i18n import N_
from shared.staff import tokens
from shared.staff import web as staff_web
from shared.web import gettext, settings, works
from shared.web.api import Blueprint
from shared.web.problems import Problem, problem
from shared.web.validation import Strict, Text
from shared.work import PUBLIC, Actor

pages = Pages("signin", __name__, url_prefix="/staff")
api = Blueprint("tokens", __name__, url_prefix="/staff/api/v1", description="Signing in")
SECRET_COOKIE = "jiandu_signin"


CODE_WANTED = N_("Enter the password again, and the six figures that your authenticator app shows.")
WRONG_CODE = N_("This code is wrong, too old, or was used before. Enter the next one that your app shows.")
TOO_MANY = N_("Too many attempts. Wait five minutes and try again.")
_FIELDS = {"code_wanted": "code", "wrong_code": "code"}


class Credentials(Strict):
    EXAMPLE: ClassVar[Any] = {"username": "triage-330106", "password": "…"}

    username = Text(most=80, least=1, required=True)
    password = fields.String(required=True, metadata={"maxLength": 200})
    code = Text(most=12, allow_none=True, load_default=None)


class IssuedToken(Schema):
    access_token = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "seconds"})
    token_type = fields.String(required=True)


def _attempt(username: str, password: str, code: str) -> tuple[Account, SignIn, str] | Problem:
    """Sign in within one transaction, in which a failed attempt is kept as well."""
    with works().begin(PUBLIC) as work:
        try:
            opened = accounts.sign_in(work, username, password, code)
        except accounts.Throttled:
            wait = {"Retry-After": str(int(accounts.FORGIVENESS.total_seconds()))}
            return problem(429, "too_many_attempts", headers=wait)
        except accounts.CodeWanted:
            return problem(401, "code_wanted", gettext(CODE_WANTED))
        except accounts.WrongCode:
            return problem(401, "wrong_code", gettext(WRONG_CODE))
        except accounts.Refused:
            return problem(401, "wrong_credentials", gettext("The user name or the password is wrong."))
        work.session.flush()
        work.session.expunge_all()
        return opened


def _signed(account: Account, session: SignIn) -> tuple[str, timedelta]:
    now = works().clock()
    token = accounts.token_for(account, session, now)
    return tokens.issue(token, tokens.signing_key()), token.expires_at - now


@api.post("/tokens")
@api.arguments(Credentials)
@api.response(200, IssuedToken)
@api.refuses(401, 429)
def issue_token(credentials: dict[str, Any]) -> dict[str, Any]:
    """A bearer token for all three services. `code` is the six figures of the authenticator app, where the
    account has one (401, type `…:code_wanted` or `…:wrong_code`)."""
    opened = _attempt(credentials["username"], credentials["password"], credentials["code"] or "")
    if isinstance(opened, Problem):
        raise opened
    text, lifetime = _signed(opened[0], opened[1])
    return {"access_token": text, "expires_in": int(lifetime.total_seconds()), "token_type": "Bearer"}


def _safe_next(asked: str | None) -> str:
    """Only a path of this house; anything else would let a link lead staff elsewhere after sign-in."""
    parts = urlsplit(asked or "")
    same_house = asked and not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return asked if same_house and not asked.startswith(("//", "/\\")) else "/staff/"  # type: ignore[union-attr,return-value]


def _cookies(response: Any, account: Account, session: SignIn, secret: str | None) -> Any:
    text, _ = _signed(account, session)
    left = int((session.expires_at - works().clock()).total_seconds())
    secure = settings().secure_cookies
    response.set_cookie(staff_web.COOKIE, text, max_age=left, httponly=True, samesite="Lax", secure=secure)
    if secret:
        response.set_cookie(
            SECRET_COOKIE, secret, max_age=left, httponly=True, samesite="Lax", secure=secure, path="/staff"
        )
    return response


@pages.get("/login")
def login() -> Any:
    return render_template("triage/login.html", next=_safe_next(request.args.get("next")), username="")


@pages.post("/login")
def sign_in() -> Any:
    username, password = request.form.get("username", "").strip()[:80], request.form.get("password", "")[:200]
    target = _safe_next(request.form.get("next"))
    opened = _attempt(username, password, request.form.get("code", "")[:12])
    if isinstance(opened, Problem):
        errors = {_FIELDS.get(opened.code, "username"): opened.detail or gettext(TOO_MANY)}
        page = render_template("triage/login.html", next=target, errors=errors, username=username)
        return Response(page, status=opened.status)
    account, session, secret = opened
    return _cookies(redirect(target, 303), account, session, secret)


@pages.get("/renew")
def renew() -> Any:
    """A fresh token from the open session, then back to where one was; or to the sign-in page."""
    target = _safe_next(request.args.get("next"))
    secret = request.cookies.get(SECRET_COOKIE)
    with works().reading() as session:
        resumed = accounts.resume(session, secret, works().clock()) if secret else None
        session.expunge_all()
    if resumed is None:
        return render_template("triage/login.html", next=target, username="")
    account, opened = resumed
    return _cookies(redirect(target, 303), account, opened, None)


@pages.get("/")
@staff_web.require_role()
def home() -> Any:
    """Each to their own desk."""
    roles = staff_web.staff().roles
    if Role.TRIAGE in roles:
        return redirect("/triage/", 303)
    if {Role.INVESTIGATOR, Role.HEAD} & roles:
        return redirect("/investigation/", 303)
    if Role.HOTLINE in roles:
        return redirect("/hotline/", 303)
    if Role.ADMIN in roles:
        return redirect("/triage/settings", 303)
    if Role.STATISTICIAN in roles:
        return redirect("/hotline/overview", 303)
    return redirect("/staff/account", 303)


@pages.post("/logout")
def sign_out() -> Any:
    token = staff_web.current_staff()
    if token is not None:
        with works().begin(Actor("staff", str(token.staff_id))) as work:
            accounts.end(work, token.session_id)
    g.pop("staff", None)
    response = redirect("/staff/login", 303)
    response.delete_cookie(staff_web.COOKIE)
    response.delete_cookie(SECRET_COOKIE, path="/staff")
    return response
