"""What a complainant who wants to stay unknown is told of their own words before they are passed on."""

from collections.abc import Iterable
from typing import Any

from services.intake.domain.complaint import Submission
from services.intake.domain.telling import Passage, Tells, passages
from shared.contracts.terms import Identity
from shared.i18n import N_, gettext

WARNED = (Identity.ANONYMOUS, Identity.CONFIDENTIAL)
AROUND = 12

TEXTS = {
    Tells.TYPED: N_("This is what you gave about yourself."),
    Tells.ID_CARD: N_("A number of an identity card."),
    Tells.PHONE: N_("A telephone number."),
    Tells.EMAIL: N_("An e-mail address."),
    Tells.CHAT: N_("A WeChat or QQ account."),
    Tells.PLATE: N_("A number plate. If it is not yours, leave it: it helps."),
    Tells.NAME: N_("It says what you are called."),
    Tells.ROLE: N_("It says what you do or whose relative you are."),
    Tells.ONLY_ME: N_("If only you knew this, it tells that it was you."),
    Tells.ADDRESS: N_("An address with a house number. If it is where it happened, leave it."),
}


def found_in(submission: Submission, typed: Iterable[str] = ()) -> list[Passage]:
    """Nothing for who gives their name anyway. `typed`: what else was given about oneself in the form."""
    if submission.identity not in WARNED:
        return []
    person = submission.complainant
    own = (person.name, person.phone, person.email, person.address) if person else ()
    return passages(submission.statement, [*own, *typed])


def as_json(submission: Submission) -> list[dict[str, Any]]:
    """By places in the statement: the passage itself is not repeated."""
    return [
        {
            "pointer": "/statement",
            "start": passage.start,
            "end": passage.end,
            "code": str(passage.tells),
            "message": gettext(TEXTS[passage.tells]),
        }
        for passage in found_in(submission)
    ]


def marked(submission: Submission, typed: Iterable[str]) -> list[dict[str, str]]:
    """Each passage between the words around it, and what it could tell."""
    text = submission.statement
    return [
        {
            "before": text[max(0, passage.start - AROUND) : passage.start],
            "passage": text[passage.start : passage.end],
            "after": text[passage.end : passage.end + AROUND],
            "why": gettext(TEXTS[passage.tells]),
        }
        for passage in found_in(submission, typed)
    ]
