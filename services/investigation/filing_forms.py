"""Forms that a file has besides documents and records: complaint, team, findings, approvals, course."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import course, own
from services.investigation.colleagues import colleagues_of
from services.investigation.domain.archive import form_of_approval
from services.investigation.domain.closing import ClosingCheck
from services.investigation.domain.outcomes import Kind, Outcome
from services.investigation.filing_course import course_of, day_of, letters
from services.investigation.filing_unit import corrections, of_the_unit
from services.investigation.folder import APPROVED_OWN, Folder
from services.investigation.models import Allegation, Approval, Case, ClosingEvidence, Hand, Proposal
from services.investigation.replies import official, official_day
from services.investigation.result_text import decided
from services.investigation.sheets import BLANK, Masthead, Rows, label, moment, rows_of
from services.investigation.wording import official_article
from services.investigation.words import archive as words_archive
from services.investigation.words import law as words_law
from services.investigation.words import terms as words
from services.investigation.words.archive import PIECES
from services.investigation.words.course import ENTRIES
from services.investigation.words.law import CHOICES, FIELDS
from shared.clock import china_day
from shared.contracts.terms import Decision
from shared.divisions import divisions
from shared.papers import Sheet

Forms = Iterator[tuple[str, Sheet]]
_FIRST_TIME = re.compile(r"R\d|G10")
"""Rules of triage: whose a complaint is at first, and what is objected to (told here anew)."""


def of_case(session: Session, folder: Folder, head: Masthead) -> Forms:
    """Kind and form, each that has something to say."""
    case = folder.case
    yield "statement", _statement(folder, head)
    if case.reasons:
        yield "acceptance", _plain("acceptance", head, china_day(case.accepted_at), tuple(_grounds(folder)))
    for each in folder.before:
        yield "earlier", _earlier(session, folder, each, head)
    if together := own.all_bound(session, case):
        yield "bound", _bound(together, head)
    yield "team", _team(session, folder, head)
    if folder.findings:
        yield "findings", _findings(folder, head)
    yield from _decisions(session, folder, head)
    if said := course.messages(session, folder):
        yield "letters", letters(said, head)
    yield from corrections(session, folder, head)
    yield from of_the_unit(session, folder, head)
    yield from _closing(session, folder, head)
    yield "course", course_of(session, folder, head)


def _plain(kind: str, head: Masthead, day: date, lines: tuple[str, ...], rows: Rows = ()) -> Sheet:
    return head.sheet(official(PIECES[kind]), day, rows, sections=(("", lines),))


def _statement(folder: Folder, head: Masthead) -> Sheet:
    """What the complaint says; of a case of one's own, what is to be looked into."""
    case = folder.case
    complained = case.origin == "complaint"
    rows = rows_of(
        ("tracking" if complained else "opened_as", case.tracking_number),
        ("accepted" if complained else "opened", moment(case.accepted_at)),
        ("respondent" if complained else "looked_into", "；".join(who(each) for each in folder.allegations)),
    )
    lines = tuple(line for line in case.statement.split("\n") if line.strip())
    title = official(PIECES["statement"] if complained else words_archive.OWN_MATTER)
    return head.sheet(title, china_day(case.opened_at), rows, sections=(("", lines),))


def who(allegation: Allegation) -> str:
    said = allegation.respondent
    kind = official(words.RESPONDENTS.get(said.get("kind") or "", words.UNNAMED))
    known = said.get("division") in divisions()
    place = divisions()[said["division"]].name if known else ""
    role = said.get("role")
    office = f"（{role}）" if role and role != kind else ""
    return f"{place}{kind}{said.get('name') or ''}{office}"


def _reason(reason: dict[str, Any]) -> str:
    article = official_article(reason.get("article"))
    return f"{reason.get('text') or ''}{f'（{article}）' if article else ''}"


