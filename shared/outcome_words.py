"""The outcomes of art. 14 to 19 in words: the desks and the complainant read the same."""

from shared.i18n import N_

OUTCOMES = {
    "O1": N_("Internal circular"),
    "O2": N_("Supervision opinion"),
    "O3": N_("Completion of the document"),
    "O4": N_("Correction of the document"),
    "O5": N_("New document, served again"),
    "O6": N_("Enforcement against the enterprise"),
    "O7": N_("Revocation"),
    "O8": N_("Compliance with a review decision or judgment"),
    "O9": N_("Accountability for enforcement"),
    "O10": N_("Transfer (discipline or justice)"),
    "O11": N_("Commendation"),
    "O12": N_("No breach"),
    "O13": N_("Cannot be established"),
    "O14": N_("Ended (withdrawn)"),
    "O15": N_("Not accepted"),
    "O16": N_("Referral to another authority"),
}
