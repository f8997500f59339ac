"""Words about what was handed in: what is missing or contradicts itself, and what to do about it."""

from services.investigation.words.law import REVOKERS
from shared.i18n import N_

TICK = N_("Tick it: without this the record does not hold.")
FAULTS = {
    **REVOKERS,
    "government_not_asked": N_("Propose the letter that passes it on to the government, too (O16)."),
    "required": N_("Fill this in."),
    "file_kept_already": N_("This file is kept with the piece of evidence already (file %(number)s)."),
    "file_twice": N_("%(name)s is the same file as another one of these. Choose it once."),
    "copies_no_folder": N_(
        "This is not the folder of copies (ZIP) as it is fetched where the files are kept, or it was "
        "changed. Fetch it again, and choose it as it is."
    ),
    "copies_of_another": N_("These are copies of the files of another complaint."),
    "copies_changed": N_("%(name)s is not what the lists in the folder say of it. Fetch the folder again."),
    "copies_unknown": N_(
        "The folder lists a file %(number)s that is not among the files of this case by its size and hash. "
        "If it came just now, try again in a few minutes."
    ),
    "copies_lacking": N_(
        "The folder does not tell of all files that the archived file lists (missing: %(num)s). Fetch it "
        "again."
    ),
    "copies_waiting": N_("Of some files no copy is made yet. Fetch the folder again later."),
    "copies_kept_already": N_("These copies lie with the file already."),
    "copies_too_many": N_("There is no room for more folders of copies with this file (%(most)s)."),
    "file_gone": N_("The file is not here any more. Send it again."),
    "template_too_large": N_(
        "The file is too large: at most 2 MB, 16 MB unpacked, 4,000 paragraphs and pieces of text, 200,000 "
        "characters, 60,000 marks of Word, and each name twelve times."
    ),
    "template_not_word": N_("This is not a Word document (.docx) that can be read."),
    "template_macros": N_("The file holds macros (%(what)s). Save it without them, as .docx."),
    "template_links_out": N_(
        "The file fetches something from elsewhere (%(what)s). Take links and attached templates out."
    ),
    "template_drawing": N_(
        "Pictures, drawings and text boxes cannot be set as PDF (%(what)s). Take them out."
    ),
    "template_embedded": N_("The file holds other files or controls (%(what)s). Take them out."),
    "template_changes": N_("The file has tracked changes (%(what)s). Accept them all first."),
    "template_fields": N_("The file has fields, controls or links (%(what)s). Turn them into text."),
    "template_part": N_("The file has a part that a template does not need, such as comments: %(what)s."),
    "template_unknown_name": N_("There is nothing that could stand for {{%(what)s}} in this document."),
    "template_missing_name": N_(
        "{{%(what)s}} is missing in the text (the PDF has no headers and footers): the document would not "
        "say what it must."
    ),
    "template_braces": N_(
        "“%(what)s” is no name: write two half-width braces on each side and no blanks, like {{文号}}."
    ),
    "template_nested": N_("A table within a table cannot be set as PDF. Take the inner one out."),
    "template_notes": N_("Footnotes and endnotes cannot be set as PDF. Write them into the text."),
    "template_symbols": N_("Symbols of a font of their own cannot be set as PDF. Use ordinary characters."),
    "template_numbers": N_(
        "Numbers and bullets that Word adds by itself would be missing in the PDF. Write them as text."
    ),
    "template_hidden": N_("“%(what)s” is hidden in Word. Show it, or take it out."),
    "template_struck": N_("“%(what)s” is struck out in Word. Take the line off, or take the text out."),
    "template_pale": N_(
        "“%(what)s” can hardly be told from its ground; a PDF is white, with nothing shaded. Make it darker."
    ),
    "template_tiny": N_("“%(what)s” is too small to be read. Make letters, lines or row higher."),
    "template_not_set": N_("No document can be made with this file. Save it once more in Word, as .docx."),
    "kept_longer": N_("The file of a case with these outcomes is kept for at least %(years)d years."),
    "ended_without_result": N_(
        "A case that ends early judges nothing: the earlier opinion stays as it is. Say nothing of it."
    ),
    "own_body": N_("Name another body than your own."),
    "unknown_allegation": N_("There is no such matter in this case."),
    "unknown_category": N_("Choose a category from the list."),
    "nature_not_of_category": N_("This category can only be: %(allowed)s."),
    "nature_without_breach": N_("Without a breach there is no nature to determine: leave it open."),
    "serious_without_breach": N_("Only a breach can be serious."),
    "unknown_outcome": N_("There is no such outcome."),
    "unknown_field": N_("This outcome has no such content."),
    "unknown_choice": N_("Choose one from the list."),
    "one_line": N_("Write it in one line."),
    "not_a_hash": N_("Write the SHA-256 as 64 figures and letters a to f, as sha256sum shows it."),
    "not_a_day": N_("Write a real date, like 2026-12-31."),
    "tells_number": N_(
        "The complaint's number leads to who complained, and others read this. Leave the number out."
    ),
    "day_is_past": N_("Choose today or a later day."),
    "ruled_term_apart": N_(
        "Choose today or a later day. A term of the decision or judgment that is over is written as its own "
        "term; here stands by when the unit has to carry it out now."
    ),
    "later_than_ruled": N_("The decision itself gives until %(last)s: nobody else makes its term longer."),
    "term_too_long": N_("A correction ends within ten years, by %(last)s at the latest: look at the year."),
    "too_far_off": N_("This day is more than eighty years away: look at the year."),
    "too_long_ago": N_("This day is more than eighty years ago: look at the year."),
    "objection_waiting": N_("The unit objected and is not answered yet: the head decides on that first."),
    "before_it_was_issued": N_("Choose the day on which the document was issued, or a later one."),
    "about_oneself": N_("You bear this name: another head opens the case, or the body above."),
    "honours_oneself": N_(
        "%(name)s proposes this outcome, and nobody proposes to honour themselves: another certified "
        "investigator of the case proposes it, or the name is left out."
    ),
    "of_a_report": N_("Only a report on paper has a day on which it came in: leave it out."),
    "before_its_record": N_("Choose the day that the record itself names, or a later one."),
    "day_is_to_come": N_("Choose today or an earlier day."),
    "two_needed": N_("Name two certified investigators of this case who were there."),
    "two_to_collect": N_(
        "The letter names two certified investigators of this case who may collect what is asked for, and no "
        "tie keeps them away: assign a second one first."
    ),
    "hears_themselves": N_(
        "%(name)s is one of those who hear: nobody hears themselves. Somebody else of the same name is "
        "written with what tells them apart directly before the name."
    ),
    "heard_works_on_it": N_(
        "%(name)s works on this case, and whoever is heard in it does not look into it: they withdraw first. "
        "Somebody else of the same name is written with what tells them apart directly before the name."
    ),
    "unknown_piece": N_("Choose one from the list: this piece is not in this case."),
    "chosen_already": N_("Leave this empty: what was passed on is chosen above."),
    "before_it_was_obtained": N_("This piece was obtained on %(first)s: choose that day or a later one."),
    "after_it_was_given_back": N_(
        "This piece was given back on %(last)s: choose that day or an earlier one."
    ),
    "before_it_was_passed_on": N_(
        "This piece was passed on last on %(first)s: choose that day or a later one."
    ),
    "not_on_the_team": N_(
        "Only investigators of this case who were certified on that day can be named: assign them first."
    ),
    "record_ended": N_("What came of it is already said."),
    "extension_days": N_("At most %(most)d days."),
    "pause_not_allowed": N_("The rules of the province do not let the clock stand still for this."),
    "pause_too_long": N_("At most %(most)d days: until %(last)s."),
    "outside_the_pause": N_("Choose a day on which the clock stood still, or the one on which it ends."),
    "template_changed": N_(
        "The template for “%(kind)s” was changed meanwhile. Look at the document as it would be issued now, "
        "then decide."
    ),
    "twice": N_("The same outcome stands here twice."),
    "end_stands_alone": N_("Ending the case cannot be combined with other outcomes."),
    "not_withdrawn": N_("The complainant has not withdrawn."),
    "breach_found": N_(
        "A breach is found: it is dealt with ex officio, also where the complainant withdrew or the rest is "
        "not ours. Choose a measure."
    ),
    "judged_already": N_(
        "Matter %(number)s has a finding: what was looked into is answered with what was found, not refused. "
        "What is for another authority is passed on besides."
    ),
    "finding_missing": N_("Matter %(number)s has no finding yet."),
    "measure_missing": N_("Matter %(number)s was a breach: choose at least one measure for it."),
    "outcome_missing": N_("Matter %(number)s needs “%(outcome)s”."),
    "answers_nothing": N_("No finding calls for this outcome."),
    "contradicts_finding": N_("This outcome contradicts the finding on a matter that it answers."),
    "opinion_missing": N_("Matter %(number)s is serious: it needs a supervision opinion."),
    "not_of_this_body": N_("Choose an investigator or head of your body."),
    "not_yourself": N_("Only what you report of yourself is a self-report: choose another side."),
    "stands_otherwise": N_(
        "Other orders of the opinion before stand than are named here: read the case at the desk. Those that "
        "are sealed are not named."
    ),
    "no_recheck": N_("Only a recheck says what becomes of an earlier opinion."),
    "unknown_check": N_("There is no such check."),
    "unknown_item": N_("There is no such correction in this case."),
    "rectification_open": N_("The unit has not reported this one yet."),
    "follows_no_more": N_(
        "The body that issued this does not follow it any more, so nothing can be sent here. If you have not "
        "carried it out, or have a question, write to the department that issued the document."
    ),
    "rectification_reported": N_("This one is reported already."),
    "rectification_confirmed": N_("This one is confirmed already."),
    "rectification_lifted": N_("This one is lifted: nothing needs to be carried out."),
    "absence_overlaps": N_(
        "You are entered as absent from %(first)s to %(last)s already. Choose other days, or end that one "
        "first."
    ),
    "absence_too_long": N_("At most %(most)d days at once."),
    "decides_last": N_("A head decides last, and takes no other step"),
    "unknown_office": N_("They do not hold it any more."),
    "holds_an_office": N_("They hold an office already"),
    "not_oneself": N_("Choose somebody else."),
    "unknown_absence": N_("There is no such absence."),
    "too_many_filters": N_("At most %(most)d filters: remove one first."),
    "unknown_numbers": N_("Not among the complaints of your body: %(numbers)s."),
    "matter_numbers": N_(
        "“%(part)s” is no number of a matter: write numbers from 1 to %(most)d, such as 1, 3, 5-9."
    ),
    "bound_already": N_("One of them is bound already."),
    "binds_no_complaints": N_("Only an assignment, a special or a dedicated investigation binds complaints."),
    "ended_already": N_("Already over, and bound to nothing any more: %(numbers)s."),
    "unknown_division": N_("There is no such place. Write its code or full name."),
    "outside_the_reach": N_("This place is not below your body: who is there is for another."),
    "one_level_up": N_("Your own department, its leaders and your own body are for the body above."),
    "objection_late": N_("The days for objecting are over. You can still say in your report what you think."),
    "objected_before": N_(
        "An objection was looked at and answered. You can still say in your report what you think."
    ),
    "not_later": N_("Choose a day after the one that stands."),
    "asked_already": N_("This was asked already and is not answered yet."),
    "unknown_request": N_("There is no such request in this case."),
    "objection_above": N_(
        "The body above let the order stand in a recheck: it decides on the unit's objection"
    ),
    "request_answered": N_("This is answered already."),
    "unknown_link": N_("There is no such link, or it is over."),
    "item_not_late": N_("This one is not late."),
    "signed_not_refused": N_("It was signed: say why not only where it was refused."),
    "unknown_visit": N_("There is no visit of that number in the file."),
    "visit_before_report": N_("That visit was before the unit reported: visit again."),
    "reviewed_the_act": N_("%(name)s is named as the act's legal reviewer: the recusal is decided first."),
    "answered_it": N_("%(name)s had a hand in the answer that is looked at again here."),
    "handled_the_act": N_("%(name)s is named as having handled the act: the recusal is decided first."),
    "unit_reviewed": N_(
        "%(name)s works, or worked within three years, at %(unit)s, which did the legal review of the act."
    ),
    "worked_there": N_(
        "%(name)s worked at %(unit)s within three years and stays away until %(until)s has passed."
    ),
    "works_there": N_("%(name)s works at %(unit)s, which is accused here."),
    "decided_it": N_(
        "%(name)s approved the outcome or passed it on: its closing checks are for somebody else to make."
    ),
    "not_available": N_("Choose a certified investigator of your body who is not excluded from this case."),
    "leads_already": N_("This person leads the case already."),
}
