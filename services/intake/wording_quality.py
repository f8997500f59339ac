"""The criteria and grades of quality samples, in words."""

from collections.abc import Mapping

from services.intake.domain.quality import Criterion, Grade
from shared.i18n import N_

CRITERIA: Mapping[Criterion, str] = {
    Criterion.FACTS: N_("The facts are there: who, when, where, what happened, and with which papers"),
    Criterion.ADDRESSEE: N_("Whom it is about is named rightly: unit, place, in whose name"),
    Criterion.QUESTIONS: N_("What the checklist asks was asked, and nothing that is not needed"),
    Criterion.WORDING: N_("It is written in the caller's own sense, without judging"),
    Criterion.READ_BACK: N_("It was read back, and number and code were read out"),
    Criterion.TONE: N_("The tone was calm and kind"),
}
GRADES: Mapping[Grade, str] = {
    Grade.MET: N_("Met"),
    Grade.PARTLY: N_("Met in part"),
    Grade.MISSED: N_("Not met"),
    Grade.UNKNOWN: N_("Cannot be told"),
}
