"""Official papers as files to be downloaded."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import structlog
from flask import Response

from shared.i18n import N_, gettext
from shared.papers import Paper, Sheet, pdf, word
from shared.web.problems import problem

log = structlog.get_logger("papers")
NO_FONT = N_("This computer has no font for Chinese letters. Take the Word file, and tell your operator.")
NOT_SET = N_("This paper cannot be laid out as a PDF. Take the Word file, and tell your operator.")


class Form(NamedTuple):
    """How a paper becomes a file."""

    type: str
    render: Callable[[Paper | Sheet], bytes]


FORMS = {
    "pdf": Form("application/pdf", pdf.render),
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.render),
}


def as_file(paper: Paper | Sheet, name: str, form: str) -> Response:
    """The paper under that file name; 503 for a PDF that cannot be set here."""
    return download(lambda: FORMS[form].render(paper), f"{name}.{form}", FORMS[form].type)


def download(made: Callable[[], bytes], name: str, content_type: str) -> Response:
    """What is made, under that file name; 503 where it cannot be set here."""
    with set_or_told():
        answer = Response(made(), content_type=content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def file_answer(file: bytes, name: str, form: str) -> Response:
    """A rendered paper under that file name."""
    return download(lambda: file, f"{name}.{form}", FORMS[form].type)


@contextmanager
def set_or_told() -> Iterator[None]:
    """What is set within answers 503 where no Chinese font is installed, or where it cannot be laid out."""
    try:
        yield
    except pdf.NoChineseFont as missing:
        log.error("no_chinese_font", reason=str(missing))
        raise problem(503, "no_font", gettext(NO_FONT)) from missing
    except pdf.NotSet as error:
        # Why is not written down: it may quote what stands on the paper.
        log.error("paper_not_set")
        raise problem(503, "not_set", gettext(NOT_SET)) from error
