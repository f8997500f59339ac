"""What investigation does by itself once an hour."""

from services.investigation.oversight import escalate

CHORES = (escalate,)
