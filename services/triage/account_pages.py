"""One's own account: who I am signed in as, another password, and a second factor."""

import hmac
from base64 import b32encode
from typing import Any

from flask import Blueprint, redirect, render_template, request

from services.triage import accounts
from services.triage.domain import second_factor
from services.triage.passwords import LEAST
from services.triage.signin import TOO_MANY, WRONG_CODE
from services.triage.staff_models import Account
from shared import crypto
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import qr, works
from shared.work import Work

pages = Blueprint("account", __name__, url_prefix="/staff/account")

HOUSE = N_("Jiandu")
MOST = 200
"""Characters of a password that are looked at."""
OFFERED = "triage.second_factor.offered"
WRONG_PASSWORD = N_("This is not your present password.")
SHORT = N_("At least %(least)d characters. A sentence is good.")
DIFFERENT = N_("The two are not the same.")


@pages.get("")
@require_role()
def mine() -> Any:
    """Who I am signed in as, and how."""
    return _page({})


@pages.post("/password")
@require_role()
def give_password() -> Any:
    """Another password; one signs in again with it, everywhere."""
    new, again = (request.form.get(name, "")[:MOST] for name in ("new_password", "again"))
    errors = _faults(new, again)
    if not errors:
        with works().begin(acting()) as work:
            account = _own(work)
            errors = _unconfirmed(work, account)
            if not errors:
                accounts.change(work, account, password=new)
                return redirect("/staff/login", 303)
    return _page(errors), 422


@pages.get("/second-factor")
@require_role()
def begin() -> Any:
    """A key to be read by an authenticator app; it counts once a code shows that it was read."""
    return _setting({})


@pages.post("/second-factor")
@require_role()
def prove() -> Any:
    """The code shows that the app has the key: from now on signing in asks for one."""
    with works().begin(acting()) as work:
        account, key = _own(work), _offered()
        errors = _unconfirmed(work, account)
        step = second_factor.accepted(key, request.form.get("code", "")[:12], work.now, None)
        if step is None:
            errors |= {"code": gettext(WRONG_CODE)}
        elif not errors:
            accounts.set_second_factor(work, account, key, step)
            return redirect("/staff/account", 303)
    return _setting(errors), 422


@pages.post("/second-factor/ending")
@require_role()
def end() -> Any:
    """The password is enough again, for who still has the app."""
    with works().begin(acting()) as work:
        account = _own(work)
        if account.second_factor is None:
            return redirect("/staff/account", 303)
        try:
            accounts.confirm_by_code(work, account, request.form.get("code", "")[:12])
            accounts.drop_second_factor(work, account)
            return redirect("/staff/account", 303)
        except accounts.Throttled:
            said = TOO_MANY
        except accounts.Refused:
            said = WRONG_CODE
    return _page({"code": gettext(said)}), 422


def _unconfirmed(work: Work, account: Account) -> dict[str, str]:
    """What is wrong with the present password that was typed; a failure is kept with the work."""
    try:
        accounts.confirm(work, account, request.form.get("password", "")[:MOST])
    except accounts.Throttled:
        return {"password": gettext(TOO_MANY)}
    except accounts.Refused:
        return {"password": gettext(WRONG_PASSWORD)}
    return {}


def _offered() -> bytes:
    """A key of this sign-in's own: the page shows the same one however often it is opened, so nothing need be
    kept of it before it counts; the next sign-in is offered another."""
    token = staff()
    return hmac.digest(
        crypto.keyring().derive(OFFERED), token.session_id.bytes + token.staff_id.bytes, "sha1"
    )


def _faults(new: str, again: str) -> dict[str, str]:
    if len(new) < LEAST:
        return {"new_password": gettext(SHORT, least=LEAST)}
    return {} if new == again else {"again": gettext(DIFFERENT)}


def _own(work: Work) -> Account:
    """The caller's row, locked."""
    return work.session.get_one(Account, staff().staff_id, with_for_update=True)


def _page(errors: dict[str, str]) -> str:
    with works().reading() as session:
        two = session.get_one(Account, staff().staff_id).second_factor is not None
    return render_template("triage/account.html", errors=errors, two=two, least=LEAST)


def _setting(errors: dict[str, str]) -> str:
    text = b32encode(_offered()).decode()
    address = second_factor.address(_offered(), staff().username, gettext(HOUSE))
    return render_template(
        "triage/second_factor.html",
        qr=qr.svg(address),
        key=" ".join(text[at : at + 4] for at in range(0, len(text), 4)),
        errors=errors,
    )
