"""Certificates of erasure: lists of numbers and reasons without content, with a digest and a seal."""

import hashlib
import hmac
import json
from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from services.intake.models import Barred
from services.intake.retention_models import Erasure, ErasureCertificate
from services.intake.sight import parties_of
from shared import crypto, party_names
from shared.clock import china_day
from shared.contracts.articles import cite
from shared.contracts.retention import ARTICLES, Rule
from shared.divisions import division_of, divisions
from shared.papers import Paper
from shared.papers.paper import number as number_of
from shared.papers.paper import written
from shared.staff.tokens import StaffToken
from shared.work import Work

SIGN = "投诉档案销"
RULES = {
    Rule.MEASURES: "作出监督意见书、撤销决定或者追究责任的案件",
    Rule.CASES: "其他案件",
    Rule.UNHANDLED: "未受理或者无可查线索的投诉举报",
}
"""Papers are in Chinese."""
SHOWN = 200


class NotTheirs(LookupError):
    """There is no such certificate for this caller."""


def issue(work: Work) -> int:
    """A certificate to each body for what was erased of its own since the last; how many."""
    query = select(Erasure).where(Erasure.certificate_id.is_(None)).order_by(Erasure.tracking_number)
    by_body: dict[str, list[Erasure]] = defaultdict(list)
    for erasure in work.session.scalars(query.with_for_update(skip_locked=True)):
        by_body[erasure.body].append(erasure)
    for body, erasures in sorted(by_body.items()):
        _certify(work, body, erasures)
    return len(by_body)


def _certify(work: Work, body: str, erasures: list[Erasure]) -> None:
    year = work.today.year
    last = select(func.max(ErasureCertificate.serial)).where(
        ErasureCertificate.body == body, ErasureCertificate.year == year
    )
    serial = (work.session.scalar(last) or 0) + 1
    number = number_of(f"{divisions()[division_of(body)].name}{SIGN}", year, serial)
    certificate = ErasureCertificate(
        id=work.new_id(), body=body, year=year, serial=serial, number=number,
        at=work.now, count=len(erasures), digest="", seal="",
    )  # fmt: skip
    certificate.digest = digest(certificate, erasures)
    certificate.seal = _seal(certificate.digest)
    work.session.add(certificate)
    work.session.flush()
    for erasure in erasures:
        erasure.certificate_id = certificate.id
    work.record("erasure.certified", f"{body}:{certificate.number}", {"digest": certificate.digest})


def entry(erasure: Erasure) -> dict[str, Any]:
    """What the certificate says of one complaint."""
    return {
        "tracking_number": erasure.tracking_number,
        "erased_at": erasure.at.isoformat(),
        "rule": erasure.rule,
        "years": erasure.years,
        "ended_on": erasure.ended_on.isoformat(),
        "kept_until": erasure.until.isoformat(),
        "files": erasure.files,
    }


def as_json(session: Session, certificate: ErasureCertificate) -> dict[str, Any]:
    entries = erasures_of(session, certificate)
    return {
        "id": str(certificate.id),
        "number": certificate.number,
        "body": certificate.body,
        "at": certificate.at.isoformat(),
        "articles": list(ARTICLES),
        "entries": [entry(one) for one in entries],
        "digest": certificate.digest,
        "seal": certificate.seal,
        "holds": holds(certificate, entries),
    }


def erasures_of(session: Session, certificate: ErasureCertificate) -> list[Erasure]:
    query = select(Erasure).where(Erasure.certificate_id == certificate.id)
    return list(session.scalars(query.order_by(Erasure.tracking_number)))


def digest(certificate: ErasureCertificate, erasures: list[Erasure]) -> str:
    """SHA-256 over number, body and list, as anybody can count it anew."""
    told = [certificate.number, certificate.body, [entry(one) for one in erasures]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _seal(told: str) -> str:
    return hmac.digest(crypto.keyring().lasting("intake:certificate"), told.encode(), "sha256").hex()


def holds(certificate: ErasureCertificate, erasures: list[Erasure]) -> bool:
    """Whether list, digest and seal are as they were issued."""
    counted = digest(certificate, erasures)
    return counted == certificate.digest and hmac.compare_digest(_seal(counted), certificate.seal)


def of(session: Session, staff: StaffToken) -> list[ErasureCertificate]:
    """Those of the caller's body, the newest first."""
    query = select(ErasureCertificate).where(_theirs(staff))
    order = (ErasureCertificate.at.desc(), ErasureCertificate.serial.desc())
    return list(session.scalars(query.order_by(*order).limit(SHOWN)))


def every(session: Session, body: str | None, number: str | None) -> list[ErasureCertificate]:
    """For the operator: all of them, or of one body, or that one."""
    query = select(ErasureCertificate).order_by(ErasureCertificate.at, ErasureCertificate.body)
    if body is not None:
        query = query.where(ErasureCertificate.body == body)
    if number is not None:
        query = query.where(ErasureCertificate.number == number)
    return list(session.scalars(query))


def find(session: Session, staff: StaffToken, key: UUID) -> ErasureCertificate:
    """Raises NotTheirs."""
    query = select(ErasureCertificate).where(ErasureCertificate.id == key, _theirs(staff))
    found = session.scalar(query)
    if found is None:
        raise NotTheirs(key)
    return found


def _theirs(staff: StaffToken) -> ColumnElement[bool]:
    """Of the own body, and listing nothing from which the caller is barred."""
    barred = exists().where(
        Erasure.certificate_id == ErasureCertificate.id,
        Barred.complaint_id == Erasure.complaint_id,
        Barred.party.in_(parties_of(staff)),
    )
    return and_(ErasureCertificate.body == staff.home, ~barred)


def paper(session: Session, certificate: ErasureCertificate) -> Paper:
    """The certificate to be printed, signed and filed."""
    issuer = party_names.in_use().party_name(certificate.body, "zh")
    lines = [_line(at, one) for at, one in enumerate(erasures_of(session, certificate), start=1)]
    basis = "、".join(cite(key) for key in ARTICLES)
    return Paper(
        issuer=issuer,
        number=certificate.number,
        title="投诉举报档案销毁证明",
        addressee="",
        sections=(
            (
                "",
                (
                    f"下列{certificate.count}件投诉举报档案保管期限届满，且无在办案件、复查复核、诉讼复议或者保留事项，"
                    f"依据{basis}，已于{written(china_day(certificate.at))}由系统销毁：陈述、身份信息、联系方式、往来文字"
                    "和附件均已删除，附件密钥已销毁；仅保留统计、文号和审计所需的记录。",
                ),
            ),
            ("销毁清单", tuple(lines)),
            ("核验", (f"清单摘要（SHA-256）：{certificate.digest}", f"系统签章：{certificate.seal}")),
        ),
        signature=issuer,
        day=china_day(certificate.at),
    )


def _line(at: int, one: Erasure) -> str:
    return (
        f"{at}. {one.tracking_number}：{RULES[Rule(one.rule)]}，{written(one.ended_on)}办结，"
        f"保管{one.years}年至{written(one.until)}；附件{one.files}个。"
    )
