"""Plain text, in one encoding."""

from shared.files.cleaning.made import COPY, Cannot, Made
from shared.files.kinds import Kind
from shared.files.sniff.texts import decoded


def clean(kind: Kind, data: bytes) -> Made:
    text = decoded(data)
    if text is None:
        raise Cannot("no text")
    return Made({COPY: text.lstrip("\ufeff").encode()})
