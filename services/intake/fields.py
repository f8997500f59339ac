"""Fields that only intake reads: places, telephone numbers, tracking numbers, moments."""

import re
import unicodedata
from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields

from services.intake.domain import receipt
from services.intake.domain.receipt import Malformed
from shared.divisions.typed import is_division
from shared.i18n import N_
from shared.web.validation import Said, Text

_PHONE = re.compile(r"[+(]?\d[\d ()/-]{4,30}\d(\s*(转|ext\.?|x|#)\s*\d{1,6})?", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{1,180}\.[^\s@<>\".]{2,60}")


class DivisionCode(Text):
    """A division the system knows: six digits of GB/T 2260, XPCC, a special area or a retired code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=20, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        code = super()._deserialize(value, attr, data, **kwargs).removeprefix("DEP-")
        if not is_division(code):
            raise ValidationError(
                Said("unknown_division", N_("No place with this code is known here. Look it up by its name."))
            )
        return code


class Phone(Text):
    """A telephone number as people write it; an empty one is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=40, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = unicodedata.normalize("NFKC", super()._deserialize(value, attr, data, **kwargs))
        if text and not _PHONE.fullmatch(text):
            raise ValidationError(
                Said("wrong_format", N_("Write a telephone number, such as 13800000000 or 0571-88880000."))
            )
        return text


class Email(Text):
    """An e-mail address; an empty one is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=254, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = unicodedata.normalize("NFKC", super()._deserialize(value, attr, data, **kwargs))
        if text and not _EMAIL.fullmatch(text):
            raise ValidationError(
                Said("wrong_format", N_("Write an e-mail address, such as name@example.cn."))
            )
        return text


class TrackingNumber(Text):
    """A tracking number, however it was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=80, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        try:
            return receipt.read_number(super()._deserialize(value, attr, data, **kwargs))
        except Malformed as error:
            raise ValidationError(
                Said("wrong_format", N_("Check the tracking number: it looks like 7K3M-9QXT-AB2C."))
            ) from error


class Moment(fields.AwareDateTime):
    """A time with its offset, RFC 3339."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        try:
            if isinstance(value, str) and len(value) <= 40:
                found: datetime = super()._deserialize(value, attr, data, **kwargs)
                return found
        except ValidationError:
            pass  # said below in our own words
        raise ValidationError(
            Said("wrong_format", N_("Write the time with its offset, like 2026-10-01T09:30:00+08:00."))
        )
