"""`jiandu staff`: accounts, where triage is installed (it keeps the registers)."""

import importlib
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

import click

from shared.assembly import assemble
from shared.cli.common import ready
from shared.contracts.terms import Role
from shared.divisions import divisions
from shared.i18n import N_
from shared.work import Actor, Work, Works

OPERATOR = Actor("system", "operator")
ROLE = click.Choice([role.value for role in Role])


def _accounts() -> Any:
    """Triage's accounts, found by name: `shared` knows no service."""
    return importlib.import_module("services.triage.accounts")


def _works() -> Works:
    return assemble("triage", ready()).works


def _home(_: Any, __: Any, value: str | None) -> str | None:
    if value is None:
        return None
    kind, _dash, division = value.partition("-")
    if kind not in ("DEP", "SUP") or not (division in divisions() or _is_area(division)):
        raise click.BadParameter("DEP-<division> or SUP-<division>, e.g. SUP-330106")
    return value


def _is_area(division: str) -> bool:
    """Whether it was registered as a special area."""
    with _works().begin(OPERATOR):  # names and areas come from the registers there
        return division in divisions()


def _password(given: bool) -> str:
    if given:
        return sys.stdin.readline().rstrip("\n")
    text: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return text


def _strong(password: str) -> str:
    least = importlib.import_module("services.triage.passwords").LEAST
    if len(password) < least:
        raise click.ClickException(f"a password has at least {least} characters")
    return password


@click.group("staff", help=N_("Accounts of hotline seats, triage officers, investigators and heads."))
def staff() -> None:
    pass


@staff.command(help=N_("Make an account."))
@click.argument("username")
@click.option("--name", required=True, help=N_("Name as colleagues see it."))
@click.option("--home", required=True, callback=_home, help=N_("DEP-<division> or SUP-<division>."))
@click.option("--role", "roles", multiple=True, required=True, type=ROLE)
@click.option("--certificate", help=N_("Number of the supervision certificate (Measures art. 6)."))
@click.option("--certificate-until", type=click.DateTime(["%Y-%m-%d"]), help=N_("Last day of its validity."))
@click.option("--password-stdin", is_flag=True, help=N_("Read the password from standard input."))
def add(
    username: str,
    name: str,
    home: str,
    roles: tuple[str, ...],
    certificate: str | None,
    certificate_until: datetime | None,
    password_stdin: bool,
) -> None:
    accounts, until = _accounts(), certificate_until.date() if certificate_until else None
    works, hashed = _works(), accounts.hash_password(_strong(_password(password_stdin)))
    new = accounts.NewAccount(
        username, name, home, frozenset(Role(role) for role in roles), hashed, certificate, until
    )
    with works.begin(OPERATOR) as work:
        if accounts.exists(work.session, username):
            raise click.ClickException(f"there is an account {username} already")
        accounts.add(work, new)
    click.echo(f"{username}: {home}, {', '.join(sorted(roles))}")


@staff.command("list", help=N_("List accounts."))
@click.option("--home", callback=_home, help=N_("Only accounts of this department or body."))
def list_accounts(home: str | None) -> None:
    with _works().reading() as session:
        for account in _accounts().listed(session, home):
            state = "" if account.active else "  (closed)"
            until: date | None = account.certificate_valid_to
            paper = f"  certificate until {until}" if until else ""
            click.echo(f"{account.username}  {account.home}  {account.roles}{paper}{state}")


def _change(username: str, **values: Any) -> None:
    _with(username, partial(_accounts().change, **values))


def _with(username: str, do: Callable[[Work, Any], None]) -> None:
    accounts = _accounts()
    with _works().begin(OPERATOR) as work:
        try:
            do(work, accounts.find(work.session, username))
        except accounts.Unknown as error:
            raise click.ClickException(f"there is no account {username}") from error
    click.echo(f"{username}: done; its open sessions have ended")


@staff.command("forget-second-factor", help=N_("The telephone was lost: the password is enough again."))
@click.argument("username")
def forget_second_factor(username: str) -> None:
    _with(username, _accounts().forget_second_factor)


@staff.command(help=N_("Close an account; its sessions end within seconds in all services."))
@click.argument("username")
def close(username: str) -> None:
    _change(username, active=False)


@staff.command(help=N_("Open a closed account again."))
@click.argument("username")
def reopen(username: str) -> None:
    _change(username, active=True)


@staff.command(help=N_("Set an account's roles."))
@click.argument("username")
@click.option("--role", "roles", multiple=True, required=True, type=ROLE)
def roles(username: str, roles: tuple[str, ...]) -> None:
    _change(username, roles=" ".join(sorted(set(roles))))


@staff.command(help=N_("Set an account's password."))
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help=N_("Read the password from standard input."))
def password(username: str, password_stdin: bool) -> None:
    _change(username, password=_strong(_password(password_stdin)))
