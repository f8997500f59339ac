"""Gather, decide, keep: what the service does when it hears of a complaint, and when staff act.

Handlers never commit. HANDLERS is all that the service listens to.
"""

from services.investigation.handlers.complaints import HANDLERS

__all__ = ["HANDLERS"]
