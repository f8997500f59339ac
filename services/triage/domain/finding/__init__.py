"""What a statement tells by its words: proposals with the words that led to them. Never a decision.

`find` reads; `gaps` says where a proposal may stand in for what the complainant left out.
"""

from services.triage.domain.finding.find import find
from services.triage.domain.finding.proposals import Found, Mark, Proposal

__all__ = ["Found", "Mark", "Proposal", "find"]
