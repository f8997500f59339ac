"""What came since a file was put away becomes a supplement to it, numbered, set, hashed and kept likewise."""

from services.investigation import filing
from services.investigation.archive import arrivals
from services.investigation.archive.front import Front, supplement_cover
from services.investigation.domain.case import Action, Caller
from services.investigation.folder import Folder
from services.investigation.handlers.archiving import (
    bound,
    fingerprint,
    masthead,
    named,
    pages_of,
    print_all,
)
from services.investigation.handlers.steps import take
from services.investigation.models import Archive, Supplement, SupplementPiece
from services.investigation.replies import NameOf, official
from services.investigation.words.archive import SUPPLEMENT_NUMBER
from shared.work import Work


def add(work: Work, folder: Folder, caller: Caller, note: str, name_of: NameOf) -> None:
    """The next supplement of the file, under the file's own number; none without something to put into it.
    Raises Forbidden."""
    case, session = folder.case, work.session
    came = frozenset(each.key for each in arrivals.since(session, folder))
    serial = folder.supplements + 1
    take(work, folder, caller, Action.ADD_TO_ARCHIVE, to=case.standing, detail={"number": serial})
    # The step just taken is the last line of the course.
    session.flush()
    archive = session.get_one(Archive, case.id)
    before = session.get(Supplement, (case.id, serial - 1))
    after = arrivals.up_to(session, archive)
    head = masthead(folder, name_of)
    printed = print_all(filing.pieces_since(session, folder, head, came, after))
    signed = official(SUPPLEMENT_NUMBER, number=archive.number, serial=serial)
    files = named(filing.files_since(session, folder, came))
    front = Front(folder, head, signed, work.today, note, caller.name, fingerprint(printed), len(files))
    first = supplement_cover(front, archive, before, len(printed), pages_of(printed))
    made = Supplement(
        case_id=case.id,
        serial=serial,
        files=files,
        covers=sorted(came),
        **bound(work, caller, front, printed, first),
    )
    session.add(made)
    folder.unfiled = case.unfiled = 0
    case.supplement_by = None
    folder.supplements = serial
    session.add_all(
        SupplementPiece(case_id=case.id, serial=serial, **each.columns(n))
        for n, each in enumerate(printed, 1)
    )
    told = {"number": signed, "sha256": made.sha256, "pieces": len(printed)}
    work.record("case.supplemented", f"case:{case.id}", told)
