"""What became of a document after it was issued: whether it stands, and which number ended it.

Whoever verifies a document must not be told that it was issued and left to think that it holds: an opinion
may be annulled by a recheck (petition art. 35, 36), revoked by the authority above (art. 17), or its measure
lifted on the unit's objection (825 art. 30).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from unicodedata import normalize

from services.investigation.domain.documents import SPECS, DocumentKind
from services.investigation.domain.revocation import By
from services.investigation.domain.unit import Ruling
from shared.divisions import Divisions, division_of


class End(StrEnum):
    """In which way a document, or what it orders, stopped being as it was issued."""

    ANNULLED = "annulled"
    REVOKED = "revoked"
    LIFTED = "lifted"
    CHANGED = "changed"
    RESTORED = "restored"
    """The revocation was annulled: what it had ended holds again."""


FINAL = frozenset({End.ANNULLED, End.REVOKED, End.LIFTED})
"""After these nothing of it holds, unless it was restored since."""
FALL_WITH_THE_OPINION = frozenset(
    {DocumentKind.OPINION, DocumentKind.CIRCULAR, DocumentKind.NOTICE, DocumentKind.ADVICE}
)
"""What was handed over (art. 19(2)) lies with another authority: a recheck does not call it back."""
OF_RULING = {Ruling.LIFTED: End.LIFTED, Ruling.CHANGED: End.CHANGED}
OF_RECHECK = {"annul": End.ANNULLED, "change": End.CHANGED}
"""What becomes of the reply before; one that is confirmed stands."""
_BRACKETS = str.maketrans("[［【（(]］】）)", "〔〔〔〔〔〕〕〕〕〕")
_SERIAL = re.compile(r"〔(\d{4})〕(\d{1,9})号")


@dataclass(frozen=True)
class Numbered:
    """A document that orders something, as its number, its kind and its body say."""

    number: str
    kind: DocumentKind
    body: str


def holds(hows: Iterable[str]) -> bool:
    """Whether a document with these ends holds: each that was final is undone by a restoration of its own."""
    told = Counter(hows)
    return sum(told[each] for each in FINAL) <= told[End.RESTORED]


def comes_back(revoked_by: str | None) -> bool:
    """Whether what a revocation ended holds again when that is annulled (petition art. 35, 36): the annulled
    decision never had the effect that it had by itself. What the unit's own department or its government took
    back was their own decision, though it was asked of them: they alone undo it."""
    return revoked_by == By.SUPERIOR


def term_anew(issued: date, due: date, today: date) -> date:
    """The day of a correction that fell with a revocation: as many days as the document gave, from the day on
    which that is annulled."""
    return today + max(due - issued, timedelta(days=1))


def serials(act: str) -> set[tuple[int, int]]:
    """Year and serial of each number that stands in the words for an act."""
    return {(int(year), int(serial)) for year, serial in _SERIAL.findall(_written(act))}


def revoked(act: str, body: str, among: Sequence[Numbered], table: Divisions) -> list[Numbered]:
    """Those that the words for the revoked act name, and that `body`, or one below it, issued: nobody revokes
    what another, or a higher one, decided (art. 17). Of two of these that cannot be told apart, none."""
    said = _written(act)
    named = [each for each in among if _names(said, each, table) and _below(each.body, body, table)]
    numbers = Counter(each.number for each in named)
    return [each for each in named if numbers[each.number] == 1]


def _written(text: str) -> str:
    """As numbers are written: whatever brackets and figures were typed, and without blanks."""
    return "".join(normalize("NFKC", text).split()).translate(_BRACKETS)


def _names(said: str, document: Numbered, table: Divisions) -> bool:
    """The whole number, wherever it stands: 城区应急…1号 is not meant where 东城区应急…1号 stands."""
    place, sign, rest = document.number.partition(SPECS[document.kind].sign)
    found = re.finditer(re.escape(f"{sign}{rest}"), said)
    return any(_place_before(said[: each.start()], table) == place for each in found)


def _place_before(head: str, table: Divisions) -> str:
    return max((row.name for row in table if head.endswith(row.name)), key=len, default="")


def _below(document_of: str, body: str, table: Divisions) -> bool:
    issued, above = division_of(document_of), division_of(body)
    return issued in table and above in table and table.lies_within(issued, above)
