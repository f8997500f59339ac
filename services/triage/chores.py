"""What triage does by itself once an hour."""

from services.triage.escalating import escalate
from services.triage.late_words import read_what_waits
from services.triage.registers.effects import certify_anew
from services.triage.retention import tell_terms

CHORES = (read_what_waits, escalate, tell_terms, certify_anew)
