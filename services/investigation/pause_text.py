"""What a complainant reads when the clock of the case stands still and when it runs again.

The ground is said in neutral words, made here: neither what the investigators wrote to the head nor the
head's answer goes out, for both may tell of the accused.
"""

from datetime import date

from services.investigation.document_text import COMPLAINANT, Letterhead
from services.investigation.domain.documents import DocumentKind
from services.investigation.folder import Folder
from services.investigation.models import Pause
from services.investigation.replies import official, official_day
from shared.contracts.terms import PauseGround
from shared.i18n import N_
from shared.papers import Paper

BECAUSE = {
    PauseGround.HEARING: N_("a hearing is to be held"),
    PauseGround.APPRAISAL: N_("an expert appraisal is needed"),
    PauseGround.COMPLAINANT: N_("the material that you were asked for is still awaited"),
    PauseGround.LITIGATION: N_("an administrative review or a lawsuit about the matter is pending"),
    PauseGround.OTHER_AUTHORITY: N_("it depends on what another authority concludes"),
    PauseGround.FORCE_MAJEURE: N_("of force majeure"),
    PauseGround.PERSON_AWAY: N_("somebody who must be heard cannot be heard for now"),
}
PAUSED = N_(
    "Because %(ground)s, the term for your complaint %(number)s stands still from %(since)s, with the head's "
    "approval under the rules that apply. It runs again from %(until)s at the latest; by then its last "
    "day is %(due)s. The days between do not count."
)
RESUMED = N_(
    "What the term for your complaint %(number)s stood still for is over: it runs again from %(day)s, and "
    "its last day is %(due)s."
)
OVER = N_(
    "The time for which the term for your complaint %(number)s stood still is over: it runs again from "
    "%(day)s, and its last day is %(due)s."
)


def paused(folder: Folder, row: Pause) -> str:
    case = folder.case
    return official(
        PAUSED,
        ground=official(BECAUSE[PauseGround(row.ground)]),
        number=case.tracking_number,
        since=official_day(row.since),
        until=official_day(row.until),
        due=official_day(case.investigate_by),
    )


def resumed(folder: Folder, day: date) -> str:
    return _runs(RESUMED, folder, day)


def over(folder: Folder, day: date) -> str:
    """It came to its day by itself."""
    return _runs(OVER, folder, day)


def _runs(said: str, folder: Folder, day: date) -> str:
    case = folder.case
    due = official_day(case.investigate_by)
    return official(said, number=case.tracking_number, day=official_day(day), due=due)


def told(kind: DocumentKind, number: str, text: str, head: Letterhead) -> Paper:
    """中止（恢复）办理期限告知书: the same words on paper."""
    return head.paper(kind, official(COMPLAINANT, number=number), [("", (text,))])
