"""Where it takes place: investigation's relay and worker, a body's own system, and the servers between them."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4, uuid5

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from deploy.servers.postgres import PostgresServer
from deploy.servers.rabbitmq import RabbitNode
from services.investigation.bodies import letters, links, telling
from services.investigation.handlers import HANDLERS
from shared import crypto, migrate
from shared.clock import system_clock
from shared.contracts.events import Event, StaffChanged
from shared.contracts.routing import REPORTS_EXCHANGE, body_queue
from shared.contracts.terms import Role
from shared.database import Database
from shared.messaging.definitions import account_name, body_account, body_definitions, definitions
from shared.messaging.lines import REPORTS_LINE, to_body
from shared.messaging.looking import LineState, at_broker
from shared.work import SYSTEM, Works
from tests.faults.bodies import program, system
from tests.faults.bodies.mine import Mine
from tests.investigation.builders import BODY, accepted
from tests.load.unit import ROOT, Unit

DIVISION = BODY.removeprefix("SUP-")
MASTER = b"a drill's own master, not for you"
PASSWORD = "of-a-drill"
SIDES = {**dict.fromkeys(program.WEAKENED, "worker"), **dict.fromkeys(system.WEAKENED, "system")}
"""Which program goes without which guarantee."""
LINES = (REPORTS_LINE, to_body(DIVISION))


@dataclass
class Office:
    """Everything that may be killed. `works` looks at the database from outside, and opens cases there."""

    folder: Path
    node: RabbitNode
    postgres: PostgresServer
    url: str
    works: Works
    relay: Unit
    worker: Unit
    second: Unit
    """Another worker, which is started by who needs it."""
    system: Unit
    under_worker: Mine
    under_system: Mine

    @property
    def units(self) -> Sequence[Unit]:
        return (self.relay, self.worker, self.system)

    @property
    def box(self) -> Path:
        """The folder of the body's system."""
        return self.folder / "box"

    def open(self, count: int) -> list[UUID]:
        """So many cases for the body; their ids."""
        now = datetime.now(UTC)
        events = [
            accepted(uuid4(), at=now, accepted_at=now, investigate_by=date.today() + timedelta(60))
            for _ in range(count)
        ]
        for event in events:
            _hear(self.works, event)
        return [event.complaint_id for event in events]

    def tell(self) -> None:
        """What the worker does by itself, while there is none."""
        while telling.once(self.works):
            pass

    def lines(self) -> list[LineState]:
        """The queue of reports and the body's, as the operator's commands see them."""
        return at_broker(self.url, LINES)

    def said(self) -> str:
        return "\n".join(f"--- {unit.name}\n{unit.said(1500)}" for unit in (*self.units, self.second))


def _hear(works: Works, event: Event) -> None:
    with works.begin(SYSTEM) as work:
        HANDLERS[type(event)](work, event)


@contextmanager
def opened(
    folder: Path, node: RabbitNode, postgres: PostgresServer, database_url: str, without: str | None = None
) -> Iterator[Office]:
    """All of it running, until the end, on a broker and a database that are there: both are killed, too."""
    folder.mkdir(parents=True, exist_ok=True)
    crypto.configure([MASTER])
    works = Works(Database(database_url), "investigation", system_clock)
    migrate.upgrade("investigation", works.database)
    made = _made(folder, node, postgres, works, database_url, without)
    _hand_out(made)
    try:
        for unit in made.units:
            unit.start()
        yield made
    finally:
        for unit in (*made.units, made.second):
            unit.kill()
        works.database.dispose()


def _made(
    folder: Path,
    node: RabbitNode,
    postgres: PostgresServer,
    works: Works,
    database: str,
    without: str | None,
) -> Office:
    vhost = f"drill-{uuid4().hex[:8]}"
    url = node.url(vhost)
    mines = [Mine(folder / f"mine-{side}") for side in ("worker", "system")]
    weak = {
        side: ["--without", str(without)] if SIDES.get(without or "") == side else []
        for side in SIDES.values()
    }
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "JIANDU_DATA_DIR": str(folder / "var"),
        "JIANDU_MASTER_KEYS": MASTER.hex(),
        "JIANDU_BROKER_URL": url,
        "JIANDU_INVESTIGATION_DATABASE_URL": database,
    }

    def unit(name: str, *command: str) -> Unit:
        return Unit(name, [sys.executable, "-m", *command], environment, folder / f"{name}.log")

    house = ("tests.faults.bodies.program", "--mine", str(mines[0].file), *weak["worker"])
    own = ("tests.faults.bodies.system", "--said", str(folder / "said.json"), "--mine", str(mines[1].file))
    return Office(
        folder,
        node,
        postgres,
        url,
        works,
        unit("relay", "tests.faults.bodies.program", "--mine", str(mines[0].file), "relay", "investigation"),
        unit("worker", *house, "worker", "investigation"),
        unit("second", *house, "worker", "investigation"),
        unit("system", *own, "--folder", str(folder / "box"), *weak["system"]),
        *mines,
    )


def _hand_out(at: Office) -> None:
    """The body's people, its link, its queue and account, and what its system is told of them."""
    at.folder.joinpath("var").mkdir(exist_ok=True)
    _hear(at.works, _account(system.ACTING))
    private, vhost = X25519PrivateKey.generate(), at.url.rpartition("/")[2]
    account = account_name(vhost, body_account(DIVISION))
    with at.works.begin(SYSTEM) as work:
        links.link(work, DIVISION, account, private.public_key().public_bytes_raw())
    key = at.folder / "private.pem"
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    said = {
        "JIANDU_BROKER": f"amqp://{account}:{PASSWORD}@127.0.0.1:{at.node.port}/{vhost}",
        "JIANDU_DIVISION": DIVISION,
        "JIANDU_QUEUE": body_queue(DIVISION),
        "JIANDU_EXCHANGE": REPORTS_EXCHANGE,
        "JIANDU_HOUSE_KEY": letters.house_key(),
        "JIANDU_PRIVATE_KEY": str(key),
    }
    (at.folder / "said.json").write_text(json.dumps(said))
    _import(at.node, vhost, at.folder / "definitions.json")


def _import(node: RabbitNode, vhost: str, file: Path) -> None:
    whole, body = definitions(vhost), body_definitions(vhost, DIVISION, PASSWORD)
    ours = {"user": node.user, "vhost": vhost, "configure": ".*", "write": ".*", "read": ".*"}
    whole = {name: [*part, *body.get(name, [])] for name, part in whole.items()}
    whole["permissions"].append(ours)
    file.write_text(json.dumps(whole))
    node.control("import_definitions", str(file))


def _account(username: str) -> StaffChanged:
    now = datetime.now(UTC)
    staff_id = uuid5(system.NAMES, username)
    return StaffChanged(
        id=uuid4(), at=now, staff_id=staff_id, version=1, username=username, display_name=username, home=BODY,
        roles=[Role.INVESTIGATOR], certificate_valid_to=date.today() + timedelta(365),
        tokens_valid_from=now - timedelta(days=1),
    )  # fmt: skip
