"""What is done to the house. Each fault returns once everything has been given back."""

import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from deploy.servers.postgres import PostgresServer
from deploy.servers.private import ServerFailed
from deploy.servers.rabbitmq import RabbitNode
from shared.contracts.routing import inbox_queue
from shared.contracts.terms import Service
from tests.faults.proxy import Shears
from tests.faults.site import FAKETIME, Site, signal_tree
from tests.faults.streams import Moment
from tests.load.unit import Unit

DOWN_SECONDS = 3.0
FROZEN_SECONDS = 30.0
CUTTING_SECONDS = 8.0
ALARM_SECONDS = 15.0
BETWEEN_SECONDS = 0.7


@dataclass(frozen=True)
class Fault:
    """One row of the table. `without` runs it with a guarantee switched off: then the ledger must not balance."""

    name: str
    says: str
    inflict: Callable[[Site], None]
    nodes: int = 1
    without: str | None = None
    needs_clock: bool = False


# --- killed ------------------------------------------------------------------------------------


def kill_broker(site: Site) -> None:
    (node,) = site.owned.nodes
    node.kill()
    time.sleep(DOWN_SECONDS)
    node.start()


def kill_database(site: Site) -> None:
    site.owned.postgres.kill()
    time.sleep(DOWN_SECONDS)
    back(site.owned.postgres)


def kill_both(site: Site) -> None:
    site.owned.postgres.kill()
    site.owned.nodes[0].kill()
    time.sleep(DOWN_SECONDS)
    back(site.owned.postgres)
    site.owned.nodes[0].start()


def kill_units(kind: str, times: int, site: Site) -> None:
    """Each of the kind, one after the other, started again at once, as a supervisor does."""
    for _ in range(times):
        for unit in site.units(kind):
            unit.kill()
            unit.start()
            time.sleep(BETWEEN_SECONDS)
    site.estate.wait_ready()


def kill_everything(site: Site) -> None:
    """A power cut: all programs and both servers at one moment, and all of them back."""
    site.estate.kill()
    kill_both(site)
    site.revive()


def kill_node(site: Site) -> None:
    """The node that leads intake's way to triage."""
    node = _leader(site)
    node.kill()
    time.sleep(DOWN_SECONDS * 2)
    node.start()


def kill_majority(site: Site) -> None:
    """Two of three: nobody may confirm anything until one is back."""
    fallen = site.owned.nodes[:2]
    for node in fallen:
        node.kill()
    time.sleep(DOWN_SECONDS * 2)
    for node in fallen:
        node.start()


def _leader(site: Site) -> RabbitNode:
    told = site.owned.nodes[0].control("list_queues", "--no-table-headers", "name", "leader")
    for line in told.splitlines():
        name, _, leader = line.partition("\t")
        if name == inbox_queue(Service.TRIAGE):
            return next(node for node in site.owned.nodes if leader == f"{node.name}@localhost")
    raise LookupError(f"triage's queue has no leader: {told!r}")


def back(server: PostgresServer) -> None:
    """The postmaster's children must have ended before it may start again."""
    for _ in range(20):
        try:
            server.start()
        except ServerFailed:
            time.sleep(0.3)
        else:
            return
    server.start()


# --- restarted, frozen -------------------------------------------------------------------------


def restart_in_turn(site: Site) -> None:
    """As at an upgrade: each program is asked to end and started again."""
    for unit in site.estate.units.values():
        unit.stop()
        unit.start()
    site.estate.wait_ready()


def freeze_units(kind: str, site: Site) -> None:
    _freeze(site.units(kind))
    site.estate.wait_ready()


def _freeze(units: Iterable[Unit]) -> None:
    chosen = list(units)
    for unit in chosen:
        unit.freeze()
    time.sleep(FROZEN_SECONDS)
    for unit in chosen:
        unit.thaw()


def freeze_broker(site: Site) -> None:
    _frozen(site.owned.nodes[0].pid)


def freeze_database(site: Site) -> None:
    _frozen(site.owned.postgres.pid)


def _frozen(pid: int) -> None:
    signal_tree(pid, signal.SIGSTOP)
    time.sleep(FROZEN_SECONDS)
    signal_tree(pid, signal.SIGCONT)


