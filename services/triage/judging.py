"""From what is kept to the facts, and from the facts to a judgment."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from services.triage.domain.assessment import Assessment, assess
from services.triage.domain.caution import Road, accusing, cautious, suspects
from services.triage.domain.competence import placed
from services.triage.domain.corrections import still_barred
from services.triage.domain.country import Country
from services.triage.domain.facts import Facts
from services.triage.domain.finding import Found, find
from services.triage.domain.finding.gaps import Filled, fill
from services.triage.domain.finding.proposals import AROUND, CATEGORIES
from services.triage.domain.known import completed, names_in
from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.proposing import prefer
from services.triage.domain.provinces import province_of_matter
from services.triage.domain.reading import read
from services.triage.domain.settings import NATION
from services.triage.domain.those_who_handle import addressed, those_who_handle
from services.triage.models import Complaint
from services.triage.rules import Rules
from shared.clock import china_day
from shared.contracts.terms import Decision
from shared.divisions import Divisions, divisions, province_of

TOLD = "told"
"""Among the circumstances: whom later messages accuse, by their words."""
TEAM = "/circumstances/eligible_investigators"


def country(xpcc_parent: str = "XPCC") -> Country:
    """As the rules see the table that is in use today."""
    return _country(divisions("650000" if xpcc_parent == "650000" else "XPCC"))


@lru_cache(maxsize=8)
def _country(table: Divisions) -> Country:
    return Country(table)


@dataclass(frozen=True)
class Judged:
    """An assessment beside what it was made on."""

    facts: Facts
    assessment: Assessment
    found: Found = field(default_factory=Found)
    """What the statement tells by its words."""
    policy: Policy = field(default_factory=Policy)
    """The settings it was made under."""

    @property
    def matter(self) -> Matter:
        return Matter(self.facts, country(self.policy.xpcc_parent), self.policy)


@dataclass(frozen=True)
class Bench:
    """The days and the rules that one complaint is judged by."""

    received: date
    today: date
    rules: Rules

    @property
    def country(self) -> Country:
        return country(self.rules.policy().xpcc_parent)

    def read(self, sent: dict[str, Any]) -> Facts:
        """The facts with what the registers know besides; what was added is marked as proposed."""
        register = self.rules.registers.about(names_in(sent)) if self.rules.registers else None
        if register is None:
            return self._with_team(read(sent))
        more, pointers = completed(sent, register, self.country)
        facts = read(more)
        return self._with_team(replace(facts, proposed=(*facts.proposed, *pointers)))

    def _with_team(self, facts: Facts) -> Facts:
        """Which of the bodies on the way up have too few people for this, by the registers (K1)."""
        registers = self.rules.registers
        if registers is None or registers.empty:
            return facts
        policy = self.rules.policy(province_of_matter(facts, self.country))
        matter = Matter(facts, self.country, policy)
        if not matter.accused:
            return facts
        short = tuple(
            body
            for body, names in sorted(registers.certified(matter.on_the_way).items())
            if sum(f"PERSON-{body}:{name}" not in matter.barred for name in names) < policy.smallest_team
        )
        return replace(facts, short=short, proposed=(*facts.proposed, TEAM)) if short else facts

    def assess(self, facts: Facts) -> Assessment:
        """Under the settings of the province of the accused; of the nation's, where its body takes it."""
        where = self.country
        province = province_of_matter(facts, where)
        made = self._under(self.rules.policy(province), facts)
        if province == NATION or made.body is None or province_of(made.body, where.divisions) != NATION:
            return made
        again = self._under(self.rules.policy(), facts)
        return again if again.body == made.body else made

    def _under(self, policy: Policy, facts: Facts) -> Assessment:
        where = country(policy.xpcc_parent)
        return assess(facts, where, self.rules.calendar, self.received, self.today, policy)


def judge(
    sent: dict[str, Any],
    received: date,
    today: date,
    found: Found | None = None,
    rules: Rules | None = None,
) -> Judged:
    """The assessment of facts in the form of contract §3-4; `found` where the statement was read before."""
    bench = Bench(received, today, rules or Rules(today))
    if found is None:
        found = find(sent.get("statement") or "", country().divisions, _near(sent))
    danger = bool(found.sure_of(AROUND + "imminent_danger"))
    sent = {**sent, "hinted": found.sure_of(CATEGORIES), "told_danger": danger}
    facts = bench.read(sent)
    made = bench.assess(facts)
    filled = fill(sent, found)
    if filled is None:
        judged = Judged(facts, made, found, bench.rules.named(made.policy))
    else:
        judged = _proposed(facts, made, filled, bench, found)
    by_words = suspects(found, sent.get("statement") or "") if facts.respondents else ()
    told = [*by_words, *_told(sent)]
    return _heeded(judged, filled.accusing if filled else sent, told, bench) if told else judged


