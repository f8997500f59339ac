"""What the sender of an order reads: nothing but what its complainant is told. In Chinese."""

from services.intake.domain.progress import Fact, Progress
from services.intake.orders.keeping import Shown
from services.intake.wording import DECIDED
from shared.i18n import DEFAULT, translations


def final(fact: Fact) -> str:
    """The answer, or what was decided instead of one."""
    return str(fact.data.get("reply") or fact.data.get("text") or _decided(fact))


def reason(progress: Progress) -> str:
    """Why it is not ours, as triage has said it to the complainant."""
    return final(progress.decided) if progress.decided else ""


def addressee(progress: Progress) -> str:
    """Whom triage proposes; empty when nobody is named."""
    referrals = progress.decided.data.get("referrals") if progress.decided else None
    named = (str(one.get("name") or one["to"]) for one in referrals or () if one.get("to") != "12345")
    return "、".join(dict.fromkeys(named))


def interim(found: Shown) -> str:
    """A first word, when there is no other: it is in hand, and by when it will be answered."""
    until = found.progress.investigate_by or found.complaint.accept_by
    return f"来件收悉，所反映事项正在依法办理，将于{until.year}年{until.month}月{until.day}日前答复。"


def _decided(fact: Fact) -> str:
    if fact.decision is None:
        return ""
    body = fact.data.get("body_name") or ""
    return translations(DEFAULT, "intake").gettext(DECIDED[fact.decision]) % {"body": body}
