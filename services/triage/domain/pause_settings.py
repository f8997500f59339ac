"""For what, and how long, a province lets the clock of a case stand still (Measures art. 22).

The petition regulations know no stop of the 60 days but the extension (art. 34), so without a word of the
province there is none. At a second recheck a hearing is not counted (art. 36): there only its most is a
province's to set, so that no hearing runs on forgotten.
"""

from services.triage.domain.reasons import N_
from services.triage.domain.setting import Setting, Unit
from shared.contracts.pauses import IN_ALL, SECOND_HEARING, key_of
from shared.contracts.terms import PauseGround

MOST, MOST_IN_ALL, MOST_HEARING = 180, 365, 90
NOT_ALLOWED = N_("not allowed")
TEXTS = {
    PauseGround.HEARING: N_("The clock stands still for a hearing, at most"),
    PauseGround.APPRAISAL: N_("The clock stands still for an expert appraisal, at most"),
    PauseGround.COMPLAINANT: N_(
        "The clock stands still while the complainant's material is awaited, at most"
    ),
    PauseGround.LITIGATION: N_("The clock stands still for a review or lawsuit on the same matter, at most"),
    PauseGround.OTHER_AUTHORITY: N_(
        "The clock stands still while another authority's conclusion is awaited, at most"
    ),
    PauseGround.FORCE_MAJEURE: N_("The clock stands still for force majeure, at most"),
    PauseGround.PERSON_AWAY: N_("The clock stands still while somebody who must be heard cannot be, at most"),
}


def _off(key: str, text: str, most: int) -> Setting:
    basis = ("measures:22", "policy:settings")
    return Setting(key, Unit.DAYS, 0, text, basis, most=most, counted=True, none=NOT_ALLOWED)


ROWS = (
    *(_off(key_of(ground), TEXTS[ground], MOST) for ground in PauseGround),
    _off(IN_ALL, N_("The clock of one case stands still, in all at most"), MOST_IN_ALL),
    Setting(
        SECOND_HEARING,
        Unit.DAYS,
        30,
        N_("Hearing at a second recheck that is not counted, at most"),
        ("petition:36", "policy:settings"),
        least=1,
        most=MOST_HEARING,
        counted=True,
    ),
)
