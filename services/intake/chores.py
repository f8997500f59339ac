"""What intake does by itself once an hour."""

from services.intake.custodians import hand_on
from services.intake.retention.erasing import erase_due

CHORES = (hand_on, erase_due)
