"""The copy of a file for a court: the file's own numbers and pages, without what may not be given."""

from typing import Any

from services.investigation.archive.folder import Copy, folder_name, for_court
from services.investigation.archive.keeping import Kept, Pieces
from services.investigation.domain.archive import (
    ARTICLES,
    Party,
    Withheld,
    given_to_court,
    sealed_outcome,
    why,
)
from services.investigation.models import Archive, ArchivePiece, Supplement, SupplementPiece
from services.investigation.replies import official
from services.investigation.sheets import label
from services.investigation.wording import official_article
from services.investigation.words import archive as words_archive
from services.investigation.words import law as words_law
from services.investigation.words.archive import PIECES
from services.investigation.words.terms import DOCUMENTS
from shared.papers import pdf
from shared.papers.volume import Drawn, Piece

WITHHELD_TITLES = {**DOCUMENTS, **PIECES, "bound": words_archive.OF_OTHERS}
"""What is left out is named by its kind only: its own title may tell what it must not. That others
complained, too, the kind would tell as well."""


def export(kept: Kept, party: Party) -> bytes:
    """The ZIP for a lawsuit with that party: the file, and each supplement in a folder of its own. Raises
    NoChineseFont."""
    main = _copy("", kept.archive, kept.pieces, party, words_archive.COURT_COVER)
    added = [
        _copy(
            f"{folder_name(each.supplement)}/",
            each.supplement,
            each.pieces,
            party,
            words_archive.SUPPLEMENT_COURT_COVER,
        )
        for each in kept.added
    ]
    return for_court(kept.archive, [main, *added])


def _copy(folder: str, volume: Archive | Supplement, pieces: Pieces, party: Party, title: str) -> Copy:
    reasons = _reasons(pieces)
    given = [each for each in pieces if given_to_court(reasons[each.number], party)]
    left = [_left_out(each, reasons[each.number]) for each in pieces if each not in given]
    return Copy(folder, volume, _volume(volume, pieces, given, party, title), given, left)


def _reasons(pieces: Pieces) -> dict[int, Withheld | None]:
    """By their numbers, why pieces may have to stay in the file."""
    beside = {each.kind for each in pieces}
    return {each.number: why(each.kind, each.withheld, beside) for each in pieces}


def _left_out(piece: ArchivePiece | SupplementPiece, said: Withheld | None) -> dict[str, Any]:
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


def _volume(volume: Archive | Supplement, pieces: Pieces, given: Pieces, party: Party, title: str) -> bytes:
    front = volume.front
    return pdf.Press(pdf.VOLUME).paper(
        {
            "title": volume.number,
            "day": front["cover"]["day"],
            "cover": _cover(front["cover"], volume, pieces, given, party) | {"title": official(title)},
            "contents": _contents(front["contents"], pieces, given),
            "pieces": [
                Piece(f"{each.number}. {each.title}", each.drawn, each.first_page).as_json() for each in given
            ],
            "back": _back(front["back"], pieces, given, party),
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
    told = {label("size"): size, label("result"): _result(dict(rows).get(label("result"), ""))}
    rows = [[name, told.get(name, said)] for name, said in rows]
    against = [label("against"), official(words_archive.PARTIES[party])]
    return cover | {"rows": [*rows, against]}


def _result(said: str) -> str:
    """The outcomes without those whose pieces are withheld as matters of discipline."""
    sealed = {official(words_law.OUTCOMES[code]) for code in words_law.OUTCOMES if sealed_outcome(code)}
    return "；".join(each for each in said.split("；") if each not in sealed) or "—"


def _contents(contents: Drawn, pieces: Pieces, given: Pieces) -> Drawn:
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


def _back(back: Drawn, pieces: Pieces, given: Pieces, party: Party) -> Drawn:
    """The back sheet tells what was left out and why; remarks of the body stay with the file."""
    there, counted = {each.number for each in given}, dict[Withheld, list[int]]()
    for number, reason in _reasons(pieces).items():
        if reason is not None and number not in there:
            counted.setdefault(reason, []).append(number)
    rows = [
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
    files = label("files")
    hidden = {label("note")} | (set() if party is Party.COMPLAINANT else {files})
    kept = [row for row in back["rows"] if row[0] not in hidden]
    return back | {"rows": kept + rows}
