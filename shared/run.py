"""The embedded default: the whole suite in one process, without any server.

gunicorn's master only watches; its one worker owns the data folder by a lock, answers the three web
sides behind one door, and delivers events from each outbox to its consumers.
"""

import fcntl
import runpy
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import structlog
from gunicorn.app.base import BaseApplication

from shared import assembly, migrate, unparsed, watching
from shared.assembly import ServiceParts
from shared.frontdoor import WsgiApp, front_door
from shared.housekeeping import keep_house
from shared.i18n import gettext
from shared.messaging.embedded import Dispatcher
from shared.messaging.wake import Notifier
from shared.metrics import sharing
from shared.settings import Settings

log = structlog.get_logger("run")
LOCK_PATIENCE_SECONDS = 30
GUNICORN = Path(__file__).resolve().parent.parent / "deploy" / "gunicorn.conf.py"
"""gunicorn's settings, the same for every form; each has its reason there."""


class Occupied(RuntimeError):
    """Another process works on this data folder."""


def hold(data_dir: Path) -> IO[str]:
    """The lock on the data folder; a process that is just ending is waited for. Raises Occupied."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = (data_dir / "lock").open("w")
    for _ in range(LOCK_PATIENCE_SECONDS * 10):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.1)
        else:
            return file
    raise Occupied(gettext("another process works on %(folder)s", folder=data_dir))


class Embedded:
    """Everything that lives in the one worker process."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.lock = hold(settings.data_dir)
        watching.begin(settings)
        self._watched = ExitStack()
        assembly.unlock(settings)
        services = [assembly.assemble(name, settings) for name in assembly.installed()]
        for service in services:
            migrate.upgrade(service.name, service.works.database)
            assembly.see_that_keys_fit(service)
        self._ended = threading.Event()
        self.dispatcher = Dispatcher(services)
        self.services = [assembly.waking(service, self._waker(service)) for service in services]
        assembly.prepare_demo(self.services, settings)

    def _waker(self, service: ServiceParts) -> Callable[[], None]:
        return lambda: self.dispatcher.wake(service.name)

    def door(self) -> WsgiApp:
        apps = {service.name: assembly.create_app(service, self.settings) for service in self.services}
        return front_door(apps, counts=True)

    def start(self) -> None:
        self.dispatcher.start()
        keep_house(self.services, self.settings, self._ended)
        self._watched.enter_context(watching.door(self.services, self.settings))

    def stop(self) -> None:
        """Finish what is in hand; what waits in the outboxes goes on at the next start."""
        self._ended.set()
        self._watched.close()
        self.dispatcher.stop()
        for service in self.services:
            service.works.database.dispose()
        self.lock.close()


class _Gunicorn(BaseApplication):
    """gunicorn with the settings of a file, and `options` above them."""

    def __init__(
        self, options: Mapping[str, Any], load: Callable[[], WsgiApp], file: Path = GUNICORN
    ) -> None:
        self._options, self._load, self._file = options, load, file
        super().__init__()

    def load_config(self) -> None:
        unparsed.install()
        self.cfg.set("logger_class", unparsed.Discreet)
        said = runpy.run_path(str(self._file))
        for key, value in {**said, **self._options}.items():
            if key in self.cfg.settings:
                self.cfg.set(key, value)

    def load(self) -> WsgiApp:
        return self._load()


def serve_embedded(settings: Settings, ready: Callable[[], None]) -> None:
    """Run until told to stop. `ready` is called once the door is open."""
    held: list[Embedded] = []

    def load() -> WsgiApp:
        held.append(Embedded(settings))
        return held[0].door()

    def opened(_: Any) -> None:
        held[0].start()
        ready()

    def closed(_: Any, __: Any) -> None:
        for house in held:
            house.stop()

    options = {
        "bind": settings.bind,
        "workers": 1,
        "threads": 8,
        "post_worker_init": opened,
        "worker_exit": closed,
    }
    _Gunicorn(options, load).run()


def serve_web(
    names: Sequence[str], settings: Settings, options: Mapping[str, Any], gunicorn: Path | None = None
) -> None:
    """The web sides of `names` behind one door, for the production shape; each worker opens its own.

    `options` are gunicorn's and win over its file of settings.
    """

    counted = Path(tempfile.mkdtemp(prefix="jiandu-metrics-"))
    sharing.share(counted)

    def load() -> WsgiApp:
        watching.begin(settings)
        services = [_speaking(assembly.assemble(name, settings)) for name in names]
        apps = {service.name: assembly.create_app(service, settings) for service in services}
        return front_door(apps) if len(apps) > 1 else apps[names[0]]

    hooks = {
        "child_exit": lambda _, worker: sharing.forget(worker.pid),
        "on_exit": lambda _: shutil.rmtree(counted, ignore_errors=True),
    }
    _Gunicorn({"bind": settings.bind, **hooks, **options}, load, gunicorn or GUNICORN).run()


def _speaking(service: ServiceParts) -> ServiceParts:
    """The same service; its commits wake the relay, which would otherwise look once a second."""
    return assembly.waking(service, Notifier(service.works.database))
