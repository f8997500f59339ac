"""By what a case can be found: all its texts, and how it answered which category."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from services.investigation.domain import search
from services.investigation.domain.archive import sealed_letter, sealed_outcome
from services.investigation.domain.records import SPECS, RecordKind
from services.investigation.domain.search import Text
from services.investigation.dossier import ON_A_PROPOSAL
from services.investigation.gathered import Gathered
from services.investigation.models import (
    Allegation,
    Archive,
    Case,
    ClosingEvidence,
    Document,
    FindingRow,
    Mandate,
    Message,
    Precedent,
    Proposal,
    Record,
)
from services.investigation.signs import sign_of
from shared import crypto, party_names
from shared.clock import china_day
from shared.divisions import divisions

OFFICES = {"department": "DEP", "supervision_body": "SUP"}
"""Respondents that a complaint names by their place alone."""


def keyed(value: str) -> str:
    return crypto.keyring().blind_index("investigation:search", value)


def cases() -> Select[Case]:
    """Cases with what their texts are made of."""
    return select(Case).options(undefer(Case.statement))


def texts(gathered: Gathered, case: Case, *, sealed_too: bool, outcomes_too: bool = False) -> Iterator[Text]:
    """What can be searched of a case, in the order in which a hit is shown; records that are sealed within
    the body only with `sealed_too`, outcomes and letters that are also with `outcomes_too`."""
    outcomes_too = outcomes_too or sealed_too
    yield Text("number", case.tracking_number)
    yield Text("number", sign_of(case.id))
    yield from (Text("number", number) for number in gathered.joined(case))
    if begun(case):
        yield from (Text("document", number) for number in gathered.values(Archive.number, case))
    for each in _allegations(gathered, case):
        yield from (Text("party", said) for said in _party(each.respondent))
    if begun(case):
        for document in gathered.rows(Document, case, Document.at):
            yield Text("document", document.number)
            if outcomes_too or not sealed_letter(document.kind):
                yield Text("party", document.content["addressee"])
    if case.own:
        yield from (Text("assigner", said) for said in gathered.values(Mandate.assigner, case) if said)
    yield Text("statement", case.statement)
    yield from (Text("letter", text) for text in gathered.letters(case) if text)
    if begun(case):
        yield from _work(gathered, case, sealed_too)
        yield from _proposed(gathered, case, outcomes_too)
        yield from (Text("message", text) for text in gathered.values(Message.text, case))
        yield from (Text("course", text) for text in _course(gathered, case, outcomes_too) if text)
        if case.closed_at is not None:
            yield from (Text("check", said) for said in gathered.values(ClosingEvidence.evidence, case))


def _course(gathered: Gathered, case: Case, outcomes_too: bool) -> Iterator[str]:
    """The words with the steps of the course, as far as it tells them: see `dossier.untold`."""
    versions = gathered.values(Proposal.outcomes, case)
    sealed = any(sealed_outcome(each["code"]) for outcomes in versions for each in outcomes)
    for kind, text in gathered.course(case):
        if outcomes_too or not sealed or kind not in ON_A_PROPOSAL:
            yield text


def _party(respondent: Mapping[str, Any]) -> Iterator[str]:
    """What a respondent is called; a department or a body that was accused as such, by its office."""
    said = [str(respondent[name]) for name in ("name", "unit", "role", "sector") if respondent.get(name)]
    office = OFFICES.get(respondent.get("kind") or "")
    if office and respondent.get("division") in divisions():
        said.append(party_names.in_use().party_name(f"{office}-{respondent['division']}"))
    yield from said


def begun(case: Case) -> bool:
    """Whether anybody did anything in the case: until then it has no papers, records or findings."""
    return case.version > 1 or case.own


def _work(gathered: Gathered, case: Case, sealed_too: bool) -> Iterator[Text]:
    for found in _findings(gathered, case):
        yield Text("finding", found.facts)
        yield Text("finding", found.reasons)
        yield Text("finding", found.told)
    for record in gathered.rows(Record, case, Record.at, Record.number):
        if SPECS[RecordKind(record.kind)].sealed and not sealed_too:
            continue
        for said in (*record.contents.values(), *(record.ending or {}).values()):
            yield Text("record", str(said))


def _proposed(gathered: Gathered, case: Case, outcomes_too: bool) -> Iterator[Text]:
    proposal = gathered.proposal(case)
    for outcome in proposal.outcomes if proposal else []:
        if sealed_outcome(outcome["code"]) and not outcomes_too:
            continue
        for name, said in outcome["fields"].items():
            yield Text("party" if name == "unit" else "outcome", str(said))


def _allegations(gathered: Gathered, case: Case) -> list[Allegation]:
    return gathered.rows(Allegation, case, Allegation.position)


def _findings(gathered: Gathered, case: Case) -> list[FindingRow]:
    return gathered.rows(FindingRow, case, FindingRow.allegation)


def tokens(gathered: Gathered, case: Case) -> set[int]:
    """What the index holds of the case."""
    return search.tokens((each.said for each in texts(gathered, case, sealed_too=True)), case.body, keyed)


def precedents(gathered: Gathered, case: Case) -> list[Precedent]:
    """Each category of a concluded case with each outcome that answered it and stands: equal treatment is not
    measured by what was annulled."""
    proposal = gathered.proposal(case)
    if case.concluded_at is None or proposal is None:
        return []
    found = {row.allegation: row.category for row in _findings(gathered, case)}
    categories = {
        each.ref: found.get(each.ref) or next(iter(each.categories), None)
        for each in _allegations(gathered, case)
    }
    rows = {
        (categories[ref], outcome["code"])
        for place, outcome in enumerate(proposal.outcomes, start=1)
        for ref in outcome["allegations"]
        if categories.get(ref) and gathered.fallen().holds(case.id, place)
    }
    day = china_day(case.concluded_at)
    return [
        Precedent(case_id=case.id, category=category, code=code, concluded_on=day) for category, code in rows
    ]
