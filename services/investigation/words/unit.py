"""Words about supervised units, and about calling back."""

from shared.i18n import N_

REQUESTS = {
    "objection": N_("Objection"),
    "more_time": N_("More time"),
}
RULINGS = {
    "kept": N_("Keep the document"),
    "changed": N_("Change the document"),
    "lifted": N_("Lift the measure"),
    "granted": N_("Grant more time"),
    "refused": N_("Refuse more time"),
}
RULED = {
    "kept": N_("The document is kept"),
    "changed": N_("The document is changed"),
    "lifted": N_("The measure is lifted"),
    "granted": N_("More time is granted"),
    "refused": N_("More time is refused"),
}
STATES = {
    "open": N_("To be carried out"),
    "reported": N_("Your report is being checked"),
    "confirmed": N_("Carried out: nothing is left to do"),
    "lifted": N_("Lifted: nothing is left to do"),
}
WAYS = {
    "message": N_("By a message through this system"),
    "phone": N_("By telephone"),
    "visit": N_("In person"),
}
ANSWERS = {
    "satisfied": N_("Satisfied"),
    "partly": N_("Partly satisfied"),
    "unsatisfied": N_("Not satisfied"),
    "not_reached": N_("Could not be reached"),
    "no_word": N_("Did not want to say"),
}
LABELS = {
    "who": N_("Who answers for it"),
    "text": N_("What was done"),
    "proofs": N_("What proves it"),
    "reasons": N_("Reasons"),
    "until": N_("Until when"),
}
