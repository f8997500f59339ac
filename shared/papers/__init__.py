"""Official papers: what stands on them, as PDF and as a Word document."""

from shared.papers.paper import Paper, number

__all__ = ["Paper", "number"]