def _grounds(folder: Folder) -> Iterator[str]:
    """Why it is this body's. A recheck is because of the opinion before, not by the route of the complaint:
    whose the accused would be the first time says nothing about it (petition art. 35, 36)."""
    rows = folder.case.reasons
    if folder.case.decision == Decision.RECHECK:
        answered = [each.body_name for each in folder.before if each.concluded_at is not None]
        text, article = words_archive.RECHECK_GROUNDS[folder.final]
        body = answered[-1] if answered else official(words_archive.BODY_BEFORE)
        yield _reason({"text": official(text, body=body), "article": article})
        rows = [each for each in rows if not _FIRST_TIME.fullmatch(each.get("rule") or "")]
    yield from (_reason(each) for each in rows)


def _bound(together: Sequence[Case], head: Masthead) -> Sheet:
    """Which complaints a special binds, and how each stands: their own files hold what they are about."""
    lines = tuple(
        (
            each.tracking_number,
            official_day(china_day(each.accepted_at)),
            official(words.STATES[each.state]),
        )
        for each in together
    )
    day = china_day(max(each.accepted_at for each in together))
    return head.table(
        official(PIECES["bound"]), day, ("tracking", "accepted", "state"), widths=(5, 4, 4), lines=lines
    )


def _team(session: Session, folder: Folder, head: Masthead) -> Sheet:
    """With the numbers of the certificates, as far as they are still of the body (art. 6)."""
    held = {each.staff_id: each.certificate for each in colleagues_of(session, folder.case.body).values()}
    lines = tuple(
        (
            hand.name,
            official(words.PARTS[hand.part]),
            held.get(hand.staff_id, ""),
            _period(hand),
            official_day(china_day(hand.declared_at)) if hand.declared_at else "",
        )
        for hand in folder.hands
    )
    columns = ("person", "part", "certificate", "time", "declared")
    day = china_day(folder.hands[0].since) if folder.hands else china_day(folder.case.opened_at)
    return head.table(official(PIECES["team"]), day, columns, widths=(4, 3, 5, 8, 4), lines=lines)


def _period(hand: Hand) -> str:
    if hand.until is None:
        return official(words_archive.SINCE, day=moment(hand.since))
    return f"{moment(hand.since)}—{moment(hand.until)}"


def _findings(folder: Folder, head: Masthead) -> Sheet:
    sections, last = [], folder.case.opened_at
    for each in folder.allegations:
        found = folder.findings.get(each.ref)
        if found is None:
            continue
        last = max(last, found.at)
        category = words_law.CATEGORIES.get(found.category or "")
        said = [
            f"{label('finding')}：{official(words.FINDINGS[found.finding])}",
            f"{label('category')}：{official(category)}" if category else "",
            f"{label('nature')}：{official(words.NATURES[found.nature])}" if found.nature else "",
            f"{label('facts')}：{found.facts}",
            f"{label('reasons')}：{found.reasons}",
            f"{label('by')}：{found.by_name}　{moment(found.at)}",
        ]
        sections.append((f"{each.position}．{who(each)}", tuple(line for line in said if line)))
    return head.sheet(official(PIECES["findings"]), china_day(last), sections=tuple(sections))


def _decisions(session: Session, folder: Folder, head: Masthead) -> Forms:
    """What stands, and who approved it; apart from it every version with the head's reasons."""
    mine = select(Proposal).where(Proposal.case_id == folder.case.id).order_by(Proposal.version)
    approvals = select(Approval).where(Approval.case_id == folder.case.id).order_by(Approval.at, Approval.id)
    proposals, said = list(session.scalars(mine)), list(session.scalars(approvals))
    approved = next((each for each in said if each.decision == "approve"), None)
    if approved is not None and folder.proposal is not None:
        yield from _approvals(folder, folder.proposal, approved, head)
    if proposals:
        sections = tuple(_version(each, said, folder.case.own) for each in proposals)
        day = china_day(proposals[-1].at)
        yield "proposals", head.sheet(official(PIECES["proposals"]), day, sections=sections)


