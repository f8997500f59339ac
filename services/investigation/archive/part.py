"""A special's file without the pieces that tell of a complaint which accuses the body by now: of that one
nobody there may be told (petition art. 30(3)); what was found on the others is not lost (art. 12)."""

from collections.abc import Collection
from typing import Any

from services.investigation.archive.court import contents, rows_left_out, said_on, told_of
from services.investigation.archive.folder import Copy, folder_name
from services.investigation.archive.keeping import Kept, Pieces
from services.investigation.domain.archive import Withheld
from services.investigation.domain.traces import tells_number
from services.investigation.models import Archive, Supplement
from services.investigation.replies import official
from services.investigation.sheets import label
from services.investigation.words import archive as words_archive
from shared.papers import pdf
from shared.papers.volume import Piece


def copies(kept: Kept, without: Collection[str]) -> list[Copy]:
    """The file, and each supplement in a folder of its own, with the pieces that tell none of these numbers.
    Raises NoChineseFont."""
    main = _copy("", kept.archive, kept.pieces, without)
    added = (
        _copy(f"{folder_name(each.supplement)}/", each.supplement, each.pieces, without)
        for each in kept.added
    )
    return [main, *added]


def of_supplement(volume: Supplement, pieces: Pieces, without: Collection[str]) -> Copy:
    """The same of one supplement. Raises NoChineseFont."""
    return _copy("", volume, pieces, without)


def _copy(folder: str, volume: Archive | Supplement, pieces: Pieces, without: Collection[str]) -> Copy:
    reasons = {each.number: _reason(each, without) for each in pieces}
    given = [each for each in pieces if reasons[each.number] is None]
    left = [told_of(each, reasons[each.number]) for each in pieces if each not in given]
    return Copy(folder, volume, _volume(volume, pieces, given, reasons, without), given, left)


def _reason(piece: Any, without: Collection[str]) -> Withheld | None:
    """A list of what was handled together tells of it in any case, and why it is left out must not tell whom
    that one accuses."""
    tells = piece.kind == "bound" or tells_number("".join(said_on(piece.drawn)), without)
    return Withheld.PRIVACY if tells else None


def _volume(
    volume: Archive | Supplement,
    pieces: Pieces,
    given: Pieces,
    reasons: dict[int, Withheld | None],
    without: Collection[str],
) -> bytes:
    front = volume.front
    cover, back = front["cover"], front["back"]
    pages = sum(each.pages for each in given)
    size = official(words_archive.GIVEN, given=len(given), pieces=len(pieces), pages=pages, of=volume.pages)
    rows = [[name, size if name == label("size") else said] for name, said in cover["rows"]]
    remarks = [row for row in back["rows"] if row[0] != label("note") or not tells_number(row[1], without)]
    return pdf.Press(pdf.VOLUME).paper(
        {
            "title": volume.number,
            "day": cover["day"],
            "cover": cover | {"rows": [row for row in rows if row[0] != label("together")]},
            "contents": contents(front["contents"], pieces, given),
            "pieces": [
                Piece(f"{each.number}. {each.title}", each.drawn, each.first_page).as_json() for each in given
            ],
            "back": back | {"rows": [*remarks, *rows_left_out(given, reasons)]},
            "page_words": ["第", "页"],
        }
    )
