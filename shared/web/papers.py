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
    return download(lambda: FORMS[form].render(paper), f"{name}.{form}", FORMS[form].type)


def download(made: Callable[[], bytes], name: str, content_type: str) -> Response:
    """What is made, under that file name; 503 where a Chinese font is missing for it."""
    try:
        file = made()
    except pdf.NoChineseFont as missing:
        log.error("no_chinese_font", reason=str(missing))
        raise problem(503, "no_font", gettext(NO_FONT)) from missing
    answer = Response(file, content_type=content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
