"""One form for what is typed in many: so the same person is found again, whatever the channel."""

import re
import unicodedata

COUNTRY = "86"
MOBILE_DIGITS = 11
_EXTENSION = re.compile(r"转|分机|#|ext|;", re.IGNORECASE)


def phone(typed: str) -> str:
    """The digits as one dials them within the country, without the country code, the trunk zero and an
    extension; empty where there are none."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    number = _EXTENSION.split(plain, maxsplit=1)[0]
    digits = "".join(filter(str.isdecimal, number))
    if not digits.isascii():
        digits = "".join(str(unicodedata.decimal(one)) for one in digits)
    abroad = plain.startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00")
    if digits.startswith(COUNTRY) and (abroad or len(digits) > MOBILE_DIGITS):
        digits = digits.removeprefix(COUNTRY)
    return digits.removeprefix("0")


def email(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip().lower()


def words(typed: str) -> str:
    """Letters and figures alone, in one width and case."""
    plain = unicodedata.normalize("NFKC", typed).casefold()
    return "".join(character for character in plain if character.isalnum())
