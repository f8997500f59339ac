"""Looking into the registers for one judgment, as of a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from services.triage.domain.known import Register
from services.triage.registers.models import RegisterEntry

ASKED = ("agencies", "heads", "staff")


@dataclass
class Answers:
    """What the registers said on a day: about names, and who is certified at each body."""

    about: dict[frozenset[str], Register | None] = field(default_factory=dict)
    certified: dict[str, list[str] | None] = field(default_factory=dict)


@dataclass
class Lookups:
    """The registers on a day, for one transaction. Questions that nobody asks cost nothing, and what was
    asked is not asked again: a judgment asks thrice, and a batch of complaints is often about few bodies.
    Who takes them as they were a moment ago gives the answers of that moment."""

    session: Session
    day: date
    answers: Answers = field(default_factory=Answers)

    @property
    def empty(self) -> bool:
        """Whether nothing is registered that a judgment asks for, as where registers were never used."""
        info = self.session.info
        if "registers_empty" not in info:
            info["registers_empty"] = not self.session.scalar(
                select(exists().where(RegisterEntry.kind.in_(ASKED)))
            )
        return bool(info["registers_empty"])

    def about(self, names: Collection[str]) -> Register | None:
        """What is known of these names; None when none is registered."""
        if not names or self.empty:
            return None
        asked = frozenset(names)
        known = self.answers.about
        if asked not in known:
            known[asked] = self._read(asked)
        return known[asked]

    def _read(self, names: Collection[str]) -> Register | None:
        query = self._valid().where(RegisterEntry.name.in_(names), RegisterEntry.kind.in_(ASKED))
        found: dict[str, dict[str, list[str]]] = {"agencies": {}, "heads": {}, "staff": {}}
        for entry in self._found(query):
            found[entry.kind].setdefault(entry.name, []).append(entry.division)
        if not any(found.values()):
            return None
        return Register(*(_fixed(found[kind]) for kind in ("agencies", "heads", "staff")))

    def certified(self, divisions: Collection[str]) -> dict[str, list[str]]:
        """Of each body that has anybody registered: the names of those with a certificate that is valid."""
        if self.empty or not divisions:
            return {}
        known = self.answers.certified
        if missing := [each for each in divisions if each not in known]:
            known.update(dict.fromkeys(missing) | self._certified(missing))
        return {each: named for each in divisions if (named := known[each]) is not None}

    def _certified(self, divisions: Collection[str]) -> dict[str, list[str]]:
        query = self._valid().where(
            RegisterEntry.kind.in_(("staff", "certificates")), RegisterEntry.division.in_(divisions)
        )
        found = self._found(query)
        valid = {(one.division, one.cells["staff_number"]) for one in found if one.kind == "certificates"}
        people: dict[str, list[str]] = {}
        for one in found:
            if one.kind == "staff":
                named = people.setdefault(one.division, [])
                named += [one.name] if (one.division, one.cells["number"]) in valid else []
        return people

    def _found(self, query: "Select[RegisterEntry]") -> list[RegisterEntry]:
        with self.session.no_autoflush:  # what is judged changes no register
            return list(self.session.scalars(query))

    def _valid(self) -> "Select[RegisterEntry]":
        return select(RegisterEntry).where(
            RegisterEntry.valid_from.is_(None) | (RegisterEntry.valid_from <= self.day),
            RegisterEntry.valid_to.is_(None) | (RegisterEntry.valid_to >= self.day),
        )


def _fixed(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(set(divisions))) for name, divisions in found.items()}
