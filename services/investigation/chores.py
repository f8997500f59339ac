"""What investigation does by itself once an hour."""

from services.investigation.leases import end_leases
from services.investigation.oversight import escalate

CHORES = (end_leases, escalate)
