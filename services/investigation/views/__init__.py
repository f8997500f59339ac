"""The desk's pages: the queue, the case, and the forms on it."""

from services.investigation.views import (
    absences,
    agenda,
    case,
    documents,
    oversight,
    own,
    queue,
    recusals,
    reports,
    saved,
    share,
    submit,
    unit,
    unit_page,
    work,
)
from services.investigation.views.blueprint import blueprint

__all__ = [
    "absences",
    "agenda",
    "blueprint",
    "case",
    "documents",
    "oversight",
    "own",
    "queue",
    "recusals",
    "reports",
    "saved",
    "share",
    "submit",
    "unit",
    "unit_page",
    "work",
]