def _approvals(folder: Folder, proposal: Proposal, approved: Approval, head: Masthead) -> Forms:
    """What goes out in sealed letters, and a withdrawal, stand on forms of their own: the other one may be
    shown to a court.
    What a recheck makes of the opinion before stands on that."""
    parted: dict[str, list[Outcome]] = {"approval": []} if proposal.first_result else {}
    for each in folder.outcomes:
        parted.setdefault(form_of_approval(each.code), []).append(each)
    result = proposal.first_result
    for kind, outcomes in parted.items():
        rows = rows_of(
            ("outcomes", decided((each.code for each in outcomes), result if kind == "approval" else None)),
            ("proposed", f"{proposal.by_name}　{moment(proposal.at)}"),
            ("approved", f"{approved.by_name}　{moment(approved.at)}"),
        )
        sections = tuple(_outcome(each) for each in outcomes)
        signed = tuple(official(line) + BLANK for line in words_archive.SIGNED_APPROVAL)
        day = china_day(approved.at)
        yield kind, head.sheet(official(PIECES[kind]), day, rows, sections=sections, signed=signed)


def _outcome(outcome: Outcome) -> tuple[str, tuple[str, ...]]:
    lines = []
    for field in outcome.spec.fields:
        text = outcome.fields.get(field.name, "").strip()
        if text and field.kind is Kind.CHOICE:
            text = official(CHOICES[text])
        elif text and field.kind in (Kind.DAY, Kind.PAST):
            text = official_day(date.fromisoformat(text))
        if text:
            lines.append(f"{official(FIELDS[field.name])}：{text}")
    return official(words_law.OUTCOMES[outcome.code]), tuple(lines)


def _version(proposal: Proposal, approvals: list[Approval], own: bool) -> tuple[str, tuple[str, ...]]:
    names = decided((each["code"] for each in proposal.outcomes), proposal.first_result)
    lines = [f"{label('outcomes')}：{names}"]
    for each in approvals:
        if each.proposal == proposal.version:
            kind = ENTRIES[APPROVED_OWN if own and each.decision == "approve" else each.decision]
            said = f"：{each.reason}" if each.reason else ""
            lines.append(f"{official(kind)}（{each.by_name}　{moment(each.at)}）{said}")
    heading = f"{proposal.version}．{label('proposed')}：{proposal.by_name}　{moment(proposal.at)}"
    return heading, tuple(lines)


def _closing(session: Session, folder: Folder, head: Masthead) -> Forms:
    mine = select(ClosingEvidence).where(ClosingEvidence.case_id == folder.case.id)
    held = {row.check: row for row in session.scalars(mine)}
    rows = tuple(
        (official(words.CHECKS[check]), held[check].evidence) for check in ClosingCheck if check in held
    )
    if rows:
        one = next(iter(held.values()))
        people = {hand.staff_id: hand.name for hand in folder.hands}
        rows += rows_of(("closer", f"{people.get(one.by, '')}　{moment(one.at)}".strip("　")))
        signed = tuple(official(line) + BLANK for line in words_archive.SIGNED_CLOSING)
        yield "closing", head.sheet(official(PIECES["closing"]), china_day(one.at), rows, signed=signed)


def files(files: list[dict[str, Any]], head: Masthead) -> Sheet:
    """The complainant's files by the names that the folder gives them."""
    lines = tuple((file_name(each), str(each["size"]), each["sha256"]) for each in files)
    day = day_of(max(each["added_at"] for each in files))
    columns = ("name_of_file", "bytes", "hash")
    return head.table(official(PIECES["files"]), day, columns, widths=(3, 3, 10), lines=lines)


def file_name(file: dict[str, Any]) -> str:
    """Not the complainant's own name for it: that may tell who sent it. Those of a complaint that joined
    are counted for themselves."""
    own = f"{file['number']:03}.{file['kind']}"
    return f"{file['joined']}-{own}" if file["joined"] else own


def _earlier(session: Session, folder: Folder, case: Any, head: Masthead) -> Sheet:
    stood = session.get(Proposal, (case.id, case.proposal)) if case.proposal else None
    names = decided((each["code"] for each in stood.outcomes), stood.first_result) if stood else ""
    rows = rows_of(
        ("body", case.body_name),
        ("accepted", moment(case.accepted_at)),
        ("outcomes", names),
        ("ended", moment(case.concluded_at)),
    )
    lines = tuple(line for line in (stood.reply if stood else "").split("\n") if line.strip())
    return _plain("earlier", head, china_day(case.accepted_at), lines, rows)
