"""Two people at the same thing in the same moment: the claim, a decision or step, an edit, the next number, an
office, a unit's link; and a body's own system beside somebody at the desk."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

import requests
from sqlalchemy import func, select

from services.investigation.models import Approval, Document, Entry, Hand
from shared.contracts.terms import Role
from tests.investigation.builders import fields_for
from tests.investigation.races.town import Town, together
from tests.investigation.test_api import FINDING

O2 = {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]}
LOST = (409, 412)


class Broken(AssertionError):
    """Both won, nobody won, or the loser was told nothing."""


@dataclass
class Result:
    """How races of one kind ended."""

    races: int = 0
    told: Counter[str] = field(default_factory=Counter)

    def one_won(self, answers: list[requests.Response], expected: tuple[int, ...] = LOST) -> None:
        self.races += 1
        won = [each for each in answers if each.status_code < 300]
        lost = [each for each in answers if each.status_code in expected]
        if len(won) != 1 or len(won) + len(lost) != len(answers):
            raise Broken([(each.status_code, each.text[:200]) for each in answers])
        for each in lost:
            told = each.json()
            if not (told["title"] or told.get("detail")):
                raise Broken(told)
            self.told[f"{each.status_code} {told.get('detail') or told['title']}"] += 1


def claim(town: Town, result: Result) -> None:
    case = town.opened()
    hands = [town.hand("anna", 0), town.hand("bert", 1)]
    result.one_won(together(*(lambda hand=hand: hand.post(f"/cases/{case}/claim") for hand in hands)))
    with town.works.reading() as session:
        led = session.scalar(select(func.count()).where(Hand.case_id == _id(case), Hand.until.is_(None)))
    if led != 1:
        raise Broken(f"{led} lead {case}")


def approve(town: Town, result: Result) -> None:
    """One head approves while another does, or returns it."""
    case = proposed(town)
    words: list[dict[str, Any]] = [{"decision": "approve"}, {"decision": "return", "reason": "期限不清"}]
    second = words[result.races % 2]
    heads = [town.hand("head", 0, Role.HEAD), town.hand("chief", 1, Role.HEAD)]
    version = town.version(case)
    result.one_won(
        together(
            lambda: heads[0].post(f"/cases/{case}/approval", words[0], version),
            lambda: heads[1].post(f"/cases/{case}/approval", second, version),
        )
    )
    with town.works.reading() as session:
        decided = session.scalar(select(func.count()).where(Approval.case_id == _id(case)))
    if decided != 1:
        raise Broken(f"decided {decided} times: {case}")


def edit(town: Town, result: Result) -> None:
    """Two of the team record a finding on the same page."""
    case = town.opened()
    anna, bert = town.hand("anna", 0), town.hand("bert", 1)
    anna.post(f"/cases/{case}/claim")
    anna.post(f"/cases/{case}/assignment", {"username": "bert", "part": "second"}, town.version(case))
    version = town.version(case)
    result.one_won(
        together(
            *(
                lambda hand=hand: hand.post(f"/cases/{case}/findings", FINDING, version)
                for hand in (anna, bert)
            )
        )
    )
    with town.works.reading() as session:
        kept = session.scalar(
            select(func.count()).where(Entry.case_id == _id(case), Entry.kind == "record_finding")
        )
    if kept != 1:
        raise Broken(f"{kept} edits of one version: {case}")


def number(town: Town, result: Result) -> None:
    """Two cases approved at once: both win, and each document has a number of its own."""
    cases = [proposed(town), proposed(town)]
    heads = [town.hand("head", 0, Role.HEAD), town.hand("chief", 1, Role.HEAD)]
    versions = [town.version(case) for case in cases]
    answers = together(
        *(
            lambda case=case, head=head, version=version: head.post(
                f"/cases/{case}/approval", {"decision": "approve"}, version
            )
            for case, head, version in zip(cases, heads, versions, strict=True)
        )
    )
    result.races += 1
    if [each.status_code for each in answers] != [200, 200]:
        raise Broken([(each.status_code, each.text[:300]) for each in answers])


def proposed(town: Town, **said: Any) -> str:
    case, anna = town.opened(**said), town.hand("anna", 0)
    steps: tuple[tuple[str, Any], ...] = (("claim", None), ("findings", FINDING), ("outcomes", O2))
    for address, body in steps:
        made = anna.post(f"/cases/{case}/{address}", body, town.version(case))
        if made.status_code != 200:
            raise Broken(made.text)
    return case


def endorse(town: Town, result: Result) -> None:
    """Two hold one office: both pass the proposal on, or one of them returns it."""
    case = proposed(town, terms={"policy": "1", "approval_chain": "section-head"})
    chief = town.hand("head", 0, Role.HEAD)
    hands = [town.hand("sara", 0), town.hand("sam", 1)]
    for name in ("sara", "sam"):
        chief.post("/offices", {"office": "section", "username": name})  # held already in later races
    words: list[dict[str, Any]] = [{"decision": "approve"}, {"decision": "return", "reason": "理由不足"}]
    version, second = town.version(case), words[result.races % 2]
    result.one_won(
        together(
            lambda: hands[0].post(f"/cases/{case}/approval", words[0], version),
            lambda: hands[1].post(f"/cases/{case}/approval", second, version),
        )
    )
    with town.works.reading() as session:
        taken = session.scalar(select(func.count()).where(Approval.case_id == _id(case)))
    if taken != 1:
        raise Broken(f"{taken} steps for one: {case}")


def office(town: Town, result: Result) -> None:
    """Two heads give one colleague two offices."""
    name = f"clerk{result.races}"
    town.seat(name)
    heads = [town.hand("head", 0, Role.HEAD), town.hand("chief", 1, Role.HEAD)]
    given = [
        lambda head=head, to=to: head.post("/offices", {"office": to, "username": name})
        for head, to in zip(heads, ("section", "division"), strict=True)
    ]
    result.one_won(together(*given), (422,))


def report(town: Town, result: Result) -> None:
    """The body's own system claims a case for one while another claims it at the desk."""
    case, system = town.opened(), town.system()
    anna, answers = town.hand("anna", 0), []
    town.seat("bert")

    def claim_by_system() -> Any:
        answers.append(system.report("case.claim", case, **{"as": "bert"}))

    desk, _ = together(lambda: anna.post(f"/cases/{case}/claim"), claim_by_system)
    result.races += 1
    accepted = [answers[0]["kind"] == "report.accepted", desk.status_code == 200]
    if sorted(accepted) != [False, True]:
        raise Broken((answers[0], desk.status_code, desk.text[:200]))
    result.told[str(desk.json().get("detail") if accepted[0] else answers[0].get("text"))] += 1


