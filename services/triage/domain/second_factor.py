"""The code of an authenticator app beside the password (RFC 6238: SHA-1, six figures, 30 seconds)."""

import unicodedata
from datetime import datetime
from hmac import compare_digest

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

FIGURES, STEP_SECONDS = 6, 30
AROUND = 1
"""Steps by which the clocks of app and house may differ, each way."""


def address(key: bytes, username: str, house: str) -> str:
    """What an app reads from the QR code (`otpauth://totp/…`)."""
    return _totp(key).get_provisioning_uri(username, house)


def accepted(key: bytes, typed: str, now: datetime, used: int | None) -> int | None:
    """The step whose code was typed; None for a wrong one, and for one up to `used`: no code opens twice."""
    code = "".join(unicodedata.normalize("NFKC", typed).split()).encode("utf-8", "surrogatepass")
    here = int(now.timestamp()) // STEP_SECONDS
    for step in range(here - AROUND, here + AROUND + 1):
        if (used is None or step > used) and compare_digest(_totp(key).generate(step * STEP_SECONDS), code):
            return step
    return None


def _totp(key: bytes) -> TOTP:
    return TOTP(key, FIGURES, SHA1(), STEP_SECONDS)  # noqa: S303 # what every app knows; HMAC does not rest on collisions
