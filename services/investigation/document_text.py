"""The words of each document, in the official language. None tells who complained, nor their words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from services.investigation.domain.documents import SPECS, DocumentKind
from services.investigation.domain.limits import Limits
from services.investigation.domain.outcomes import Kind, Outcome
from services.investigation.order_text import ordered
from services.investigation.replies import WHY, official, official_day
from services.investigation.wording import official_article
from services.investigation.words.law import CHOICES, FIELDS
from shared.i18n import N_
from shared.papers import Paper

TITLES = {
    DocumentKind.OPINION: N_("Supervision opinion on work-safety enforcement"),
    DocumentKind.CIRCULAR: N_("Internal circular on work-safety enforcement"),
    DocumentKind.NOTICE: N_("Notice of supervision of work-safety enforcement"),
    DocumentKind.ADVICE: N_("Letter of advice"),
    DocumentKind.HANDOVER: N_("Letter handing a matter over"),
    DocumentKind.REPLY: N_("Reply on the matters complained of"),
    DocumentKind.EXTENSION: N_("Notice of extension"),
    DocumentKind.PAUSE: N_("Notice that the term stands still"),
    DocumentKind.RESUMPTION: N_("Notice that the term runs again"),
    DocumentKind.EVIDENCE_LETTER: N_("Letter calling for files"),
    DocumentKind.UNIT_LETTER: N_("Letter asking for an account"),
    DocumentKind.RECUSAL: N_("Decision on a recusal"),
    DocumentKind.URGING: N_("Letter urging action"),
    DocumentKind.REPORT_BACK: N_("Report on an assigned matter"),
    DocumentKind.UNIT_ANSWER: N_("Answer to the supervised unit"),
}
REPLIES = (
    TITLES[DocumentKind.REPLY],
    N_("Opinion on recheck of the matters complained of"),
    N_("Opinion on second recheck of the matters complained of"),
)
CIRCULATED = N_(
    "In supervising enforcement by its duty under the Measures for the Supervision of Work-Safety "
    "Enforcement, this department found the following problem. It is circulated under %(article)s."
)
PROBLEM, ADVICE = N_("1. The problem"), N_("2. What is to be compared and corrected")
SOURCE = N_(
    "By its duty under the Measures for the Supervision of Work-Safety Enforcement, this department has "
    "looked into your enforcement (case %(case)s)."
)
OPENINGS = {
    DocumentKind.ADVICE: N_("In supervising enforcement (case %(case)s), the following came to light."),
    DocumentKind.HANDOVER: N_(
        "In supervising enforcement (case %(case)s), the following came to light. It is in your charge "
        "and is handed over to you under %(article)s."
    ),
    DocumentKind.EVIDENCE_LETTER: N_(
        "For supervising enforcement (case %(case)s) we need the following. Please hand it over under "
        "article 13 of the Measures for the Supervision of Work-Safety Enforcement; the investigators will "
        "show their supervision certificates."
    ),
    DocumentKind.UNIT_LETTER: N_(
        "For supervising enforcement (case %(case)s) we ask for your account of the following, with evidence."
    ),
}
OBJECTION = N_(
    "If you object to this document, you may ask this department in writing, with reasons, to look at it "
    "again within %(days)d days of receiving it. Carrying it out is not stopped by that."
)
SECRECY = N_(
    "Nothing of this may be disclosed or passed on to the person or unit concerned (Petition Regulations, "
    "article 30)."
)
FEEDBACK = N_("Please send the receipt back, and tell this department in writing what becomes of it.")
HONOURS = N_("To those in charge of commendations")
HONOURED = N_("It is proposed that this be commended and rewarded under %(article)s.")
KEEP_SECRET = N_("Keep secret what is called for here, and do not disclose it.")
SECURE = N_(
    "Recordings among it are kept only until %(day)s: secure them at once, and do not delete or overwrite "
    "them until they are handed over."
)
"""The first evidence (Measures art. 10(5)): what is handed over on a later day must still be there then."""
SUPERVISORS = N_("Supervisors: %(names)s.")
CERTIFIED = N_("%(name)s (certificate no. %(number)s)")
SLIP = N_("Receipt")
SLIP_LINES = (
    N_("We have received your letter %(number)s."),
    N_("Taken by:                    Telephone:"),
    N_("Receiving authority (seal):                    Date:"),
)
ENCLOSED = N_("Enclosure: what the complainant wrote, with passages blacked out")
SECTIONS = (
    N_("1. What was found, and why"),
    N_("2. Decision and basis"),
    N_("3. How and by when"),
    N_("4. Objection"),
)
_FOUND = (
    "facts_and_reasons",
    "ground",
    "document",
    "enterprise",
    "act",
    "problem",
    "external_decision",
    "ruling",
    "ruled_term",
    "reasons",
)
_ENDS = tuple("。！？；：…”.!?;:")
_DECIDED = ("decision", "basis", "advice")
_CARRIED = ("manner", "carry_out_by")
ADDRESSEES = ("unit", "circulated_to", "authority", "receiver")
EXTENDED = N_(
    "The investigation of your complaint %(number)s cannot be finished within its term. With the head's "
    "approval it is extended by %(days)d days, until %(until)s (Petition Regulations, article 34)."
)
COMPLAINANT = N_("Complainant of %(number)s")
LATE = N_("Case %(case)s was to be dealt with by %(day)s and is not. Please act, and report in writing.")
URGED = N_("This is urged with reference to %(article)s.")
"""A department follows the Regulations where it supervises what is below it (825 art. 42)."""
ASSIGNED_OPEN = N_(
    "On the matter that you assigned (case %(case)s) nothing is decided yet; this is how far it is."
)
ASSIGNED = N_("On the matter that you assigned (case %(case)s), this is reported.")
BY_THEN = N_("%(day)s at the latest")
BEFORE = N_("Please hand it over by %(day)s.")
ASKED = N_("Please answer in writing by %(day)s.")
COPIES = N_("Copies to: %(units)s")
VERIFY = N_("Verification code: %(code)s (to be checked at “Verify” on this site)")
PENDING_NUMBER = N_("(number on approval)")


class Letterhead:
    """Who writes, under which number, on which day, about which case."""

    def __init__(self, issuer: str, number: str, day: date, case: str, verification: str = "") -> None:
        self.issuer, self.number, self.day, self.case = issuer, number, day, case
        self.verification = verification

    def paper(
        self,
        kind: DocumentKind,
        addressee: str,
        sections: Iterable[tuple[str, tuple[str, ...]]],
        copies: str = "",
    ) -> Paper:
        spec = SPECS[kind]
        returned = kind is DocumentKind.HANDOVER
        return Paper(
            issuer=self.issuer,
            number=self.number,
            title=official(TITLES[kind]),
            addressee=addressee,
            sections=tuple((heading, paragraphs(lines)) for heading, lines in sections),
            signature=self.issuer,
            day=self.day,
            slip_title=official(SLIP) if returned else "",
            slip=tuple(official(line) % {"number": self.number} for line in SLIP_LINES) if returned else (),
            form=spec.form,
            copies=ended(official(COPIES, units=copies)) if copies and not spec.sealed else "",
            foot=official(VERIFY, code=self.verification) if self.verification else "",
        )


def of_outcome(
    kind: DocumentKind,
    outcome: Outcome,
    head: Letterhead,
    enclosed: str = "",
    objection: int = Limits.unit_objection,
) -> Paper:
    """An approved outcome as the document that carries it (Measures art. 14-19). `enclosed`: the redacted
    statement; `objection`: for so many days the unit may object, as its province has it."""
    fields = outcome.fields
    addressee = next((fields[name] for name in ADDRESSEES if fields.get(name)), "")
    article = official_article(outcome.spec.article)
    if SPECS[kind].form == "letter":
        opening = official(OPENINGS[kind], case=head.case, article=article)
        said = _said(outcome, [each.name for each in outcome.spec.fields if each.name not in ADDRESSEES])
        parts: list[tuple[str, tuple[str, ...]]] = [("", (opening, *said))]
        if outcome.code == "O11":
            parts.append(("", (official(HONOURED, article=article),)))
            return head.paper(kind, addressee or official(HONOURS), parts)
        asked = (official(FEEDBACK),) if kind is DocumentKind.HANDOVER else ()
        parts.append(("", (*asked, official(SECRECY))))
        made, lines = head.paper(kind, addressee, parts), paragraphs((enclosed,))
        return replace(made, enclosure_title=official(ENCLOSED), enclosure=lines) if lines else made
    if kind is DocumentKind.CIRCULAR:
        return head.paper(kind, addressee, _circular(fields, article))
    decided = (*ordered(outcome), *_said(outcome, _DECIDED))
    carried = tuple(_said(outcome, _CARRIED))
    sections = [
        ("", (official(SOURCE, case=head.case),)),
        (official(SECTIONS[0]), tuple(_said(outcome, _FOUND))),
        (official(SECTIONS[1]), decided),
    ]
    if carried:
        may_object = official(OBJECTION, days=objection)
        sections += [(official(SECTIONS[2]), carried), (official(SECTIONS[3]), (may_object,))]
    return head.paper(kind, addressee, sections, fields.get("copies_to", ""))


def _circular(fields: Mapping[str, str], article: str) -> list[tuple[str, tuple[str, ...]]]:
    """It goes to many: it tells a problem, not whose it was (art. 14(1))."""
    return [
        ("", (official(CIRCULATED, article=article),)),
        *(
            (official(title), _lines(fields[name]))
            for title, name in ((PROBLEM, "problem"), (ADVICE, "advice"))
        ),
    ]


def paragraphs(lines: Iterable[str]) -> tuple[str, ...]:
    """What was typed in several lines is as many paragraphs of a paper, each with its indent."""
    return tuple(part for each in lines for part in each.splitlines() if part.strip())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(ended(each.strip()) for each in text.split("\n") if each.strip())


def _said(outcome: Outcome, names: Iterable[str]) -> list[str]:
    lines = []
    for name in names:
        field, text = outcome.spec.field(name), outcome.fields.get(name, "").strip()
        if field is None or not text:
            continue
        if field.kind is Kind.CHOICE:
            text = official(CHOICES[text])
        elif field.set_elsewhere:
            text = official_day(date.fromisoformat(text))
        elif field.kind is Kind.DAY:
            text = official(BY_THEN, day=official_day(date.fromisoformat(text)))
        if field.kind is Kind.TEXT and name in ("facts_and_reasons", "decision"):
            lines += [each for each in text.split("\n") if each.strip()]
        else:
            lines.append(ended(f"{official(FIELDS[name])}：{text}"))
    return lines


def ended(text: str) -> str:
    """A paragraph of a paper ends with a full stop, also where it was typed without one."""
    return text if text.endswith(_ENDS) else f"{text}。"


def reply(text: str, number: str, head: Letterhead, answers_before: int = 0) -> Paper:
    """The reply as it was sent, without its own title and signature lines; 答复, 复查 or 复核意见书."""
    paragraphs = tuple(each for each in text.split("\n\n")[1:] if each.strip())
    body = tuple(line for each in paragraphs[:-1] for line in each.split("\n") if line.strip())
    made = head.paper(DocumentKind.REPLY, official(COMPLAINANT, number=number), [("", body)])
    title = REPLIES[min(answers_before, len(REPLIES) - 1)]
    return replace(made, title=official(title))


def extension(number: str, days: int, until: date, reason: str, head: Letterhead) -> Paper:
    said = official(EXTENDED, number=number, days=days, until=official_day(until))
    lines = (said, official(WHY, reason=reason))
    return head.paper(DocumentKind.EXTENSION, official(COMPLAINANT, number=number), [("", lines)])


def certified(name: str, number: str) -> str:
    """Somebody who shows a certificate, with its number where that is known."""
    return official(CERTIFIED, name=name, number=number) if number else name


def evidence_letter(
    contents: Mapping[str, str], labels: Mapping[str, str], supervisors: Iterable[str], head: Letterhead
) -> Paper:
    """调卷函: which files, of which period, original or copy, by when, and who will come. The unit must not
    learn from it that somebody complained."""
    said = tuple(
        ended(f"{labels[name]}：{contents[name]}")
        for name in ("items", "period", "form")
        if contents.get(name)
    )
    until = official(BEFORE, day=official_day(date.fromisoformat(contents["due"])))
    opening = official(OPENINGS[DocumentKind.EVIDENCE_LETTER], case=head.case)
    names = "、".join(supervisors)
    who = official(SUPERVISORS, names=names) if names else ""
    recordings = contents.get("kept_until", "")
    secure = official(SECURE, day=official_day(date.fromisoformat(recordings))) if recordings else ""
    lines = tuple(line for line in (opening, *said, until, secure, who, official(KEEP_SECRET)) if line)
    return head.paper(DocumentKind.EVIDENCE_LETTER, contents["addressee"], [("", lines)])


def unit_letter(contents: Mapping[str, str], head: Letterhead) -> Paper:
    """What the supervised unit is told, sanitised by the investigator, and by when it answers."""
    until = official(ASKED, day=official_day(date.fromisoformat(contents["due"])))
    opening = official(OPENINGS[DocumentKind.UNIT_LETTER], case=head.case)
    lines = (opening, *(each for each in contents["matter"].split("\n") if each.strip()), until)
    return head.paper(DocumentKind.UNIT_LETTER, contents["unit"], [("", lines)])


def urged() -> str:
    return official(URGED, article=official_article(SPECS[DocumentKind.URGING].article))


def urging(addressee: str, due: date, text: str, head: Letterhead) -> Paper:
    """督办函: what is late, and what the body above asks for."""
    lines = (
        official(LATE, case=head.case, day=official_day(due)),
        urged(),
        *(each for each in text.split("\n") if each.strip()),
    )
    return head.paper(DocumentKind.URGING, addressee, [("", lines)])


def report_back(assigner: str, text: str, head: Letterhead, *, interim: bool = False) -> Paper:
    """办结报告: what was done about a matter that a superior assigned; or 进展情况, how far it is."""
    opening = official(ASSIGNED_OPEN if interim else ASSIGNED, case=head.case)
    lines = (opening, *(each for each in text.split("\n") if each.strip()))
    return head.paper(DocumentKind.REPORT_BACK, assigner, [("", lines)])
