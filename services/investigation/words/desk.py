"""Words about what is due, and about sharing the work."""

from shared.i18n import N_

DUE = {
    "investigation": N_("Investigation"),
    "rectification": N_("Correction by the unit"),
    "unit_request": N_("Answer to the unit"),
    "call_back": N_("Call back"),
    "receipt": N_("Receipt of a paper to a unit"),
    "receipt_before": N_("Receipt of a letter or answer of the body before"),
    "report_back": N_("Report to who assigned it"),
    "interim_report": N_("Report to who assigned it on how far it is"),
    "supplement": N_("Put away what came after archiving"),
    "task": N_("Task"),
    "evidence_request": N_("Files and evidence"),
    "recording": N_("Recordings, to be secured before they are deleted"),
    "unit_notice": N_("Statement of the unit"),
    "external_decision": N_("Review decision or judgment"),
    "transfer": N_("Receipt for what was transferred"),
    "accountability": N_("Answer about the accountability of persons"),
    "commendation": N_("Answer to a proposed commendation"),
}
TERMS: tuple[dict[str, str], ...] = (
    {"investigation": N_("Investigation")},
    {"investigation": N_("Recheck"), "recheck": N_("Second recheck may be asked for")},
    {"investigation": N_("Second recheck")},
)
"""What the terms of a first handling, a recheck and the second one are called, where it is otherwise."""
GROUPS = {
    "overdue": N_("Past the day"),
    "today": N_("Today"),
    "soon": N_("Within 7 days"),
}
CHANGED = {
    "allegations": N_("Answers matters"),
    "told": N_("What the complainant reads of it"),
    "serious": N_("Serious: calls for a supervision opinion"),
    "first_result": N_("What becomes of the earlier opinion"),
}
SERIOUS = {"True": N_("yes"), "False": N_("no")}
OFFICES = {
    "section": N_("Section chief"),
    "division": N_("Division chief"),
    "head": N_("Head of the body"),
}
STEPS = {
    "passed": N_("passed on"),
    "waiting": N_("has it now"),
    "undecided": N_("waits: whether they withdraw is not decided, see “People”"),
    "skipped": N_("passed over: nobody can take it"),
    "later": N_("after that"),
}
