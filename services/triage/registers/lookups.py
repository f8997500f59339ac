"""Looking into the registers for one judgment, as of a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services.triage.domain.known import Register
from services.triage.registers.models import RegisterEntry

ASKED = ("agencies", "heads", "staff")


@dataclass
class Lookups:
    """The registers on a day. Questions that nobody asks cost nothing."""

    session: Session
    day: date

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
        query = self._valid().where(RegisterEntry.name.in_(names), RegisterEntry.kind.in_(ASKED))
        found: dict[str, dict[str, list[str]]] = {"agencies": {}, "heads": {}, "staff": {}}
        for entry in self.session.scalars(query):
            found[entry.kind].setdefault(entry.name, []).append(entry.division)
        if not any(found.values()):
            return None
        return Register(*(_fixed(found[kind]) for kind in ("agencies", "heads", "staff")))

    def certified(self, divisions: Collection[str]) -> dict[str, list[str]]:
        """Of each body that has anybody registered: the names of those with a certificate that is valid."""
        if self.empty or not divisions:
            return {}
        query = self._valid().where(
            RegisterEntry.kind.in_(("staff", "certificates")), RegisterEntry.division.in_(divisions)
        )
        found = list(self.session.scalars(query))
        valid = {(one.division, one.cells["staff_number"]) for one in found if one.kind == "certificates"}
        people: dict[str, list[str]] = {}
        for one in found:
            if one.kind == "staff":
                named = people.setdefault(one.division, [])
                named += [one.name] if (one.division, one.cells["number"]) in valid else []
        return people

    def _valid(self):  # type: ignore[no-untyped-def]  # a Select, whose type no reader would thank us for
        return select(RegisterEntry).where(
            RegisterEntry.valid_from.is_(None) | (RegisterEntry.valid_from <= self.day),
            RegisterEntry.valid_to.is_(None) | (RegisterEntry.valid_to >= self.day),
        )


def _fixed(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(set(divisions))) for name, divisions in found.items()}
