"""Two assessments beside each other, in the reader's words."""

from typing import Any

from services.triage import words
from services.triage.wording import DECISIONS
from shared.contracts.terms import Decision
from shared.days import day
from shared.divisions import Names
from shared.i18n import N_, gettext, locale

LINES = (
    ("decision", N_("Proposed")),
    ("body", N_("Body")),
    ("referrals", N_("To")),
    ("barred", N_("Kept from")),
    ("flags", N_("Remarks")),
    ("finish", N_("To be finished by")),
)
NOTHING = "—"


def compared(now: dict[str, Any], then: dict[str, Any], known: Names) -> list[dict[str, Any]]:
    """A line for each thing that may differ: what it is, how it stands, how it would be."""
    stands, would = _said(now, known), _said(then, known)
    return [
        {
            "what": gettext(label),
            "now": stands[name],
            "then": would[name],
            "changed": stands[name] != would[name],
        }
        for name, label in LINES
    ]


def _said(made: dict[str, Any], known: Names) -> dict[str, str]:
    comma = gettext(", ")
    parties = [known.party_name(code, locale()) for code in made["barred"]]
    flags = [gettext(words.FLAGS[flag]) if flag in words.FLAGS else flag for flag in made["flags"]]
    found = {
        "decision": gettext(DECISIONS[Decision(made["decision"])]),
        "body": made["body"]["name"] if made["body"] else "",
        "referrals": comma.join(one["name"] for one in made["referrals"]),
        "barred": comma.join(parties),
        "flags": comma.join(flags),
        "finish": _finish(made["deadlines"]),
    }
    return {name: text or NOTHING for name, text in found.items()}


def _finish(clocks: dict[str, Any]) -> str:
    last = day(clocks["investigate_by"])
    return f"{last} · {gettext('provisional')}" if last and clocks["provisional"] else last
