"""From what is kept to the facts, and from the facts to a judgment."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from services.triage.domain.assessment import Assessment, assess
from services.triage.domain.country import Country
from services.triage.domain.facts import Facts
from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
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

    @property
    def matter(self) -> Matter:
        return Matter(self.facts, country(), POLICY)


def judge(sent: dict[str, Any], received: date, today: date) -> Judged:
    """The assessment of facts in the form of contract §3-4."""
    facts = read(sent)
    return Judged(facts, assess(facts, country(), workdays.load(), received, today, POLICY))


def judge_complaint(complaint: Complaint, overlay: dict[str, Any], today: date) -> Judged:
    """The assessment of a complaint that is kept, with what the system knows besides."""
    received = china_day(complaint.received_at) if complaint.received_at else today
    return judge(_sent(complaint, overlay), received, today)


def _sent(complaint: Complaint, overlay: dict[str, Any]) -> dict[str, Any]:
    facts = dict(complaint.facts)
    facts["circumstances"] = {**(facts.get("circumstances") or {}), **overlay}
    return facts | {
        "statement": complaint.statement,
        "identity": complaint.identity,
        "channel": complaint.channel,
        "contactable": complaint.contactable,
        "received_at": {"division": complaint.received_at_division},
    }
