"""A document in its two forms: by the layout of the house, or by the bureau's own template."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.domain import templates as rules
from services.investigation.domain.documents import SPECS, DocumentKind, kinds_of
from services.investigation.folder import Folder
from services.investigation.models import Document, DocumentTemplate
from shared.papers import Paper, pdf, setting, template, word
from shared.papers.template import Flaw, Line, Values

log = structlog.get_logger("papers")


@dataclass(frozen=True)
class Written:
    """What stands on it; with a template also its number, the Word file, and what the PDF is set from.

    `passed_over` is the number of a template that is in use and was not used, since it does not pass."""

    paper: Paper
    template: int | None = None
    word: bytes | None = None
    set_as: dict[str, Any] | None = None
    passed_over: int | None = None

    @property
    def in_use(self) -> int:
        """The version that the body has in use, whether or not it could be used; 0: the layout of the
        house."""
        return self.template or self.passed_over or 0

    def file(self, form: str) -> bytes:
        """As `pdf` or `docx`. Raises NoChineseFont."""
        if form == "docx":
            return self.word if self.word is not None else word.render(self.paper)
        return pdf.render(self.set_as if self.set_as is not None else self.paper)


def given_out(document: Document) -> bytes:
    """The PDF of an issued document: set once, then the same bytes for ever. Raises NoChineseFont."""
    if document.pdf is None:
        document.pdf = kept(document).file("pdf")
    return document.pdf


def kept(document: Document) -> Written:
    """An issued document as it was written."""
    return Written(Paper.from_json(document.content), document.template, document.word, document.set_as)


def write(session: Session, body: str, kind: DocumentKind, paper: Paper) -> Written:
    """The paper by the template that the body has in use for this kind; in the layout of the house where
    there is none, or where it does not pass what is asked today: an approval waits for no template."""
    found = in_use(session, body, kind)
    if found is None:
        return Written(paper)
    if not wrong(kind, found.data):
        with suppress(*template.UNREADABLE):
            return by_template(found.data, paper, found.version)
    log.error("template_passed_over", kind=kind.value)  # whose, the audit row tells
    return Written(paper, passed_over=found.version)


def wrong(kind: DocumentKind, data: bytes) -> list[Flaw]:
    """What a template of this kind does not pass, by the rules of today."""
    return template.flaws(data, rules.names(kind), rules.needed(kind))


def passed_over(session: Session, body: str, kinds: Iterable[DocumentKind]) -> list[DocumentKind]:
    """Of which of these kinds the body's own template does not pass, so that the house's layout stands in."""
    mine = ((kind, in_use(session, body, kind)) for kind in dict.fromkeys(kinds))
    return [kind for kind, found in mine if found is not None and wrong(kind, found.data)]


def versions(session: Session, body: str, kinds: Iterable[DocumentKind]) -> dict[DocumentKind, int]:
    """Which version of its own template the body has in use for each of these kinds, or 0."""
    asked = list(dict.fromkeys(kinds))
    mine = select(DocumentTemplate.kind, DocumentTemplate.version).where(DocumentTemplate.body == body)
    used = mine.where(DocumentTemplate.in_use, DocumentTemplate.kind.in_(asked))
    found = {row.kind: row.version for row in session.execute(used)} if asked else {}
    return {kind: found.get(kind, 0) for kind in asked}


def in_use_for(session: Session, folder: Folder) -> dict[DocumentKind, int]:
    """Which of them the documents of the case's proposal would be written by today."""
    answered = folder.case.contactable and not folder.case.own
    return versions(session, folder.case.body, kinds_of(folder.outcomes, answered=answered))


def in_use(session: Session, body: str, kind: DocumentKind) -> DocumentTemplate | None:
    mine = select(DocumentTemplate).where(DocumentTemplate.body == body, DocumentTemplate.kind == kind.value)
    return session.scalar(mine.where(DocumentTemplate.in_use))


def by_template(data: bytes, paper: Paper, version: int) -> Written:
    filled = template.fill(data, values(paper), paper.title, paper.issuer, paper.day)
    return Written(paper, version, filled, setting.drawn(filled, paper.title, paper.day.isoformat()))


def values(paper: Paper) -> Values:
    """What stands for each name."""
    enclosed = ((paper.enclosure_title, paper.enclosure),) if paper.enclosure else ()
    parts = [(heading, [Line(each) for each in lines]) for heading, lines in (*paper.sections, *enclosed)]
    whole = [line for heading, lines in parts for line in (*_heading(heading), *lines)]
    sections: dict[str, list[Line]] = {}
    for name, (_, lines) in zip(rules.SECTIONS, parts, strict=False):
        sections[name] = lines
    return {
        rules.ISSUER: paper.issuer,
        rules.NUMBER: paper.number,
        rules.TITLE: paper.title,
        rules.ADDRESSEE: paper.addressee,
        rules.TEXT: whole,
        rules.SIGNATURE: paper.signature,
        rules.DAY: paper.written_day,
        rules.COPIES: paper.copies,
        rules.CODE: paper.foot,
        **sections,
    }


def _heading(heading: str) -> list[Line]:
    return [Line(heading, bold=True)] if heading else []


def starting_point(kind: DocumentKind, sample: Paper) -> bytes:
    """The layout of the house with names in it, as a Word file to begin from."""

    def named(name: str) -> str:
        return "{{" + name + "}}"

    opening = Paper(
        issuer=named(rules.ISSUER),
        number=named(rules.NUMBER),
        title=named(rules.TITLE),
        addressee=named(rules.ADDRESSEE),
        sections=(("", (named(rules.TEXT),)),),
        signature=named(rules.SIGNATURE),
        day=sample.day,
        form=SPECS[kind].form,
        copies="" if SPECS[kind].sealed else named(rules.COPIES),
        foot=named(rules.CODE),
    )
    return word.render(opening, named(rules.DAY))
