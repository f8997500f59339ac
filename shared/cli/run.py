"""`jiandu run` and the parts of the production shape: `web`, `relay`, `worker`."""

import importlib
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import click

from shared import assembly, logs, watching
from shared.cli.common import ready, service
from shared.housekeeping import keep_house
from shared.i18n import N_
from shared.run import serve_embedded, serve_web
from shared.settings import Settings, load

BANNER = """
  Jiandu is ready:      http://{bind}/
  Staff sign in at:     http://{bind}/staff/login
{demo}  Data is kept in:      {data_dir}
  Stop with Ctrl-C; the next start continues where this one stopped.
"""
DEMO = """  Demo accounts:        hotline-, triage-, investigator-, investigator2-, head-330106 (and others),
                        for 330106, 330110, 330100, 330000 and 000000
  Their password:       {password}
"""


@click.command(help=N_("Run the whole suite in one process, without any server (the embedded default)."))
@click.option("--demo-cases/--no-demo-cases", default=None, help=N_("Load the sample complaints (demo)."))
def run(demo_cases: bool | None) -> None:
    settings = load()
    logs.configure(settings.log_level, settings.log_form)
    if not settings.embedded:
        raise click.ClickException("JIANDU_BROKER_URL is set: use `web`, `relay` and `worker` instead")
    serve_embedded(settings, lambda: _opened(settings, demo_cases is not False))


def _opened(settings: Settings, demo_cases: bool) -> None:
    demo = DEMO.format(password=assembly.demo_password(settings)) if settings.demo else ""
    click.echo(BANNER.format(bind=settings.bind, data_dir=settings.data_dir, demo=demo))
    if settings.demo and demo_cases:
        loader = importlib.import_module("deploy.demo.load")
        threading.Thread(target=loader.load_into, args=(settings,), daemon=True).start()


ONE = click.Choice(assembly.installed())


@click.command(help=N_("Serve the pages and JSON doors of one service, or of several (`all`)."))
@click.argument(
    "names", metavar="SERVICE...", nargs=-1, required=True, type=click.Choice([*assembly.installed(), "all"])
)
@click.option("--workers", type=click.IntRange(1), help=N_("Processes; else as gunicorn's settings say."))
@click.option("--threads", type=click.IntRange(1), help=N_("Threads of each; else as the settings say."))
@click.option(
    "--gunicorn",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=N_("Another file of gunicorn's settings than deploy/gunicorn.conf.py."),
)
def web(names: tuple[str, ...], workers: int | None, threads: int | None, gunicorn: Path | None) -> None:
    settings = ready()
    wanted = assembly.installed() if names == ("all",) else list(names)
    parts = [assembly.assemble(name, settings) for name in wanted]
    for part in parts:
        assembly.see_that_keys_fit(part)
    assembly.prepare_demo(parts, settings)
    for part in parts:
        part.works.database.dispose()  # a forked worker must not share a connection
    wished = {"workers": workers, "threads": threads}
    serve_web(wanted, settings, {key: value for key, value in wished.items() if value}, gunicorn)


def _until_told(task: Callable[[threading.Event], None]) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    task(stop)


@click.command(help=N_("Publish one service's events to the broker, confirmed."))
@click.argument("name", metavar="SERVICE", type=ONE)
def relay(name: str) -> None:
    run_relay = importlib.import_module("shared.messaging.relay").run_relay
    settings, part = load(), service(name)
    assembly.see_that_keys_fit(part)
    watching.begin(settings)
    with watching.door([part], settings):
        _until_told(lambda stop: run_relay(part, settings, stop))


@click.command(help=N_("Consume one service's events from the broker."))
@click.argument("name", metavar="SERVICE", type=ONE)
@click.option("--with-relay", is_flag=True, help=N_("Publish its events too: one process fewer."))
def worker(name: str, with_relay: bool) -> None:
    settings = load()
    part = service(name)
    assembly.see_that_keys_fit(part)
    watching.begin(settings)
    consume = importlib.import_module("shared.messaging.consumer").run_consumer
    tasks = [*assembly.broker_tasks(name)]
    if with_relay:
        wake = threading.Event()  # in one process nobody need be told by way of the database
        tasks.append(partial(importlib.import_module("shared.messaging.relay").run_relay, wake=wake))
        tasks.append(partial(consume, wake=wake.set))
    else:
        tasks.append(consume)

    def work(stop: threading.Event) -> None:
        keep_house([part], settings, stop)
        _side_by_side([partial(task, part, settings) for task in tasks], stop)

    with watching.door([part], settings):
        _until_told(work)


def _side_by_side(tasks: Sequence[Callable[[threading.Event], None]], stop: threading.Event) -> None:
    """Run all until told to stop. When one ends by an error the others are told to, and it is raised."""

    def run_one(task: Callable[[threading.Event], None]) -> None:
        try:
            task(stop)
        finally:
            stop.set()

    with ThreadPoolExecutor(len(tasks)) as threads:
        for done in [threads.submit(run_one, task) for task in tasks]:
            done.result()
