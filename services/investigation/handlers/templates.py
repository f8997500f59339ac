"""A body's own templates: looked at, tried out, taken into use, or left for the layout of the house."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from sqlalchemy import func, select, update

from services.investigation.document_text import TITLES
from services.investigation.domain.case import Caller, Fault
from services.investigation.domain.documents import SPECS, DocumentKind
from services.investigation.handlers.steps import Rejected
from services.investigation.models import DocumentTemplate
from services.investigation.replies import official
from services.investigation.written import by_template, wrong
from shared.divisions import division_of
from shared.papers import Paper, number, pdf, template
from shared.papers.template import Flaw
from shared.work import Work

FLAWS: Mapping[str, str] = {
    "too_large": "template_too_large",
    "not_word": "template_not_word",
    "macros": "template_macros",
    "links_out": "template_links_out",
    "entities": "template_not_word",
    "drawing": "template_drawing",
    "embedded": "template_embedded",
    "changes": "template_changes",
    "fields": "template_fields",
    "braces": "template_braces",
    "nested": "template_nested",
    "notes": "template_notes",
    "symbols": "template_symbols",
    "numbers": "template_numbers",
    "hidden": "template_hidden",
    "struck": "template_struck",
    "pale": "template_pale",
    "tiny": "template_tiny",
    "part": "template_part",
    "unknown_name": "template_unknown_name",
    "missing_name": "template_missing_name",
}


def body_of(caller: Caller) -> str:
    """Whose templates the caller sees to: those of the body of their division."""
    return f"SUP-{division_of(caller.home)}"


def take_into_use(work: Work, caller: Caller, kind: DocumentKind, data: bytes) -> DocumentTemplate:
    """A new version, used from now on; what was issued stays as it is. Raises Rejected, NoChineseFont."""
    found = all_faults(kind, data, work.today)
    if found:
        raise Rejected(found)
    body = body_of(caller)
    mine = (DocumentTemplate.body == body, DocumentTemplate.kind == kind.value)
    last = work.session.scalar(select(func.max(DocumentTemplate.version)).where(*mine)) or 0
    _leave(work, body, kind)
    made = DocumentTemplate(
        id=work.new_id(),
        body=body,
        kind=kind.value,
        version=last + 1,
        in_use=True,
        at=work.now,
        by_name=caller.name,
        sha256=sha256(data).hexdigest(),
        data=data,
    )
    work.session.add(made)
    told = {"kind": kind.value, "version": made.version, "sha256": made.sha256}
    work.record("template.taken_into_use", f"body:{body}", told)
    return made


def leave(work: Work, caller: Caller, kind: DocumentKind) -> None:
    """Back to the layout of the house."""
    _leave(work, body_of(caller), kind)
    work.record("template.left", f"body:{body_of(caller)}", {"kind": kind.value})


def _leave(work: Work, body: str, kind: DocumentKind) -> None:
    mine = (DocumentTemplate.body == body, DocumentTemplate.kind == kind.value)
    work.session.execute(update(DocumentTemplate).where(*mine).values(in_use=False))


def faults(kind: DocumentKind, data: bytes, today: date) -> list[Fault]:
    """Why no document is written by it: what it does not pass, or that it cannot be filled in."""
    found = dict.fromkeys(wrong(kind, data))
    if found:
        return [_fault(each) for each in found]
    try:
        by_template(data, sample(kind, today), 0)
    except template.UNREADABLE:
        return [Fault("/file", "template_not_set")]
    return []


def all_faults(kind: DocumentKind, data: bytes, today: date) -> list[Fault]:
    """As `faults`, and that no PDF can be made by it. Raises NoChineseFont."""
    found = faults(kind, data, today)
    if found:
        return found
    try:
        by_template(data, sample(kind, today), 0).file("pdf")
    except pdf.NotSet:
        return [Fault("/file", "template_not_set")]
    return []


def _fault(flaw: Flaw) -> Fault:
    return Fault("/file", FLAWS[flaw.code], None, {"what": flaw.what.replace("+", "、")})


def sample(kind: DocumentKind, today: date) -> Paper:
    """A document of this kind about nothing, to look at a template with."""
    from_sections = (
        tuple((heading, ("示例内容。" * 8,)) for heading in ("", "一、", "二、", "三、", "四、"))
        if SPECS[kind].form == "order"
        else (("", ("示例内容。" * 8, "示例内容。" * 3)),)
    )
    return Paper(
        issuer="示例应急管理局",
        number=number(f"示例{SPECS[kind].sign}", today.year, 0),
        title=official(TITLES[kind]),
        addressee="示例单位",
        sections=from_sections,
        signature="示例应急管理局",
        day=today,
        form=SPECS[kind].form,
        copies="" if SPECS[kind].sealed else "抄送：示例单位",
        foot="核验码：示例",
    )
