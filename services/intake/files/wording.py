"""Files in words: why one is refused, how one stands."""

from services.intake.domain.files import MOST_BYTES, MOST_FILES, Scan, State
from services.intake.files.showing import Shown
from shared.files.kinds import Reason
from shared.i18n import N_, gettext

REASONS = {
    Reason.EMPTY: N_("The file is empty."),
    Reason.TOO_LARGE: N_("The file is larger than %(each)d MB. Send a shorter part of it."),
    Reason.TOO_MANY: N_("There are %(files)d files already; more cannot be sent."),
    Reason.ARCHIVE: N_("This is an archive. Unpack it and send the files one by one."),
    Reason.PROGRAM: N_("This is a program. Send a picture of what it shows instead."),
    Reason.MARKUP: N_("This kind of file can carry scripts. Send a picture of it, or a PDF."),
    Reason.ENCRYPTED: N_("The file is locked with a password. Save it without one and send that."),
    Reason.TWO_FORMATS: N_("The file is two kinds of file at once. Save it anew, or send a picture of it."),
    Reason.BOMB: N_("Opened, this would be far larger than it looks. Send a smaller copy."),
    Reason.DAMAGED: N_("The file is damaged: it ends too early or does not hold together. Send it again."),
    Reason.UNKNOWN: N_("We do not know this kind of file. Send a photo, video, sound, PDF or office file."),
    Reason.INFECTED: N_("The virus scanner found something in this file, so it was not kept."),
    Reason.DIFFERENT: N_("What arrived is not the file that was announced. Send it again."),
}

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
    limits = {"each": MOST_BYTES >> 20, "files": MOST_FILES}
    return gettext(REASONS[reason], **limits)


def standing(file: Shown) -> str:
    """How it stands, in one line."""
    if file.state is State.REFUSED and file.refusal:
        return refused(Reason(file.refusal))
    return gettext(SCAN_DOWN if file.scan == Scan.DOWN else STATES[file.state])
