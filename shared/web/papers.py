"""Official papers as files to be downloaded."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import structlog
from flask import Response

from shared.i18n import N_, gettext
from shared.papers import Paper, Sheet, pdf, word
from shared.web.problems import Problem, problem

log = structlog.get_logger("papers")
NO_FONT = N_("This computer has no font for Chinese letters. Take the Word file, and tell your operator.")


class Form(NamedTuple):
    """How a paper becomes a file."""

    type: str
    render: Callable[[Paper | Sheet], bytes]


FORMS = {
    "pdf": Form("application/pdf", pdf.render),
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.render),
}


def as_file(paper: Paper | Sheet, name: str, form: str) -> Response:
    """The paper under that file name; 503 for a PDF where no Chinese font is installed."""
    return download(lambda: FORMS[form].render(paper), f"{name}.{form}", FORMS[form].type)


def download(made: Callable[[], bytes], name: str, content_type: str) -> Response:
    """What is made, under that file name; 503 where a Chinese font is missing for it."""
    with with_font():
        answer = Response(made(), content_type=content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def file_answer(file: bytes, name: str, form: str) -> Response:
    """A rendered paper under that file name."""
    return download(lambda: file, f"{name}.{form}", FORMS[form].type)


@contextmanager
def with_font() -> Iterator[None]:
    """What is set within answers 503 where no Chinese font is installed."""
    try:
        yield
    except pdf.NoChineseFont as missing:
        raise no_font(missing) from missing


def no_font(missing: pdf.NoChineseFont) -> Problem:
    """503: the operator has something to install."""
    log.error("no_chinese_font", reason=str(missing))
    return problem(503, "no_font", gettext(NO_FONT))
