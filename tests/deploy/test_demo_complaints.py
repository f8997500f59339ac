"""The demo complaints: believable, well formed, and such that their stories can be told to the end."""

from collections import Counter
from datetime import date, timedelta
from statistics import median
from uuid import UUID

import pytest

from deploy.demo.load import complaints
from deploy.demo.story import PATHS, Story, finding, outcome
from services.intake.domain.complaint import refusals
from services.intake.schemas.seats import HotlineComplaintSchema
from services.intake.schemas.submitting import ComplaintSchema
from services.investigation.domain import closing, findings, proposal
from services.investigation.domain.findings import Found
from services.investigation.domain.outcomes import Outcome
from services.triage.domain.allegations import allegations
from services.triage.domain.assessment import assess
from services.triage.domain.country import Country
from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.reading import read
from shared import workdays
from shared.contracts.terms import Finding, Nature, RespondentKind
from shared.divisions import divisions

TODAY = date(2026, 11, 24)
ITEMS = complaints()
DESKS = {"SUP-330106", "SUP-330110", "SUP-330100", "SUP-330000", "SUP-000000"}
DECIDED = [item for item in ITEMS if item["story"].get("findings")]


def named(item):
    return item["key"]


def facts_of(item):
    seat = {"division": item["seat"]} if "seat" in item else None
    return read(item["complaint"] | {"received_at": seat})


def test_there_are_enough_of_every_kind_for_every_screen_to_show_something():
    kinds = {respondent["kind"] for item in ITEMS for respondent in item["complaint"]["respondents"]}
    bodies = Counter(item["story"]["body"] for item in ITEMS)
    provinces = {body[4:6] for body in bodies if body}

    assert len(ITEMS) >= 40
    assert kinds == set(RespondentKind)
    assert {item["complaint"]["identity"] for item in ITEMS} == {"real_name", "confidential", "anonymous"}
    assert {item["story"]["until"] for item in ITEMS} == set(PATHS)
    assert all(bodies[desk] >= 5 for desk in DESKS)
    assert len(provinces) >= 5
    assert max(len(item["complaint"]["respondents"]) for item in ITEMS) == 12


def test_they_are_as_long_as_what_people_write():
    lengths = [len(item["complaint"]["statement"]) for item in ITEMS]

    assert 150 <= median(lengths) <= 250
    assert max(lengths) > 2000
    assert len({item["complaint"]["statement"] for item in ITEMS}) == len(ITEMS)


def test_nobody_real_is_in_them():
    phones = [item["complaint"].get("complainant", {}).get("phone") for item in ITEMS]

    assert all(phone is None or phone == "" or phone.startswith("138000") for phone in phones)


@pytest.mark.parametrize("item", ITEMS, ids=named)
def test_the_door_takes_it(item):
    schema = HotlineComplaintSchema if item["door"] == "hotline" else ComplaintSchema

    loaded = schema().load(item["complaint"])

    known = divisions()
    assert not refusals(
        ComplaintSchema.submission(loaded),
        TODAY,
        lambda code: code in known or known.retirement(code) is not None,
    )


@pytest.mark.parametrize("item", ITEMS, ids=named)
def test_it_falls_to_the_body_whose_people_tell_its_story(item):
    judged = assess(facts_of(item), Country(divisions()), workdays.load(), TODAY, TODAY)

    assert item["story"]["body"] == (f"SUP-{judged.desk}" if judged.desk else None)
    if Story.accept in PATHS[item["story"]["until"]]:
        assert judged.opens_a_case
        assert item["story"]["body"] in DESKS


@pytest.mark.parametrize("item", DECIDED, ids=named)
def test_its_outcome_stands_before_the_law(item):
    story, matter = item["story"], Matter(facts_of(item), Country(divisions()), Policy())
    alleged = allegations(UUID(int=1), matter.accused, matter.claims)
    found = {
        each["id"]: _found(each["id"], finding(story["findings"], item["complaint"]["respondents"], each))
        for each in alleged
    }
    outcomes = [_outcome(outcome(each, TODAY), found) for each in story["outcomes"]]

    assert [fault for each in found.values() for fault in findings.faults(each, list(found))] == []
    assert proposal.faults(proposal.Proposal(found, tuple(outcomes)), TODAY) == []
    if Story.close in PATHS[story["until"]]:
        assert closing.faults(story["closing"]) == []


def test_a_term_in_days_becomes_a_day():
    written = {"code": "O3", "fields": {"unit": "某大队"}, "carry_out_in_days": 15}

    assert outcome(written, TODAY)["fields"]["carry_out_by"] == (TODAY + timedelta(days=15)).isoformat()


def _found(ref, said):
    nature = Nature(said["nature"]) if said.get("nature") else None
    return Found(**said | {"allegation": ref, "finding": Finding(said["finding"]), "nature": nature})


def _outcome(said, found):
    return proposal.with_allegations(Outcome(said["code"], (), said["fields"]), found)
