"""From what is kept to the facts, and from the facts to a judgment."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from services.triage.domain.assessment import Assessment, assess
from services.triage.domain.corrections import still_barred
from services.triage.domain.country import Country
from services.triage.domain.facts import Facts
from services.triage.domain.finding import Found, find
from services.triage.domain.finding.gaps import Filled, fill
from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.proposing import prefer
from services.triage.domain.reading import read
from services.triage.models import Complaint
from shared import divisions, workdays
from shared.clock import china_day

POLICY = Policy()


@cache
def country() -> Country:
    return Country(divisions.divisions())


@dataclass(frozen=True)
class Judged:
    """An assessment beside what it was made on."""

    facts: Facts
    assessment: Assessment
    found: Found = field(default_factory=Found)
    """What the statement tells by its words."""

    @property
    def matter(self) -> Matter:
        return Matter(self.facts, country(), POLICY)


def judge(sent: dict[str, Any], received: date, today: date, found: Found | None = None) -> Judged:
    """The assessment of facts in the form of contract §3-4; `found` where the statement was read before."""
    if found is None:
        found = find(sent.get("statement") or "", country().divisions, _near(sent))
    facts = read(sent)
    made = _assessed(facts, received, today)
    filled = fill(sent, found)
    if filled is None:
        return Judged(facts, made, found)
    return _proposed(facts, made, filled, received, today, found)


def judge_complaint(
    complaint: Complaint,
    overlay: dict[str, Any],
    today: date,
    found: Found | None = None,
    facts: dict[str, Any] | None = None,
) -> Judged:
    """The assessment of a complaint that is kept, with what the system knows besides. `facts`: what if it
    were these."""
    received = china_day(complaint.received_at) if complaint.received_at else today
    return judge(_sent(complaint, overlay, facts), received, today, found)


def kept_from(judged: Judged, before: Iterable[str]) -> Judged:
    """The same, kept from all whom an earlier judgment barred."""
    return replace(judged, assessment=still_barred(judged.assessment, before, country()))


def _proposed(
    said: Facts, as_said: Assessment, filled: Filled, received: date, today: date, found: Found
) -> Judged:
    """Under the proposals, where they leave somebody inside to look at it."""
    pointers = tuple(dict.fromkeys((*said.proposed, *filled.pointers)))
    meant = replace(read(filled.sent), proposed=pointers)
    as_meant = _assessed(meant, received, today)
    accusing = (
        as_meant if filled.accusing == filled.sent else _assessed(read(filled.accusing), received, today)
    )
    made = prefer(as_said, as_meant, accusing)
    return Judged(said if made is as_said else meant, made, found)


def _assessed(facts: Facts, received: date, today: date) -> Assessment:
    return assess(facts, country(), workdays.load(), received, today, POLICY)


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
