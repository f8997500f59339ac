"""Words of a case's file: its pieces, its forms, and why a court is not given something."""

from shared.i18n import N_

PIECES = {
    "service": N_("Receipt of service"),
    "statement": N_("The complaint as it was received"),
    "acceptance": N_("Why the case is this body's"),
    "earlier": N_("Earlier result on the same complaint"),
    "bound": N_("List of the cases handled together"),
    "team": N_("Who investigated"),
    "recusal_application": N_("Application for a recusal"),
    "record_plan": N_("Plan of investigation"),
    "record_task": N_("Form of a task"),
    "record_evidence_request": N_("Files and evidence called for, and what came in"),
    "record_exhibit": N_("Register of evidence"),
    "record_custody": N_("Evidence passed on"),
    "record_interview": N_("Record of an interview"),
    "record_visit": N_("Record of a visit on site"),
    "record_challenged_act": N_("Form of the challenged act"),
    "record_obstruction": N_("Record of an obstruction"),
    "record_unit_notice": N_("The supervised unit's account"),
    "record_transfer": N_("Form of a transfer"),
    "record_external_decision": N_("Form of a review decision or judgment"),
    "record_accountability": N_("Form of accountability"),
    "record_commendation": N_("Form of a commendation"),
    "unit_request": N_("What the unit asked for, and the answer"),
    "call_back": N_("The complainant called back"),
    "record_note": N_("Note of the body"),
    "files": N_("List of the complainant's files with their hashes"),
    "evidence_files": N_("List of the files of evidence with their hashes"),
    "findings": N_("Findings"),
    "approval": N_("Form of approval"),
    "approval_withdrawn": N_("Form of approval"),
    "approval_sealed": N_("Form of approval: advice and transfers"),
    "proposals": N_("Proposals and what the head said to them"),
    "extension_form": N_("Form of approval of more time"),
    "pause_form": N_("Form of approval that the term stands still or runs again"),
    "letters": N_("Correspondence with the complainant"),
    "correction": N_("Correction: report and confirmation"),
    "closing": N_("Form of closing"),
    "course": N_("Course of the case"),
}
OF_OTHERS = N_("Papers about others")
"""What a court is told instead of a kind that itself tells of others."""
WITHHELD = {
    "note": N_("note private to the body"),
    "deliberation": N_("internal deliberation"),
    "complainant": N_("leads to the complainant"),
    "discipline": N_("discipline matter of persons"),
    "privacy": N_("private matters of third persons"),
}
PARTIES = {
    "other": N_("the supervised unit or another"),
    "complainant": N_("the complainant"),
}
OWN_MATTER = N_("What is to be looked into")
"""What opens the file of a case that nobody complained of."""
COVER = N_("Case file")
CONTENTS = N_("List of the file")
BACK = N_("Back sheet of the file")
COURT_COVER = N_("Case file, copy for the court")
SUPPLEMENT_COVER = N_("Supplement to a case file")
SUPPLEMENT_COURT_COVER = N_("Supplement to a case file, copy for the court")
SUPPLEMENT_NUMBER = N_("%(number)s (supplement %(serial)d)")
TOGETHER = N_("%(count)d complaints, see piece “%(list)s”")
MARKS = N_("Manner %(manner)s, speed %(speed)s, result %(result)s (of 5)")
COLUMNS = (
    N_("No."),
    N_("Document number"),
    N_("Responsible"),
    N_("Title of the piece"),
    N_("Date"),
    N_("Page"),
    N_("Remark"),
)
LABELS = {
    "number": N_("Number of the file"),
    "case": N_("Case"),
    "tracking": N_("Complaint"),
    "opened_as": N_("Opened as"),
    "body": N_("Body"),
    "title": N_("Title of the file"),
    "accepted": N_("Accepted on"),
    "opened": N_("Opened on"),
    "ended": N_("Closed on"),
    "lead": N_("Investigators"),
    "result": N_("Result"),
    "kept": N_("Kept"),
    "size": N_("Size"),
    "archived": N_("Archived"),
    "checked": N_("Checked"),
    "note": N_("Remarks for the file"),
    "fingerprint": N_("SHA-256 of the list of pieces"),
    "main": N_("Supplement to"),
    "main_fingerprint": N_("SHA-256 of that file's list of pieces"),
    "before": N_("Supplement before it"),
    "before_fingerprint": N_("SHA-256 of its list of pieces"),
    "files": N_("The complainant's files"),
    "together": N_("Handled together"),
    "state": N_("State"),
    "when": N_("Date"),
    "hours": N_("Time"),
    "by": N_("Recorded by"),
    "applicant": N_("Applied for by"),
    "closer": N_("Closed by, on"),
    "there": N_("Supervisors"),
    "document": N_("Document served"),
    "addressee": N_("Addressed to"),
    "recipient": N_("Received by"),
    "way": N_("Way of service"),
    "served_on": N_("Served on"),
    "server": N_("Served by"),
    "days": N_("Days asked for"),
    "reason": N_("Reason"),
    "decision": N_("Decision"),
    "decided": N_("Decided by, on"),
    "until": N_("New term"),
    "ground": N_("Ground of the pause"),
    "asked_until": N_("Asked for until"),
    "stood_still": N_("Stands still from, until"),
    "resumed": N_("Runs again from"),
    "ended_by": N_("Entered by, on"),
    "ending": N_("Why it runs again"),
    "name": N_("Who is to withdraw"),
    "side": N_("Asked for by"),
    "tie": N_("Tie"),
    "respondent": N_("Respondent"),
    "looked_into": N_("Who is looked into"),
    "finding": N_("Finding"),
    "nature": N_("Nature"),
    "category": N_("Category"),
    "facts": N_("Facts established"),
    "reasons": N_("Reasons"),
    "proposed": N_("Proposed by, on"),
    "approved": N_("Approved by, on"),
    "outcomes": N_("Outcomes"),
    "unit": N_("Unit"),
    "first_due": N_("First term"),
    "due": N_("Due"),
    "urged": N_("Pressed for on"),
    "became": N_("What became of it"),
    "report": N_("The unit's report"),
    "reported_on": N_("Report came in on"),
    "confirmation": N_("Confirmation"),
    "what": N_("What happened"),
    "person": N_("Name"),
    "certificate": N_("Supervision certificate"),
    "called_by": N_("How"),
    "called_said": N_("How the complainant sees it"),
    "part": N_("Part taken"),
    "declared": N_("Declared no tie on"),
    "time": N_("From, until"),
    "name_of_file": N_("Name in the folder"),
    "of_exhibit": N_("Piece of evidence"),
    "bytes": N_("Bytes"),
    "hash": N_("SHA-256"),
    "against": N_("For a lawsuit with"),
}
CASE_SIGN = N_("Case %(case)s")
TITLE = N_("Supervision of enforcement: %(matter)s")
KEPT = N_("%(years)d years, until %(until)s")
SIZE = N_("%(pieces)d pieces, %(pages)d pages")
CHECKED = N_("All pieces are there, numbered without a gap; the list is complete.")
FILES_APART = N_(
    "%(count)d files, listed with their hashes among the pieces; they stay in the store of evidence, and "
    "their copies without metadata are put into the folder from there."
)
NO_FILES = N_("none")
RECHECK_GROUNDS = (
    (
        N_("The complainant objects to the opinion of %(body)s: recheck by the body one level up."),
        "petition:35",
    ),
    (
        N_("The complainant objects to the recheck by %(body)s: second recheck by the body one level up."),
        "petition:36",
    ),
)
BODY_BEFORE = N_("the body that answered")
SIGNED_INTERVIEW = (
    N_("I have read this record (it was read to me); it agrees with what I said."),
    N_("Person interviewed (signature, date):"),
    N_("Interviewers (signatures):"),
)
REFUSED = N_("The person interviewed refused to sign: %(why)s")
SIGNED_VISIT = (N_("Supervisors (signatures):"), N_("Person present from the unit (signature):"))
SIGNED_SERVICE = (
    N_("Received by (signature or seal, date):"),
    N_("If left: reason, and witness (signature):"),
    N_("Served by (signature):"),
)
SIGNED_APPROVAL = (N_("Head (signature, date):"),)
SIGNED_CLOSING = (N_("Checked by (signature, date):"),)
SIGNED_BACK = (N_("Put together by (signature, date):"), N_("Checked by (signature, date):"))
RIGHTS = N_("Rights and duties")
RIGHTS_TOLD = N_(
    "We are supervisors of work-safety enforcement and have shown you our certificates. Please answer "
    "truthfully; you may apply for our recusal, add to this record and have it corrected, and need not "
    "answer what has no bearing on the case. Retaliation and false testimony are answered for by law."
)
ACCOUNT = N_("Questions and answers")
LEFT_OUT = N_("left out")
LEFT_OUT_NUMBERS = N_("left out: nos. %(numbers)s (%(article)s)")
GIVEN = N_("%(given)d of %(pieces)d pieces, %(pages)d of %(of)d pages")
GRANTED = N_("granted")
NOT_GRANTED = N_("refused")
PENDING = N_("not decided")
REFUSED_REPORT = N_("A report that was not accepted as proof")
BY_ITSELF = N_("by itself")
SYSTEM = N_("the system")
"""Who recorded what nobody of the body did: what was heard of the complaint, and of the unit by its link."""
SINCE = N_("from %(day)s")
DAYS = N_("%(days)d days")
WITH_THE_CASE = N_("with the decision on the case, or its passing on")
README = N_(
    "File %(number)s\n"
    "\n"
    "volume.pdf         the whole file as one PDF/A: cover, list, all pieces, back sheet\n"
    "pieces/            every piece by itself\n"
    "PIECES.sha256      the hashes of the pieces; its own SHA-256 stands on the back sheet\n"
    "SHA256SUMS         the hashes of everything in this folder\n"
    "manifest.json      the list for programs\n"
    "evidence/          the files of evidence, as they came in\n"
    "MISSING.txt        which files could not be read, where any could not\n"
    "supplement-1/ …    what came after the file was put away, where anything did; each with lists and\n"
    "                   hashes of its own\n"
    "copies/            copies of the complainant's files, without metadata, where they were put with the\n"
    "                   file; copies/list.json says which original each is of. copies-2/ … further ones\n"
    "files/             for the originals, where they are needed: fetch them at the desk for files (a\n"
    "                   reason is asked for and kept), save them here under the names in files/SHA256SUMS\n"
    "\n"
    "To check, in this folder:   sha256sum -c SHA256SUMS\n"
    "and of the originals:       cd files; sha256sum -c SHA256SUMS\n"
)
NOT_THERE = N_(
    "These files belong in this folder, but could not be read as they were kept. Their hashes stand in\n"
    "SHA256SUMS, so the folder is not whole. Tell your operator: they may lie in a copy of the store.\n"
    "\n"
    "%(names)s"
)
SUPPLEMENT_README = N_(
    "File %(number)s, to file %(to)s\n"
    "\n"
    "volume.pdf         the whole supplement as one PDF/A: cover, list, all pieces, back sheet\n"
    "pieces/            every piece by itself\n"
    "PIECES.sha256      the hashes of the pieces; its own SHA-256 stands on the back sheet\n"
    "SHA256SUMS         the hashes of everything in this folder\n"
    "manifest.json      the list for programs\n"
    "files/             for files that the complainant sent since, where there are any: as with the file\n"
    "\n"
    "To check, in this folder:   sha256sum -c SHA256SUMS\n"
)
PART_README = N_(
    "File %(number)s, without the pieces that tell of others\n"
    "\n"
    "volume.pdf         the other pieces as one PDF/A; numbers and pages are those of the file\n"
    "pieces/            every piece by itself, the same bytes as in the file\n"
    "left-out.json      what was left out, and why\n"
    "supplement-1/ …    the same of what came after the file was put away, where anything did\n"
    "evidence/          the files of evidence, as they came in\n"
    "MISSING.txt        which files could not be read, where any could not\n"
    "SHA256SUMS         the hashes of everything in this folder\n"
    "\n"
    "To check, in this folder:   sha256sum -c SHA256SUMS\n"
)
COURT_README = N_(
    "Copy of file %(number)s for the court\n"
    "\n"
    "volume.pdf         the pieces given to the court as one PDF/A; numbers are those of the file\n"
    "pieces/            every piece by itself, the same bytes as in the file\n"
    "left-out.json      what was left out, and why\n"
    "supplement-1/ …    the same of what came after the file was put away, where anything did\n"
    "SHA256SUMS         the hashes of everything in this folder\n"
    "\n"
    "To check, in this folder:   sha256sum -c SHA256SUMS\n"
)
