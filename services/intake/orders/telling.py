"""What the sender of an order reads: nothing but what its complainant is told. In Chinese."""

from datetime import date

from services.intake.domain.heard import Fact
from services.intake.domain.progress import Progress
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
    if until := found.progress.investigate_by:
        return f"来件收悉，所反映事项已依法受理，正在办理，将于{_day(until)}前答复。"
    return f"来件收悉，正在依法审查，将于{_day(found.complaint.accept_by)}前告知投诉人是否受理。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _decided(fact: Fact) -> str:
    if fact.decision is None:
        return ""
    body = fact.data.get("body_name") or ""
    return translations(DEFAULT, "intake").gettext(DECIDED[fact.decision]) % {"body": body}
