"""Looking at what a service needs, quickly and never in vain: each look has its time and then is over.

Whoever asks is answered within LOOK_SECONDS, also when what is looked at hangs. What was seen counts for
a second, so that a crowd of askers is no load; a look that hangs is not begun a second time.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from shared.messaging.failure import reason_of
from shared.metrics.table import READY, Row
from shared.metrics.telling import Seen

log = structlog.get_logger("readiness")

LOOK_SECONDS = 2.0
FRESH_SECONDS = 1.0


@dataclass(frozen=True)
class Finding:
    """What one check saw. `wrong`: the service cannot do its work. `warning`: somebody should look."""

    wrong: str = ""
    warning: str = ""
    measured: Mapping[Row, float] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.wrong or self.warning or "ok"


Check = Callable[[], Finding]


class _Look:
    """One check with a thread while it looks, and what it saw last."""

    def __init__(self, name: str, check: Check, patience: float) -> None:
        self.name = name
        self._check, self._patience = check, patience
        self._turn = threading.Lock()
        self._over: threading.Event | None = None
        self._found, self._found_at = Finding(), float("-inf")

    def begin(self) -> None:
        """See to it that somebody looks, unless that was a moment ago."""
        with self._turn:
            fresh = time.monotonic() - self._found_at < FRESH_SECONDS
            if self._over is None and not fresh:
                self._over = threading.Event()
                threading.Thread(target=self._look, name=f"look-{self.name}", daemon=True).start()

    def end(self, until: float) -> Finding:
        """What was seen, or that nothing was by then."""
        over = self._over
        if over is not None and not over.wait(max(0.0, until - time.monotonic())):
            return Finding(wrong=f"no answer within {self._patience:g} s")
        return self._found

    def _look(self) -> None:
        try:
            found = self._check()
        except Exception as error:  # noqa: BLE001 whatever it is: the check could not see that all is well
            found = Finding(wrong=reason_of(error))
        over = self._over
        with self._turn:
            if str(found) != str(self._found):
                told = log.info if str(found) == "ok" else log.warning
                told("readiness_changed", check=self.name, outcome="ok" if str(found) == "ok" else "not_ok")
            self._found, self._found_at, self._over = found, time.monotonic(), None
        if over is not None:
            over.set()


class Readiness:
    """The checks of one service in one process."""

    def __init__(self, service: str, checks: Mapping[str, Check], patience: float = LOOK_SECONDS) -> None:
        self.service = service
        self._looks = {name: _Look(name, check, patience) for name, check in checks.items()}
        self._patience = patience

    @property
    def names(self) -> list[str]:
        return list(self._looks)

    def look(self, names: Iterable[str] | None = None) -> dict[str, Finding]:
        """What the checks see, all at the same time and all within the patience."""
        chosen = [self._looks[name] for name in (self.names if names is None else names)]
        until = time.monotonic() + self._patience
        for each in chosen:
            each.begin()
        return {each.name: each.end(until) for each in chosen}

    def told(self, names: Iterable[str] | None = None) -> tuple[bool, dict[str, Any]]:
        """Whether all is well, and the answer of /readyz: each check with `ok` or what is the matter."""
        found = self.look(names)
        ready = not any(one.wrong for one in found.values())
        status = "ready" if ready else "not_ready"
        return ready, {"status": status, "checks": {name: str(one) for name, one in found.items()}}

    def measure(self, seen: Seen) -> None:
        """Tell what was measured on the way, and how each check stands."""
        for name, found in self.look().items():
            seen.tell(READY, (self.service, name), float(not found.wrong))
            for row, value in found.measured.items():
                seen.tell(row, (self.service,), value)
