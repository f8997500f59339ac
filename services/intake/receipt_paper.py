"""The receipt as a paper: number, code where it is at hand, where to follow it, and the signed proof."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from services.intake.domain.proof import Proof
from shared.clock import china_day
from shared.days import day
from shared.i18n import N_, gettext, locale
from shared.papers import pdf
from shared.web import qr
from shared.web.filters import moment

LAYOUT = Path(__file__).parent / "papers" / "receipt.typ"

TITLE = N_("Receipt of a complaint")
FOLLOW = N_("Follow your complaint at %(address)s")
RECEIVED = N_("Received on %(at)s.")
TOLD_BY = N_("By %(by)s you are told on the follow page whether it is taken up.")
KEEP = N_(
    "Keep both. The receipt code is the only key to your complaint: we hold no copy of it and cannot "
    "restore it, so that nobody but you can use it."
)
WITHOUT_CODE = N_(
    "The receipt code does not stand on this paper, so it can be shown to others. It opens nothing."
)
PROOF_TITLE = N_("Proof of receipt")
PROOF = N_(
    "Signed by the house that received the complaint: this number, this time, and the SHA-256 hash of the "
    "text that was submitted. Neither the receipt code nor a name stands in it."
)
VERIFY = N_("Anyone can have it checked at %(address)s, by pasting it there.")


@dataclass(frozen=True)
class Receipt:
    """What stands on it. `code` None: it is not at hand, or the paper is meant for others."""

    number: str
    code: str | None
    received_at: datetime
    accept_by: date
    follow: str
    verify: str
    proof: Proof
    by_stamp: bool = False
    """Of what came on paper before it was entered, only the day is known."""


def render(receipt: Receipt) -> bytes:
    """PDF, in the reader's language. Raises NoChineseFont."""
    received = china_day(receipt.received_at)
    words = [(gettext(N_("Tracking number")), receipt.number)]
    if receipt.code:
        words.append((gettext(N_("Receipt code")), receipt.code))
    lines = [
        gettext(RECEIVED, at=(day if receipt.by_stamp else moment)(receipt.received_at)),
        gettext(TOLD_BY, by=day(receipt.accept_by)),
        gettext(FOLLOW, address=receipt.follow),
        gettext(KEEP if receipt.code else WITHOUT_CODE),
    ]
    said = {
        "title": gettext(TITLE),
        "lang": locale().partition("_")[0],
        "year": received.year,
        "month": received.month,
        "date": received.day,
        "words": [{"label": label, "groups": word.split("-")} for label, word in words],
        "lines": lines,
        "qr": qr.rows(receipt.follow),
        "qr_label": gettext(N_("The page to follow it")),
        "proof_title": gettext(PROOF_TITLE),
        "proof_lines": [gettext(PROOF), gettext(VERIFY, address=receipt.verify)],
        "proof": receipt.proof.text(),
    }
    return pdf.typeset(LAYOUT, said)
