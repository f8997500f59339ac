"""What is sent to the JSON doors, as examples in their document; a test sends them."""

from typing import Any

COMPLAINT: dict[str, Any] = {
    "identity": "real_name",
    "complainant": {"kind": "enterprise", "name": "陈某", "phone": "13800000000"},
    "statement": "10月12日上午，两名执法人员到厂里检查时没有出示证件，当场收取现金两千元，没有开票据。",
    "occurred_on": "2026-10-12",
    "occurred_in": "330106",
    "respondents": [{"kind": "officer", "division": "330106", "name": "王某", "role": "执法人员"}],
    "claims": {"natures": ["unlawful"], "categories": ["C4.1"]},
    "circumstances": {"hazard": False, "review": "none", "litigation": "none"},
}
CALLED: dict[str, Any] = COMPLAINT | {
    "channel": "12345",
    "call": {"number": "13800000000", "started_at": "2026-10-12T10:02:00+08:00", "read_back": True},
    "external_order": {"system": "12345", "number": "HZ20261012000123"},
}
ORDER: dict[str, Any] = COMPLAINT | {
    "channel": "12345",
    "identity": "confidential",
    "external_order": {"system": "12345", "number": "HZ20261012000456"},
    "dispatched_at": "2026-10-12T11:00:00+08:00",
    "reply_by": "2026-10-19",
}
