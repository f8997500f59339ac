"""The words of what is written to a supervised unit after its document, in the official language."""

from dataclasses import replace
from datetime import date

from services.investigation.document_text import Letterhead, urged
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.unit import Request, Ruling
from services.investigation.replies import official, official_day
from services.investigation.wording import official_article
from shared.i18n import N_
from shared.papers import Paper

ASKED = {
    Request.OBJECTION: N_("You objected to our document %(number)s. It was looked at again."),
    Request.MORE_TIME: N_("You asked for more time to carry out our document %(number)s."),
}
OBJECTED_BELOW = N_(
    "You objected to the document %(number)s. This department, as the one above, looked at it again."
)
"""That somebody asked for a recheck it does not tell."""
ANSWERS = {
    Request.OBJECTION: N_("Written answer to an objection"),
    Request.MORE_TIME: N_("Written answer to an application for more time"),
}
RULED = {
    Ruling.KEPT: N_("The document is kept as it is; carry it out within its term."),
    Ruling.CHANGED: N_("The document is changed as said below."),
    Ruling.LIFTED: N_("The measure is lifted; nothing needs to be carried out any more."),
    Ruling.GRANTED: N_("The term is made longer."),
    Ruling.REFUSED: N_("The term is not made longer."),
}
REASONS = N_("Reasons: %(reasons)s")
NOW_UNTIL = N_("It is to be carried out by %(day)s.")
ANNULLED = N_("Notice that a document is annulled")
ANNULLED_SAID = N_(
    "Under %(article)s, this department, as the one above, looked at the document %(number)s. It is "
    "annulled: what it orders needs not be carried out any more."
)
RESTORED = N_("Notice that a document is in force again")
RESTORED_SAID = N_(
    "The document %(number)s had been revoked. Under %(article)s, this department, as the one above, "
    "annulled the revocation: the document is in force again from the day of this notice."
)
ABOVE = "measures:2"
"""A department supervises those below it. By what it came to look at one of their documents is not said: that
would tell that somebody asked for a recheck."""
NOT_DONE = N_("Our document %(number)s was to be carried out by %(due)s. No report of it has come in.")
AT_LAST = N_(
    "Carry it out and report in writing by %(day)s. If you do not, it is reported to the superior, and "
    "whoever answers for it is proposed for accountability."
)
BY_LINK = N_(
    "Open the link above in a browser to report that the document is carried out, to object to it, or to ask "
    "for more time. You need no account. Whoever has this link can answer for your unit: do not pass it on."
)


def unit_answer(
    addressee: str,
    number: str,
    request: Request,
    ruling: Ruling,
    answer: str,
    until: date | None,
    head: Letterhead,
    *,
    above: bool = False,
) -> Paper:
    """复核答复: what becomes of the measure or its term, and why; `above`: the document is another body's."""
    asked = OBJECTED_BELOW if above else ASKED[request]
    lines = [official(asked, number=number), official(RULED[ruling])]
    lines += official(REASONS, reasons=answer.strip()).split("\n")
    if until is not None and ruling in (Ruling.CHANGED, Ruling.GRANTED):
        lines.append(official(NOW_UNTIL, day=official_day(until)))
    made = head.paper(DocumentKind.UNIT_ANSWER, addressee, [("", tuple(lines))])
    return replace(made, title=official(ANSWERS[request]))


def urging_unit(addressee: str, number: str, due: date, text: str, until: date, head: Letterhead) -> Paper:
    """督办函 to the unit: what is not carried out, and the last day for it."""
    lines = (
        official(NOT_DONE, number=number, due=official_day(due)),
        urged(),
        *(each for each in text.split("\n") if each.strip()),
        official(AT_LAST, day=official_day(until)),
    )
    return head.paper(DocumentKind.URGING, addressee, [("", lines)])


def annulled(kind: DocumentKind, addressee: str, number: str, head: Letterhead) -> Paper:
    """What the superior annulled; nothing of how it came to look at it."""
    paper = head.paper(
        kind, addressee, [("", (official(ANNULLED_SAID, number=number, article=official_article(ABOVE)),))]
    )
    return replace(paper, title=official(ANNULLED))


def restored(addressee: str, number: str, until: date | None, head: Letterhead) -> Paper:
    """What holds again since its revocation was annulled, and by when it is to be carried out."""
    lines = [official(RESTORED_SAID, number=number, article=official_article(ABOVE))]
    if until is not None:
        lines.append(official(NOW_UNTIL, day=official_day(until)))
    paper = head.paper(DocumentKind.UNIT_ANSWER, addressee, [("", tuple(lines))])
    return replace(paper, title=official(RESTORED))
