"""Which piece a record of custody means."""

from uuid import UUID, uuid4

import pytest

from services.investigation.domain import custody
from services.investigation.domain.custody import Piece

FIRST = Piece(uuid4(), "第1件证据：执法记录仪录像", 1, "执法记录仪录像")
FILE = Piece(uuid4(), "证据文件第1号（第1件证据：执法记录仪录像）")
SECOND = Piece(uuid4(), "第2件证据：票据存根", 2, "票据存根")
ALIKE = Piece(uuid4(), "第3件证据：照片", 3, "照片"), Piece(uuid4(), "第4件证据：照片", 4, "照片")
KNOWN = (FIRST, FILE, SECOND, *ALIKE)


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        ("第1件", FIRST),
        ("1", FIRST),
        ("２号", SECOND),
        ("证据第2件", SECOND),
        ("执法记录仪 录像", FIRST),
        ("第1件证据：执法记录仪录像", FIRST),
        ("证据文件第1号（第1件证据：执法记录仪录像）", FILE),
        ("照片", None),
        ("第9件", None),
        ("保险柜钥匙", None),
        ("1把钥匙", None),
        ("（）", None),
        ("", None),
    ],
)
def test_its_number_or_name_means_it_where_that_is_clear(words: str, piece: Piece | None) -> None:
    assert custody.meant(KNOWN, None, words) == piece
    assert custody.faults(KNOWN, None, words) == []


@pytest.mark.parametrize(
    ("chosen", "words", "codes"),
    [
        (FILE.id, "", []),
        (FILE.id, "钥匙", [("/fields/exhibit", "chosen_already")]),
        (UUID(int=7), "", [("/piece", "unknown_piece")]),
    ],
)
def test_what_is_chosen_is_of_the_case_and_told_once(
    chosen: UUID, words: str, codes: list[tuple[str, str]]
) -> None:
    found = custody.faults(KNOWN, chosen, words)

    assert [(each.pointer, each.code) for each in found] == codes
    assert codes or custody.meant(KNOWN, chosen, words) == FILE
