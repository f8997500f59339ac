"""What a case is called outside."""

import re
from uuid import UUID

from shared import crypto

SHAPE = re.compile(r"[0-9a-f]{8}")
"""A whole sign, as it is compared in a search."""


def sign_of(case_id: UUID) -> str:
    """Neither the complainant's number nor anything that leads to it: it stands on every paper."""
    return crypto.keyring().blind_index("investigation:case-sign", str(case_id))[:8].upper()
