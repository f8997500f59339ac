"""What a complainant reads about the state of a complaint: every status, step, reason and flaw in words."""

from typing import Any

from services.intake.domain.actions import Action, Closed
from services.intake.domain.complaint import Fault
from services.intake.domain.heard import Fact, Kind
from services.intake.domain.looks import State
from services.intake.domain.news import Shut
from services.intake.domain.progress import Entry, Party, Progress
from services.intake.domain.receipt import Flaw
from services.intake.names import body_name
from services.intake.proofs import CHANGED, NO_PROOF, UNKNOWN_KEY
from shared.contracts.terms import RECHECKS, Decision, Status
from shared.days import day
from shared.i18n import N_, gettext, locale
from shared.outcome_words import OUTCOMES

STATUS = {
    Status.RECEIVED: N_("Your complaint is kept. The body in charge is deciding whether it takes it up."),
    Status.MORE_INFORMATION_NEEDED: N_("We need something more from you before this can go on."),
    Status.ACCEPTED: N_("Your complaint was taken up and waits for an investigator."),
    Status.NOT_ACCEPTED: N_("Your complaint was not taken up. The reason is given below."),
    Status.REFERRED: N_("Another authority is in charge. Your complaint was passed on to it."),
    Status.MERGED: N_("Your complaint is handled together with another one about the same matter."),
    Status.INVESTIGATING: N_("Your complaint is being investigated."),
    Status.CONCLUDED: N_("The investigation has ended. You can read the answer below."),
    Status.RECTIFYING: N_("The investigation has ended, and the unit concerned must put things right."),
    Status.CLOSED: N_("Everything is done; the complaint is closed."),
    Status.WITHDRAWN: N_("You withdrew your complaint, and it was ended."),
    Status.RECHECK: N_("The body one level up is looking at the matter once more."),
}

PARTY = {
    Party.BODY: N_("The supervision body"),
    Party.YOU: N_("You"),
    Party.SUPERVISED_UNIT: N_("The unit concerned"),
    Party.OTHER_AUTHORITY: N_("The other authority"),
    Party.NOBODY: N_("Nobody: nothing more is to be done"),
}

STEP = {
    Kind.RECEIVED: N_("Complaint received"),
    Kind.INFORMATION_REQUESTED: N_("You were asked for more information"),
    Kind.SUPPLEMENTED: N_("You added a message"),
    Kind.ACCEPTED: N_("Taken up by %(body)s"),
    Kind.REOPENED: N_("On the desk again, to be decided by itself"),
    Kind.ORDER_DESIGNATED: N_("Given to us by its sender after all: it goes on here and is decided anew"),
    Kind.CASE_OPENED: N_("Put on the list of the body in charge"),
    Kind.INVESTIGATING: N_("An investigator took it in hand"),
    Kind.MESSAGED: N_("The supervision body wrote to you"),
    Kind.PASSED_UP: N_("Given to the body one level up, because too few impartial people were left"),
    Kind.EXTENDED: N_("The time limit was extended; the reason is among the messages"),
    Kind.PAUSED: N_("The time limit stands still; why, and until when, is among the messages"),
    Kind.RESUMED: N_("The time limit runs again; the new last day is among the messages"),
    Kind.TERM_MOVED: N_(
        "The time limit was counted anew, by announced working days or by what was granted before"
    ),
    Kind.WITHDRAWN: N_("You asked to withdraw the complaint"),
    Kind.CONCLUDED: N_("Investigation ended, answer given"),
    Kind.CLOSED: N_("Complaint closed"),
    Kind.RATED: N_("You rated the handling"),
    Kind.RECHECK_REQUESTED: N_("You asked for a recheck"),
}

