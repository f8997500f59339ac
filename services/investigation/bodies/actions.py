"""What a body's system may report: one table, from which the contract is written.

Behind each line stands the same handler as behind the JSON door, with the same rules. What a head decides is
not among them: an approval is given at the desk, by a person who signed in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from marshmallow import fields

from services.investigation.desk import Desk
from services.investigation.domain import standing
from services.investigation.domain.case import Fault
from services.investigation.domain.records import SPECS, RecordKind
from services.investigation.handed_in import found_of, outcomes_of
from services.investigation.handlers import decisions, extensions, matters, pauses, people, work
from services.investigation.handlers.steps import require
from services.investigation.replies import NameOf
from services.investigation.schemas.pauses import PauseBody, PauseEnding
from services.investigation.schemas.requests import (
    REF,
    ExtensionBody,
    FindingBody,
    MessageBody,
    Nothing,
    OutcomesBody,
    Release,
)
from services.investigation.schemas.work import EndingBody, body_for
from shared.web.validation import Strict, Text, most_items

Contents = dict[str, Any]


@dataclass(frozen=True)
class Reported:
    """One kind of report. `versioned`: it says on which version of the case it rests."""

    kind: str
    body: type[Strict]
    act: Callable[[Desk, Contents, NameOf], None]
    about: str
    versioned: bool = True


class Declaration(Nothing):
    """It says it all by its kind."""


class RecordEnding(EndingBody):
    """What came of which record."""

    EXAMPLE: ClassVar[Any] = {"record": "01a21340-0c1b-7134-8051-6903784959ce", **EndingBody.EXAMPLE}

    record = fields.UUID(required=True)


class StandingOrder(Strict):
    """An order of an opinion before, by the matter that it answers."""

    allegation = Text(least=1, most=REF, required=True)
    code = Text(least=1, most=4, required=True)


class ProposalReport(OutcomesBody):
    """The outcome; `stands`, where it is said, must be what goes on with it (`can_stand` of the case)."""

    stands = fields.List(
        fields.Nested(StandingOrder),
        load_default=None,
        allow_none=True,
        validate=most_items(200),
        metadata={"description": "Which orders the system takes for standing; left out, it is not compared."},
    )


def _claim(at: Desk, body: Contents, name_of: NameOf) -> None:
    people.claim(at.work, at.folder, at.caller)


def _declare(at: Desk, body: Contents, name_of: NameOf) -> None:
    people.declare(at.work, at.folder, at.caller)


def _release(at: Desk, body: Contents, name_of: NameOf) -> None:
    people.release(at.work, at.folder, at.caller, body["reason"])


def _finding(at: Desk, body: Contents, name_of: NameOf) -> None:
    matters.record_finding(at.work, at.folder, at.caller, found_of(body))


def _propose(at: Desk, body: Contents, name_of: NameOf) -> None:
    decisions.propose(at.work, at.folder, at.caller, outcomes_of(body), name_of, body["first_result"])
    if body["stands"] is not None:
        said = [(each["allegation"], each["code"]) for each in body["stands"]]
        otherwise = standing.told_otherwise(said, at.folder.stands)
        require([Fault("/stands", "stands_otherwise", standing.ARTICLE)] if otherwise else [])


def _message(at: Desk, body: Contents, name_of: NameOf) -> None:
    matters.message_complainant(at.work, at.folder, at.caller, body["text"])


def _more_time(at: Desk, body: Contents, name_of: NameOf) -> None:
    extensions.ask(at.work, at.folder, at.caller, body["days"], body["reason"])


def _pause(at: Desk, body: Contents, name_of: NameOf) -> None:
    pauses.ask(at.work, at.folder, at.caller, body["ground"], body["until"], body["reason"])


def _end_pause(at: Desk, body: Contents, name_of: NameOf) -> None:
    pauses.end(at.work, at.folder, at.caller, body["resumed_on"], body["reason"], name_of)


def _record(kind: RecordKind, at: Desk, body: Contents, name_of: NameOf) -> None:
    there, piece = body.get("supervisors", ()), body.get("piece")
    work.keep_record(at.work, at.folder, at.caller, kind, body["contents"], there, name_of, piece)


def _end_record(at: Desk, body: Contents, name_of: NameOf) -> None:
    work.end_record(at.work, at.folder, at.caller, body["record"], body["contents"])


_LIST = (
    Reported("case.claim", Nothing, _claim, "The person takes the case up.", versioned=False),
    Reported(
        "case.declare",
        Declaration,
        _declare,
        "The person, who was given a part in the case, knows of no tie to it; interviews, visits, findings "
        "and the proposal wait for it.",
        versioned=False,
    ),
    Reported("case.release", Release, _release, "The case goes back to the queue."),
    *(
        Reported(f"case.{kind}", body_for(spec), partial(_record, kind), f"A record of the work: {kind}.")
        for kind, spec in SPECS.items()
    ),
    Reported("case.record_ended", RecordEnding, _end_record, "What came of a record, once."),
    Reported("case.finding", FindingBody, _finding, "What was found about one allegation."),
    Reported("case.ask_extension", ExtensionBody, _more_time, "An application to the head for more time."),
    Reported("case.ask_pause", PauseBody, _pause, "An application to the head that the clock stand still."),
    Reported("case.end_pause", PauseEnding, _end_pause, "The clock runs again from that day on."),
    Reported("case.message", MessageBody, _message, "A letter to the complainant.", versioned=False),
    Reported("case.propose", ProposalReport, _propose, "The outcome, all of it, for the head to decide."),
)
TABLE: Mapping[str, Reported] = {each.kind: each for each in _LIST}
