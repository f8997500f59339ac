"""What triage does by itself once an hour."""

from services.triage.escalating import escalate

CHORES = (escalate,)
