"""Dead letters as an operator meets them: told apart, looked at, tried again, thrown away.

With a broker they lie in `<service>.dead` and the dead queues of its other lines (`lines`), on the embedded
form in the service's own database. Neither
place gives away what a complaint says: the content is sealed, and only what travels open is shown.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol

from shared.contracts.terms import Service
from shared.work import Actor, Works

OPERATOR = Actor("system", "operator")
"""Who an operator's command is, in the trail: the machine's own records say which person it was."""
_TOLD = ("time", "subject", "traceparent", "type")


@dataclass(frozen=True)
class Letter:
    """One event that could not take effect. `happened_at` is when it was said; `died_at` is known on
    the embedded form only. `body` is what travelled, sealed parts included."""

    service: str
    queue: str
    """Where it would have been taken from."""
    id: str
    name: str
    reason: str
    happened_at: str | None
    died_at: datetime | None
    subject: str | None
    traceparent: str | None
    kind: str | None
    """What its envelope says it is."""
    body: bytes

    def as_json(self) -> dict[str, Any]:
        """Everything but the content, of which only the size is told."""
        known = asdict(self) | {"bytes": len(self.body)}
        del known["body"], known["kind"]
        return known | {"died_at": self.died_at.isoformat() if self.died_at else None}


class Tray(Protocol):
    """One service's dead letters."""

    @property
    def service(self) -> str: ...

    def letters(self) -> list[Letter]:
        """All of them, the oldest first. Nothing is changed."""

    def retry(self, ids: set[str]) -> dict[str, str]:
        """Try the named ones again: what became of each found, `sent`, `applied`, `duplicate`, or `poison`
        with the new reason. A letter leaves the tray only once it is safe elsewhere."""

    def discard(self, ids: set[str]) -> set[str]:
        """Throw the named ones away; those that were found."""


def read(
    service: Service, queue: str, body: bytes, id: str, name: str, reason: str, died_at: datetime | None
) -> Letter:
    """The letter with what its envelope says in the open; a stranger's message has no envelope."""
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError):
        envelope = None
    said = envelope if isinstance(envelope, dict) else {}
    told = {key: value for key in _TOLD if isinstance(value := said.get(key), str)}
    return Letter(
        service=service,
        queue=queue,
        id=id,
        name=name,
        reason=reason,
        happened_at=told.get("time"),
        died_at=died_at,
        subject=told.get("subject"),
        traceparent=told.get("traceparent"),
        kind=told.get("type"),
        body=body,
    )


@contextmanager
def recorded(works: Works, action: str, ids: set[str], reason: str = "") -> Iterator[None]:
    """Note in the trail what the operator is about to do, before it is done; then do it."""
    with works.begin(OPERATOR) as work:
        for id in sorted(ids):
            work.record(action, f"message:{id}", {"reason": reason} if reason else {})
    yield
