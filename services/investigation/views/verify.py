"""Whether a document that somebody holds was issued, and whether its file is as it was issued."""

import hmac
import re
from typing import Any
from unicodedata import normalize

from flask import Response, make_response, render_template, request
from sqlalchemy import select
from werkzeug.exceptions import RequestEntityTooLarge

from services.investigation.document_ends import ends_of
from services.investigation.models import Document
from services.investigation.views.blueprint import blueprint
from services.investigation.written import kept
from shared.divisions import division_of
from shared.i18n import N_, gettext
from shared.papers.pdf import NoChineseFont, NotSet
from shared.web import works

CODE = re.compile("[0-9A-F]{4,20}")
LARGEST = 4_000_000
"""More than any document has; nothing of it is kept."""
NO_FILE = N_("Choose the PDF file.")
TOO_LARGE = N_("The file is larger than any document issued here.")


@blueprint.get("/verify")
def verify() -> str:
    """Issuer, kind, number and day of the document with this code, and what became of it since; nothing of
    its content. After its term
    the content is erased: that it was issued can still be verified, its file not."""
    return _shown(_code(request.args.get("code", "")))


@blueprint.post("/verify")
def compare() -> Response:
    """Whether the file that is sent along is the PDF as it was issued, byte for byte."""
    request.max_content_length = LARGEST
    try:
        code, file = _code(request.form.get("code", "")), request.files.get("file")
        sent = file.read() if file else b""
    except RequestEntityTooLarge:
        return make_response(_shown("", errors={"file": gettext(TOO_LARGE)}), 413)
    if not sent:
        return make_response(_shown(code, errors={"file": gettext(NO_FILE)}), 422)
    return make_response(_shown(code, sent))


def _code(typed: str) -> str:
    """As it was issued, however it was typed or copied: in groups, in small or full-width letters."""
    plain = normalize("NFKC", typed[:400]).upper()
    return "".join(each for each in plain if each.isalnum())[:40]


def _shown(code: str, sent: bytes = b"", **said: Any) -> str:
    found, same = None, None
    if CODE.fullmatch(code):
        with works().reading() as session:
            row = session.scalar(select(Document).where(Document.verification == code))
            if row is not None:
                found = {
                    "issuer": f"DEP-{division_of(row.body)}",
                    "kind": row.kind,
                    "number": row.number,
                    "at": row.at,
                    "kept": bool(row.content),
                    "ends": ends_of(session, [row.id])[row.id],
                }
                same = _same(row, sent) if sent and row.content else None
    blank: dict[str, Any] = {"errors": {}}
    return render_template("investigation/verify.html", code=code, found=found, same=same, **blank | said)


def _same(document: Document, sent: bytes) -> bool:
    """One that was never given out may be set anew here: the same document gives the same bytes."""
    try:
        issued = document.pdf or kept(document).file("pdf")
        return hmac.compare_digest(issued, sent)
    except (NoChineseFont, NotSet):
        return False
