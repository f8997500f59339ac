"""Cover, list and back sheet of a case's file (案卷封面、卷内目录、卷内备考表)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.investigation.domain.archive import keep_until
from services.investigation.folder import Folder
from services.investigation.models import Archive, Supplement
from services.investigation.replies import official, official_day
from services.investigation.result_text import decided
from services.investigation.sheets import BLANK, Masthead, moment, rows_of
from services.investigation.words import archive as words_archive
from services.investigation.words import law as words_law
from shared.papers import Sheet

Listed = tuple[int, str, str, str, date, int, str]
"""Number, own number, by whom, title, day, first page, remark."""
WIDTHS = (20, 62, 62, 86, 35, 20, 27)
"""Half millimetres of the list's columns: a name of a piece with a document's number takes two lines."""


@dataclass(frozen=True)
class Front:
    """What cover and back sheet tell of the file."""

    folder: Folder
    head: Masthead
    number: str
    day: date
    note: str
    by: str
    fingerprint: str
    files: int
    together: int = 0
    """Complaints that it binds."""


def cover(front: Front, years: int, pieces: int, pages: int) -> Sheet:
    case = front.folder.case
    kept = official(words_archive.KEPT, years=years, until=official_day(keep_until(front.day, years)))
    rows = rows_of(
        *_whose(front),
        ("lead", "、".join(dict.fromkeys(hand.name for hand in front.folder.hands))),
        ("accepted" if case.origin == "complaint" else "opened", moment(case.accepted_at)),
        ("together", _together(front.together)),
        ("ended", moment(case.closed_at)),
        ("result", result(front.folder)),
        ("kept", kept),
        _size(pieces, pages),
    )
    return Sheet(official(words_archive.COVER), front.day, front.head.issuer, rows=rows)


def _together(count: int) -> str | None:
    """How many complaints; which they are stands in a piece of its own, which no court is given."""
    if not count:
        return None
    return official(words_archive.TOGETHER, count=count, list=official(words_archive.PIECES["bound"]))


def supplement_cover(front: Front, to: Archive, before: Supplement | None, pieces: int, pages: int) -> Sheet:
    """It names the file that it belongs to, and whatever stands before it by the list of its hashes: nothing
    can be put between, or taken away, unseen."""
    rows = rows_of(
        *_whose(front),
        ("main", f"{to.number}\n{moment(to.at)}"),
        ("main_fingerprint", broken(to.fingerprint)),
        ("before", f"{before.number}\n{moment(before.at)}" if before else None),
        ("before_fingerprint", broken(before.fingerprint) if before else None),
        ("kept", official(words_archive.KEPT, years=to.years, until=official_day(to.keep_until))),
        _size(pieces, pages),
    )
    return Sheet(official(words_archive.SUPPLEMENT_COVER), front.day, front.head.issuer, rows=rows)


def _whose(front: Front) -> Iterator[tuple[str, str]]:
    """The rows with which every cover begins."""
    case = front.folder.case
    yield "number", front.number
    yield "title", title(front.folder)
    yield "case", front.head.case
    yield "tracking" if case.origin == "complaint" else "opened_as", case.tracking_number
    yield "body", case.body_name


def _size(pieces: int, pages: int) -> tuple[str, str]:
    return "size", official(words_archive.SIZE, pieces=pieces, pages=pages)


def title(folder: Folder) -> str:
    """What the file is about: the categories, no names."""
    codes = dict.fromkeys(
        (folder.findings[each.ref].category if each.ref in folder.findings else None)
        or next(iter(each.categories), "")
        for each in folder.allegations
    )
    matters = [official(words_law.CATEGORIES[code]) for code in codes if code in words_law.CATEGORIES]
    return official(words_archive.TITLE, matter="、".join(matters) or "—")


def result(folder: Folder) -> str:
    result = folder.proposal.first_result if folder.proposal else None
    return decided((each.code for each in folder.outcomes), result)


def contents(front: Front, listed: Iterable[Listed]) -> Sheet:
    lines = tuple(
        (str(number), sign, author, said, day.strftime("%Y%m%d"), str(page), remark)
        for number, sign, author, said, day, page, remark in listed
    )
    columns = tuple(official(each) for each in words_archive.COLUMNS)
    return Sheet(
        official(words_archive.CONTENTS),
        front.day,
        number=front.number,
        columns=columns,
        widths=WIDTHS,
        lines=lines,
    )


def back(front: Front, pieces: int, pages: int) -> Sheet:
    of_files = official(words_archive.NO_FILES)
    if front.files:
        of_files = official(words_archive.FILES_APART, count=front.files)
    rows = rows_of(
        _size(pieces, pages),
        ("checked", official(words_archive.CHECKED)),
        ("files", of_files),
        ("note", front.note or None),
        ("fingerprint", broken(front.fingerprint)),
        ("archived", f"{front.by}　{official_day(front.day)}"),
    )
    signed = tuple(official(line) + BLANK for line in words_archive.SIGNED_BACK)
    return Sheet(official(words_archive.BACK), front.day, number=front.number, rows=rows, signed=signed)


def broken(digest: str) -> str:
    """A hash in groups of eight that fit between lines and can be compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
