"""The desk's words: one for each value, marked for translation, translated where they are shown."""

from shared.i18n import N_

STATES = {
    "queued": N_("Waiting in the queue"),
    "investigating": N_("Under investigation"),
    "proposed": N_("Waiting for approval"),
    "rectifying": N_("Being put right"),
    "concluded": N_("Answered, to be closed"),
    "closed": N_("Closed"),
    "terminated": N_("Ended early"),
    "passed_up": N_("Given to the body above"),
}
CHECK_ENDED = N_("Ended: followed elsewhere")
"""Of a case of the body's own that stands as passed up: it is not given to anybody."""
STATE_TONES = {
    "queued": "neutral",
    "investigating": "active",
    "proposed": "near",
    "rectifying": "active",
    "concluded": "done",
    "closed": "done",
    "terminated": "stopped",
    "passed_up": "stopped",
}
ACTIONS = {
    "claim": N_("Take up the case"),
    "release": N_("Give back to the queue"),
    "hand_over": N_("Hand over"),
    "assign": N_("Add an investigator"),
    "declare": N_("Declare that there is no tie"),
    "plan": N_("Plan the investigation"),
    "set_task": N_("Set a task"),
    "request_evidence": N_("Call for files and evidence"),
    "interview": N_("Keep an interview"),
    "visit": N_("Keep a visit"),
    "name_act": N_("Name the challenged act"),
    "record_obstruction": N_("Record an obstruction"),
    "tell_unit": N_("Tell the supervised unit"),
    "transfer": N_("Transfer a part"),
    "follow_up": N_("Follow what others decide"),
    "note": N_("Write a note"),
    "record_finding": N_("Record a finding"),
    "propose_outcome": N_("Propose the outcome"),
    "endorse": N_("Pass on to the next step"),
    "approve": N_("Approve"),
    "return": N_("Return with reasons"),
    "apply_recusal": N_("Apply for a recusal"),
    "decide_recusal": N_("Decide on a recusal"),
    "recusal_further": N_("An application for recusal went further up: no head is there in time"),
    "pass_up": N_("Give to the body above"),
    "object": N_("Object to being in charge"),
    "ask_extension": N_("Ask for more time"),
    "decide_extension": N_("Decide on more time"),
    "ask_pause": N_("Ask that the clock stand still"),
    "decide_pause": N_("Decide whether the clock stands still"),
    "end_pause": N_("Let the clock run again"),
    "serve": N_("Keep that a document was served"),
    "message_complainant": N_("Write to the complainant"),
    "report_rectification": N_("Enter the unit's report"),
    "confirm_rectification": N_("Confirm the correction"),
    "issue_link": N_("Issue a link for the unit"),
    "revoke_link": N_("Revoke the unit's link"),
    "enter_request": N_("Enter what the unit asks for"),
    "decide_request": N_("Decide what the unit asks for"),
    "urge_unit": N_("Press the unit for it"),
    "call_back": N_("Call the complainant back"),
    "bind": N_("Bind complaints to it"),
    "report_back": N_("Report back"),
    "close": N_("Close the case"),
    "archive": N_("Archive the file"),
    "add_to_archive": N_("Put away what came since"),
}
NATURES = {
    "unlawful": N_("unlawful"),
    "improper": N_("improper"),
    "negligent": N_("failure to act"),
}
FINDINGS = {
    "substantiated": N_("Substantiated"),
    "partly": N_("Partly substantiated"),
    "unsubstantiated": N_("Cannot be established"),
    "unfounded": N_("Unfounded"),
}
RESPONDENTS = {
    "department": N_("department"),
    "leader": N_("leader of a department"),
    "internal_unit": N_("internal unit"),
    "entrusted_agency": N_("entrusted agency"),
    "officer": N_("enforcement officer"),
    "auxiliary": N_("auxiliary staff"),
    "supervision_body": N_("supervision body"),
    "supervision_staff": N_("supervision staff"),
    "other_agency": N_("another authority"),
}
UNNAMED = N_("Not named")
IDENTITIES = {
    "real_name": N_("real name"),
    "confidential": N_("identity kept confidential"),
    "anonymous": N_("anonymous"),
}
CHANNELS = {
    "web": N_("website"),
    "hotline": N_("hotline"),
    "12345": N_("12345"),
    "letter": N_("letter"),
    "visit": N_("visit"),
    "superior": N_("assigned from above"),
    "petition_office": N_("petition office"),
}
MARKS = {
    "new": N_("New"),
    "mine": N_("Mine"),
    "overdue": N_("Overdue"),
    "soon": N_("Due soon"),
    "returned": N_("Returned"),
    "awaits_approval": N_("Needs your approval"),
    "awaits_decision": N_("Needs your decision"),
    "message_waiting": N_("Message waiting"),
    "withdrawn": N_("Withdrawn"),
    "paused": N_("Clock stands still"),
    "came_after": N_("Came after archiving"),
    "left_alone": N_("Nobody has it any more"),
    "instructed": N_("Pressed for by the body above"),
}
GROUNDS = {
    "hearing": N_("hearing"),
    "appraisal": N_("expert appraisal"),
    "complainant": N_("material awaited from the complainant"),
    "litigation": N_("review or lawsuit on the same matter pending"),
    "other_authority": N_("another authority's conclusion awaited"),
    "force_majeure": N_("force majeure"),
    "person_away": N_("somebody who must be heard cannot be"),
}
"""For what the clock of a case may stand still."""
VIEWS = {
    "open": N_("All open"),
    "new": N_("New"),
    "mine": N_("Mine"),
    "overdue": N_("Overdue"),
    "approval": N_("Waiting for approval"),
    "rectifying": N_("Being put right"),
    "ended": N_("Ended"),
    "unfiled": N_("Came after archiving"),
}
FOUND_IN = {
    "number": N_("Number of complaint or case"),
    "document": N_("Document number"),
    "party": N_("Name, unit"),
    "assigner": N_("Who assigned it"),
    "statement": N_("What the complainant wrote"),
    "letter": N_("What the complainant added"),
    "finding": N_("Finding"),
    "record": N_("Work and evidence"),
    "outcome": N_("Outcome"),
    "message": N_("What was written to the complainant"),
    "course": N_("Course of the case"),
    "check": N_("The six closing checks"),
}
TERMS = {
    "investigation": N_("Investigation"),
    "rectification": N_("Correction"),
    "recheck": N_("Recheck may be asked for"),
}
PARTS = {"lead": N_("Lead investigator"), "second": N_("Second investigator")}
SIDES = {
    "self": N_("reported by the person"),
    "complainant": N_("asked for by the complainant"),
    "unit": N_("asked for by the supervised unit"),
    "others": N_("noticed by others"),
}
FIRST_RESULTS = {
    "confirm": N_("The earlier opinion is confirmed"),
    "change": N_("The earlier opinion is changed"),
    "annul": N_("The earlier opinion is annulled"),
}
TIES = {
    "interest": N_("an interest of one's own in the matter"),
    "kin": N_("kin of somebody concerned"),
    "co_handler": N_("took part in the challenged act"),
    "legal_reviewer": N_("did the legal review of the challenged act"),
    "worked_there": N_("worked in the accused unit within three years"),
    "other": N_("another tie that may sway the judgment"),
}
DOCUMENTS = {
    "opinion": N_("Supervision opinion"),
    "circular": N_("Internal circular"),
    "notice": N_("Supervision notice"),
    "advice": N_("Letter of advice"),
    "handover": N_("Letter handing a matter over"),
    "reply": N_("Reply to the complainant"),
    "extension": N_("Notice of extension"),
    "pause": N_("Notice that the term stands still"),
    "resumption": N_("Notice that the term runs again"),
    "evidence_letter": N_("Letter calling for files"),
    "unit_letter": N_("Letter asking for an account"),
    "recusal": N_("Decision on a recusal"),
    "urging": N_("Letter urging action"),
    "unit_answer": N_("Answer to the supervised unit"),
    "report_back": N_("Report on an assigned matter"),
}
SEALED = {
    "record": N_("Only the investigators of this case and the heads read it."),
    "outcome": N_(
        "Only the investigators of this case, whoever takes a step of its proposal, and the heads read it."
    ),
}
"""Who reads what is sealed within the body: `dossier.reads_sealed` and `reads_outcomes`."""
ENDS = {
    "annulled": N_("It was annulled on %(day)s: nothing of it holds any more."),
    "revoked": N_("It was revoked on %(day)s: nothing of it holds any more."),
    "lifted": N_("The measure was lifted on %(day)s: nothing of it needs to be carried out any more."),
    "changed": N_("It was changed on %(day)s."),
    "restored": N_("Its revocation was annulled on %(day)s: it is in force again."),
}
REVOKED_ONCE = N_("It had been revoked on %(day)s.")
"""Instead, where it is in force again since."""
RECEIVERS = {
    "unit": N_("The supervised unit"),
    "authority": N_("Whom it is handed to"),
    "complainant": N_("Who complained"),
}
WAYS = {
    "direct": N_("Handed over"),
    "registered_mail": N_("Registered mail"),
    "left": N_("Left with a witness"),
    "electronic": N_("Electronically, with consent"),
    "announced": N_("By public notice"),
}
CHECKS = {
    "facts_clear": N_("Facts are clear"),
    "evidence_solid": N_("Evidence is solid"),
    "procedure_lawful": N_("Procedure was lawful"),
    "nature_accurate": N_("Nature is determined accurately"),
    "handling_proper": N_("Handling is proper"),
    "formalities_complete": N_("Formalities are complete"),
}
LABELS = {
    "text": N_("What you ask for, and by when"),
    "reason": N_("Reason"),
    "years": N_("How long it is kept"),
    "finding": N_("What was found"),
    "facts": N_("Facts established"),
    "reasons": N_("Reasons"),
    "category": N_("Category found"),
    "nature": N_("Nature, determined anew"),
    **CHECKS,
}
"""Of fields whose messages do not say by themselves which field they mean."""
CHECK_HINTS = {
    "facts_clear": N_("Which records show time, place, persons and course of events?"),
    "evidence_solid": N_("Which evidence proves each finding, and where is it kept?"),
    "procedure_lawful": N_(
        "Who investigated, with which certificates; was everyone heard; who was excluded?"
    ),
    "nature_accurate": N_("Why is it unlawful, improper, a failure to act, or none of these?"),
    "handling_proper": N_("Why do the measures fit the findings, as in similar cases?"),
    "formalities_complete": N_("Approval, reply, proof of service and proof of correction: where are they?"),
}
RECTIFICATIONS = {
    "open": N_("To be carried out"),
    "reported": N_("Reported, to be checked"),
    "confirmed": N_("Carried out and confirmed"),
    "lifted": N_("Lifted"),
}
