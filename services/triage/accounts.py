"""Staff accounts: made and changed by command, signed in by password, revoked at once."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.triage.domain import second_factor
from services.triage.passwords import hash_password, verify_password
from services.triage.staff_models import Account, SignIn
from shared import crypto
from shared.contracts.events import SessionRevoked, StaffChanged
from shared.contracts.terms import Role
from shared.staff import directory, tokens
from shared.staff.tokens import StaffToken
from shared.work import Work

SESSION = timedelta(hours=12)
FORGIVENESS = timedelta(minutes=5)
MOST_FAILURES = 10


class Refused(Exception):
    """Signing in failed; nothing more is told."""


class CodeWanted(Refused):
    """The password is right, and the account has a second factor: its code is wanted too."""


class WrongCode(Refused):
    """The code is wrong, too old, or was used before."""


class Throttled(Refused):
    """Too many failures for this account; try again after FORGIVENESS."""


class Unknown(LookupError):
    """There is no such account."""


@dataclass(frozen=True)
class NewAccount:
    """What an account is made from."""

    username: str
    display_name: str
    home: str
    roles: frozenset[Role]
    password_hash: str
    certificate_number: str | None = None
    certificate_valid_to: date | None = None


def find(session: Session, username: str) -> Account:
    """The account of that name. Raises Unknown."""
    account = session.scalar(select(Account).where(Account.username == username))
    if account is None:
        raise Unknown(username)
    return account


def add(work: Work, new: NewAccount) -> Account:
    """Make an account, tell the services, and leave a trace."""
    account = Account(
        id=work.new_id(),
        version=0,
        username=new.username,
        display_name=new.display_name,
        home=new.home,
        roles=" ".join(sorted(new.roles)),
        password=new.password_hash,
        active=True,
        certificate_number=new.certificate_number,
        certificate_valid_to=new.certificate_valid_to,
        tokens_valid_from=work.now,
        failures=0,
    )
    work.session.add(account)
    _changed(work, account, "staff.added")
    return account


def change(work: Work, account: Account, **values: Any) -> None:
    """Set columns of an account; `password` is given in the clear and kept hashed."""
    if "password" in values:
        values["password"] = hash_password(values["password"])
    for name, value in values.items():
        setattr(account, name, value)
    if {"password", "active", "roles", "home", "second_factor"} & set(values):
        account.tokens_valid_from = work.now
        _end_all(work, account)
    _changed(work, account, "staff.changed")


def _changed(work: Work, account: Account, action: str) -> None:
    account.version += 1
    work.session.flush()
    event = work.event(
        StaffChanged,
        staff_id=account.id,
        version=account.version,
        username=account.username,
        display_name=account.display_name,
        home=account.home,
        roles=account.roles.split(),
        active=account.active,
        certificate_number=account.certificate_number,
        certificate_issuer=account.certificate_issuer,
        certificate_valid_from=account.certificate_valid_from,
        certificate_valid_to=account.certificate_valid_to,
        certificates=account.certificates or [],
        tokens_valid_from=account.tokens_valid_from,
    )
    directory.keep(work.session, event)
    work.emit(event)
    work.record(action, f"staff:{account.id}", {"username": account.username, "roles": account.roles})


def _secret_index(secret: str) -> str:
    return crypto.keyring().blind_index("staff.session", secret)


def sign_in(work: Work, username: str, password: str, code: str = "") -> tuple[Account, SignIn, str]:
    """Open a session. Raises Refused (CodeWanted, WrongCode) or Throttled; a failure must be committed by the
    caller all the same."""
    account = work.session.scalar(select(Account).where(Account.username == username).with_for_update())
    if account is not None and _throttled(account, work.now):
        raise Throttled
    known = account.password if account is not None and account.active else None
    if not verify_password(password, known) or account is None:
        if account is not None:
            _failed(work, account)
        raise Refused
    if account.second_factor is not None:
        _check_code(work, account, code)
    account.failures = 0
    secret = secrets.token_urlsafe(32)
    session = SignIn(
        id=work.new_id(),
        secret=_secret_index(secret),
        account_id=account.id,
        started_at=work.now,
        expires_at=work.now + SESSION,
    )
    work.session.add(session)
    work.record("staff.signed_in", f"staff:{account.id}")
    return account, session, secret


def _check_code(work: Work, account: Account, code: str) -> None:
    """The row is locked: of two who send the same code at once one is too late."""
    if not code.strip():
        raise CodeWanted
    step = second_factor.accepted(account.second_factor or b"", code, work.now, account.second_factor_used)
    if step is None:
        _failed(work, account)
        raise WrongCode
    account.second_factor_used = step


def _failed(work: Work, account: Account) -> None:
    account.failures += 1
    account.last_failure_at = work.now
    work.record("staff.sign_in_failed", f"staff:{account.id}")


def set_second_factor(work: Work, account: Account, key: bytes, step: int) -> None:
    """From now on signing in asks for the app's code as well; the one it was proved with opens nothing."""
    account.second_factor, account.second_factor_used = key, step
    work.record("staff.second_factor_set", f"staff:{account.id}")


