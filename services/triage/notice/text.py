"""The words of a notice of acceptance or non-acceptance. To whom it goes is filled in where that is known."""

from dataclasses import dataclass
from datetime import date

from services.triage import words
from services.triage.domain.decisions import Ruling
from services.triage.domain.facts import Facts
from services.triage.domain.letters import LetterKind
from services.triage.domain.reasons import Reason
from services.triage.letter.text import who
from services.triage.wording import addressee, body_name, reason_text
from shared.contracts.articles import cite
from shared.contracts.terms import Decision
from shared.divisions import Names, divisions
from shared.i18n import N_, gap, gettext, locale
from shared.papers import Paper, written

TITLES = {
    LetterKind.ACCEPTANCE: N_("Notice of acceptance"),
    LetterKind.NON_ACCEPTANCE: N_("Notice of non-acceptance"),
}
WAYS = {
    Decision.RECHECK: N_(
        "The matter is rechecked by way of investigation; you get a written answer (Petition Regulations, "
        "articles 35 and 36)."
    ),
}
WAY = N_(
    "The body investigates the facts, calls for files and hears those concerned, and gives you a written "
    "answer on each matter (Measures, articles 7 and 13; Petition Regulations, articles 31 and 32)."
)


@dataclass(frozen=True)
class Told:
    """What a notice speaks of."""

    kind: LetterKind
    tracking: str
    received: date
    channel: str
    facts: Facts
    ruling: Ruling
    investigate_by: date
    reasons: tuple[Reason, ...]
    """Those of the assessment, where it was confirmed."""
    text: str
    """What the complainant reads of the decision."""


def paper(told: Told, number: str, desk: str, day: date, known: Names) -> Paper:
    """The notice as a paper of the desk's department, without its addressee."""
    issuer = known.department_name(desk, locale())
    accepted = told.kind is LetterKind.ACCEPTANCE
    return Paper(
        issuer=issuer,
        number=number,
        title=gettext(TITLES[told.kind]),
        addressee="",
        sections=(
            ("", (_receipt(told),)),
            (gettext("1. Your matter"), (_matter(told.facts, known),)),
            *(_accepted(told, known) if accepted else _refused(told, known)),
            (gettext("5. Contact"), (_contact(told, body_name(desk, known)),)),
        ),
        signature=issuer,
        day=day,
    )


def _receipt(told: Told) -> str:
    if told.ruling.decision is Decision.RECHECK:
        return gettext(
            "You asked for a recheck (second recheck) of what became of complaint %(number)s, received on "
            "%(day)s (way: %(channel)s). Under articles 35 and 36 of the Petition Regulations you are told "
            "the following.",
            number=told.tracking, day=written(told.received), channel=gettext(words.CHANNELS[told.channel]),
        )  # fmt: skip
    return gettext(
        "We received your complaint %(number)s on %(day)s (way: %(channel)s). Under article 23 of the "
        "Petition Regulations you are told the following.",
        number=told.tracking, day=written(told.received), channel=gettext(words.CHANNELS[told.channel]),
    )  # fmt: skip


def _matter(facts: Facts, known: Names) -> str:
    """In one paragraph, from what the complainant stated; the statement itself is not quoted."""
    parts = [
        gettext(
            "You complain of: %(who)s.", who=gettext("; ").join(who(one, known) for one in facts.respondents)
        )
    ]
    if not facts.respondents:
        parts = [gettext("You named nobody in particular.")]
    if facts.occurred_in in divisions():
        parts.append(
            gettext("Place: %(place)s.", place=known.division_name(str(facts.occurred_in), locale()))
        )
    if facts.categories:
        named = [gettext(words.CATEGORIES[code]) for code in facts.categories]
        parts.append(gettext("Matter: %(what)s.", what=gettext(", ").join(named)))
    return gap().join(parts)


def _accepted(told: Told, known: Names) -> list[tuple[str, tuple[str, ...]]]:
    body = body_name(told.ruling.body or "", known)
    taken = [
        gettext("It is accepted. %(body)s handles it.", body=body),
        gettext(WAYS.get(told.ruling.decision, WAY)),
    ]
    elsewhere = [addressee(one.to, known) for one in told.ruling.referrals]
    if elsewhere:
        passed = gettext("A part that is in others' charge was passed on to: %(addressees)s.",
                         addressees=gettext(", ").join(elsewhere))  # fmt: skip
        taken.append(passed)
    limit = _limit(told)
    rights = gettext(
        "You may ask that persons with an interest in the matter, or close to those concerned, do not handle "
        "it; say why (Petition Regulations, article 28; Civil Servants Law, article 76)."
    )
    return [
        (gettext("2. How it is handled"), tuple(taken)),
        (gettext("3. Time limit"), (limit,)),
        (gettext("4. Your right to ask for recusal"), (rights,)),
    ]


def _limit(told: Told) -> str:
    """Only the first handling can be extended (petition art. 34), a recheck not (art. 35, 36)."""
    day = written(told.investigate_by)
    if told.ruling.decision is Decision.RECHECK:
        return gettext("The recheck is to be decided by %(day)s.", day=day)
    return gettext(
        "It is to be finished by %(day)s. Should the time be extended, you are told the reason before.",
        day=day,
    )


def _refused(told: Told, known: Names) -> list[tuple[str, tuple[str, ...]]]:
    why = [_reason(one, known) for one in told.reasons if _says_why(one)] or [told.text]
    charge = [addressee(one.to, known) for one in told.ruling.referrals]
    authority = gettext("The authority in charge: %(addressees)s. The complaint was passed on to it.",
                        addressees=gettext(", ").join(charge))  # fmt: skip
    nobody = gettext("No other authority is named for it.")
    remedies = gettext(
        "Where the matter itself is open to administrative review or to a lawsuit, you may apply for review "
        "within 60 days, or sue within six months, of the day on which you learned of the act. Against this "
        "notice you may turn to the body one level up."
    )
    return [
        (gettext("2. It is not accepted, because"), tuple(line for line in why if line)),
        (gettext("3. Who is in charge"), (authority if charge else nobody,)),
        (gettext("4. What you can do"), (remedies,)),
    ]


def _says_why(one: Reason) -> bool:
    """The gate that stopped it, or that nobody inside may handle it; the rest is about the way."""
    return one.rule.startswith("G") or one.key.endswith("outside")


def _reason(one: Reason, known: Names) -> str:
    text = reason_text(one, known).rstrip("。.")
    article = cite(one.article, locale())
    return gettext("%(text)s (%(rule)s; %(article)s)", text=text, rule=one.rule, article=article)


def _contact(told: Told, body: str) -> str:
    return gettext(
        "Follow the complaint and write to us with the number %(number)s and your receipt code, which only "
        "you hold; or turn to %(body)s.",
        number=told.tracking, body=body,
    )  # fmt: skip
