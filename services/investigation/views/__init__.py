"""The desk's pages: the queue, the case, and the forms on it."""

from services.investigation.views import (
    case,
    documents,
    oversight,
    own,
    queue,
    recusals,
    reports,
    submit,
    unit,
    unit_page,
    work,
)
from services.investigation.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "case",
    "documents",
    "oversight",
    "own",
    "queue",
    "recusals",
    "reports",
    "submit",
    "unit",
    "unit_page",
    "work",
]