# --- cut, full, out of time --------------------------------------------------------------------


def cut(moment: Moment, every: int, site: Site) -> None:
    shears = Shears(moment, every)
    site.arm(shears)
    time.sleep(CUTTING_SECONDS)
    # Where the machine is busy batches are large, and there is little to cut.
    deadline = time.monotonic() + CUTTING_SECONDS * 5
    while not shears.cuts and time.monotonic() < deadline:
        time.sleep(0.2)
    site.arm(Shears())
    if not shears.cuts:
        raise AssertionError(f"nothing was cut {moment}: the drill has shown nothing")


def fill_disk(site: Site) -> None:
    """The broker's alarm: it takes nothing from anyone."""
    node = site.owned.nodes[0]
    node.control("set_disk_free_limit", "1000GB")
    time.sleep(ALARM_SECONDS)
    node.control("set_disk_free_limit", "200MB")


def jump_clock(site: Site) -> None:
    """Forward by an hour, back by two, and right again, under everyone's feet."""
    for offset in ("+1h", "-1h", "+0"):
        site.clock_file.write_text(offset)
        time.sleep(4)


FAULTS = (
    Fault("calm", "nothing", lambda site: time.sleep(5)),
    Fault("broker-killed", "kill -9 of RabbitMQ, back after 3 s", kill_broker),
    Fault("database-killed", "kill -9 of PostgreSQL, back after 3 s", kill_database),
    Fault("both-killed", "kill -9 of RabbitMQ and PostgreSQL together", kill_both),
    Fault("webs-killed", "kill -9 of each web side, twice", partial(kill_units, "web", 2)),
    Fault("relays-killed", "kill -9 of each relay, three times", partial(kill_units, "relay", 3)),
    Fault("workers-killed", "kill -9 of each worker, three times", partial(kill_units, "worker", 3)),
    Fault("all-killed", "kill -9 of everything at once", kill_everything),
    Fault("all-restarted", "every program stopped in order and started, one by one", restart_in_turn),
    Fault("broker-frozen", "SIGSTOP of RabbitMQ for 30 s", freeze_broker),
    Fault("database-frozen", "SIGSTOP of PostgreSQL for 30 s", freeze_database),
    Fault("webs-frozen", "SIGSTOP of every web side for 30 s", partial(freeze_units, "web")),
    Fault("relays-frozen", "SIGSTOP of every relay for 30 s", partial(freeze_units, "relay")),
    Fault("workers-frozen", "SIGSTOP of every worker for 30 s", partial(freeze_units, "worker")),
    Fault("cut-publish", "connections cut mid-publish, one publish in 40", partial(cut, Moment.PUBLISH, 40)),
    Fault("cut-confirm", "connections cut mid-confirm, one confirm in 40", partial(cut, Moment.CONFIRM, 40)),
    Fault("cut-ack", "connections cut mid-ack, one ack in 40", partial(cut, Moment.ACK, 40)),
    Fault("cut-commit", "the answer to one COMMIT in 60 lost", partial(cut, Moment.COMMIT, 60)),
    Fault("disk-full", "disk alarm at the broker for 15 s", fill_disk),
    Fault("clock-jumps", "the clock +1 h, -1 h, right again", jump_clock, needs_clock=True),
    Fault("node-killed", "three nodes: kill -9 of the leader, back after 6 s", kill_node, nodes=3),
    Fault("majority-killed", "three nodes: kill -9 of two, back after 6 s", kill_majority, nodes=3),
)

PROOFS = (
    Fault(
        "no-confirms",
        "publishing without confirms; connections cut mid-publish",
        partial(cut, Moment.PUBLISH, 20),
        without="confirms",
    ),
    Fault("no-inbox", "no inbox; connections cut mid-ack", partial(cut, Moment.ACK, 20), without="inbox"),
    Fault(
        "ack-first",
        "acknowledging before the commit; kill -9 of each worker, three times",
        partial(kill_units, "worker", 3),
        without="commit-first",
    ),
)
"""The proof that the ledger would notice: here it must not balance."""


def possible(fault: Fault) -> str | None:
    """None, or why this machine cannot do it."""
    return "needs libfaketime" if fault.needs_clock and FAKETIME is None else None
