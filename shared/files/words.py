"""Files in words that the desks share: what a file is called, and what its reader should know."""

from shared.files.kinds import Group, Note
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
COPIES = {
    "waiting": N_("the copy is being made"),
    "ready": "",
    "failed": N_("the copy could not be made yet; it is tried again"),
    "impossible": N_("no copy without metadata can be made"),
}
FILE = N_("File %(number)d")


def name(group: str | None, number: int) -> str:
    """What everybody but its complainant calls a file: its own name may tell who sent it."""
    return gettext(NAMES[Group(group)] if group else FILE, number=number)


def remarks(copy: str, notes: list[str]) -> list[str]:
    """What a reader should know of it, in phrases."""
    words = [COPIES[copy], *(NOTES[Note(note)] for note in notes)]
    return [gettext(word) for word in words if word]


def amount(size: int) -> str:
    """A size as people say it."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / (1 << 20):.1f} MB"
