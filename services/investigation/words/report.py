"""Words of the annual report."""

from shared.i18n import N_

PARTS = {
    "staff": N_("Organisation"),
    "complaints": N_("Complaints"),
    "outcomes": N_("Findings and outcomes"),
    "besides": N_("Besides"),
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
    "by_code": N_("Outcomes"),
    "revocations_by_ground": N_("Revocations by ground"),
    "corrections": N_("Corrections ordered"),
    "carried_out": N_("Corrections carried out"),
    "carried_out_in_time": N_("Corrections carried out in time"),
    "special_supervision": N_("Proposed for special supervision (art. 12)"),
    "obstructions": N_("Obstructions"),
    "transfers": N_("Transfers"),
    "ratings": N_("Ratings"),
    "manner_tenths": N_("Mean rating of the manner, in tenths"),
    "speed_tenths": N_("Mean rating of the speed, in tenths"),
    "result_tenths": N_("Mean rating of the result, in tenths"),
}
