"""The work on a case: what the investigators asked for, heard, saw and set themselves to do."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from services.investigation import pieces
from services.investigation.cabinet import NoSuchCase
from services.investigation.document_text import certified, evidence_letter, unit_letter
from services.investigation.domain import custody, hearing, persons, records, tied, traces
from services.investigation.domain.case import Caller, Fault
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.limits import limits
from services.investigation.domain.outcomes import is_day
from services.investigation.domain.records import SPECS, RecordKind, Spec
from services.investigation.domain.states import move
from services.investigation.domain.team import LEAD
from services.investigation.folder import Folder
from services.investigation.handlers import who_was_there, whose_act
from services.investigation.handlers.conflicts import compared_anew, named_in_act
from services.investigation.handlers.documents import issue
from services.investigation.handlers.people import eligible
from services.investigation.handlers.steps import Rejected, require, take
from services.investigation.models import Record
from services.investigation.own import complaint_numbers
from services.investigation.replies import NameOf, official
from services.investigation.words import work as words_work
from shared import office_days
from shared.work import Work

SIGNING = frozenset({"/fields/signature", "/fields/refusal"})
"""What of a record is known only once its paper was signed or refused."""


def keep_record(
    work: Work,
    folder: Folder,
    caller: Caller,
    kind: RecordKind,
    contents: Mapping[str, str],
    usernames: Sequence[str],
    name_of: NameOf,
    piece: UUID | None = None,
) -> None:
    """A new record of this kind; a plan replaces the one before, and both stay in the file. `piece`: what of
    the case it is about, where that is chosen."""
    spec = SPECS[kind]
    number = _count(work, folder, kind) + 1
    take(work, folder, caller, spec.action, to=folder.case.standing, kind=kind, detail={"number": number})
    filled = {name: text.strip() for name, text in contents.items() if text.strip()}
    about = _about(work, folder, filled, piece) if spec.of_a_piece else None
    there = _present(work, folder, usernames, filled)
    require(_faults(work, folder, spec, filled, there))
    if kind in records.LETTERS:
        said = {f"/fields/{name}": text for name, text in filled.items()}
        require(traces.number_faults(said, complaint_numbers(work.session, folder)))
    if there:
        _require_untied(work, folder, there, date.fromisoformat(filled["day"]))
    work.session.add(
        Record(
            id=work.new_id(),
            case_id=folder.case.id,
            kind=kind,
            number=number,
            at=work.now,
            by=caller.staff_id,
            by_name=caller.name,
            supervisors=[certified(each.name, each.certificate) for each in there],
            piece_id=about,
            due=records.due_of(spec, filled, limits(folder.case.limits), office_days.calendar().add_days),
            contents=filled,
        )
    )
    _write(work, folder, caller, kind, filled, name_of)
    if kind is RecordKind.CHALLENGED_ACT:
        named_in_act(work, folder, filled, caller)
        compared_anew(work, folder)
        whose_act.write_down(work, folder)


def to_be_signed(
    work: Work,
    folder: Folder,
    caller: Caller,
    kind: RecordKind,
    contents: Mapping[str, str],
    usernames: Sequence[str],
) -> Record:
    """The record as it would be kept, to be read over and signed on paper first; nothing is kept of it. All
    but the signature must be there. Raises Forbidden, Rejected."""
    spec, case = SPECS[kind], folder.case
    move(folder.facts(work.today), caller, spec.action, case.standing)
    filled = {name: text.strip() for name, text in contents.items() if text.strip()}
    there = _present(work, folder, usernames, filled)
    faults = _faults(work, folder, spec, filled, there)
    require(each for each in faults if each.pointer not in SIGNING)
    unsigned = {name: text for name, text in filled.items() if f"/fields/{name}" not in SIGNING}
    return Record(
        kind=kind, number=0, at=work.now, by_name=caller.name, contents=unsigned,
        supervisors=[certified(each.name, each.certificate) for each in there],
    )  # fmt: skip


def collecting(work: Work, folder: Folder) -> list[Caller]:
    """Whom a letter names that calls for files: of the team, certified, and with no tie that is known of."""
    ties = folder.conflicts(work.today)
    return [each for each in _able(work, folder).values() if each.staff_id not in ties]


def _faults(
    work: Work, folder: Folder, spec: Spec, filled: Mapping[str, str], there: Sequence[Caller]
) -> list[Fault]:
    wrong = records.faults(spec, filled, len(there), work.today)
    hearers, team = [each.name for each in there], [each.name for each in folder.team]
    wrong += hearing.faults(spec, filled, hearers, team)
    return wrong + records.collector_faults(spec, len(collecting(work, folder)) if spec.collectors else 0)


def _about(work: Work, folder: Folder, filled: dict[str, str], chosen: UUID | None) -> UUID | None:
    """Which piece of the case it is, said in words beside it. Raises Rejected."""
    known, words = pieces.of_case(work.session, folder), filled.get(custody.WORDS, "")
    require(custody.faults(known, chosen, words))
    piece = custody.meant(known, chosen, words)
    if piece is None:
        return None
    if is_day(filled.get("day", "")):
        require(custody.day_faults(piece, filled["day"]))
    filled.setdefault(custody.WORDS, piece.name)
    return piece.id


def _write(
    work: Work, folder: Folder, caller: Caller, kind: RecordKind, contents: Mapping[str, str], name_of: NameOf
) -> None:
    """调卷函, and the letter that asks the supervised unit for its account."""
    if kind is RecordKind.EVIDENCE_REQUEST:
        labels = {name: official(words_work.FIELDS[name]) for name in contents}
        said = {**contents, "form": official(words_work.CHOICES[contents["form"]])}
        there = [certified(each.name, each.certificate) for each in collecting(work, folder)]
        issue(
            work, folder, DocumentKind.EVIDENCE_LETTER, caller.name, name_of,
            lambda head: evidence_letter(said, labels, there, head),
        )  # fmt: skip
    if kind is RecordKind.UNIT_NOTICE:
        issue(
            work, folder, DocumentKind.UNIT_LETTER, caller.name, name_of,
            lambda head: unit_letter(contents, head),
        )  # fmt: skip


def end_record(
    work: Work,
    folder: Folder,
    caller: Caller,
    record_id: UUID,
    contents: Mapping[str, str],
) -> None:
    """What came of it: files received, task done, receipt in hand. Said once. Raises NoSuchCase."""
    row = work.session.get(Record, record_id)
    if row is None or row.case_id != folder.case.id:
        raise NoSuchCase(record_id)
    spec, to = SPECS[RecordKind(row.kind)], folder.case.standing
    take(work, folder, caller, spec.ended_by, to=to, kind=f"{row.kind}_ended", detail={"number": row.number})
    if row.ended_at is not None or not spec.ending:
        raise Rejected([Fault("/record", "record_ended")])
    filled = {name: text.strip() for name, text in contents.items() if text.strip()}
    require(records.ending_faults(spec, filled, work.today, row.contents))
    if row.kind == RecordKind.EXHIBIT:
        passed = select(Record).where(Record.piece_id == row.id, Record.kind == RecordKind.CUSTODY)
        days = [each.contents["day"] for each in work.session.scalars(passed) if each.contents]
        require(custody.return_faults(filled["receipt_day"], days))
    row.ended_at, row.ended_by, row.ending = work.now, caller.name, filled


def _count(work: Work, folder: Folder, kind: RecordKind) -> int:
    query = select(func.count()).where(Record.case_id == folder.case.id, Record.kind == kind)
    return work.session.scalar(query) or 0


def _present(work: Work, folder: Folder, usernames: Sequence[str], filled: Mapping[str, str]) -> list[Caller]:
    """Those who were there: of the team on that day, certified then, each once by whatever account."""
    if not usernames:
        return []
    said = filled.get("day", "")
    able = who_was_there.on(work, folder, date.fromisoformat(said) if is_day(said) else work.today)
    unknown = [name for name in usernames if name not in able]
    if unknown:
        raise Rejected([Fault("/supervisors", "not_on_the_team", "measures:6")])
    return persons.each_once(able[name] for name in dict.fromkeys(usernames))


def _require_untied(work: Work, folder: Folder, there: Sequence[Caller], day: date) -> None:
    """Nobody goes to speak to people or to look who must stay away by what was known on that day."""
    ties = folder.conflicts(work.today)
    require(
        tied.fault(tie, "/supervisors", each.name)
        for each in there
        if (tie := ties.get(each.staff_id)) and not tied.may_have_been_there(tie, day)
    )


def _able(work: Work, folder: Folder) -> dict[str, Caller]:
    """Those of the team who are certified, by user name; who leads it first."""
    place = {hand.staff_id: (hand.part != LEAD, at) for at, hand in enumerate(folder.team)}
    able = {name: each for name, each in eligible(work, folder).items() if each.staff_id in place}
    return dict(sorted(able.items(), key=lambda each: place[each[1].staff_id]))
