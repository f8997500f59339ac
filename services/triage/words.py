"""The desk's vocabulary: states, channels, identities and flags in words."""

from shared.i18n import N_

STATES = {
    "awaiting_decision": N_("To decide"),
    "information_requested": N_("Asked back"),
    "accepted": N_("Accepted"),
    "decided": N_("Ended"),
}
TONES = {
    "awaiting_decision": "active",
    "information_requested": "near",
    "accepted": "done",
    "decided": "stopped",
}
CHANNELS = {
    "web": N_("Web"),
    "hotline": N_("Hotline"),
    "12345": N_("12345 order"),
    "letter": N_("Letter"),
    "visit": N_("Visit"),
    "superior": N_("From a superior"),
    "petition_office": N_("Petition office"),
}
IDENTITIES = {
    "real_name": N_("Real name"),
    "confidential": N_("Name kept confidential"),
    "anonymous": N_("Anonymous"),
}
NATURES = {
    "unlawful": N_("Unlawful"),
    "improper": N_("Improper"),
    "negligent": N_("Negligent"),
}
SUBJECTS = {
    "complaint": N_("Complaint about enforcement"),
    "praise": N_("Praise"),
    "consultation": N_("Question"),
    "information_request": N_("Request for government information"),
    "hazard_report": N_("Report of a hazard"),
    "other": N_("Another matter"),
}
FLAGS = {
    "ART12_SPECIAL": N_("Special supervision proposed"),
    "CODE_RETIRED": N_("Retired division code"),
    "CROSS_REGION": N_("Several regions"),
    "ESCALATED_COLLECTIVE": N_("Collective decision, one level up"),
    "GUIDE_REVIEW": N_("Point to administrative review"),
    "LEADER": N_("Leader accused"),
    "NO_NOTICE": N_("No written notice"),
    "OVERDUE_HANDLER": N_("Earlier handler overdue"),
    "PRIORITY": N_("Urgent"),
    "RECHECKED_BEFORE": N_("Rechecked before"),
    "RECUSAL_BODY": N_("A body was passed over"),
    "REGION_UNCLEAR": N_("Region unclear"),
    "REPORT_BACK": N_("Report back"),
    "RETALIATION": N_("Retaliation"),
    "SEALED": N_("Sealed"),
    "SEAT_CONFLICT": N_("Received by a desk of the accused"),
    "SPECIAL_AREA": N_("Special area"),
    "SUPERVISOR_ACCUSED": N_("Supervisor accused"),
    "TRACK_ART18": N_("Review or lawsuit"),
    "WORDS_ACCUSE": N_("Only words accuse"),
    "XPCC": N_("XPCC"),
}
CATEGORIES = {
    "C1.1": N_("Duty not performed, cover-up"),
    "C1.2": N_("Decision beyond its powers"),
    "C1.3": N_("Matter outside its competence, fined twice"),
    "C2.1": N_("No inspection plan, or not carried out"),
    "C2.2": N_("No graded supervision"),
    "C2.3": N_("Arbitrary or repeated inspections"),
    "C2.4": N_("Breach of procedure"),
    "C2.5": N_("Overdue rectification not dealt with"),
    "C3.1": N_("Documents unlawful or irregular"),
    "C3.2": N_("Evidence unlawful or insufficient"),
    "C3.3": N_("Case file incomplete"),
    "C3.4": N_("Penalty out of proportion"),
    "C3.5": N_("Licence outside procedure or time limit"),
    "C4.1": N_("Rude or careless conduct"),
    "C4.2": N_("Breach of prohibitions on enforcement"),
    "C5.1": N_("Quotas of fines"),
    "C5.2": N_("Pay tied to fines"),
    "C6.1": N_("Report not taken or registered"),
    "C6.2": N_("Report not checked or answered in time"),
    "C6.3": N_("Leak of the reporter's data"),
    "C6.4": N_("Retaliation against the reporter"),
    "C7.1": N_("Enforcement without certificate"),
    "C7.2": N_("Errors from lack of skill"),
    "C7.3": N_("Auxiliaries enforcing alone"),
    "C8.1": N_("Review decision or judgment not carried out"),
    "C8.2": N_("No lawful answer in review or court"),
    "C9.1": N_("Other"),
    "C9.2": N_("Enforcement for profit or outside its area"),
}
CIRCUMSTANCES = {
    "hazard": N_("Hazard"),
    "imminent_danger": N_("Danger now"),
    "deaths": N_("Deaths"),
    "collective_decision": N_("Collective decision"),
}
LEGAL = {
    "review": {
        "eligible": N_("Administrative review is still possible"),
        "pending": N_("Administrative review is pending"),
        "decided": N_("Administrative review is decided"),
    },
    "litigation": {
        "pending": N_("A lawsuit is pending"),
        "decided": N_("A lawsuit is decided"),
    },
}
MARKS = CIRCUMSTANCES | {
    "separable_conduct": N_("Conduct that can be told apart from the act before review or court"),
    "legally_reviewed_by_body": N_("The body in charge did the legal review of the act"),
}
AROUND = {
    "review": {"none": N_("No administrative review")} | LEGAL["review"],
    "litigation": {"none": N_("No lawsuit")} | LEGAL["litigation"],
    "discipline_clue": {
        "none": N_("No clue to a breach of discipline"),
        "also": N_("Also a clue to a breach of discipline or a crime"),
        "only": N_("Only discipline or crime"),
    },
}
SECTORS = {
    "mine_safety": N_("Mine safety"),
    "fire": N_("Fire and rescue"),
    "housing": N_("Housing and construction"),
    "transport": N_("Transport"),
    "market": N_("Market regulation and special equipment"),
    "health": N_("Health"),
    "town": N_("A township or subdistrict with powers of its own"),
    "other": N_("Something else"),
}
QUESTIONS = {
    "whom": N_("Which department, section or person is it about?"),
    "what": N_("What exactly happened, or was left undone?"),
    "when": N_("On which day did it happen, and where?"),
    "decision": N_("Is there a written decision? Please give its number and date."),
    "law": N_("Have you applied for administrative review or gone to court about it?"),
    "earlier": N_("Have you complained about it before? Please give the number."),
    "evidence": N_("What can prove it: photographs, recordings, papers, witnesses?"),
}
"""What is asked most; the officer ticks what is needed and adds to it."""
ADDRESSEES = {
    "WS_TIP": N_("12350 work-safety desk"),
    "GOV": N_("People's government"),
    "DISCIPLINE": N_("Discipline inspection and supervision organ"),
    "JUSTICE": N_("Judicial-administration department"),
    "FIRE": N_("Fire and rescue authority"),
    "HOUSING": N_("Housing and construction authority"),
    "INFO_DISCLOSURE": N_("Open-government office"),
    "NMSA": N_("National Mine Safety Administration"),
    "MOJ": N_("Ministry of Justice"),
    "COURT": N_("The court"),
    "12345": N_("The 12345 service line"),
    "EMERGENCY": N_("Emergency services"),
}
WITHOUT_PLACE = frozenset({"NMSA", "MOJ", "COURT", "12345", "EMERGENCY"})
LETTERS = {
    "transfer": N_("Letter transferring a complaint"),
    "handover": N_("Letter handing over a clue"),
    "acceptance": N_("Notice of acceptance"),
    "non_acceptance": N_("Notice of non-acceptance"),
}
