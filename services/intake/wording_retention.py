"""Terms and holds in words."""

from services.intake.domain.retention import HoldKind, Kept
from shared.contracts.retention import Rule
from shared.i18n import N_

KEPT = {
    Kept.OPEN: N_("It is not closed yet."),
    Kept.TRIAGE: N_("The triage desk has not said yet that it is done with it."),
    Kept.CASE: N_("A case has not said yet that it is over."),
    Kept.TERM: N_("Its term has not passed yet."),
    Kept.RECHECK: N_("A recheck can still be asked for."),
    Kept.HELD: N_("A hold stands."),
}
RULES = {
    Rule.MEASURES: N_("a case with an opinion, a revocation or somebody called to account"),
    Rule.CASES: N_("another case"),
    Rule.UNHANDLED: N_("not taken up, or nothing in it to look into"),
}
HOLDS = {
    HoldKind.LAWSUIT: N_("Lawsuit or administrative review"),
    HoldKind.INSPECTION: N_("Inspection or audit"),
    HoldKind.OTHER: N_("Something else"),
}
