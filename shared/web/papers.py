"""Official papers as files to be downloaded."""

from collections.abc import Callable
from typing import NamedTuple

import structlog
from flask import Response

from shared.i18n import N_, gettext
from shared.papers import Paper, pdf, word
from shared.web.problems import problem

log = structlog.get_logger("papers")
NO_FONT = N_("This computer has no font for Chinese letters. Take the Word file, and tell your operator.")


class Form(NamedTuple):
    """How a paper becomes a file."""

    type: str
    render: Callable[[Paper], bytes]


FORMS = {
    "pdf": Form("application/pdf", pdf.render),
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.render),
}


def as_file(paper: Paper, name: str, form: str) -> Response:
    """The paper under that file name; 503 for a PDF where no Chinese font is installed."""
    try:
        file = FORMS[form].render(paper)
    except pdf.NoChineseFont as missing:
        log.error("no_chinese_font", reason=str(missing))
        raise problem(503, "no_font", gettext(NO_FONT)) from missing
    answer = Response(file, content_type=FORMS[form].type)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    return answer
