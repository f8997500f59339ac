"""`Idempotency-Key`: the same key and body give the same answer, another body is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import g, request
from marshmallow import EXCLUDE, Schema, fields, validate
from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import IntegrityError

from services.intake import vault
from services.intake.models import KeptAnswer
from shared.i18n import N_, gettext
from shared.web import works
from shared.web.problems import problem
from shared.work import Actor, Work

KEPT_DAYS = 30
FORGETTING = "0"
"""One key in sixteen also forgets up to fifty old ones: more than come, at a sixteenth of the cost."""
REUSED = N_("This Idempotency-Key was used before with other content. Nothing was changed. Use a new key.")

Answer = tuple[dict[str, Any] | None, int]


class IdempotencyHeader(Schema):
    """The header, for the document and its check."""

    class Meta:
        unknown = EXCLUDE

    key = fields.String(
        data_key="Idempotency-Key",
        load_default=None,
        validate=[validate.Length(1, 255), validate.Regexp(r"[\x21-\x7e ]+\Z")],
        metadata={"description": "Any text of the client's choice that is hard to guess; kept for 30 days."},
    )


def answer_once(
    actor: Actor,
    body: Any,
    do: Callable[[Work], Answer],
    scope: str | None = None,
    key: str | None = None,
) -> Answer:
    """Do it in one transaction with keeping its answer; or give the answer kept before.

    The key is the request's header, or `key`, which a page carries in a hidden field.

    Two requests at once: the slower one finds the other's row when it commits, and starts again.
    """
    try:
        return _attempt(actor, body, do, scope, key)
    except IntegrityError:
        return _attempt(actor, body, do, scope, key)


def _attempt(
    actor: Actor, body: Any, do: Callable[[Work], Answer], scope: str | None, key: str | None
) -> Answer:
    key = key or request.headers.get("Idempotency-Key")
    with works().begin(actor, g.get("trace")) as work:
        if not key:
            return do(work)
        word = f"{request.method} {request.path} {scope or actor}\n{key}"
        key_hash = vault.word_hash("idempotency", word)
        known = work.session.connection().execute(_KNOWN, {"key": key_hash}).one_or_none()
        if known is not None:
            return _again(known, word, body)
        answer = do(work)
        _keep(work, word, key_hash, body, answer)
        return answer


_KNOWN = select(KeptAnswer.fingerprint, KeptAnswer.sealed).where(KeptAnswer.key_hash == bindparam("key"))


def _again(known: Any, word: str, body: Any) -> Answer:
    if known.fingerprint != vault.fingerprint(body):
        error = {"pointer": "/Idempotency-Key", "message": gettext(REUSED), "code": "idempotency_key_reused"}
        raise problem(422, "idempotency_key_reused", errors=[error])
    content, status = vault.open_with("idempotency", word, known.sealed)
    return content, status


def _keep(work: Work, word: str, key_hash: str, body: Any, answer: Answer) -> None:
    if key_hash.startswith(FORGETTING):
        _forget_old(work)
    work.keep(
        KeptAnswer,
        key_hash=key_hash,
        fingerprint=vault.fingerprint(body),
        sealed=vault.seal_with("idempotency", word, list(answer)),
        expires_on=work.today + timedelta(days=KEPT_DAYS),
    )


def _forget_old(work: Work) -> None:
    # A few at a time, passing over rows that another transaction is forgetting just now.
    old = select(KeptAnswer.key_hash).where(KeptAnswer.expires_on < work.today).limit(50)
    found = list(work.session.scalars(old.with_for_update(skip_locked=True)))
    if found:
        work.session.execute(delete(KeptAnswer).where(KeptAnswer.key_hash.in_(found)))
