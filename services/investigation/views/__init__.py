"""The desk's pages: the queue, the case, and the forms on it."""

from services.investigation.views import (
    archive,
    case,
    documents,
    forms,
    oversight,
    queue,
    recusals,
    reports,
    search,
    submit,
    templates,
    work,
)
from services.investigation.views.blueprint import blueprint

__all__ = [
    "archive",
    "blueprint",
    "case",
    "documents",
    "forms",
    "oversight",
    "queue",
    "recusals",
    "reports",
    "search",
    "submit",
    "templates",
    "work",
]
