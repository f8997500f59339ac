"""The reply in its official wording. It is a Chinese document, whatever language the desk is set to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from services.investigation.domain import reply
from services.investigation.domain.clocks import recheck_until
from services.investigation.domain.findings import Found
from services.investigation.domain.outcomes import SPECS, Outcome
from services.investigation.domain.reply import Paragraph, Part
from services.investigation.folder import Folder
from services.investigation.wording import official_article
from services.investigation.words.law import CATEGORIES, OUTCOMES
from services.investigation.words.terms import NATURES, RESPONDENTS
from shared import office_days
from shared.clock import china_day
from shared.divisions import division_of
from shared.i18n import DEFAULT, N_, translations

T = TypeVar("T")
NameOf = Callable[[str], str]
"""What a body is called, by its code."""

TITLES = (
    N_("Reply on the matters of complaint %(number)s"),
    N_("Opinion on recheck of the matters of complaint %(number)s"),
    N_("Opinion on second recheck of the matters of complaint %(number)s"),
)
"""By how often the complaint was answered before, as the next."""
OPENING = N_(
    "We accepted your complaint (number %(number)s) on %(day)s; it has %(count)d matter(s). "
    "They have been dealt with as follows."
)
OPENINGS = (
    OPENING,
    N_(
        "We accepted your application for a recheck (complaint %(number)s) on %(day)s; it has %(count)d "
        "matter(s). On recheck they are answered as follows."
    ),
    N_(
        "We accepted your application for a second recheck (complaint %(number)s) on %(day)s; it has "
        "%(count)d matter(s). On second recheck they are answered as follows."
    ),
)
ABOUT = N_("Matter %(n)d, about the conduct of: %(who)s")
ABOUT_CATEGORY = N_("Matter %(n)d, about the conduct of: %(who)s (%(category)s)")
WHO_UNKNOWN = N_("the respondent")
FOUND = (
    {
        "substantiated": N_("After investigation, what you reported is substantiated."),
        "partly": N_("After investigation, what you reported is partly substantiated."),
        "unsubstantiated": N_(
            "After investigation, the available evidence does not establish what you reported."
        ),
        "unfounded": N_("After investigation, no breach in what you reported was found."),
    },
    {
        "substantiated": N_("On recheck, what you reported is substantiated."),
        "partly": N_("On recheck, what you reported is partly substantiated."),
        "unsubstantiated": N_("On recheck, the available evidence does not establish what you reported."),
        "unfounded": N_("On recheck, no breach in what you reported was found."),
    },
    {
        "substantiated": N_("On second recheck, what you reported is substantiated."),
        "partly": N_("On second recheck, what you reported is partly substantiated."),
        "unsubstantiated": N_(
            "On second recheck, the available evidence does not establish what you reported."
        ),
        "unfounded": N_("On second recheck, no breach in what you reported was found."),
    },
)
NATURE = N_("It is determined to be: %(nature)s.")
ENDED = N_("The investigation of this matter has ended.")
WHY = N_("Reason: %(reason)s")
ELSEWHERE = N_("What else is open to you: %(remedy)s")
TOLD = {
    "O1": N_("The problem was circulated internally, to be compared and corrected."),
    "O2": N_("A supervision opinion was issued to the supervised unit, to be carried out within its term."),
    "O3": N_("The unit was told to complete the enforcement document."),
    "O4": N_("The unit was told to correct the enforcement document."),
    "O5": N_("The unit was told to make the enforcement document anew and serve it."),
    "O6": N_("The enforcement unit was told to deal with the enterprise's violations by law."),
    "O7": N_("The enforcement act concerned is to be revoked by law."),
    "O8": N_("The unit was told to carry out the review decision or judgment that is in force."),
    "O9": N_("Persons concerned are dealt with according to the rules."),
    "O10": N_("Leads concerned were transferred according to the rules."),
    "O11": N_("A commendation is proposed according to the rules."),
    "O14": N_("You withdrew, so the case is ended by law."),
    "O15": N_("By law the matter is not dealt with any further."),
    "O16": N_("The part that is not ours to decide was referred to the competent authority."),
}
BASED = N_("%(what)s (%(article)s).")
OF_PERSONS = frozenset({"O9", "O10"})
REMEDY = N_(
    "If you do not agree with this reply, you may ask %(body)s for a recheck within 30 days of receiving it "
    "(until %(day)s if it is received on its own day; Petition Regulations, article 35)."
)
FIRST_RESULT = {
    "confirm": N_("On recheck, the first opinion is confirmed."),
    "change": N_("On recheck, the first opinion is changed as stated above."),
    "annul": N_("On recheck, the first opinion is annulled; what is stated above stands in its place."),
}
SECOND_RESULT = {
    "confirm": N_("On second recheck, the opinion before is confirmed."),
    "change": N_("On second recheck, the opinion before is changed as stated above."),
    "annul": N_(
        "On second recheck, the opinion before is annulled; what is stated above stands in its place."
    ),
}
ANSWERS = (
    (
        N_("the reply of %(body)s of %(day)s"),
        N_("the reply of %(body)s of %(day)s (%(document)s)"),
    ),
    (
        N_("the opinion on recheck of %(body)s of %(day)s"),
        N_("the opinion on recheck of %(body)s of %(day)s (%(document)s)"),
    ),
)
"""Of a recheck and of a second one what they are about: without and with its number."""
JUDGED = (
    {
        "confirm": N_("On recheck, %(answer)s is confirmed."),
        "change": N_("On recheck, %(answer)s is changed as stated above."),
        "annul": N_("On recheck, %(answer)s is annulled; what is stated above stands in its place."),
    },
    {
        "confirm": N_("On second recheck, %(answer)s is confirmed."),
        "change": N_("On second recheck, %(answer)s is changed as stated above."),
        "annul": N_("On second recheck, %(answer)s is annulled; what is stated above stands in its place."),
    },
)
STANDS = N_(
    "What was ordered on this matter before stands, with its terms, and is followed until it is carried out:"
)
STANDS_TOO = N_(
    "What was ordered of the same kind on this matter before stands beside it, with its terms, and is "
    "followed until it is carried out."
)
SECOND = N_(
    "If you do not agree with this opinion, you may ask %(body)s for a second recheck within 30 days of "
    "receiving it (until %(day)s if it is received on its own day; Petition Regulations, article 36)."
)
SECOND_OPEN = N_(
    "If you do not agree with this opinion, you may ask for a second recheck within 30 days of receiving it "
    "(until %(day)s if it is received on its own day; Petition Regulations, article 36)."
)
LEFT = N_(
    "If you do not agree with this reply, you may ask for a second recheck within 30 days of receiving it "
    "(until %(day)s if it is received on its own day; Petition Regulations, article 36)."
)
FINAL = N_(
    "This is the final opinion: the same facts and reasons are not accepted again (Petition Regulations, "
    "article 36)."
)
REMEDY_OPEN = N_(
    "If you do not agree with this reply, you may ask for a recheck within 30 days of receiving it "
    "(until %(day)s if it is received on its own day; Petition Regulations, article 35)."
)


def official(message: str, **values: Any) -> str:
    """The message in the language of the documents."""
    text = translations(DEFAULT).gettext(message)
    return text % values if values else text


def official_day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def issuer(body: str, name_of: NameOf) -> str:
    """Documents are the department's, whose head approves them."""
    return name_of(f"DEP-{division_of(body)}")


