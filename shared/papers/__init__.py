"""Official papers: what stands on them, as PDF and as a Word document."""

from shared.papers.paper import Paper, number, written

__all__ = ["Paper", "number", "written"]
