"""Official papers: what stands on them, as PDF and as a Word document."""

from shared.papers.paper import Paper, number, written
from shared.papers.sheet import Sheet

__all__ = ["Paper", "Sheet", "number", "written"]
