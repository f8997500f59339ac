"""The JSON door: cases of the caller's own body, and what one posts to them."""

from services.investigation.api import (
    cases,
    documents,
    extensions,
    oversight,
    own,
    recusals,
    reports,
    unit,
    work,
)
from services.investigation.api.blueprint import blueprint

__all__ = [
    "blueprint",
    "cases",
    "documents",
    "extensions",
    "oversight",
    "own",
    "recusals",
    "reports",
    "unit",
    "work",
]
