"""The demo accounts of contract §4; made only where JIANDU_DEMO=1."""

from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from services.triage import accounts
from services.triage.accounts import NewAccount
from services.triage.passwords import hash_password
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works

DIVISIONS = ("330106", "330110", "330100", "330000", "000000")
_TITLES = {
    Role.HOTLINE: "热线员",
    Role.TRIAGE: "受理员",
    Role.INVESTIGATOR: "调查员甲",
    Role.HEAD: "负责人",
    Role.CUSTODIAN: "身份保管员",
    Role.AUDITOR: "审计员",
    Role.STATISTICIAN: "统计员",
    Role.ADMIN: "管理员",
}


def wanted(password_hash: str, works: Works) -> list[NewAccount]:
    """Every role once in every demo division, and a second investigator."""
    until = works.clock().date() + timedelta(days=730)
    made: list[NewAccount] = []
    for division in DIVISIONS:
        for role, title in _TITLES.items():
            home = f"DEP-{division}" if role == Role.HOTLINE else f"SUP-{division}"
            names = [(role.value, title)]
            if role == Role.INVESTIGATOR:
                names.append(("investigator2", "调查员乙"))
            for prefix, name in names:
                certified = role in (Role.INVESTIGATOR, Role.HEAD)
                made.append(
                    NewAccount(
                        f"{prefix}-{division}",
                        name,
                        home,
                        frozenset([role]),
                        password_hash,
                        f"演示-{division}-{len(made):03d}" if certified else None,
                        until if certified else None,
                    )
                )
    return made


def ensure(works: Works, password: str) -> int:
    """Make the demo accounts that are missing; returns how many were made."""
    password_hash = hash_password(password)
    try:
        return _make(works, password_hash)
    except IntegrityError:  # another web side began at the same time, and made them
        return _make(works, password_hash)


def _make(works: Works, password_hash: str) -> int:
    count = 0
    with works.begin(SYSTEM) as work:
        for new in wanted(password_hash, works):
            if not accounts.exists(work.session, new.username):
                accounts.add(work, new)
                count += 1
    return count
