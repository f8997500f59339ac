"""A file of many papers as one: cover, list, every piece from a new page, back sheet."""

from dataclasses import dataclass
from typing import Any

from shared.papers.sheet import Sheet

Drawn = dict[str, Any]
"""What stands on a paper, as JSON with its `form`."""


@dataclass(frozen=True)
class Piece:
    """One paper of the file: its bookmark, what is on it, and the page of the file it begins on."""

    bookmark: str
    paper: Drawn
    first_page: int

    def as_json(self) -> Drawn:
        return {"bookmark": self.bookmark, "paper": self.paper, "first_page": self.first_page}


@dataclass(frozen=True)
class Volume:
    """`page_words` stand before and after the file's page number."""

    title: str
    cover: Sheet
    contents: Sheet
    pieces: tuple[Piece, ...]
    back: Sheet
    page_words: tuple[str, str]

    def as_json(self) -> Drawn:
        return {
            "title": self.title,
            "day": self.cover.day.isoformat(),
            "cover": self.cover.as_json(),
            "contents": self.contents.as_json(),
            "pieces": [each.as_json() for each in self.pieces],
            "back": self.back.as_json(),
            "page_words": list(self.page_words),
        }

    def front(self) -> Drawn:
        """What is set before and after the pieces."""
        return {name: self.as_json()[name] for name in ("cover", "contents", "back")}
