"""Files in words that all share: what a file is called, what its reader should know, why one is refused."""

from shared.files.kinds import Group, Note, Reason
from shared.i18n import N_, gettext

NAMES = {
    Group.IMAGE: N_("Picture %(number)d"),
    Group.VIDEO: N_("Video %(number)d"),
    Group.AUDIO: N_("Sound %(number)d"),
    Group.PDF: N_("PDF %(number)d"),
    Group.OFFICE: N_("Office file %(number)d"),
    Group.TEXT: N_("Text %(number)d"),
}
NOTES = {
    Note.MACROS: N_("holds macros; the copy has none"),
    Note.LINKS_OUT: N_("would fetch something from elsewhere when opened; the copy does not"),
    Note.EMBEDDED: N_("holds further files"),
    Note.ANIMATED: N_("moves; the copy shows the first picture"),
    Note.TRACK: N_("holds a track beside picture and sound; the copy does not"),
    Note.PAGES: N_("the copy has the first pages only"),
}
OF_ORIGINALS = NOTES | {
    Note.MACROS: N_("holds macros; do not let them run"),
    Note.LINKS_OUT: N_("would fetch something from elsewhere when opened"),
}
"""The same where the file itself is opened: there is no copy without."""
COPIES = {
    "waiting": N_("the copy is being made"),
    "ready": "",
    "failed": N_("the copy could not be made yet; it is tried again"),
    "impossible": N_("no copy without metadata can be made"),
}
FILE = N_("File %(number)d")
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


def name(group: str | None, number: int) -> str:
    """What everybody but its complainant calls a file: its own name may tell who sent it."""
    return gettext(NAMES[Group(group)] if group else FILE, number=number)


def remarks(copy: str, notes: list[str]) -> list[str]:
    """What a reader should know of it, in phrases."""
    words = [COPIES[copy], *(NOTES[Note(note)] for note in notes)]
    return [gettext(word) for word in words if word]


def warnings(notes: list[str]) -> list[str]:
    """What whoever opens the file itself should know of it, in phrases."""
    return [gettext(OF_ORIGINALS[Note(note)]) for note in notes]


def amount(size: int) -> str:
    """A size as people say it."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / (1 << 20):.1f} MB"


def refused(reason: Reason, each: int, files: int) -> str:
    """Why a file is refused where one may have `each` bytes, and so many may come."""
    return gettext(REASONS[reason], each=each >> 20, files=files)