ASKED_AGAIN = N_("You asked for a second recheck")
TAKEN_UP_AGAIN = N_("The second recheck was taken up by %(body)s")
RECHECKED = N_("Recheck ended, answer given")
RECHECKED_AGAIN = N_("Second recheck ended, answer given")
RECHECKED_TOGETHER = N_("A complaint that was answered with yours was rechecked; the answer is yours, too")
RECHECK_ENDED = N_("The recheck has ended. You can read the answer below.")
SECOND_RECHECK_ENDED = N_("The second recheck has ended. You can read the answer below.")
UNDER_SECOND_RECHECK = N_("The body one level up is looking at the matter a second time.")
TAKEN_OVER = N_("Given to another body, so that nobody whom you accuse handles it")
FELL = N_("The answer above stands no more: another body handles it now, and answers you anew")
OBJECTED = N_("The body says that another one is in charge; their common superior decides")

DECIDED = {
    Decision.REFER: N_("Passed on to the authority in charge"),
    Decision.RETURN: N_("Sent back to where it came from, with the authority in charge named"),
    Decision.DECLINE: N_("Not taken up"),
    Decision.MERGE: N_("Joined to an earlier complaint about the same matter"),
    Decision.RECORD_ONLY: N_("Kept on record: there is nothing in it that can be checked"),
    Decision.ANSWER: N_("Your question was answered"),
    Decision.CLOSE_WITHDRAWN: N_("Ended because you withdrew it"),
    Decision.CONTINUE_EX_OFFICIO: N_("Goes on although you withdrew it: the facts suggest a breach"),
    Decision.PENDING_INFO: N_("You were asked for more information"),
    Decision.RECHECK: N_("The recheck was taken up by %(body)s"),
    Decision.URGENT_FORWARD: N_(
        "Danger passed on to the emergency services; the complaint goes on at %(body)s"
    ),
    Decision.ACCEPT: N_("Taken up by %(body)s"),
    Decision.ACCEPT_SPLIT: N_("Taken up by %(body)s; one part was passed on to another authority"),
}

ACTION = {
    Action.SUPPLEMENT: N_("Add a message"),
    Action.WITHDRAW: N_("Withdraw the complaint"),
    Action.RATE: N_("Rate the handling"),
    Action.REQUEST_RECHECK: N_("Ask for a recheck"),
}

CLOSED = {
    Closed.NO_OUTCOME: N_("There is no answer yet."),
    Closed.MORE_TO_COME: N_(
        "A part is still looked into. Once that is answered, you can ask for a recheck of the whole, also of "
        "what was answered before."
    ),
    Closed.OUTCOME_GIVEN: N_("The answer has already been given."),
    Closed.OVER: N_("The complaint is closed. You can submit a new one and name this number in it."),
    Closed.ELSEWHERE: N_("It is not handled here any more."),
    Closed.ALREADY_DONE: N_("You have already done this."),
    Closed.TOO_LATE: N_("The time for it is over: it ended 30 days after the answer."),
    Closed.UNDER_RECHECK: N_("A recheck is already under way."),
    Closed.LAST_INSTANCE: N_("It has been rechecked twice; the law knows no further recheck."),
}

FAULT = {
    Fault.BLANK: N_("Write what happened."),
    Fault.IN_FUTURE: N_("This day has not come yet. Give the day on which it happened."),
    Fault.UNKNOWN_DIVISION: N_("No place with this code is known here. Look it up by its name."),
    Fault.IDENTITY_NOT_ALLOWED: N_(
        "An anonymous complaint may not name you. Leave this empty, or choose another way to be known."
    ),
    Fault.TOO_LONG_AGO: N_("This is more than ten years ago. Check the year."),
    Fault.BEFORE_ITS_DATE: N_("It cannot have come before the day that stands on the paper."),
}

FLAW = {
    Flaw.EMPTY: N_("Enter it as it stands on your receipt."),
    Flaw.STRANGE_CHARACTER: N_("It consists of the figures 0 to 9 and Latin letters only."),
    Flaw.TOO_SHORT: N_("Something is missing: it has %(length)d characters."),
    Flaw.TOO_LONG: N_("These are too many characters: it has %(length)d."),
    Flaw.MISTYPED: N_("There is a slip in it. Compare it with your receipt, character by character."),
}


