"""Words for the work on a case: kinds of records, what they say, and plans to begin from."""

from shared.i18n import N_

KINDS = {
    "plan": N_("Plan of investigation"),
    "task": N_("Task"),
    "evidence_request": N_("Request for files and evidence"),
    "exhibit": N_("Piece of evidence"),
    "custody": N_("Evidence passed on"),
    "interview": N_("Record of an interview"),
    "visit": N_("Visit on site"),
    "challenged_act": N_("Challenged act"),
    "obstruction": N_("Obstruction"),
    "unit_notice": N_("Notice to the supervised unit"),
    "transfer": N_("Transfer to another authority"),
    "external_decision": N_("Review decision or judgment"),
    "accountability": N_("Accountability of persons"),
    "commendation": N_("Commendation"),
    "note": N_("Note"),
}
HINTS = {
    "plan": N_(
        "What is to be found out, how, and by when. A later plan replaces this one; both stay in the file."
    ),
    "task": N_("Something to do by a certain day."),
    "evidence_request": N_(
        "Recordings first: they may be deleted soon. A numbered letter is written with it, to be printed and "
        "served under Documents."
    ),
    "exhibit": N_(
        "Each thing, recording or file that came in, with where it is kept. Once it stands here, add its "
        "photos, recordings and papers to it: they are kept sealed with their SHA-256, so that anybody can "
        "see later that they are the same. Never write who complained."
    ),
    "custody": N_("Whenever a piece goes from one hand to another: from whom, to whom, what for."),
    "interview": N_(
        "Two certified investigators, certificates shown, rights told. Kept when it is signed, or the "
        "signature refused; it cannot be changed afterwards."
    ),
    "visit": N_("Two certified investigators, certificates shown."),
    "challenged_act": N_(
        "The penalty, measure or omission that the complaint is about, as a record of its own."
    ),
    "obstruction": N_(
        "Refusal, obstruction or disguised obstruction; it counts when accountability is decided."
    ),
    "unit_notice": N_(
        "Tell only the act, its time and document: never who complained, nor the complainant's words. A "
        "numbered letter is written with it, to be printed and served under Documents."
    ),
    "transfer": N_(
        "What goes to another authority, with its receipt. Only the investigators of this case and the "
        "heads read it. No letter is written with it: the outcome “Transfer” does that, with the head's "
        "approval."
    ),
    "external_decision": N_(
        "A review decision or judgment about the act, with its term: it is followed until it is carried out."
    ),
    "accountability": N_(
        "What is advised about persons goes to the authority over them, which decides; its answer and "
        "receipt are kept here. Only the investigators of this case and the heads read it. No letter is "
        "written with it: the outcome “Accountability” does that, with the head's approval."
    ),
    "commendation": N_(
        "Who is to be commended, before whom it was put, and what came of it. No letter is written with it: "
        "the outcome “Commendation” does that, with the head's approval."
    ),
    "note": N_("Only your body reads it."),
}
PIECE = N_("Which piece of evidence or file")
OF_A_PIECE = N_("Choose the piece, so that its way is told with it.")
NO_PIECE = N_("No piece of evidence and no file is kept with this case yet: say in words what went.")
OTHERWISE = N_("Only for what is no file and no piece of evidence of this case, as a key or a sealed box.")
CALLED = {
    "task": "task",
    "evidence_request": "addressee",
    "exhibit": "item",
    "custody": "exhibit",
    "interview": "person",
    "visit": "place",
    "challenged_act": "document",
    "unit_notice": "unit",
    "external_decision": "document",
}
"""By which of their fields records of a kind are told from one another in a list."""
ENDINGS = {"exhibit": (N_("Given back"), N_("Keep that it was given back"))}
"""What the end of a record is called, and the button that keeps it, where that is no result."""
ASKED = {
    ("external_decision", "matter"): N_("What it orders"),
    ("accountability", "part"): N_("For what"),
    ("commendation", "part"): N_("For what merit"),
}
"""Where a record of one kind asks otherwise than others by the same field."""
ON_PAPER = {
    **ASKED,
    ("plan", "steps"): N_("Steps"),
    ("interview", "certificates_shown"): N_("Shown"),
    ("visit", "certificates_shown"): N_("Shown"),
    ("interview", "rights_told"): N_("Told"),
    ("interview", "complained"): N_("Complained"),
}
"""Where a form of the file says a field otherwise than the desk asks for it."""
FIELDS = {
    "aim": N_("What is to be found out"),
    "steps": N_("Steps, one a line"),
    "method": N_("Method"),
    "finish_by": N_("To be finished by"),
    "task": N_("What is to be done"),
    "by_whom": N_("By whom"),
    "due": N_("Due on"),
    "result": N_("What came of it"),
    "addressee": N_("To whom"),
    "items": N_("Files, records and recordings asked for"),
    "period": N_("Of which period"),
    "form": N_("In which form"),
    "item": N_("Name of the piece"),
    "medium": N_("Kind of evidence"),
    "amount": N_("How much (pages, pieces, minutes)"),
    "obtained_from": N_("From whom it was obtained"),
    "kept_at": N_("Where it is kept"),
    "sha256": N_("SHA-256 of the file"),
    "exhibit": N_("Which piece (its number or name)"),
    "handed_by": N_("Handed over by"),
    "handed_to": N_("Handed over to"),
    "purpose": N_("What for"),
    "kept_until": N_("Recordings are kept only until"),
    "received": N_("Received"),
    "day": N_("On which day"),
    "hours": N_("From when to when"),
    "place": N_("Where"),
    "person": N_("Who"),
    "complained": N_("This person complained: a court gets it only in their own lawsuit"),
    "certificates_shown": N_("Supervision certificates were shown"),
    "rights_told": N_("Rights and duties were told"),
    "account": N_("Questions and answers"),
    "signature": N_("Signature"),
    "refusal": N_("Why it was not signed"),
    "seen": N_("What was seen and found"),
    "document": N_("Document number"),
    "unit": N_("Unit"),
    "act": N_("What was decided or done"),
    "fault_at": N_("At which step the fault occurred"),
    "collective": N_("Decided collectively by the leadership"),
    "handled_by": N_("Officers who handled it (in charge and assisting)"),
    "reviewed_by": N_("Who did the legal review"),
    "filed": N_("Filed with the superior"),
    "how": N_("In which way"),
    "matter": N_("What the unit is told"),
    "receiver": N_("Receiving authority"),
    "part": N_("What is transferred"),
    "basis": N_("Legal basis"),
    "receipt": N_("Receipt (number, signed by)"),
    "receipt_day": N_("Received on"),
    "text": N_("Note"),
    "source": N_("Review or court"),
    "authority": N_("Who decided"),
    "ruling": N_("What it rules"),
    "carried_out": N_("Carried out"),
    "measure": N_("What is advised"),
}
CHOICES = {
    "yes": N_("Yes"),
    "no": N_("No"),
    "unknown": N_("Not known yet"),
    "not_needed": N_("Not needed"),
    "paper": N_("Documents on paper"),
    "recording": N_("Pictures and sound"),
    "electronic": N_("Electronic data"),
    "thing": N_("A thing"),
    "copy": N_("A copy"),
    "original": N_("The original"),
    "all": N_("All of it"),
    "part": N_("Part of it"),
    "nothing": N_("Nothing"),
    "signed": N_("Signed"),
    "refused": N_("Signature refused"),
    "refusal": N_("Refusal"),
    "obstruction": N_("Obstruction"),
    "disguised": N_("Disguised obstruction"),
    "on_site": N_("Inspection on site"),
    "documents": N_("Check of documents"),
    "forum": N_("Meeting with enterprises"),
    "visits": N_("Visits and calls"),
    "plan": N_("Plan"),
    "unit_choice": N_("Choice of the unit to inspect"),
    "scheme": N_("Inspection scheme"),
    "inspection": N_("Inspection"),
    "handling": N_("Handling and penalty"),
    "recheck": N_("Recheck"),
    "archive": N_("Closing and archive"),
    "review": N_("Reconsideration decision"),
    "judgment": N_("Judgment"),
    "revoked": N_("Revokes the act"),
    "changed": N_("Changes the act"),
    "confirmed_unlawful": N_("Finds the act unlawful"),
    "ordered_to_perform": N_("Orders performance within a term"),
    "criticism": N_("Criticism and education"),
    "training": N_("Training away from the post"),
    "transferred": N_("Transfer from enforcement"),
    "disqualified": N_("Withdrawal of the enforcement certificate"),
    "other": N_("Other"),
}
PLANS = {
    "C1": N_(
        "Establish who holds the power in question and since when\n"
        "Call for the list of powers and duties and the decision\nHear the unit"
    ),
    "C2": N_(
        "Call for the annual inspection plan and the inspection records\n"
        "Compare dates, teams and certificates\nSecure the recordings\nHear the officers and the enterprise"
    ),
    "C3": N_(
        "Call for the case file, originals where possible\nCheck evidence, basis, discretion and service\n"
        "Compare with similar cases\nHear the officers"
    ),
    "C4": N_(
        "Secure the recordings of the day at once\nHear those who were present, each alone\n"
        "Check receipts and payments\nHear the officer"
    ),
    "C5": N_(
        "Call for targets, budgets and bonus rules\nCompare fines by month and officer\nHear the unit's head"
    ),
    "C6": N_(
        "Call for the register of complaints and the file of the earlier one\n"
        "Establish when it came, who had it and what was answered\nHear those in charge"
    ),
    "C7": N_("Check certificates on the day of the act\nCall for duty rosters\nHear the auxiliary staff"),
    "C8": N_(
        "Call for the review decision or judgment and the proof of its service\n"
        "Establish what was carried out, and when\nHear the unit"
    ),
    "C9": N_("Establish the facts from documents and recordings\nHear both sides"),
}
"""Where a plan may begin, by the group of the category."""