def judge_complaint(
    complaint: Complaint,
    overlay: dict[str, Any],
    today: date,
    found: Found | None = None,
    rules: Rules | None = None,
    facts: dict[str, Any] | None = None,
) -> Judged:
    """The assessment of a complaint that is kept, with what the system knows besides. `facts`: what if it
    were these."""
    received = china_day(complaint.received_at) if complaint.received_at else today
    judged = judge(_sent(complaint, overlay, facts), received, today, found, rules)
    where = country(judged.policy.xpcc_parent)
    return replace(judged, assessment=placed(judged.assessment, overlay, judged.facts, where))


def kept_from(judged: Judged, before: Iterable[str]) -> Judged:
    """The same, kept from all whom an earlier judgment barred."""
    return replace(
        judged, assessment=still_barred(judged.assessment, before, country(judged.policy.xpcc_parent))
    )


def _proposed(said: Facts, as_said: Assessment, filled: Filled, bench: Bench, found: Found) -> Judged:
    """Under the proposals, where they leave somebody inside to look at it."""
    pointers = tuple(dict.fromkeys((*said.proposed, *filled.pointers)))
    read_anew = bench.read(filled.sent)
    meant = replace(read_anew, proposed=tuple(dict.fromkeys((*pointers, *_added(read_anew)))))
    as_meant = bench.assess(meant)
    accusing = as_meant if filled.accusing == filled.sent else bench.assess(bench.read(filled.accusing))
    made = prefer(as_said, as_meant, accusing)
    return Judged(said if made is as_said else meant, made, found, bench.rules.named(made.policy))


def _told(sent: dict[str, Any]) -> list[dict[str, Any]]:
    return (sent.get("circumstances") or {}).get(TOLD) or []


def _heeded(judged: Judged, sent: dict[str, Any], told: list[dict[str, Any]], bench: Bench) -> Judged:
    """Kept away from whom only words accuse. Nothing is joined to what lies with them."""
    as_accused = bench.assess(bench.read(accusing(sent, told)))
    divisions = [one["division"] for one in told]
    made = cautious(judged.assessment, as_accused, divisions)
    if made.decision is not Decision.MERGE or f"SUP-{made.body}" not in made.kept_away:
        return replace(judged, assessment=made)
    alone = replace(judged.facts, circumstances=replace(judged.facts.circumstances, earlier=None))
    return replace(judged, facts=alone, assessment=cautious(bench.assess(alone), as_accused, divisions))


def accused_in(text: str, complaint: Complaint) -> list[dict[str, Any]]:
    """Whom a later message accuses by its words, as `TOLD` keeps it."""
    return suspects(find(text, country().divisions, _near(_sent(complaint, {}, None))), text)


def tells_of_danger(text: str) -> bool:
    """Whether a later message tells of danger now, by its words."""
    return bool(find(text, country().divisions).sure_of(f"{AROUND}imminent_danger"))


def accused_to(handler: str, text: str, complaint: Complaint, names: Iterable[str]) -> list[dict[str, Any]]:
    """The same of what is written to the body that has the case, and may be about its own people."""
    found = find(text, country().divisions, _near(_sent(complaint, {}, None)))
    told = suspects(found, text)
    if addressed(text):
        told += suspects(find(text, country().divisions, [handler]), text)
    if handler != NATION:
        told += those_who_handle(text, found, handler, names)
    return [one for place, one in enumerate(told) if one not in told[:place]]


def roads(
    complaint: Complaint, told: Iterable[dict[str, Any]], today: date, rules: Rules
) -> tuple[Road, Road]:
    """Which body the facts call for, as they are known and were the words true."""
    bench = Bench(china_day(complaint.received_at) if complaint.received_at else today, today, rules)
    sent = _sent(complaint, {}, None)
    return _road(sent, bench), _road(accusing(sent, told), bench)


def _road(sent: dict[str, Any], bench: Bench) -> Road:
    facts = bench.read(sent)
    matter = Matter(facts, bench.country, bench.rules.policy(province_of_matter(facts, bench.country)))
    return Road(matter.body, matter.barred)


def _added(facts: Facts) -> list[str]:
    """Pointers to what the registers added."""
    return [one for one in facts.proposed if one == TEAM or one.startswith("/respondents/")]


def _near(sent: dict[str, Any]) -> list[str]:
    """Divisions that are known without the text."""
    desk = (sent.get("received_at") or {}).get("division")
    named = (one.get("division") for one in sent.get("respondents") or ())
    return [code for code in (sent.get("occurred_in"), desk, *named) if code]


def _sent(complaint: Complaint, overlay: dict[str, Any], supposed: dict[str, Any] | None) -> dict[str, Any]:
    facts = dict(complaint.known if supposed is None else supposed)
    facts["circumstances"] = {**(facts.get("circumstances") or {}), **overlay}
    return facts | {
        "statement": complaint.statement,
        "identity": complaint.identity,
        "channel": complaint.channel,
        "contactable": complaint.contactable,
        "received_at": {"division": complaint.received_at_division},
    }
