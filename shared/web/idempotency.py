"""`Idempotency-Key`: the same key and body give the same answer, another body is refused (contract §2)."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Request, Response, jsonify
from sqlalchemy.exc import IntegrityError

from shared import kept_answers
from shared.i18n import N_, gettext
from shared.kept_answers import KEPT_DAYS, Answer, Lost, OtherBody
from shared.rows import adding
from shared.web import works
from shared.web.context import this_request
from shared.web.problems import Problem, problem
from shared.work import Actor, Work

HEADER = "Idempotency-Key"
WRONG = N_("An Idempotency-Key has 1 to 255 printable ASCII characters.")
REUSED = N_("This Idempotency-Key was used before with other content. Nothing was changed. Use a new key.")
LOST = N_("This was done before, but its answer is not kept any more. Look how it stands.")
_KEY = re.compile(r"[\x20-\x7e]{1,255}")
PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "Any text of the client's choice that is hard to guess. Sent again with the same body it"
    f" gives the same answer and changes nothing; with another body it is refused. Kept {KEPT_DAYS} days.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x20-\x7e]+$"},
    "example": "8e03978e-40d5-43e8-bc93-6894a57f9324",
}


def answer_once(
    actor: Actor,
    do: Callable[[Work], Answer],
    *,
    scope: str | None = None,
    again: Callable[[Work, Answer], Answer] = lambda work, kept: kept,
    body: Any = None,
    adds: bool = False,
) -> Answer:
    """Do it in one transaction with keeping its answer; or give the answer kept before.

    A refusal is not kept: what was refused may be sent again. `scope` is who sends, where that is not the
    actor. `again` is handed a kept answer before it is given once more: it gives it back, or as it stands
    now, or refuses. `body` is what was sent, where that is not JSON. `adds`: done blindly (`work.blind`) it
    only adds rows, of which one is there already when it was done before; so it is first tried that way,
    which is cheap, and only what fails is looked into.

    Two requests at once (the same key, ticket or work order): the slower one waits for the other, fails on
    its row, starts again and finds what the other did.
    """
    asked = this_request()
    key = _sent_key(asked)
    word, body = f"{asked.method} {asked.path} {scope or actor}\n{key}", body or _body(asked)

    def blindly() -> Answer:
        with works().adding(actor) as work:
            answer = do(work)
            if key is not None:
                work.later(
                    adding(kept_answers.kept_answer), **kept_answers.row(word, body, answer, work.today)
                )
        return answer

    def attempt() -> Answer:
        with works().begin(actor) as work:
            if key is None:
                return do(work)
            if (kept := _recalled(work, word, body)) is not None:
                return again(work, kept)
            answer = do(work)
            work.later(adding(kept_answers.kept_answer), **kept_answers.row(word, body, answer, work.today))
            return answer

    if adds:
        with suppress(IntegrityError, ValueError):  # there already, or refused: the look below says which
            return blindly()
    try:
        return attempt()
    except IntegrityError:
        return attempt()


def sent(answer: Answer) -> Response:
    """An answer that is JSON already, as it goes out."""
    content, status, headers = answer
    response = jsonify(content)
    response.status_code = status
    response.headers.update(headers)
    return response


def _recalled(work: Work, word: str, body: Any) -> Answer | None:
    try:
        return kept_answers.recall(work.session, word, body)
    except OtherBody:
        raise _refused("idempotency_key_reused", REUSED) from None
    except Lost:
        raise problem(409, "answer_not_kept", gettext(LOST)) from None


def _body(asked: Request) -> Any:
    return asked.get_json() if asked.content_length else None


def _sent_key(asked: Request) -> str | None:
    key = asked.headers.get(HEADER)
    if key is not None and not _KEY.fullmatch(key):
        raise _refused("wrong_format", WRONG)
    return key


def _refused(code: str, message: str) -> Problem:
    error = {"pointer": f"/{HEADER}", "message": gettext(message), "code": code}
    return problem(422, code if code != "wrong_format" else "invalid", errors=[error])
