"""Where files lie, and whether anybody looks through them for viruses."""

from collections.abc import Iterator

from shared.doctor.finding import Finding, fault, fine, warning
from shared.files import clamd
from shared.files.place import store_of
from shared.files.store import StoreAway, StoreFull
from shared.i18n import gettext
from shared.settings import Settings, SettingsError


def files(config: Settings) -> Iterator[Finding]:
    """The store answers and has room; the scanner answers where there is one."""
    try:
        store_of(config).check()
    except SettingsError as error:
        yield fault("files", str(error), gettext("Correct JIANDU_FILES_STORE."))
    except StoreFull:
        yield fault(
            "files", gettext("There is no room for files."), gettext("Make room where files are kept.")
        )
    except StoreAway:
        yield fault(
            "files",
            gettext("The file store does not answer."),
            gettext("Start it, or correct JIANDU_FILES_STORE."),
        )
    else:
        where = config.files_store or config.data_dir / "attachments"
        yield fine("files", gettext("Files can be kept in %(place)s.", place=where))
    if config.clamd is None:
        yield fine("files", gettext("Files are not scanned for viruses; the desks are told so."))
        return
    try:
        clamd.ping(config.clamd)
        yield fine("files", gettext("The virus scanner answers."))
    except clamd.Away:
        yield warning(
            "files",
            gettext("The virus scanner does not answer; new files wait in quarantine."),
            gettext("Start clamd, or correct JIANDU_CLAMD."),
        )
