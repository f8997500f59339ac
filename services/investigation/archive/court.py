"""The copy of a file for a court: the file's own numbers and pages, without what may not be given."""

from collections.abc import Collection, Iterator
from typing import Any

from services.investigation.archive.folder import Copy, folder_name, for_court
from services.investigation.archive.keeping import Kept, Pieces
from services.investigation.domain.archive import (
    ARTICLES,
    PIECES,
    Party,
    Withheld,
    form_of_approval,
    given_to_court,
    why,
)
from services.investigation.domain.traces import tells_number
from services.investigation.models import Archive, ArchivePiece, Supplement, SupplementPiece
from services.investigation.replies import official
from services.investigation.sheets import label
from services.investigation.wording import official_article
from services.investigation.words import archive as words_archive
from services.investigation.words import law as words_law
from services.investigation.words.archive import PIECES as TITLES
from services.investigation.words.terms import DOCUMENTS
from shared.papers import pdf
from shared.papers.volume import Drawn, Piece

WITHHELD_TITLES = {**DOCUMENTS, **TITLES, "bound": words_archive.OF_OTHERS}
"""What is left out is named by its kind only: its own title may tell what it must not. That others
complained, too, the kind would tell as well."""


def export(kept: Kept, party: Party, numbers: Collection[str] = ()) -> bytes:
    """The ZIP for a lawsuit with that party: the file, and each supplement in a folder of its own. No piece
    that tells one of these numbers of complaints, whoever wrote it there. Raises NoChineseFont."""
    main = _copy("", kept.archive, kept.pieces, party, words_archive.COURT_COVER, numbers)
    added = [
        _copy(
            f"{folder_name(each.supplement)}/",
            each.supplement,
            each.pieces,
            party,
            words_archive.SUPPLEMENT_COURT_COVER,
            numbers,
        )
        for each in kept.added
    ]
    return for_court(kept.archive, [main, *added])


def _copy(
    folder: str,
    volume: Archive | Supplement,
    pieces: Pieces,
    party: Party,
    title: str,
    numbers: Collection[str],
) -> Copy:
    reasons = _reasons(pieces, party, numbers)
    given = [each for each in pieces if given_to_court(reasons[each.number], party)]
    left = [told_of(each, reasons[each.number]) for each in pieces if each not in given]
    return Copy(folder, volume, _volume(volume, pieces, given, party, title, reasons), given, left)


def _reasons(pieces: Pieces, party: Party, numbers: Collection[str]) -> dict[int, Withheld | None]:
    """By their numbers, why pieces may have to stay in the file."""
    beside = {each.kind for each in pieces}
    found = {each.number: why(each.kind, each.withheld, beside) for each in pieces}
    for each in pieces:
        if given_to_court(found[each.number], party) and tells_number("".join(said_on(each.drawn)), numbers):
            found[each.number] = Withheld.PRIVACY if party is Party.COMPLAINANT else Withheld.COMPLAINANT
    return found


def said_on(drawn: Any) -> Iterator[str]:
    """All that stands on a piece."""
    if isinstance(drawn, str):
        yield drawn
    elif isinstance(drawn, dict):
        yield from said_on(list(drawn.values()))
    elif isinstance(drawn, list):
        for each in drawn:
            yield from said_on(each)


def told_of(piece: ArchivePiece | SupplementPiece, said: Withheld | None) -> dict[str, Any]:
    reason = Withheld(str(said))
    return {
        "number": piece.number,
        "title": official(WITHHELD_TITLES[piece.kind]),
        "pages": piece.pages,
        "sha256": piece.sha256,
        "category": reason,
        "reason": official(words_archive.WITHHELD[reason]),
        "article": ARTICLES[reason],
        "article_text": official_article(ARTICLES[reason]),
    }


def _volume(
    volume: Archive | Supplement,
    pieces: Pieces,
    given: Pieces,
    party: Party,
    title: str,
    reasons: dict[int, Withheld | None],
) -> bytes:
    front = volume.front
    return pdf.Press(pdf.VOLUME).paper(
        {
            "title": volume.number,
            "day": front["cover"]["day"],
            "cover": _cover(front["cover"], volume, pieces, given, party) | {"title": official(title)},
            "contents": contents(front["contents"], pieces, given),
            "pieces": [
                Piece(f"{each.number}. {each.title}", each.drawn, each.first_page).as_json() for each in given
            ],
            "back": _back(front["back"], given, party, reasons),
            "page_words": ["第", "页"],
        }
    )


def _cover(cover: Drawn, volume: Archive | Supplement, pieces: Pieces, given: Pieces, party: Party) -> Drawn:
    """The complaint's own number is the complainant's: nobody else reads it; that others complained, too, is
    read by no party."""
    hidden = {label("together")} | (set() if party is Party.COMPLAINANT else {label("tracking")})
    rows = [row for row in cover["rows"] if row[0] not in hidden]
    pages = sum(each.pages for each in given)
    size = official(words_archive.GIVEN, given=len(given), pieces=len(pieces), pages=pages, of=volume.pages)
    told = {label("size"): size, label("result"): _result(dict(rows).get(label("result"), ""), party)}
    rows = [[name, told.get(name, said)] for name, said in rows]
    against = [label("against"), official(words_archive.PARTIES[party])]
    return cover | {"rows": [*rows, against]}


def _result(said: str, party: Party) -> str:
    """The outcomes without those whose pieces are withheld: as matters of discipline, or as the
    complainant's."""
    sealed = {official(words_law.OUTCOMES[code]) for code in words_law.OUTCOMES if not _named(code, party)}
    return "；".join(each for each in said.split("；") if each not in sealed) or "—"


def _named(code: str, party: Party) -> bool:
    return given_to_court(PIECES[form_of_approval(code)].withheld, party)


def contents(contents: Drawn, pieces: Pieces, given: Pieces) -> Drawn:
    """The whole list, so that nobody wonders about a gap; what is left out by its kind alone."""
    there = {each.number for each in given}
    lines = []
    for each, line in zip(pieces, contents["lines"], strict=True):
        if each.number in there:
            lines.append(line)
        else:
            title = official(WITHHELD_TITLES[each.kind])
            lines.append([str(each.number), "", "", title, "", "", official(words_archive.LEFT_OUT)])
    return contents | {"lines": lines}


def rows_left_out(given: Pieces, reasons: dict[int, Withheld | None]) -> list[list[str]]:
    """For the back sheet: what was left out, and why."""
    there, counted = {each.number for each in given}, dict[Withheld, list[int]]()
    for number, reason in reasons.items():
        if reason is not None and number not in there:
            counted.setdefault(reason, []).append(number)
    return [
        [
            official(words_archive.WITHHELD[reason]),
            official(
                words_archive.LEFT_OUT_NUMBERS,
                numbers="、".join(str(number) for number in numbers),
                article=official_article(ARTICLES[reason]),
            ),
        ]
        for reason, numbers in counted.items()
    ]


def _back(back: Drawn, given: Pieces, party: Party, reasons: dict[int, Withheld | None]) -> Drawn:
    """The back sheet tells what was left out and why; remarks of the body stay with the file."""
    files = label("files")
    hidden = {label("note")} | (set() if party is Party.COMPLAINANT else {files})
    kept = [row for row in back["rows"] if row[0] not in hidden]
    return back | {"rows": kept + rows_left_out(given, reasons)}
