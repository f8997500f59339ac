"""The machine and the settings: keys, disk, demo mode, what was built."""

import os
import shutil
import stat
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

from shared import i18n, keysource
from shared.doctor.finding import Finding, fault, fine, warning
from shared.i18n import gettext
from shared.papers import pdf
from shared.settings import Settings, SettingsError
from shared.web.built import FOLDER

LEAST_FREE_BYTES = 1 << 30
LEAST_FREE_SHARE = 0.1


def settings(config: Settings) -> Iterator[Finding]:
    """A demo, a set clock or plain cookies at a door that others can reach are mistakes."""
    if config.demo and not _loopback(config.bind):
        yield fault(
            "settings",
            gettext(
                "Demo accounts are on, and the door is open to other machines (%(bind)s).", bind=config.bind
            ),
            gettext("Set JIANDU_DEMO=0, or JIANDU_BIND to an address of this machine."),
        )
    elif config.demo:
        yield warning(
            "settings",
            gettext("Demo accounts are on."),
            gettext("Set JIANDU_DEMO=0 before real complaints come in."),
        )
    if config.clock:
        yield warning(
            "settings", gettext("The clock is set by JIANDU_CLOCK."), gettext("Remove JIANDU_CLOCK.")
        )
    if not config.secure_cookies and not _loopback(config.bind):
        yield warning(
            "settings",
            gettext("Cookies may travel unencrypted."),
            gettext("Put HTTPS before the door and set JIANDU_SECURE_COOKIES=1."),
        )
    files = [url for url in config.database_urls.values() if url.startswith("sqlite")]
    if files and not config.embedded:
        yield fault(
            "settings",
            gettext("A broker is set, but databases are files: several programs would wait for one another."),
            gettext("Set JIANDU_<SERVICE>_DATABASE_URL to PostgreSQL databases."),
        )


def _loopback(bind: str) -> bool:
    host = bind.rpartition(":")[0].strip("[]")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or bind.startswith("unix:")


def keys(config: Settings) -> Iterator[Finding]:
    """The keys are there and consistent; a key file is readable by its owner alone."""
    source = keysource.source_of(config)
    try:
        count = len(source.read().masters)
    except SettingsError as error:
        yield fault("keys", str(error), gettext("Bring the keys back from where you keep their copy."))
        return
    path = source.path
    if path is None:
        yield fine("keys", gettext("%(count)d master keys, kept outside this machine's files.", count=count))
    elif _open_to_others(path):
        yield fault(
            "keys",
            gettext("Others on this machine can read the key file."),
            gettext("Run: chmod 600 %(path)s", path=path),
        )
    else:
        yield fine("keys", gettext("%(count)d master keys; only their owner can read them.", count=count))


def _open_to_others(path: Path) -> bool:
    held = path.stat()
    # A file that is not ours is handed over by the platform, to the group that we are in (Kubernetes).
    group = stat.S_IRWXG if held.st_uid == os.geteuid() else 0
    return bool(held.st_mode & (group | stat.S_IRWXO))


def disk(config: Settings) -> Iterator[Finding]:
    usage = shutil.disk_usage(config.data_dir)
    free = gettext("%(free)d MB free for %(folder)s", free=usage.free >> 20, folder=config.data_dir)
    if usage.free < LEAST_FREE_BYTES or usage.free < LEAST_FREE_SHARE * usage.total:
        yield warning("disk", free, gettext("Make room, or move JIANDU_DATA_DIR to a larger disk."))
    else:
        yield fine("disk", free)


def built(config: Settings) -> Iterator[Finding]:
    """Styles, scripts and compiled texts are made at installation."""
    missing = [] if (FOLDER / "dist" / "app.css").exists() else ["app.css"]
    missing += [
        str(path.parent.name)
        for path in i18n.catalogues(i18n.DEFAULT)
        if not path.with_suffix(".mo").exists()
    ]
    if missing:
        yield fault("pages", gettext("Styles or texts were not built."), gettext("Run: make install"))
    else:
        yield fine("pages", gettext("Styles and texts are built."))


def fonts(config: Settings) -> Iterator[Finding]:
    """Official letters are Chinese; without a font they could not be printed."""
    try:
        yield fine("fonts", gettext("Letters are set in %(font)s.", font=pdf.family()))
    except pdf.NoChineseFont:
        yield warning(
            "fonts",
            gettext("No font for Chinese letters is installed; letters come as Word files only."),
            gettext("Install the package fonts-noto-cjk."),
        )
