"""All that is sealed in a house: its databases, and the letters that lie dead at the broker."""

from collections import Counter
from dataclasses import dataclass, field

from shared import assembly, crypto
from shared.assembly import ServiceParts
from shared.crypto import Keyring, Unreadable
from shared.keys import bodies, census, renewal
from shared.keys.census import Tally
from shared.keys.places import places
from shared.messaging.dead_queue import DeadQueue
from shared.messaging.dead_reports import DeadReports, key_id
from shared.messaging.letters import OPERATOR
from shared.messaging.lines import REPORTS_LINE
from shared.messaging.looking import at_broker

DEAD_QUEUE = "dead letters at the broker"
DEAD_REPORTS = "dead reports of bodies"


@dataclass
class Standing:
    """One service: how much lies under which key, and how many events wait at the broker with keys unseen."""

    service: str
    tallies: list[Tally] = field(default_factory=list)
    waiting: int = 0

    def left(self, ring: Keyring) -> int:
        """What needs an older key and can be sealed anew, or will be by being handled."""
        waiting = self.waiting if len(ring.key_ids) > 1 else 0
        return waiting + sum(tally.old(ring) for tally in self.tallies if not tally.ending)

    def ending(self, ring: Keyring) -> int:
        """What needs an older key and ends by itself."""
        return sum(tally.old(ring) for tally in self.tallies if tally.ending)

    @property
    def unreadable(self) -> int:
        return sum(tally.unreadable for tally in self.tallies if not tally.ending)

    @property
    def under(self) -> Counter[bytes]:
        return sum((tally.under for tally in self.tallies), Counter[bytes]())


def look(part: ServiceParts, broker_url: str | None, thorough: bool) -> Standing:
    """Raises SQLAlchemyError, BROKER_TROUBLE."""
    ring, found = crypto.keyring(), Standing(part.name)
    for place in places(part.metadata):
        for tally in census.count(part.works.database, place, ring, thorough):
            tally.where = f"{place.name}.{tally.where}"
            found.tallies.append(tally)
    if broker_url:
        lines = assembly.lines(part)
        states = at_broker(broker_url, lines)
        found.waiting = sum(each.queue.ready for each in states if each.line.ours)
        found.tallies.append(_dead(part.name, broker_url, ring))
        if any(each.line == REPORTS_LINE and not each.dead.missing for each in states):
            found.tallies.append(_dead_reports(part.name, broker_url, ring))
    return found


def _dead(service: str, url: str, ring: Keyring) -> Tally:
    tally = Tally(DEAD_QUEUE, ending=False)
    for letter in DeadQueue(service, url).letters():
        try:
            tally.under.update(bodies.key_ids(letter.body))
            bodies.opened(letter.body, ring)
        except Unreadable:
            tally.fails([letter.id])
    return tally


def _dead_reports(service: str, url: str, ring: Keyring) -> Tally:
    """What is sealed for a key of the house. Nobody seals them anew: they are retried, or discarded."""
    tally = Tally(DEAD_REPORTS, ending=False)
    for letter in DeadReports(service, url).letters():
        try:
            tally.under[key_id(letter.body, ring)] += 1
        except Unreadable:
            tally.fails([letter.id])
    return tally


def renew(part: ServiceParts, broker_url: str | None) -> int:
    """Seal everything of a service anew under the current key; how many rows and letters were."""
    ring, count = crypto.keyring(), 0
    for place in places(part.metadata):
        count += renewal.renew(part.works.database, place, ring).rows
    if broker_url:
        count += DeadQueue(part.name, broker_url).renew(lambda body: bodies.renewed(body, ring))
    if count:
        with part.works.begin(OPERATOR) as work:
            detail = {"key": ring.current.hex(), "rows": count}
            work.record("keys.sealed_anew", f"service:{part.name}", detail)
    return count
