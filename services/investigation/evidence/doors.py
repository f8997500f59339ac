"""Files of evidence over the web, for pages and programs alike: they come, and they are given out."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar
from uuid import UUID

import structlog
from flask import Response

from services.investigation.cabinet import open_folder
from services.investigation.desk import at_desk
from services.investigation.domain.case import Caller
from services.investigation.domain.evidence import MOST_BYTES, MOST_FILES
from services.investigation.evidence import keeping
from services.investigation.evidence.coming import Place, Stream
from services.investigation.folder import Folder
from shared.files import clamd, words
from shared.files.kinds import Reason
from shared.i18n import N_, gettext
from shared.staff.web import acting
from shared.web import works
from shared.web.arriving import Arriving, await_files, file_store
from shared.web.context import settings
from shared.web.problems import problem
from shared.web.serving import goes_on, served
from shared.work import Work

log = structlog.get_logger("files")
S = TypeVar("S", bound=Stream)
ROUND = 1 << 20
"""What a form has besides its files."""
NO_SCANNER = N_(
    "The virus scanner does not answer, so nothing was kept. Send the files again in a few minutes."
)


def coming(case_id: UUID, exhibit: UUID, most: int) -> AbstractContextManager[Arriving[Stream]]:
    """The files of this request for a piece of evidence, as `arriving`. Raises Forbidden, too."""

    def may_come(work: Work, folder: Folder, caller: Caller) -> int:
        return keeping.may_come(work, folder, caller, exhibit)

    return arriving(case_id, exhibit, may_come, Stream, most)


@contextmanager
def arriving(
    case_id: UUID,
    exhibit: UUID | None,
    may_come: Callable[[Work, Folder, Caller], int],
    kind: type[S],
    most: int,
) -> Iterator[Arriving[S]]:
    """The files of this request, to be said before anything reads its form; `may_come` tells how many lie
    there already, or raises. Those that were not kept within are forgotten. Raises NoSuchCase; 503 without
    its scanner."""
    with at_desk() as (work, caller):
        folder = open_folder(work.session, case_id, caller)
        kept = may_come(work, folder, caller)
    place = Place(works(), file_store(), settings().clamd, acting(), case_id, exhibit, kept)
    found: Arriving[S] = Arriving(lambda name: kind(place, name, len(found.streams)))
    await_files(found, most + ROUND)
    try:
        yield found
    except clamd.Away as away:
        log.error("scanner_away", reason=str(away))
        raise problem(503, "scanner_away", gettext(NO_SCANNER)) from away
    finally:
        found.drop()


def given(case_id: UUID, file_id: UUID) -> Response:
    """The file as it came. Raises NoSuchCase."""
    with at_desk() as (work, caller):
        folder = open_folder(work.session, case_id, caller)
        opened = keeping.open_file(work, file_store(), folder, file_id, goes_on=goes_on())
    return served(opened)


def refused(reason: Reason, each: int = MOST_BYTES) -> str:
    """Why a file is not taken, where one may have `each` bytes."""
    return words.refused(reason, each, MOST_FILES)
