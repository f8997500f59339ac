"""What every test may ask for: a database or a virtual host of its own on the run's private servers."""

import fcntl
import gc
import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import hypothesis
import psycopg
import pytest
from _pytest.pathlib import import_path
from playwright.sync_api import Browser
from psycopg import sql

from deploy.servers.postgres import PostgresServer
from deploy.servers.rabbitmq import RabbitNode
from shared.cli.memory import collect_seldom
from tests import dealing
from tests.sampled import TURN
from tests.servers import chromium, templates
from tests.servers import session as servers

VHOSTS_AT_ONCE = 12
SLOWEST = (
    "browser/test_every_page.py",
    "journeys/test_reaches_the_right_body.py",
    "deploy/test_up.py",
    "deploy/test_up_restored.py",
    "journeys/test_planted_secrets.py",
    "journeys/test_restored.py",
    "journeys/test_main_journey.py",
    "api/test_schema_fuzz.py",
    "api/test_bad_forms.py",
    "shared/messaging/test_delivery.py",
    "faults/test_short.py",
    "investigation/test_matrix.py",
    "journeys/test_demo_cases.py",
    "bench/test_runs.py",
    "faults/test_bodies_short.py",
    "journeys/test_kill_between_steps.py",
    "investigation/test_views.py",
    "shared/messaging/test_broker_trouble.py",
    "shared/papers/test_papers.py",
    "shared/keys/test_rotation.py",
    "triage/test_any_order.py",
    "shared/messaging/test_publishers.py",
    "web/test_gallery.py",
)
"""The longest files: a file is run by one process, so none of these may be what is left at the end."""
LONG = ("journeys", "browser", "faults", "deploy", "bench", "api", "investigation")
"""Folders whose files take longest: they come next."""


def pytest_configure(config: pytest.Config) -> None:
    collect_seldom()  # as the house's own processes do
    # How long an input takes says something of the machine, not of the code.
    slow = [hypothesis.HealthCheck.too_slow]
    usual = hypothesis.settings()
    hypothesis.settings.register_profile("patient", usual, deadline=None, suppress_health_check=slow)
    hypothesis.settings.load_profile("patient")
    if servers.FOLDER not in os.environ:
        servers.open_folder()
        config.stash[_leads] = True
    templates.share()


def pytest_collection(session: pytest.Session) -> None:
    """What is imported for the first time is made ready for it, and kept: of a run's processes each begins with a share of
    the files, so that they do not all make ready the same ones at once."""
    who = getattr(session.config, "workerinput", None)
    if who and dealing.everything_is_asked(session.config):
        here = Path(__file__).parent
        files = sorted(here.rglob("test_*.py"))[int(who["workerid"].removeprefix("gw")) :: who["workercount"]]
        for file in files:
            import_path(
                file, mode="importlib", root=session.config.rootpath, consider_namespace_packages=False
            )


def pytest_collection_finish() -> None:
    gc.freeze()  # modules and tests stay to the end: nobody need look among them for what could go


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash.get(_leads, False):
        servers.close_folder()


_leads = pytest.StashKey[bool]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"What is dealt out had the turn of JIANDU_TURN={TURN} (tests/sampled.py).")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones first; a test that asks for a server or a browser is marked by that, and what is not asked every day
    as dealt out."""
    items.sort(key=_turn)
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "new_rabbitmq_url" in names:
            item.add_marker("broker")
        if "new_postgres_url" in names:
            item.add_marker("postgres")
        if "browser" in names:
            item.add_marker("browser")
    for item in dealing.shared_out(items):
        item.add_marker("dealt")
    if dealing.everything_is_asked(config):
        out = dealing.left_out(items)
        config.hook.pytest_deselected(items=[item for item in items if item in out])
        items[:] = [item for item in items if item not in out]


def _turn(item: pytest.Item) -> int:
    file = dealing.file_of(item)
    if file in SLOWEST:
        return SLOWEST.index(file)
    folder = file.split("/")[0]
    return len(SLOWEST) + (LONG.index(folder) if folder in LONG else len(LONG))


@pytest.fixture(scope="session")
def new_rabbitmq_url() -> Callable[[], str]:
    """Gives a fresh virtual host at each call."""
    kept, folder = servers.reach("rabbitmq")
    return partial(_unused_vhost, kept.rabbit(folder), folder)


@pytest.fixture
def rabbitmq_url(new_rabbitmq_url: Callable[[], str]) -> str:
    """A virtual host of this test's own."""
    return new_rabbitmq_url()


@pytest.fixture(scope="session")
def new_postgres_url() -> Callable[..., str]:
    """Makes a fresh database at each call: empty, or with all that is in the one at the address `like`, with which nobody
    works meanwhile."""
    kept, folder = servers.reach("postgres")
    return partial(_make_database, kept.postgres(folder))


@pytest.fixture
def postgres_url(new_postgres_url: Callable[..., str]) -> str:
    """An empty database of this test's own."""
    return new_postgres_url()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    with chromium.launched() as found:
        yield found


def _unused_vhost(node: RabbitNode, folder: Path) -> str:
    """One of those that are kept for all processes of the run; a dozen are made at a time, since each command takes most
    of a second."""
    with (folder / "vhosts").open("a+") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        kept.seek(0)
        names = kept.read().split() or _make_vhosts(node, folder)
        kept.truncate(0)
        kept.write("\n".join(names[1:]))
    return node.url(names[0])


def _make_vhosts(node: RabbitNode, folder: Path) -> list[str]:
    names = [f"test-{uuid4().hex[:12]}" for _ in range(VHOSTS_AT_ONCE)]
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    definitions = {
        "vhosts": [{"name": name} for name in names],
        "permissions": [{"user": node.user, "vhost": name} | everything for name in names],
    }
    file = folder / f"{names[0]}.json"
    file.write_text(json.dumps(definitions))
    node.control("import_definitions", str(file))
    return names


def _make_database(server: PostgresServer, like: str = "template1") -> str:
    name = f"test_{uuid4().hex[:12]}"
    names = sql.Identifier(name), sql.Identifier(like.rpartition("/")[2])
    with psycopg.connect(server.url().replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    return server.url(name)
