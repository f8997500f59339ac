"""What investigation does by itself once an hour."""

from services.investigation.handlers.retention import tell_terms
from services.investigation.oversight import escalate

CHORES = (escalate, tell_terms)