def step(entry: Entry) -> str:
    """The timeline's line for what happened."""
    fact = entry.fact
    if entry.longer:
        return gettext("The answer can be contested until %(day)s", day=day(fact.data["recheck_until"]))
    if entry.corrected:
        return gettext("What had to be put right is settled")
    if entry.moved:
        until = day(fact.data["rectify_by"])
        return gettext("It is to be put right by %(day)s", day=until)
    code, name = fact.data.get("body"), fact.data.get("body_name")
    body = in_charge((code, name)) if code and name else name or gettext(PARTY[Party.BODY])
    if said := _of_recheck(entry):
        return gettext(said, body=body)
    if fact.kind in (Kind.ACCEPTED, Kind.DECIDED) and fact.decision:
        return gettext(DECIDED[fact.decision], body=body)
    if fact.kind is Kind.PASSED_UP and fact.data.get("objected"):
        return gettext(OBJECTED)
    if fact.kind is Kind.PASSED_UP and fact.data.get("fell"):
        return gettext(FELL)
    if fact.kind is Kind.PASSED_UP and fact.data.get("taken_over"):
        return gettext(TAKEN_OVER)
    return gettext(STEP[fact.kind], body=body)


def _of_recheck(entry: Entry) -> str | None:
    """The line of what belongs to a recheck, where it has one of its own."""
    kind, last = entry.fact.kind, entry.rechecks >= RECHECKS
    if kind is Kind.CONCLUDED and entry.fact.data.get("rechecks"):
        return RECHECKED_TOGETHER
    if kind is Kind.CONCLUDED and entry.rechecks:
        return RECHECKED_AGAIN if last else RECHECKED
    return {Kind.RECHECK_REQUESTED: ASKED_AGAIN, Kind.ACCEPTED: TAKEN_UP_AGAIN}.get(kind) if last else None


def in_charge(body: tuple[str, str | None]) -> str:
    """What the body is called: in Chinese as it was told, else as the reader's language has it."""
    told = body[1] if locale().startswith("zh") else None
    return told or body_name(body[0])


def follows(concluded: Fact | None) -> list[str]:
    """What comes of the answer."""
    told = concluded.data["outcomes"] if concluded else []
    known = [OUTCOMES.get(one["code"], one["name"]) for one in told]
    return [gettext(name) for name in known if name]


def told(entry: Entry) -> str:
    """The line, and under it what triage wrote to the complainant."""
    return "\n".join(filter(None, (step(entry), entry.fact.data.get("text"))))


def closed(reason: Closed) -> str:
    return gettext(CLOSED[reason])


def flaw(found: Flaw, length: int) -> str:
    return gettext(FLAW[found], length=length)


def state(view: Any) -> str:
    """The one sentence that says how it stands."""
    return sentence(view.progress)


def sentence(progress: Progress) -> str:
    """The same of what is known so far."""
    if progress.status is Status.RECHECK and progress.history.last_instance:
        return gettext(UNDER_SECOND_RECHECK)
    if progress.status is Status.CONCLUDED and (times := progress.history.rechecks):
        return gettext(SECOND_RECHECK_ENDED if times >= RECHECKS else RECHECK_ENDED)
    return gettext(STATUS[progress.status])


LOOKS = {
    State.WAITING: N_("Waits for a decision"),
    State.REFUSED: N_("Refused"),
    State.GRANTED: N_("Agreed, not looked yet"),
    State.LAPSED: N_("Agreed, lapsed"),
    State.LOOKED: N_("Looked"),
}

VERDICT = {
    None: N_("This proof is genuine: it was signed here, and nothing in it was changed."),
    NO_PROOF: N_("This is not a proof of receipt. Paste all of it, from its first line to the signature."),
    UNKNOWN_KEY: N_("This proof was not signed here: no key of this house has that name."),
    CHANGED: N_("This proof is not genuine: something in it was changed, or it was not signed here."),
}

NOT_TOLD = {
    Shut.NOT_OFFERED: N_("This house sends no such messages. Look in now and then."),
    Shut.NO_IDENTITY: N_(
        "You left neither name nor contact, so no address is kept for this complaint either. "
        "Look in now and then."
    ),
}


def verdict(fault: str | None) -> str:
    """What became of checking a proof."""
    return gettext(VERDICT[fault])


def not_told(shut: Shut) -> str:
    return gettext(NOT_TOLD[shut])
