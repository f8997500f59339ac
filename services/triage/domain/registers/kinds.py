"""The registers of Measures art. 5 and 6, and the columns of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.triage.domain.reasons import N_


class Type(StrEnum):
    TEXT = "text"
    DAY = "day"
    YES_NO = "yes_no"
    DIVISION = "division"
    CHOICE = "choice"
    NEW_CODE = "new_code"


@dataclass(frozen=True)
class Column:
    name: str
    text: str
    type: Type = Type.TEXT
    required: bool = False
    most: int = 120
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One register. `key` names what makes two rows the same entry; `place` the column of its division."""

    name: str
    text: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    place: str = "division"
    one_at_a_time: bool = False
    """Of one thing, named by the first part of the key, there is one at any time: periods may not overlap."""
    about: str = ""
    """What it is for, where its name does not say so."""

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


DIVISION = Column("division", N_("Division"), Type.DIVISION, required=True)
NAME = Column("name", N_("Official name"), required=True)
PERSON = Column("name", N_("Name"), required=True)
FROM = Column("valid_from", N_("First day"), Type.DAY)
TO = Column("valid_to", N_("Last day"), Type.DAY)
USERNAME = Column("username", N_("Account"), most=80)
TERM = (FROM, TO)

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("departments", N_("Departments"), (DIVISION, NAME, *TERM), ("division", "valid_from"),
             one_at_a_time=True),
        Kind(
            "bodies", N_("Supervision bodies"),
            (DIVISION, NAME, Column("designated", N_("Designated unit"), Type.YES_NO), *TERM),
            ("division", "valid_from"), one_at_a_time=True,
        ),
        Kind("places", N_("Names of divisions"), (DIVISION, NAME, *TERM), ("division", "valid_from"),
             one_at_a_time=True),
        Kind(
            "areas", N_("Special areas"),
            (Column("code", N_("Code"), Type.NEW_CODE, required=True, most=6), NAME,
             Column("parent", N_("Lies in"), Type.DIVISION, required=True),
             Column("has_body", N_("Has a body of its own"), Type.YES_NO, required=True), *TERM),
            ("code", "valid_from"), place="parent", one_at_a_time=True,
        ),
        Kind(
            "units", N_("Internal units"),
            (DIVISION, NAME, Column("public", N_("Public name"), Type.YES_NO), *TERM),
            ("division", "name", "valid_from"),
        ),
        Kind(
            "agencies", N_("Entrusted agencies"),
            (Column("entrusted_by", N_("Entrusted by"), Type.DIVISION, required=True), NAME,
             Column("division", N_("Seat"), Type.DIVISION),
             Column("scope", N_("Entrusted with"), most=500), *TERM),
            ("entrusted_by", "name", "valid_from"), place="entrusted_by",
        ),
        Kind(
            "staff", N_("Supervision staff"),
            (DIVISION, Column("number", N_("Staff number"), required=True, most=40), PERSON, USERNAME,
             Column("post", N_("Post"), Type.CHOICE, choices=("full_time", "part_time")), *TERM),
            ("division", "number", "valid_from"),
        ),
        Kind(
            "certificates", N_("Supervision certificates"),
            (Column("number", N_("Certificate number"), required=True, most=40), DIVISION,
             Column("staff_number", N_("Staff number"), required=True, most=40),
             Column("issuer", N_("Issuer"), required=True),
             Column("basis", N_("Basis"), Type.CHOICE, required=True,
                    choices=("provincial_exam", "local_rule")),
             Column("valid_from", N_("First day"), Type.DAY, required=True),
             Column("valid_to", N_("Last day"), Type.DAY, required=True)),
            ("number",),
        ),
        Kind(
            "posts", N_("Former and other posts"),
            (DIVISION, Column("username", N_("Account"), required=True, most=80),
             Column("kind", N_("What it is"), Type.CHOICE, required=True,
                    choices=("department", "supervision_body", "unit", "enterprise")),
             Column("worked_in", N_("Its division"), Type.DIVISION, required=True),
             Column("name", N_("Name of the unit or enterprise"), required=True),
             Column("valid_from", N_("First day"), Type.DAY, required=True), TO,
             Column("mistaken", N_("Entered by mistake"), Type.YES_NO)),
            ("username", "kind", "worked_in", "name", "valid_from"),
            about=N_("Where people of a body worked before, or work besides: nobody investigates a unit to "
                     "which they belonged within three years. The first division is the account's own. "
                     "Without a last day they work there still and never learn of complaints about it."),
        ),
        Kind(
            "heads", N_("Approving heads"),
            (DIVISION, PERSON, Column("title", N_("Title"), most=80), USERNAME, *TERM),
            ("division", "name", "valid_from"),
        ),
    )
}  # fmt: skip
