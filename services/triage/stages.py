"""How far a complaint is at triage: the words under which it is kept and asked for."""

AWAITING = "awaiting_decision"
ASKED = "information_requested"
ACCEPTED = "accepted"
ENDED = "decided"
OPEN_STATES = (AWAITING, ASKED)
