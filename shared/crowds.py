"""How many complaints come from where a caller calls: the door counts and tells the inside one word.

The address itself stays at the door. nginx says the same words (deploy/nginx/templates); here is what the
door of the embedded default does. What is counted lies in memory, under a key of this process, for minutes.
"""

import hashlib
import ipaddress
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

HEADER = "Jiandu-Crowd"
LINES = 16
"""Callers are dealt into so many lines, so that a line filled by a flood is the line of few others."""

RATE = 2.0
"""Complaints a second from one address that nobody remarks on: 1,200 in ten minutes."""
BUSY, CROWDED = 1000, 5000
"""So many above that rate."""
SENDS = ("/api/v1/complaints", "/complaints/new/check", "/complaints/whole/send")
MOST_KEPT = 20_000


@dataclass
class Counted:
    excess: float
    at: float


@dataclass
class Crowds:
    """What this process's door has counted. The same arithmetic as nginx's leaky bucket."""

    clock: Callable[[], float] = time.monotonic
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    _counted: dict[bytes, Counted] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def told(self, method: str, path: str, address: str) -> str:
        """What the inside is told of this request: how crowded it is there, and which line is its own."""
        word = hashlib.blake2b(home(address).encode(), key=self._key, digest_size=8).digest()
        sends = method == "POST" and path in SENDS
        return f"{self._count(word) if sends else 'calm'} {word[0] % LINES}"

    def _count(self, word: bytes) -> str:
        with self._lock:
            now = self.clock()
            before = self._counted.get(word) or Counted(0.0, now)
            excess = max(0.0, before.excess - (now - before.at) * RATE) + 1
            # What is beyond the last mark is not counted: once they stop, it is calm again in minutes.
            self._counted[word] = Counted(min(excess, CROWDED + 1), now)
            if len(self._counted) > MOST_KEPT:
                self._forget(now)
        return "crowded" if excess > CROWDED else "busy" if excess > BUSY else "calm"

    def _forget(self, now: float) -> None:
        calm = [word for word, each in self._counted.items() if each.excess <= (now - each.at) * RATE]
        for word in calm or list(self._counted)[: MOST_KEPT // 2]:
            del self._counted[word]


def home(address: str) -> str:
    """Whose address it is: with IPv6 a household has as many as it likes below its first four groups."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))