def drop_second_factor(work: Work, account: Account) -> None:
    """The password is enough again: its owner, who still has the app, wants it so."""
    account.second_factor = account.second_factor_used = None
    work.record("staff.second_factor_dropped", f"staff:{account.id}")


def forget_second_factor(work: Work, account: Account) -> None:
    """The device is lost. Its sessions end as well: whoever has it may be signed in, and the next sign-in is
    offered another key."""
    change(work, account, second_factor=None, second_factor_used=None)
    work.record("staff.second_factor_dropped", f"staff:{account.id}")


def confirm(work: Work, account: Account, password: str) -> None:
    """It is its owner who asks for a change. Raises Refused or Throttled, as `sign_in` does."""
    if _throttled(account, work.now):
        raise Throttled
    if not verify_password(password, account.password):
        _failed(work, account)
        raise Refused


def confirm_by_code(work: Work, account: Account, code: str) -> None:
    """The same by the app's code. Raises CodeWanted, WrongCode or Throttled."""
    if _throttled(account, work.now):
        raise Throttled
    _check_code(work, account, code)


def _throttled(account: Account, now: datetime) -> bool:
    if account.failures < MOST_FAILURES or account.last_failure_at is None:
        return False
    return now - account.last_failure_at < FORGIVENESS


def resume(session: Session, secret: str, now: datetime) -> tuple[Account, SignIn] | None:
    """The open session that `secret` belongs to."""
    query = select(SignIn).where(
        SignIn.secret == _secret_index(secret), SignIn.ended_at.is_(None), SignIn.expires_at > now
    )
    found = session.scalar(query)
    account = session.get(Account, found.account_id) if found else None
    return (account, found) if found and account and account.active else None


def token_for(account: Account, session: SignIn, now: datetime) -> StaffToken:
    """A token of fifteen minutes, or of what is left of the session."""
    return StaffToken(
        account.id,
        account.username,
        account.display_name,
        account.home,
        frozenset(Role(role) for role in account.roles.split()),
        session.id,
        now,
        min(now + tokens.LIFETIME, session.expires_at),
    )


def end(work: Work, session_id: UUID) -> None:
    """Sign out: the session's tokens are refused everywhere from now on."""
    session = work.session.get(SignIn, session_id)
    if session is None or session.ended_at is not None:
        return
    session.ended_at = work.now
    event = work.event(
        SessionRevoked, session_id=session.id, staff_id=session.account_id, expires_at=session.expires_at
    )
    directory.revoke(work.session, event)
    work.emit(event)
    work.record("staff.signed_out", f"staff:{session.account_id}")


def _end_all(work: Work, account: Account) -> None:
    """Close every open session; their tokens die by `tokens_valid_from`."""
    still_open = update(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    work.session.execute(still_open.values(ended_at=work.now))


def exists(session: Session, username: str) -> bool:
    return username in known(session, {username})


def known(session: Session, usernames: Collection[str]) -> set[str]:
    """Those of the names that are an account's."""
    return set(session.scalars(select(Account.username).where(Account.username.in_(usernames))))


def listed(session: Session, home: str | None = None) -> list[Account]:
    """Accounts by home and name; of one home if named."""
    query = select(Account).order_by(Account.home, Account.username)
    return list(session.scalars(query.where(Account.home == home) if home else query))