def link(town: Town, result: Result) -> None:
    """Two people revoke a unit's link at once."""
    case = proposed(town)
    head, anna = town.hand("head", 1, Role.HEAD), town.hand("anna", 0)
    head.post(f"/cases/{case}/approval", {"decision": "approve"}, town.version(case))
    made, version = town.linked(case, anna.seat.token), town.version(case)
    path = f"/cases/{case}/unit-links/{made}/revocation"
    result.one_won(together(*(lambda hand=hand: hand.post(path, {}, version) for hand in (anna, head))))


def series(town: Town) -> dict[tuple[str, str, int], int]:
    """The length of each series of numbers. Raises Broken at a gap or a double."""
    with town.works.reading() as session:
        rows = session.execute(
            select(Document.body, Document.kind, Document.year, Document.serial).order_by(
                Document.body, Document.kind, Document.year, Document.serial
            )
        ).all()
    found = {}
    for key, group in groupby(rows, key=lambda row: (row.body, row.kind, row.year)):
        serials = [row.serial for row in group]
        if serials != list(range(1, len(serials) + 1)):
            raise Broken(f"{key}: {serials}")
        found[key] = len(serials)
    return found


def _id(case: str) -> UUID:
    return UUID(case)


KINDS: Mapping[str, Callable[[Town, Result], None]] = {
    "claim": claim,
    "approval": approve,
    "edit": edit,
    "number": number,
    "endorse": endorse,
    "office": office,
    "report": report,
    "link": link,
}
