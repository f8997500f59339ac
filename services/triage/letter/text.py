"""The words of a letter of referral. It quotes nothing of the statement, which could tell who complained."""

from datetime import date

from services.triage.domain.facts import Facts, Respondent
from services.triage.domain.letters import Letter, LetterKind
from services.triage.wording import KINDS, addressee
from shared.contracts.terms import RespondentKind
from shared.divisions import Names, divisions
from shared.i18n import N_, gap, gettext, locale
from shared.papers import Paper

TITLES = {
    LetterKind.TRANSFER: N_("Letter transferring a complaint"),
    LetterKind.HANDOVER: N_("Letter handing over a clue"),
}
OPENINGS = {
    LetterKind.TRANSFER: N_(
        "Under article 23 of the Petition Regulations, the part of complaint %(number)s that is in your "
        "charge is transferred to you. Please deal with it according to the law."
    ),
    LetterKind.HANDOVER: N_(
        "The part of complaint %(number)s named below is not within the supervision of work-safety "
        "enforcement (Measures, articles 2 and 19). It is handed over to you as the authority in charge."
    ),
}
PARTS = {
    "hazard": N_("A hazard or an illegal enterprise."),
    "deaths": N_("What concerns the deaths."),
    "discipline": N_("A clue to a breach of discipline or a crime in office."),
    "other_agency": N_("The conduct of an agency of another chain of supervision."),
    "conduct": N_("The conduct that is complained of."),
    "challenged_act": N_("The act that is challenged."),
    "whole": N_("The whole complaint."),
}


UNITS = frozenset(
    {RespondentKind.INTERNAL_UNIT, RespondentKind.ENTRUSTED_AGENCY, RespondentKind.OTHER_AGENCY}
)
"""Known by their names."""


def paper(
    letter: Letter, facts: Facts, number: str, tracking: str, desk: str, day: date, known: Names
) -> Paper:
    """The letter as a paper of the desk's department, in the language in use."""
    issuer = known.department_name(desk, locale())
    return Paper(
        issuer=issuer,
        number=number,
        title=gettext(TITLES[letter.kind]),
        addressee=addressee(letter.to, known),
        sections=(
            ("", (gettext(OPENINGS[letter.kind], number=tracking),)),
            (gettext("1. What is transferred"), tuple(_matter(letter, facts, known))),
            (gettext("2. What we ask"), tuple(_request(letter))),
            (gettext("3. Secrecy"), (gettext(
                "Nothing of this may be disclosed or passed on to the person or unit complained of "
                "(Petition Regulations, article 30)."
            ),)),
        ),
        signature=issuer,
        day=day,
        slip_title=gettext("Receipt"),
        slip=(
            gettext("We have received your letter %(number)s about complaint %(tracking)s.",
                    number=number, tracking=tracking),
            gettext("Taken by:                    Telephone:"),
            gettext("Receiving authority (seal):                    Date:"),
        ),
    )  # fmt: skip


def _matter(letter: Letter, facts: Facts, known: Names) -> list[str]:
    lines = [gettext(PARTS[letter.part])]
    if facts.occurred_in in divisions():
        place = known.division_name(str(facts.occurred_in), locale())
        lines.append(gettext("Place: %(place)s.", place=place))
    if letter.about:
        told = gettext("; ").join(who(one, known) for one in letter.about)
        lines.append(gettext("About: %(who)s.", who=told))
    return lines


def who(respondent: Respondent, known: Names) -> str:
    code = respondent.division
    place = known.division_name(code, locale()) if code and code in divisions() else ""
    if respondent.kind in UNITS and respondent.name:
        return gettext("%(who)s (%(role)s)", who=respondent.name, role=place) if place else respondent.name
    kind, role = gettext(KINDS[respondent.kind]), respondent.role
    named = gap().join(word for word in (place, respondent.unit, kind, respondent.name) if word)
    if role and role != kind:
        return gettext("%(who)s (%(role)s)", who=named, role=role)
    return named


def _request(letter: Letter) -> list[str]:
    ask = gettext(
        "Please send back the receipt, and tell us the result in writing when it is dealt with. Ask us for "
        "what else you need of the complaint; nothing that could tell who complained is enclosed."
    )
    if letter.kind is LetterKind.TRANSFER:
        return [ask, gettext("If you are not in charge, object within 5 working days with detailed reasons.")]
    return [ask]
