"""Words of the annual report."""

from shared.i18n import N_

COUNTED = (
    N_("Counted from the cases accepted in that year, as they stand now."),
    N_(
        "A unit carried out in time that reported by its last day what was then confirmed, whenever the body "
        "confirmed it; a report that was not accepted does not count."
    ),
)
"""What is counted, as the page says it; the rules stand in `domain.annual`."""
PARTS = {
    "staff": N_("Organisation"),
    "complaints": N_("Complaints"),
    "outcomes": N_("Findings and outcomes"),
    "besides": N_("Besides"),
    "own": N_("Cases of our own"),
}
LABELS = {
    "investigators": N_("Investigators"),
    "heads": N_("Heads"),
    "certified": N_("With a valid certificate"),
    "received": N_("Cases accepted"),
    "by_channel": N_("By channel"),
    "by_identity": N_("By identity"),
    "by_category": N_("By category claimed"),
    "by_state": N_("By state"),
    "concluded": N_("Answered"),
    "in_time": N_("Answered in time"),
    "late": N_("Answered late"),
    "overdue_now": N_("Overdue now"),
    "extended": N_("Extended"),
    "paused": N_("Clock stood still"),
    "median_days": N_("Days from acceptance to the answer, median"),
    "rechecks": N_("Rechecks"),
    "recheck_results": N_("Results of rechecks"),
    "findings": N_("Findings"),
    "natures": N_("Nature found"),
    "categories_found": N_("Category found"),
    "by_code": N_("Outcomes that stand"),
    "revocations_by_ground": N_("Revocations by ground"),
    "annulled": N_("Opinions annulled by a recheck"),
    "findings_annulled": N_("Findings of annulled opinions"),
    "outcomes_fallen": N_("Outcomes annulled, revoked or lifted since"),
    "corrections": N_("Corrections ordered"),
    "corrections_lifted": N_("Corrections lifted"),
    "carried_out": N_("Corrections carried out"),
    "carried_out_in_time": N_("Corrections carried out in time, by the day of the unit's report"),
    "special_supervision": N_("Proposed for special supervision (art. 12)"),
    "obstructions": N_("Obstructions"),
    "transfers": N_("Transfers"),
    "ratings": N_("Ratings"),
    "manner_tenths": N_("Mean rating of the manner, in tenths"),
    "speed_tenths": N_("Mean rating of the speed, in tenths"),
    "result_tenths": N_("Mean rating of the result, in tenths"),
    "opened": N_("Opened without a complaint"),
    "by_origin": N_("By kind"),
    "own_states": N_("By state"),
    "decided": N_("Decided"),
    "bound": N_("Complaints bound to them"),
    "reports_due": N_("Reports owed to who assigned a matter"),
    "reports_made": N_("Reports made"),
    "reports_in_time": N_("Reports made in time"),
    "reports_late": N_("Reports not made by their day"),
    "own_findings": N_("Findings"),
    "own_outcomes": N_("Outcomes that stand"),
    "own_outcomes_fallen": N_("Outcomes annulled, revoked or lifted since"),
    "own_corrections": N_("Corrections ordered"),
    "own_carried_out": N_("Corrections carried out"),
}