def until_when(served: date) -> date:
    """The last day on which a recheck may be asked for."""
    return recheck_until(served, office_days.calendar().next_workday)


def reply_text(folder: Folder, today: date, name_of: NameOf) -> str:
    """What the complainant is sent, or would be sent if the outcome were approved today."""
    case = folder.case
    subjects = [
        reply.Subject(
            each.ref,
            each.respondent_kind,
            (folder.findings[each.ref].category if each.ref in folder.findings else None)
            or next(iter(each.categories), None),
        )
        for each in folder.allegations
    ]
    paragraphs = reply.compose(
        case.tracking_number,
        china_day(case.accepted_at),
        subjects,
        folder.found,
        folder.outcomes,
        reply.Remedy(
            until_when(today),
            name_of(case.recheck_body) if case.recheck_body else None,
            folder.final,
            folder.answers_before,
            folder.rounds_used,
        ),
        issuer(case.body, name_of),
        today,
        _judged(folder, name_of),
    )
    title = official(_by_round(TITLES, folder.answers_before), number=case.tracking_number)
    return "\n\n".join([title, *(written(each) for each in paragraphs)])


def _judged(folder: Folder, name_of: NameOf) -> reply.Judged | None:
    result = folder.proposal.first_result if folder.proposal else None
    if not result:
        return None
    before = folder.opinions[0] if folder.opinions else None
    if before is None:
        return reply.Judged(result)
    body = issuer(before.body, name_of)
    return reply.Judged(result, body, before.day, before.document, folder.stands)


