"""A case's file is put away: every piece numbered, set, hashed and kept with the list, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from services.investigation import filing, filing_forms, own
from services.investigation.archive import arrivals
from services.investigation.archive.folder import hash_list
from services.investigation.archive.front import Front, back, contents, cover
from services.investigation.domain import archive as rules
from services.investigation.domain.case import Action, Caller
from services.investigation.filing import Filed
from services.investigation.folder import Folder
from services.investigation.handlers.documents import case_sign
from services.investigation.handlers.steps import require, take
from services.investigation.joined import files_of_case
from services.investigation.models import Archive, ArchivePiece, DocumentSeries
from services.investigation.replies import NameOf, issuer
from services.investigation.sheets import Masthead
from shared.divisions import division_of, divisions
from shared.papers import Sheet, number, pdf
from shared.papers.pages import count_pages
from shared.papers.series import next_serial
from shared.papers.volume import Piece, Volume
from shared.work import Work

SIGN = "应急执监档"
SERIES = "archive"


@dataclass(frozen=True)
class Printed:
    """A piece with its own PDF."""

    filed: Filed
    pdf: bytes
    pages: int
    first_page: int
    sha256: str

    def columns(self, n: int) -> dict[str, Any]:
        """As the piece of that number is kept."""
        filed = self.filed
        return {
            "number": n,
            "kind": filed.kind,
            "withheld": filed.withheld,
            "sign": filed.sign,
            "title": filed.title,
            "author": filed.author,
            "day": filed.day,
            "first_page": self.first_page,
            "pages": self.pages,
            "sha256": self.sha256,
            "drawn": filed.drawn,
            "pdf": self.pdf,
        }


def put_away(work: Work, folder: Folder, caller: Caller, years: int, note: str, name_of: NameOf) -> Archive:
    """Number the file, gapless per body and year, and keep it for good. Raises Rejected, Forbidden."""
    case = folder.case
    take(work, folder, caller, Action.ARCHIVE, to=case.standing)
    require(rules.years_faults(years, folder.measured_by))
    # The step just taken is the last line of the course.
    work.session.flush()
    # Asked first: what comes in this moment is rather told twice than lost.
    covers = sorted(each.key for each in arrivals.of_case(work.session, folder))
    head = masthead(folder, name_of)
    printed = print_all(filing.pieces(work.session, folder, head))
    serial = next_serial(work.session, DocumentSeries, body=case.body, kind=SERIES, year=work.today.year)
    signed = _number(case.body, work.today, serial)
    files = named(files_of_case(work.session, case))
    front = Front(
        folder,
        head,
        signed,
        work.today,
        note,
        caller.name,
        fingerprint(printed),
        len(files),
        len(own.all_bound(work.session, case)),
    )
    made = Archive(
        case_id=case.id,
        body=case.body,
        year=work.today.year,
        serial=serial,
        years=years,
        keep_until=rules.keep_until(work.today, years),
        files=files,
        covers=covers,
        **bound(work, caller, front, printed, cover(front, years, len(printed), pages_of(printed))),
    )
    work.session.add(made)
    folder.archived = True
    work.session.add_all(
        ArchivePiece(case_id=case.id, **each.columns(n)) for n, each in enumerate(printed, 1)
    )
    told = {"number": signed, "sha256": made.sha256, "pieces": len(printed)}
    work.record("case.archived", f"case:{case.id}", told)
    return made


def _number(body: str, today: date, serial: int) -> str:
    return number(f"{divisions()[division_of(body)].name}{SIGN}", today.year, serial)


def masthead(folder: Folder, name_of: NameOf) -> Masthead:
    return Masthead(issuer(folder.case.body, name_of), case_sign(folder))


def named(files: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The complainant's files by the names that the folder gives them."""
    return [
        {"name": filing_forms.file_name(each), "size": each["size"], "sha256": each["sha256"]}
        for each in files
    ]


def print_all(filed: Sequence[Filed]) -> list[Printed]:
    """Every piece by itself, with the page on which it begins in the file. Raises NoChineseFont."""
    press, printed, page = pdf.Press(), [], 1
    for each in filed:
        made = press.paper(each.drawn)
        pages = count_pages(made)
        printed.append(Printed(each, made, pages, page, sha256(made).hexdigest()))
        page += pages
    return printed


def pages_of(printed: Sequence[Printed]) -> int:
    return sum(each.pages for each in printed)


def fingerprint(printed: Sequence[Printed]) -> str:
    """The SHA-256 of the list of the pieces' hashes."""
    return sha256(
        hash_list((n, each.filed.kind, each.sha256) for n, each in enumerate(printed, 1))
    ).hexdigest()


def bound(
    work: Work, caller: Caller, front: Front, printed: Sequence[Printed], first: Sheet
) -> dict[str, Any]:
    """The pieces as one, behind their cover, as it is kept. Raises NoChineseFont."""
    listed = [
        (n, each.filed.sign, each.filed.author, each.filed.title, each.filed.day, each.first_page, "")
        for n, each in enumerate(printed, 1)
    ]
    whole = Volume(
        title=front.number,
        cover=first,
        contents=contents(front, listed),
        pieces=tuple(
            Piece(f"{n}. {each.filed.title}", each.filed.drawn, each.first_page)
            for n, each in enumerate(printed, 1)
        ),
        back=back(front, len(printed), pages_of(printed)),
        page_words=("第", "页"),
    )
    data = pdf.render_volume(whole)
    return {
        "number": front.number,
        "at": work.now,
        "by": caller.staff_id,
        "by_name": caller.name,
        "note": front.note,
        "fingerprint": front.fingerprint,
        "sha256": sha256(data).hexdigest(),
        "pages": pages_of(printed),
        "front": whole.front(),
        "pdf": data,
        "up_to": front.folder.case.version,
    }
