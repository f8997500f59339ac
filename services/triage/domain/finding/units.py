"""Units, entrusted stations, supervision bodies and agencies of other trades that may be accused."""

import re
from collections.abc import Iterator

from services.triage.domain.finding.offices import NO_AGENCY, OURS, SUPERVISION, TOWN, Office
from services.triage.domain.finding.roles import NAMED, Part
from services.triage.domain.finding.sighting import Sighting, tells_of
from services.triage.domain.finding.statement import Statement
from services.triage.domain.finding.table import Hit
from shared.contracts.terms import RespondentKind as Kind

_UNIT = re.compile(
    r"(?:的|下属的?|所属的?|辖下的?|下面的)?((?!的|一)(?:"
    r"(?:(?![今给向对派让叫和与把将被在说去来])[\u4e00-\u9fff]){1,6}?(?:科|处(?![罚理分置以长])|股(?![份东长])|室)|"
    r"(?:(?![今给向对派让叫和与把将被在说去来])[\u4e00-\u9fff]){0,6}?(?:大队|支队|总队|中队)|(?:综合)?(?:行政)?(?:执法|监察)(?:队|科)"
    r")(?![长员学目技]))"
)
_ENTRUSTED = re.compile(
    r"(?:受|接受)[^，,。]{0,14}委托|受委托|"
    r"委托(?:执法|的|给|其|该|镇|街道|第三方|[^，,。]{1,12}(?:执法|处罚|检查|实施))"
)
_SQUAD = re.compile(r"队$")
_OF_THE_TOWN = re.compile(r"(?:^|(?<=[省市区县旗州盟的，,。；;：:、在到是被\n]))[\u4e00-\u9fff]{2,3}$")
"""三墩 before 镇安监站: the town's own name behind the county's, or at the head of the clause."""


def entrusted(statement: Statement) -> bool:
    """Whether the text speaks of enforcement by entrustment."""
    return _ENTRUSTED.search(statement.text) is not None


def units(statement: Statement, accused: list[Part]) -> Iterator[Sighting]:
    """危化科 behind the name of an office, a squad that is an office itself, a town's station."""
    by_entrustment = entrusted(statement)
    for part in accused:
        office = part.office
        if office.sector == TOWN:
            kind = Kind.ENTRUSTED_AGENCY if by_entrustment else Kind.OTHER_AGENCY
            rule = "who-entrusted" if by_entrustment else "who-town"
            yield Sighting(kind, office.start, office.end, 0.7, rule, office, _town(statement, office), TOWN)
        elif office.sector == SUPERVISION:
            yield Sighting(Kind.SUPERVISION_BODY, office.start, office.end, 0.7, "who-body", office)
        elif office.sector == OURS:
            kind = Kind.ENTRUSTED_AGENCY if by_entrustment else Kind.INTERNAL_UNIT
            yield from _unit(statement, office, kind)


def _town(statement: Statement, office: Office) -> str:
    before = statement.text[statement.clause(office.start)[0] : office.start]
    town = _OF_THE_TOWN.search(before) if office.text[0] in "镇乡街" else None
    return (town.group() if town else "") + office.text


def _unit(statement: Statement, office: Office, kind: Kind) -> Iterator[Sighting]:
    if match := _UNIT.match(statement.text, office.end):
        yield Sighting(kind, office.start, match.end(), 0.7, "who-unit", office, match.group(1))
    elif _SQUAD.search(office.text):
        yield Sighting(kind, office.start, office.end, 0.7, "who-squad", office, office.text)


def others(statement: Statement, accused: list[Part], conduct: list[Hit], ours: bool) -> Iterator[Sighting]:
    """Another trade's agency of which conduct is told; more easily when none of ours is named."""
    for part in accused:
        office = part.office
        if office.ours or office.sector == TOWN or office.sector in NO_AGENCY:
            continue
        told = any(tells_of(statement, office, hit) for hit in conduct)
        weight = 0.75 if told and not ours else 0.6 if told and part.role == NAMED else 0.3
        yield Sighting(
            Kind.OTHER_AGENCY, office.start, office.end, weight, "who-other", office, sector=office.sector
        )