def _by_round(said: Sequence[T], answers_before: int) -> T:
    return said[min(answers_before, len(said) - 1)]


def written(paragraph: Paragraph) -> str:
    return _WRITERS[paragraph.part](paragraph)


def _opening(each: Paragraph) -> str:
    said = _by_round(OPENINGS, each.answers_before)
    return official(said, number=each.tracking_number, day=official_day(each.day), count=each.number)


def _about(each: Paragraph) -> str:
    subject = each.subject
    who = official(RESPONDENTS.get((subject.respondent_kind if subject else "") or "", WHO_UNKNOWN))
    category = CATEGORIES.get((subject.category if subject else "") or "")
    if category:
        return official(ABOUT_CATEGORY, n=each.number, who=who, category=official(category))
    return official(ABOUT, n=each.number, who=who)


def _allegation(each: Paragraph) -> str:
    sentences = [_about(each), official(_by_round(FOUND, each.answers_before)[each.finding or "unfounded"])]
    if each.nature:
        sentences.append(official(NATURE, nature=official(NATURES[each.nature])))
    if each.told.strip():
        sentences.append(each.told.strip())
    return "\n".join(sentences + _measures(each) + _stands(each))


def _stands(each: Paragraph) -> list[str]:
    """What was ordered before and goes on; what is ordered again now is not said in the same words twice."""
    kept = [code for code in each.stands if code in TOLD]
    again = [official(STANDS_TOO)] if set(kept) & set(each.outcomes) else []
    only = [_measure(code) for code in kept if code not in each.outcomes]
    return [*again, *([official(STANDS), *only] if only else [])]


def _ended(each: Paragraph) -> str:
    said = [_about(each), official(ENDED), *_measures(each)]
    said += [official(WHY, reason=each.why.strip())] if each.why.strip() else []
    said += [official(ELSEWHERE, remedy=each.elsewhere.strip())] if each.elsewhere.strip() else []
    return "\n".join(said)


def _measures(each: Paragraph) -> list[str]:
    return [_measure(code) for code in each.outcomes if code in TOLD]


def _measure(code: str) -> str:
    """With its legal basis (petition art. 32), but for what concerns the discipline of persons."""
    said, article = official(TOLD[code]), SPECS[code].article
    if article is None or code in OF_PERSONS:
        return said
    return official(BASED, what=said.rstrip("。."), article=official_article(article))


def _remedy(each: Paragraph) -> str:
    day = official_day(each.day)
    if each.number > each.answers_before:  # about what was alleged after a recheck
        return official(LEFT, day=day)
    named, unnamed = (SECOND, SECOND_OPEN) if each.answers_before else (REMEDY, REMEDY_OPEN)
    return official(named, body=each.body, day=day) if each.body else official(unnamed, day=day)


def _first_result(each: Paragraph) -> str:
    again = each.answers_before > 1
    if each.body and each.day:
        named = ANSWERS[again][bool(each.document)]
        answer = official(named, body=each.body, day=official_day(each.day), document=each.document)
        return official(JUDGED[again][each.first_result], answer=answer)
    return official((SECOND_RESULT if again else FIRST_RESULT)[each.first_result])


def _final(_: Paragraph) -> str:
    return official(FINAL)


def _closing(each: Paragraph) -> str:
    return f"{each.body}\n{official_day(each.day)}"


_WRITERS: Mapping[Part, Callable[[Paragraph], str]] = {
    Part.OPENING: _opening,
    Part.ALLEGATION: _allegation,
    Part.ENDED: _ended,
    Part.FIRST_RESULT: _first_result,
    Part.REMEDY: _remedy,
    Part.FINAL: _final,
    Part.CLOSING: _closing,
}


def told_findings(found: Mapping[str, Found | None]) -> list[dict[str, Any]]:
    """The findings as intake and triage hear them: no facts, no names."""
    return [
        {"allegation": ref, "finding": each.finding, "nature": each.nature}
        for ref, each in found.items()
        if each is not None
    ]


def told_outcomes(outcomes: tuple[Outcome, ...]) -> list[dict[str, Any]]:
    return [
        {"code": each.code, "name": official(OUTCOMES[each.code]), "article": each.spec.article}
        for each in outcomes
    ]
