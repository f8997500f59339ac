"""Judgments in people's words: reasons with their articles, bodies by name, what complainants are told."""

from collections.abc import Callable
from contextvars import copy_context
from typing import Any, TypeVar

from services.triage.domain.reasons import ADDRESSEES, TEXTS, Reason
from services.triage.domain.referrals import Referral
from shared import i18n, party_names
from shared.contracts.articles import cite
from shared.contracts.terms import Decision
from shared.divisions import Names, body_code, divisions
from shared.divisions.division import SPECIAL_AREA
from shared.i18n import N_, gettext, locale
from shared.settings import Settings
from shared.work import SYSTEM

Said = TypeVar("Said")

KINDS = {
    "department": N_("Department"),
    "leader": N_("Leader"),
    "internal_unit": N_("Internal unit"),
    "entrusted_agency": N_("Entrusted agency"),
    "officer": N_("Officer"),
    "auxiliary": N_("Auxiliary"),
    "supervision_body": N_("Supervision body"),
    "supervision_staff": N_("Supervision staff"),
    "other_agency": N_("Other agency"),
}
DECISIONS = {
    Decision.ACCEPT: N_("Accept"),
    Decision.ACCEPT_SPLIT: N_("Accept in part"),
    Decision.PENDING_INFO: N_("Ask the complainant"),
    Decision.REFER: N_("Refer"),
    Decision.RETURN: N_("Return to sender"),
    Decision.DECLINE: N_("Do not accept"),
    Decision.MERGE: N_("Merge"),
    Decision.RECHECK: N_("Recheck"),
    Decision.URGENT_FORWARD: N_("Hand off the danger at once"),
    Decision.CLOSE_WITHDRAWN: N_("Close as withdrawn"),
    Decision.CONTINUE_EX_OFFICIO: N_("Continue ex officio"),
    Decision.RECORD_ONLY: N_("Record only"),
    Decision.ANSWER: N_("Answer"),
}
TOLD = {
    Decision.PENDING_INFO: N_(
        "To look into your complaint we need more: which department or whose conduct is it about, "
        "what happened, when and where? Please add a message."
    ),
    Decision.REFER: N_("Another authority is in charge of this; it was passed on to: %(addressees)s."),
    Decision.RETURN: N_("This is not for us; it was sent back with this addressee proposed: %(addressees)s."),
    Decision.DECLINE: N_("Your complaint was not accepted. %(reason)s"),
    Decision.MERGE: N_("Your complaint was joined to an earlier one about the same matter."),
    Decision.CLOSE_WITHDRAWN: N_("Your complaint was closed because you withdrew it."),
    Decision.RECORD_ONLY: N_("Your message was recorded. Thank you."),
    Decision.ANSWER: N_("Your question was received; the body in charge answers it."),
}
"""For the complainant, when the triage officer writes nothing of their own."""
WITH_THE_RECHECK = N_(
    "The reply is being rechecked already, on another complaint of yours about the same matter. Your request "
    "is looked into with that, and you get the answer under this number too."
)

ADDRESSEE_NAMES = {
    "WS_TIP": N_("12350 work-safety desk of %(division)s"),
    "EMERGENCY": N_("emergency services"),
    "GOV": N_("people's government of %(division)s"),
    "DISCIPLINE": N_("discipline inspection and supervision organ of %(division)s"),
    "MOJ": N_("Ministry of Justice"),
    "JUSTICE": N_("judicial-administration department of %(division)s"),
    "NMSA": N_("National Mine Safety Administration"),
    "FIRE": N_("fire and rescue authority of %(division)s"),
    "HOUSING": N_("housing and construction authority of %(division)s"),
    "TRAFFIC": N_("transport authority of %(division)s"),
    "SPECIAL_EQUIPMENT": N_("special-equipment safety authority of %(division)s"),
    "HEALTH": N_("health authority of %(division)s"),
    "COURT": N_("the court"),
    "INFO_DISCLOSURE": N_("open-government office of %(division)s"),
    "12345": N_("the 12345 service line"),
}


def addressable(to: str) -> bool:
    """Whether it is one of the authorities to which a matter can go, with a division where it has one."""
    kind, _, division = to.partition(":")
    name = ADDRESSEE_NAMES.get(kind)
    if name is None:
        return False
    return divisions().get(division) is not None if "%(division)s" in name else to == kind


COMPLAINANT = "COMPLAINANT"
"""The addressee of a notice. Only intake knows who that is."""


def names_of(settings: Settings | None) -> Names:
    """What departments and bodies are called today; `on` a day of the past they may be called otherwise."""
    return party_names.in_use(settings.names_file if settings else None)


def doer(actor: str, name: str | None) -> str:
    """Who changed something, as people read it."""
    if actor == str(SYSTEM):
        return gettext("the system")
    return name or (gettext("the operator") if actor.startswith("system:") else actor)


def in_language(language: str, say: Callable[[], Said]) -> Said:
    """What `say` gives in another language, without changing the one in use."""

    def spoken() -> Said:
        i18n.use(language)
        return say()

    return copy_context().run(spoken)


def reason_text(reason: Reason, known: Names) -> str:
    return gettext(TEXTS[reason.key], **_filled(reason.params, known)) if reason.key in TEXTS else reason.key


def _filled(params: Any, known: Names) -> dict[str, Any]:
    return {name: _value(name, value, known) for name, value in params.items()}


def _value(name: str, value: Any, known: Names) -> Any:
    match name:
        case "body" | "lowest" if value in divisions():
            return body_name(value, known)
        case "division" | "code" if value in divisions():
            return known.division_name(value, locale())
        case "kind":
            return gettext(KINDS.get(value, value))
        case _:
            return value


def body_name(division: str, known: Names) -> str:
    """The supervision body of a division, or its code where there is none."""
    found = divisions().get(division)
    has_name = found is not None and (found.has_body or found.special == SPECIAL_AREA)
    return known.body_name(division, locale()) if has_name else body_code(division)


def reason_json(reason: Reason, known: Names) -> dict[str, str]:
    return {
        "rule": reason.rule,
        "article": cite(reason.article, locale()),
        "text": reason_text(reason, known),
        "article_key": reason.article,
    }


def addressee(to: str, known: Names) -> str:
    """A referral's addressee by name; one that is not in the glossary is shown as it is."""
    kind, _, division = to.partition(":")
    if to == COMPLAINANT:
        return gettext("the complainant")
    if kind not in ADDRESSEE_NAMES:
        return to
    if not division:
        return gettext(ADDRESSEE_NAMES[kind])
    place = known.division_name(division, locale()) if division in divisions() else division
    return gettext(ADDRESSEE_NAMES[kind], division=place)


def referral_json(referral: Referral, known: Names) -> dict[str, str]:
    return {
        "to": referral.to,
        "part": referral.part,
        "reason": gettext(ADDRESSEES[referral.key]),
        "name": addressee(referral.to, known),
    }


def told(decision: Decision, referrals: tuple[Referral, ...], why: str, known: Names) -> str:
    """What the complainant reads of a decision, in the language in use."""
    if decision not in TOLD:
        return ""
    listed = gettext(", ").join(addressee(one.to, known) for one in referrals)
    return gettext(TOLD[decision], addressees=listed, reason=why)
