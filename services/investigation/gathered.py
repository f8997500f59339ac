"""What stands about several cases, each kind of row read once for all of them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from services.investigation import joined
from services.investigation.document_ends import Fallen, fallen
from services.investigation.models import Case, Entry, Notice, Proposal
from services.investigation.words_heard import readable, said_here

ByCase = dict[UUID, list[Any]]


@dataclass
class Gathered:
    """Rows of these cases; a kind is read when the first of them is asked for it, then for all."""

    session: Session
    cases: Sequence[Case]
    _held: dict[Any, ByCase] = field(default_factory=dict)
    _fallen: Fallen | None = None
    _joined: dict[UUID, list[str]] | None = None

    def rows(self, kind: Any, case: Case, *order: Any) -> list[Any]:
        """The case's rows of this kind; a kind has one order."""
        return self._mine(kind, kind, case, order)

    def values(self, named: Any, case: Case) -> list[Any]:
        """What the case's rows say under one of their names, as `Archive.number`."""
        return self._mine(named, named.class_, case, ())

    def _mine(self, what: Any, kind: Any, case: Case, order: tuple[Any, ...]) -> list[Any]:
        def asked() -> Any:
            of = select(kind.case_id, what).where(kind.case_id.in_([each.id for each in self.cases]))
            return of.order_by(*order)

        return self._of(what, case.id, asked)

    def course(self, case: Case) -> list[tuple[str, str]]:
        """Each step of the case's course: its kind, and the words with it."""

        def asked() -> Any:
            beside = [each.id for each in self.cases]
            return select(Entry.case_id, Entry.kind, Entry.text).where(Entry.case_id.in_(beside))

        return self._of(Entry.text, case.id, asked)

    def joined(self, case: Case) -> list[str]:
        """Numbers of complaints that are answered with the case."""
        if self._joined is None:
            self._joined = joined.numbers(self.session, self.cases)
        return self._joined.get(case.id, [])

    def fallen(self) -> Fallen:
        """Which of these cases' outcomes do not stand any more."""
        if self._fallen is None:
            self._fallen = fallen(self.session, [each.id for each in self.cases])
        return self._fallen

    def proposal(self, case: Case) -> Proposal | None:
        """The case's latest proposal."""
        if not case.proposal:
            return None

        def asked() -> Any:
            places = [(each.id, each.proposal) for each in self.cases if each.proposal]
            latest = select(Proposal.case_id, Proposal)
            return latest.where(tuple_(Proposal.case_id, Proposal.version).in_(places))

        return next(iter(self._of(Proposal, case.id, asked)), None)

    def letters(self, case: Case) -> list[str]:
        """What was heard of the complaint and may be read at the case's body."""

        def asked() -> Any:
            beside = [each.id for each in self.cases if each.body == case.body]
            heard = select(Case.id, Notice.text).join(Case, Case.complaint_id == Notice.complaint_id)
            return heard.where(Case.id.in_(beside), readable(case.body), said_here()).order_by(Notice.at)

        return self._of((Notice, case.body), case.id, asked)

    def _of(self, kind: Any, key: UUID, asked: Callable[[], Any]) -> list[Any]:
        """`asked` makes the query: a question is put together only where it is put."""
        if kind not in self._held:
            self._held[kind] = self._by_case(asked())
        return self._held[kind].get(key, [])

    def _by_case(self, query: Any) -> ByCase:
        found: ByCase = defaultdict(list)
        for key, *row in self.session.execute(query):
            found[key].append(row[0] if len(row) == 1 else tuple(row))
        return found
