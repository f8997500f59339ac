"""What `jiandu doctor` finds in what this service keeps."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from services.investigation import wording
from services.investigation.domain.documents import DocumentKind
from services.investigation.handlers.templates import all_faults, faults
from services.investigation.models import DocumentTemplate
from services.investigation.words.terms import DOCUMENTS
from shared.clock import china_day
from shared.contracts.terms import Service
from shared.doctor.finding import Finding, fine, warning
from shared.i18n import N_, gettext
from shared.papers.pdf import NoChineseFont
from shared.work import Works

PASSED_OVER = N_(
    "The template of %(body)s for %(kind)s (version %(version)d) does not pass what is asked of templates "
    "today; its documents are written in the layout of the house. %(reasons)s"
)
ADVICE = N_("Have the body's head or administrator take one that passes into use: /investigation/templates")
ALL_PASS = N_("%(count)d templates of bodies' own are in use, and pass.")


def templates(works: Works) -> Iterator[Finding]:
    """Whether the templates that bodies have in use still pass."""
    today = china_day(works.clock())
    with works.reading() as session:
        used = list(session.scalars(select(DocumentTemplate).where(DocumentTemplate.in_use)))
    found = [(each, _reasons(each, today)) for each in used]
    for each, reasons in found:
        if reasons:
            said = {
                "body": each.body,
                "kind": gettext(DOCUMENTS[each.kind]),
                "version": each.version,
                "reasons": " ".join(reasons),
            }
            yield warning(Service.INVESTIGATION, gettext(PASSED_OVER, **said), gettext(ADVICE))
    passing = sum(not reasons for _, reasons in found)
    if passing:
        yield fine(Service.INVESTIGATION, gettext(ALL_PASS, count=passing))


def _reasons(row: DocumentTemplate, today: date) -> list[str]:
    kind = DocumentKind(row.kind)
    try:
        found = all_faults(kind, row.data, today)
    except NoChineseFont:  # said by `fonts`
        found = faults(kind, row.data, today)
    return [wording.fault(each, {}) for each in found]


CHECKS = (templates,)
