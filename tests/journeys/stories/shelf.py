"""Where the papers of the stories go: a folder for each, with every page as a picture to be looked at."""

from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
from docx import Document as Word

SCALE = 1.4
"""Pixels a point: 100 dots an inch, so that a page of A4 is read on a screen."""
TIME_TO_CARRY_OUT = 40


class Shelf:
    """The papers of one story. Without a folder nothing is written, and everything is looked at."""

    def __init__(self, today: date, folder: Path | None = None) -> None:
        self.today, self.folder = today, folder
        self.kinds: Counter[str] = Counter()
        self.pages = self.archives = 0
        if folder:
            folder.mkdir(parents=True)

    @property
    def last_day(self) -> date:
        """By when units must have carried out what they are told."""
        return self.today + timedelta(days=TIME_TO_CARRY_OUT)

    def keep(self, kind: str, number: str, pdf: bytes, word: bytes) -> str:
        """One paper in both forms, which must say the same; what it says."""
        self.kinds[kind] += 1
        name = f"{kind}-{self.kinds[kind]}"
        text = "\n".join(each.text for each in Word(BytesIO(word)).paragraphs)
        assert number in text
        assert number in self.put(f"{name}.pdf", pdf).replace("\n", "")
        self.put(f"{name}.docx", word)
        return text

    def put(self, name: str, data: bytes) -> str:
        """One file; of a PDF, what stands on its pages."""
        if self.folder:
            (self.folder / name).write_bytes(data)
        return self._look(name, data) if name.endswith(".pdf") else ""

    def _look(self, name: str, data: bytes) -> str:
        text = []
        with pypdfium2.PdfDocument(data) as paper:
            for number, page in enumerate(paper, 1):
                text.append(page.get_textpage().get_text_bounded())
                if self.folder:
                    picture = self.folder / f"{name.removesuffix('.pdf')}-{number:02}.png"
                    page.render(scale=SCALE).to_pil().save(picture)
            self.pages += len(paper)
        return "\n".join(text).replace("\r", "")
