"""The JSON door: cases of the caller's own body, and what one posts to them."""

from services.investigation.api import (
    archive,
    cases,
    copies,
    documents,
    evidence,
    extensions,
    offices,
    oversight,
    own,
    pauses,
    recusals,
    reports,
    search,
    unit,
    work,
)
from services.investigation.api.blueprint import blueprint

__all__ = [
    "archive",
    "blueprint",
    "cases",
    "copies",
    "documents",
    "evidence",
    "extensions",
    "offices",
    "oversight",
    "own",
    "pauses",
    "recusals",
    "reports",
    "search",
    "unit",
    "work",
]
