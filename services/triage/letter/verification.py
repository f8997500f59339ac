"""By what a letter or notice can be verified: the beginning of its id, and a keyed hash that proves it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage.models import LetterIssued
from shared import crypto

HALF = 12
"""Figures of each part: 48 bits of the id, which find the letter, and 48 of the hash, which prove it."""
GROUP = 4


def code_of(letter: UUID) -> str:
    """In groups that can be read aloud."""
    code = f"{letter.hex[:HALF]}{_proof(letter)}".upper()
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def find(session: Session, typed: str) -> LetterIssued | None:
    """The letter that bears this code, however it was typed."""
    code = "".join(each for each in typed.lower() if each.isalnum())
    if len(code) != 2 * HALF or not set(code) <= set("0123456789abcdef"):
        return None
    first, last = (UUID(hex=code[:HALF] + fill * (32 - HALF)) for fill in "0f")
    near = session.scalars(select(LetterIssued).where(LetterIssued.id.between(first, last)))
    return next((each for each in near if _proof(each.id) == code[HALF:]), None)


def _proof(letter: UUID) -> str:
    return crypto.keyring().blind_index("triage:letter", letter.hex)[:HALF]
