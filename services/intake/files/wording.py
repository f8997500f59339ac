"""Files in words: why one is refused, how one stands."""

from services.intake.domain.files import MOST_BYTES, MOST_FILES, Scan, State
from services.intake.files.showing import Shown
from shared.files import words
from shared.files.kinds import Reason
from shared.i18n import N_, gettext

STATES = {
    State.UPLOADING: N_("Not all of it has been sent"),
    State.QUARANTINED: N_("Received; it is being looked at"),
    State.CLEAN: N_("Received"),
    State.REFUSED: N_("Refused"),
}
SCAN_DOWN = N_("Received; it waits for the virus scanner")

SCANS = {
    Scan.OFF: N_("not scanned for viruses"),
    Scan.WAITING: N_("not scanned for viruses yet"),
    Scan.DOWN: N_("the virus scanner does not answer"),
    Scan.CLEAN: N_("no virus found"),
    Scan.FOUND: N_("virus found"),
}


def refused(reason: Reason) -> str:
    return words.refused(reason, MOST_BYTES, MOST_FILES)


def standing(file: Shown) -> str:
    """How it stands, in one line."""
    if file.state is State.REFUSED and file.refusal:
        return refused(Reason(file.refusal))
    return gettext(SCAN_DOWN if file.scan == Scan.DOWN else STATES[file.state])
