"""docs/stories.md: what each story went through, and which papers came of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.investigation.replies import official
from services.investigation.words.terms import DOCUMENTS
from shared.papers import written
from tests.journeys.stories.plots import Chapter
from tests.journeys.stories.shelf import Shelf
from tests.journeys.stories.teller import Teller

HEAD = """\
# Stories

`make stories` tells whole stories on the real parts: PostgreSQL, RabbitMQ, and a program for each web side, relay and
worker of the three services. Each begins with a citizen's complaint at the public door, is judged by triage, confirmed at
the desk that the law names, taken up by two certified investigators, decided by the head, answered, carried out by the
unit, closed on the six checks of art. 4 and put away. Along the way it is checked that the citizen's page shows the
answer, that every paper says its number and verification code, that no paper has a code word on it, and that none but
the complainant's own leads to who complained. The command leaves every paper, and every page as a picture, in a folder
that it names: they are there to be looked at.

"""
LOOKED = """
Every page was looked at on 2026-11-26 as the head of a bureau, an archivist and a lawyer would: the form (GB/T 9704), the
wording of each kind, numbers, days and names against the story, empty fields, signatures alone on a page, traces of who
complained. What was found was mended (CHANGELOG.md, “Papers, looked at page by page”), the stories were told again, and
every page whose words had changed was looked at once more. On 2026-11-27 lines became 28 characters long, letters that
hand over or urge tell their article, and papers the province's days for an objection: of the pages as they are since, the
documents of two stories were looked at, and half of the archive's of one.
"""
COLUMNS = "| story | outcomes, or what it shows | complaints | what the citizen saw | papers | pages | s |\n|---|---|--:|---|---|--:|--:|\n"
PAPERS = {
    "notice-to-the-complainant": "受理（不予受理）告知书",
    "letter-transfer": "转办函",
    "letter-handover": "移送函（分办）",
}
TITLES = {kind: official(title) for kind, title in DOCUMENTS.items()} | PAPERS


@dataclass(frozen=True)
class Told:
    """One story as it was told."""

    name: str
    shows: str
    complaints: int
    seen: list[str]
    kinds: Counter[str]
    pages: int
    seconds: float

    @property
    def row(self) -> str:
        papers = "、".join(
            f"{TITLES[kind]}{f' × {many}' if many > 1 else ''}" for kind, many in self.kinds.items()
        )
        seen = " → ".join(self.seen) or "–"
        cells = (self.name, self.shows, self.complaints, seen, papers, self.pages, f"{self.seconds:.0f}")
        return f"| {' | '.join(str(cell) for cell in cells)} |\n"


def told_of(name: str, chapter: Chapter, ways: list[Teller], shelf: Shelf, seconds: float) -> Told:
    """What is to be said of a story while its house still stands."""
    complaints = [way for way in ways if way.receipt_code]
    seen = [each["status"] for each in complaints[0].public()["timeline"]] if complaints else []
    steps = [status for at, status in enumerate(seen) if at == 0 or seen[at - 1] != status]
    return Told(name, chapter.shows, len(complaints), steps, shelf.kinds, shelf.pages, seconds)


def page(told: Iterable[Told], today: date) -> str:
    rows = list(told)
    papers, pages = sum(sum(each.kinds.values()) for each in rows), sum(each.pages for each in rows)
    kinds = {kind for each in rows for kind in each.kinds}
    sums = (
        f"Told on {today.isoformat()} ({written(today)}): {len(rows)} stories, "
        f"{sum(each.complaints for each in rows)} complaints, {papers} papers of {len(kinds)} kinds and the archives, "
        f"{pages} pages.\n"
    )
    return HEAD + COLUMNS + "".join(each.row for each in rows) + "\n" + sums + LOOKED
