"""Dead letters of the embedded form: rows in the hearer's own database."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select, update

from shared.contracts.routing import inbox_queue
from shared.contracts.terms import Service
from shared.messaging import handling
from shared.messaging.handling import Listener, Outcome
from shared.messaging.letters import Letter, read
from shared.messaging.tables import dead_letter


@dataclass
class DeadRows:
    """One service's tray. A letter tried again is applied here and now."""

    listener: Listener

    @property
    def service(self) -> str:
        return self.listener.name

    def letters(self) -> list[Letter]:
        with self.listener.works.reading() as session:
            rows = session.execute(select(dead_letter).order_by(dead_letter.c.died_at)).all()
        return [
            read(
                Service(self.service),
                inbox_queue(Service(self.service)),
                bytes(row.body),
                str(row.message_id),
                row.name,
                row.reason,
                row.died_at,
            )
            for row in rows
        ]

    def retry(self, ids: set[str]) -> dict[str, str]:
        return {letter.id: self._again(letter) for letter in self.letters() if letter.id in ids}

    def _again(self, letter: Letter) -> str:
        verdict = handling.apply_batch(self.listener, [letter.body])[0]
        mine = dead_letter.c.message_id == UUID(letter.id)
        with self.listener.works.database.transaction() as session:
            if verdict.outcome is Outcome.POISON:
                session.execute(update(dead_letter).where(mine).values(reason=verdict.reason))
                return f"poison: {verdict.reason}"
            session.execute(delete(dead_letter).where(mine))
        return str(verdict.outcome)

    def discard(self, ids: set[str]) -> set[str]:
        found = {letter.id for letter in self.letters()} & ids
        chosen = [UUID(id) for id in found]
        with self.listener.works.database.transaction() as session:
            session.execute(delete(dead_letter).where(dead_letter.c.message_id.in_(chosen)))
        return found
