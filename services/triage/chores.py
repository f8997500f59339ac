"""What triage does by itself once an hour."""

from services.triage.escalating import escalate
from services.triage.retention import tell_terms

CHORES = (escalate, tell_terms)
