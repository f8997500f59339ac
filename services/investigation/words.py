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
    "assign": N_("Add a second investigator"),
    "plan": N_("Plan the investigation"),
    "set_task": N_("Set a task"),
    "request_evidence": N_("Call for files and evidence"),
    "interview": N_("Keep an interview"),
    "visit": N_("Keep a visit"),
    "name_act": N_("Name the challenged act"),
    "record_obstruction": N_("Record an obstruction"),
    "tell_unit": N_("Tell the supervised unit"),
    "transfer": N_("Transfer a part"),
    "note": N_("Write a note"),
    "record_finding": N_("Record a finding"),
    "propose_outcome": N_("Propose the outcome"),
    "approve": N_("Approve"),
    "return": N_("Return with reasons"),
    "apply_recusal": N_("Apply for a recusal"),
    "decide_recusal": N_("Decide on a recusal"),
    "pass_up": N_("Give to the body above"),
    "object": N_("Object to being in charge"),
    "ask_extension": N_("Ask for more time"),
    "decide_extension": N_("Decide on more time"),
    "serve": N_("Keep that a document was served"),
    "message_complainant": N_("Write to the complainant"),
    "report_rectification": N_("Enter the unit's report"),
    "confirm_rectification": N_("Confirm the correction"),
    "close": N_("Close the case"),
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
    "message_waiting": N_("Message waiting"),
    "withdrawn": N_("Withdrawn"),
}
VIEWS = {
    "open": N_("All open"),
    "new": N_("New"),
    "mine": N_("Mine"),
    "overdue": N_("Overdue"),
    "approval": N_("Waiting for approval"),
    "rectifying": N_("Being put right"),
    "ended": N_("Ended"),
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
    "confirm": N_("The first opinion is confirmed"),
    "change": N_("The first opinion is changed"),
    "annul": N_("The first opinion is annulled"),
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
    "evidence_letter": N_("Letter calling for files"),
    "unit_letter": N_("Letter asking for an account"),
    "recusal": N_("Decision on a recusal"),
    "urging": N_("Letter urging action"),
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
}
ENTRIES = {
    "opened": N_("The case was opened"),
    "claim": N_("The case was taken up"),
    "release": N_("The case was given back to the queue"),
    "hand_over": N_("The case was handed over"),
    "assign": N_("A second investigator was added"),
    "record_finding": N_("A finding was recorded"),
    "propose_outcome": N_("An outcome was proposed"),
    "approve": N_("The outcome was approved and the complainant answered"),
    "return": N_("The proposal was returned"),
    "served": N_("A document was served"),
    "message_complainant": N_("A message was sent to the complainant"),
    "apply_recusal": N_("A recusal was applied for"),
    "recusal_granted": N_("A recusal was granted"),
    "recusal_refused": N_("A recusal was refused"),
    "pass_up": N_("The case was given to the body above"),
    "object": N_("The body objected to being in charge"),
    "designated": N_("The common superior designated this body"),
    "ask_extension": N_("More time was asked for"),
    "term_moved": N_("The last day was counted anew by the announced working days"),
    "recheck_moved": N_("The last day for a recheck was counted anew by the announced working days"),
    "extension_granted": N_("More time was granted, and the complainant told"),
    "extension_refused": N_("More time was refused"),
    "plan": N_("The investigation was planned"),
    "task": N_("A task was set"),
    "task_ended": N_("A task was done"),
    "evidence_request": N_("Files and evidence were called for"),
    "evidence_request_ended": N_("Files and evidence came in"),
    "interview": N_("An interview was recorded"),
    "visit": N_("A visit was recorded"),
    "challenged_act": N_("The challenged act was recorded"),
    "obstruction": N_("An obstruction was recorded"),
    "unit_notice": N_("The supervised unit was told"),
    "unit_notice_ended": N_("The supervised unit answered"),
    "transfer": N_("A part was transferred"),
    "transfer_ended": N_("The receipt of a transfer came in"),
    "note": N_("A note was written"),
    "report_rectification": N_("The unit's report was entered"),
    "confirm_rectification": N_("A correction was confirmed"),
    "rectification_not_accepted": N_("A report was not accepted as proof"),
    "close": N_("The case was closed: all six checks are met"),
    "terminated": N_("The case ended early"),
    "escalated": N_("The day passed: the body above was told"),
    "instructed": N_("The body above pressed for it"),
    "supplemented": N_("The complainant added something"),
    "withdrawn": N_("The complainant withdrew"),
    "rated": N_("The complainant rated the handling"),
    "recheck_requested": N_("The complainant asked for a recheck"),
    "joined": N_("The same person complained again about this matter"),
    "special_supervision": N_("To be part of a special supervision (Measures art. 12)"),
    "dedicated_investigation": N_("To be part of a dedicated investigation (Measures art. 12)"),
    "parted": N_("The second complaint is handled by itself again"),
}
