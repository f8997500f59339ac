"""The demo accounts of contract §4; made only where JIANDU_DEMO=1."""

from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from services.triage import accounts
from services.triage.accounts import NewAccount
from services.triage.domain.registers import KINDS, write_csv
from services.triage.passwords import hash_password
from services.triage.registers import keeping
from services.triage.registers.effects import follow
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.work import SYSTEM, Work, Works

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
    if not _missing(works):
        return 0  # at each start but the first: a hash costs as much as all that is asked here
    password_hash = hash_password(password)
    try:
        return _make(works, password_hash)
    except IntegrityError:  # another web side began at the same time, and made them
        return _make(works, password_hash)


def _missing(works: Works) -> bool:
    names = {one.username for one in wanted("", works)}
    with works.reading() as session:
        return len(accounts.known(session, names)) < len(names)


def _make(works: Works, password_hash: str) -> int:
    with works.begin(SYSTEM) as work:
        every = wanted(password_hash, works)
        there = accounts.known(work.session, {one.username for one in every})
        made = [accounts.add(work, one) for one in every if one.username not in there]
        if made:
            _register(work, works)
    return len(made)


def _register(work: Work, works: Works) -> None:
    """The investigators stand in the registers with valid certificates, unless somebody was there before."""
    if keeping.version(work.session):
        return
    today = china_day(works.clock())
    since, until = today - timedelta(days=365), today + timedelta(days=730)
    certified = [one for one in wanted("", works) if Role.INVESTIGATOR in one.roles]
    staff = [
        {"division": one.home[4:], "number": f"{at:03d}", "name": one.display_name, "username": one.username,
         "post": "full_time"}
        for at, one in enumerate(certified, start=1)
    ]  # fmt: skip
    papers = [
        {"number": one.certificate_number or "", "division": one.home[4:], "staff_number": f"{at:03d}",
         "issuer": "演示发证机关", "basis": "provincial_exam", "valid_from": since.isoformat(),
         "valid_to": until.isoformat()}
        for at, one in enumerate(certified, start=1)
    ]  # fmt: skip
    for name, rows in (("staff", staff), ("certificates", papers)):
        text = write_csv(KINDS[name], rows)
        keeping.keep(work, KINDS[name], text, "000000", "演示数据", follow)
