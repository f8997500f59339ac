"""The law's words: categories, outcomes, their contents and grounds, and why something is refused."""

from shared import outcome_words
from shared.i18n import N_

CATEGORIES = {
    "C1.1": N_("Supervision duty not performed (including shielding)"),
    "C1.2": N_("Decision beyond its powers"),
    "C1.3": N_("Matters outside its powers, or two penalties for one act"),
    "C2.1": N_("No annual inspection plan, or plan not carried out"),
    "C2.2": N_("Graded supervision not carried out"),
    "C2.3": N_("Inspections off plan, arbitrary or repeated"),
    "C2.4": N_("Breach of procedure (no identification, notice, hearing or recusal)"),
    "C2.5": N_("Overdue or failed corrections not acted upon"),
    "C3.1": N_("Documents unlawful or irregular"),
    "C3.2": N_("Evidence taken unlawfully or insufficient"),
    "C3.3": N_("Case file incomplete"),
    "C3.4": N_("Penalty out of proportion or selective"),
    "C3.5": N_("Licence not handled by procedure or in time"),
    "C4.1": N_("Misconduct, uncivil enforcement"),
    "C4.2": N_("Breach of the enforcement bans (favours, drinking, leaks)"),
    "C5.1": N_("Fine quotas, open or disguised"),
    "C5.2": N_("Pay or bonus tied to penalties"),
    "C6.1": N_("Complaint not accepted or not registered"),
    "C6.2": N_("Complaint not checked or answered in time"),
    "C6.3": N_("A complainant's data leaked"),
    "C6.4": N_("Retaliation against a complainant"),
    "C7.1": N_("Enforcement without a certificate"),
    "C7.2": N_("Errors for lack of competence"),
    "C7.3": N_("Auxiliary staff enforcing alone or ill managed"),
    "C8.1": N_("Review decision or judgment not carried out"),
    "C8.2": N_("Failure to answer, prove or appear in review or court"),
    "C9.1": N_("Other"),
    "C9.2": N_("Enforcement for profit or outside its region; arbitrary charges, fines, checks or seizures"),
}
OUTCOMES = outcome_words.OUTCOMES
FIELDS = {
    "unit": N_("Supervised unit"),
    "facts_and_reasons": N_("Facts found and reasons"),
    "decision": N_("Decision on the matter"),
    "basis": N_("Legal basis"),
    "manner": N_("How to carry it out"),
    "carry_out_by": N_("To be carried out by"),
    "copies_to": N_("Copies to other enforcement units"),
    "circulated_to": N_("Circulated to"),
    "problem": N_("Problem found"),
    "advice": N_("What to compare and correct"),
    "ground": N_("Ground"),
    "document": N_("Document concerned (number, date)"),
    "enterprise": N_("Enterprise"),
    "act": N_("Act to be revoked (document number, date)"),
    "revoked_by": N_("Revoked by"),
    "reasons": N_("Reasons"),
    "external_decision": N_("Review decision or judgment (number, date)"),
    "ruling": N_("What it rules"),
    "ruled_term": N_("Term set by the decision itself"),
    "authority": N_("Authority by cadre management"),
    "proposal": N_("What is proposed"),
    "receiver": N_("Receiving authority"),
    "suspicion": N_("Suspicion and leads"),
    "honoured": N_("Unit or person to be commended"),
    "evidence_sought": N_("Evidence sought, and why it was not enough"),
    "free_will_checked": N_("How it was checked that the withdrawal was free of pressure"),
    "remedy": N_("Remedy told"),
    "part": N_("Part that is referred"),
}
CHOICES = {
    "R1": N_("(1) wrong legal basis"),
    "R2": N_("(2) breach of statutory procedure"),
    "R3": N_("(3) main facts unclear, evidence insufficient"),
    "R4": N_("(4) beyond or abusing its powers"),
    "R5": N_("(5) enforcement obviously improper"),
    "R6": N_("(6) other, by law"),
    "K1": N_("(1) errors of wording or calculation"),
    "K2": N_("(2) missing items"),
    "K3": N_("(3) wrong type of document"),
    "K4": N_("(4) other"),
    "E1": N_("(1) a violation found was not dealt with"),
    "E2": N_("(2) measures wrong, incomplete or improper"),
    "E3": N_("(3) other cases that need completion or correction"),
    "self": N_("the department whose act it is"),
    "superior": N_("the department above it"),
    "government": N_("its people's government, which is asked to"),
    "revoked": N_("revokes the act"),
    "changed": N_("changes the act"),
    "confirmed_unlawful": N_("finds the act unlawful"),
    "ordered_to_perform": N_("orders performance within a term"),
}
REVOKERS = {
    "takes_back_its_own": N_("Your department takes back what was done in its name."),
    "told_to_revoke": N_("The department whose act it is is told to take it back."),
    "revokes_as_superior": N_("Your department is the one above, and revokes it itself."),
    "asked_of_its_government": N_("The letter that passes it on (O16) asks the government to."),
    "not_above_itself": N_(
        "The act is your own department's: it takes it back itself; only the body above decides as superior."
    ),
    "not_below": N_("The department whose act it is does not lie below yours: it is not yours to revoke."),
    "of_another_chain": N_("The act is another authority's: pass it on, it is not yours to revoke."),
    "whose_act_unknown": N_("It is not known whose act it is: only that department itself can take it back."),
}
"""Why an act may be revoked in a way, or may not (Measures art. 17 with art. 2)."""
ORDERED_AGAIN = N_(
    "%(outcome)s: an earlier opinion orders such a thing on the same matter, and that stands. Ordered again, "
    "it binds twice: look whether it is meant."
)
TERM_ON_A_DAY_OFF = N_(
    "%(outcome)s: %(day)s is no working day; the next one is %(next)s. The paper names the day that is "
    "decided."
)
UNUSUAL_TERM = N_("%(outcome)s: the term of %(days)d days is longer than the usual %(usual)d.")
REASONS = {
    "no_sight": N_("This case is not before your body"),
    "role": N_("Only for: %(roles)s"),
    "state": N_("Not at this stage: %(state)s"),
    "certificate_missing": N_("Needs a valid supervision certificate"),
    "certificate_expired": N_("Your supervision certificate has expired"),
    "certificate_not_yet": N_("Your supervision certificate is valid from %(day)s on"),
    "archived_already": N_("The file is archived already"),
    "not_archived": N_("The file is not archived yet"),
    "nothing_came_since": N_("Nothing came since the file was put away"),
    "not_yours": N_("Only for the investigators of this case"),
    "not_the_lead": N_("Only for the lead investigator or a head"),
    "own_proposal": N_("Nobody approves their own proposal: needs another head"),
    "in_their_place": N_("Whom you stand in for may not decide; another head must, or the body above"),
    "investigated_it": N_("Needs a head who had no hand in the investigation"),
    "reviewed_the_act": N_("You are named as the act's legal reviewer: your recusal is decided first"),
    "answered_it": N_("You had a hand in the answer that is looked at again here"),
    "handled_the_act": N_("You are named as having handled the act: your recusal is decided first"),
    "unit_reviewed": N_(
        "You work, or worked within three years, at %(unit)s, which did the legal review of the act"
    ),
    "worked_there": N_("You worked at %(unit)s within three years: you stay away until %(until)s has passed"),
    "works_there": N_("You work at %(unit)s, which is accused here"),
    "passed_before": N_("You decided on this proposal at an earlier step: needs somebody else"),
    "not_your_step": N_("It lies before another office now: %(office)s"),
    "step_before": N_("It must first pass another office: %(office)s"),
    "entered_as_absent": N_(
        "You are entered as absent until %(until)s: who stands in decides. Say that you are back first, "
        "see “Absences of heads”"
    ),
    "no_step_before": N_("The head decides now"),
    "all_reported": N_("All corrections are reported"),
    "not_reported_yet": N_("The unit has not reported yet"),
    "already_claimed": N_("%(name)s has taken up this case"),
    "term_passed": N_("The term has passed: the complainant could not be told in time any more"),
    "extended_already": N_("The term was extended once; the law knows no second time"),
    "recheck_not_extended": N_("A recheck has its 30 days; the law knows no extension of them"),
    "extension_asked": N_("An application for more time waits for the head"),
    "no_extension_asked": N_("No application for more time is waiting"),
    "no_pause_allowed": N_(
        "The rules of the province let the clock stand still for nothing here, or no longer"
    ),
    "paused_already": N_("The clock stands still already"),
    "pause_asked": N_("An application that the clock stand still waits for the head"),
    "no_pause_asked": N_("No application that the clock stand still is waiting"),
    "pause_over": N_("The day until which it was asked for has come: it can only be refused"),
    "not_paused": N_("The clock of this case runs"),
    "no_recusal_asked": N_("No application for a recusal waits here"),
    "own_recusal": N_("Nobody decides on their own recusal"),
    "honoured_here": N_("You are named in the commendation that is proposed: nobody decides on their own"),
    "recusal_waits": N_("It is not decided yet whether you withdraw; until then you decide nothing here"),
    "recusal_undecided": N_("First it is decided whether %(names)s withdraws: see “People”"),
    "declared_already": N_("You have declared that you know of no tie"),
    "recusal_asked": N_("An application about this person waits already"),
    "recusal_refused": N_(
        "The head has refused this: an application on the same tie of the same person is not decided again. "
        "Name another tie, say what is new since, or enter in the case what shows it"
    ),
    "recusal_nothing_new": N_(
        "What you call new was said before, and refused: name the fact that was not known then"
    ),
    "recusal_decided": N_("This application is decided already"),
    "recusal_fell": N_("This application fell: what it was about is not to be decided any more"),
    "head_comes_back": N_(
        "No head is here today, but one is from %(day)s, before the term is over: the case waits for them"
    ),
    "enough_are_left": N_("Enough impartial people are left at your body"),
    "not_given_by_hand": N_("Only a case that another desk gave your body by hand can be objected to, once"),
    "objection_too_late": N_("The days for an objection are over"),
    "body_reviewed": N_(
        "Your own body did the legal review of this act: the body above looks into it, see “People”"
    ),
    "departments_act": N_(
        "The leadership of your own department decided this act collectively: the body above looks into it, "
        "see “People”"
    ),
    "nobody_above": N_(
        "There is no body above that could take it; where too few are left here, others must be appointed"
    ),
    "decided_it": N_("You decided on this outcome: somebody else makes its closing checks, give the case on"),
    "give_on_what_is_decided": N_(
        "Nobody has this case any more. A head gives it to somebody certified who did not decide on its "
        "outcome; where no head is left, a certified colleague takes it on."
    ),
    "nobody_may_end_it": N_(
        "Nobody has this case any more, and nobody certified is left here who did not decide on its outcome. "
        "It is decided and goes up to no other body: have others certified or appointed, then give it to "
        "them."
    ),
    "give_it_on": N_("Whoever had this case withdrew. A head gives it to two others who are certified."),
    "too_few_are_left": N_(
        "Whoever had this case withdrew, and fewer than two certified people are left who may handle it. "
        "While nothing is decided a head gives it to the body above; or have others certified or appointed, "
        "then give it to them."
    ),
    "no_head_is_left": N_(
        "Whoever had this case withdrew, and no head is left who may give it on or decide on it. A head "
        "enters who stands in, or the department appoints one; it goes up only while nothing is decided."
    ),
    "no_complaint": N_("No complaint began this case"),
    "binds_nothing": N_(
        "Only an assignment, a special supervision or a dedicated investigation binds complaints"
    ),
    "no_report_owed": N_("Nobody waits for a report"),
    "another_body_serves": N_(
        "Another body has the matter by now: it keeps who received the papers, and when"
    ),
    "nothing_decided_yet": N_(
        "Nothing is decided yet: who assigned the matter is told how it ended, once the outcome is approved; "
        "how far it is, from a week before the day that they named"
    ),
    "no_link_open": N_("No link of the unit is open"),
    "nothing_owed": N_("Nothing is owed by a unit any more"),
    "objection_above": N_(
        "The body above let the order stand in a recheck: it decides on the unit's objection"
    ),
    "no_request_waiting": N_("The unit asks for nothing that is not answered"),
    "nothing_late": N_("No unit is late"),
    "not_late": N_("This case is not late any more"),
    "nobody_to_call_back": N_("There is nobody to call back yet, or the complainant cannot be reached"),
    "called_back_already": N_("The complainant was called back already"),
    "own_application": N_("Nobody decides on their own application: needs another head"),
}
ROLES = {"investigator": N_("investigators"), "head": N_("a head who is not excluded")}
