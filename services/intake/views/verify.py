"""The one door for whoever holds a paper of the house: is it genuine? Proofs of receipt, and documents."""

import hashlib
import re
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from services.intake import proofs, wording
from services.intake.domain.proof import LONGEST_PROOF
from services.intake.views.protection import stale
from shared.i18n import N_, gettext
from shared.web import works

blueprint = Blueprint("verify", __name__, url_prefix="/verify")
LARGEST = 480_000
"""A proof and the longest submission; small enough that nothing of it is ever written to a disk."""
DOCUMENT = re.compile(r"[0-9A-Fa-f\s-]{4,40}")
"""The verification code at the end of a document, which the service that issued it answers for."""
LETTER = 24
"""So long is the code of what triage issues: notices of acceptance and letters of referral."""
NOTHING = N_("Paste the proof or type the code, or choose the proof's file.")
TOO_LARGE = N_("These files are too large: a proof and what was submitted are short texts.")


@blueprint.get("")
def ask() -> str:
    return _shown()


@blueprint.post("")
def check() -> Response:
    """Nothing of what is sent is kept."""
    request.max_content_length = request.max_form_memory_size = LARGEST
    try:
        typed, submission = _given()
    except RequestEntityTooLarge:
        return _page({"proof": gettext(TOO_LARGE)}, "", 413)
    if errors := stale():
        return _page(errors, typed, 400)
    if not typed.strip():
        return _page({"proof": gettext(NOTHING)}, typed, 422)
    if DOCUMENT.fullmatch(typed.strip()):
        code = "".join(character for character in typed if character.isalnum())
        answers = "triage" if len(code) == LETTER else "investigation"
        return make_response(redirect(f"/{answers}/verify?code={code}", 303))
    sha256 = hashlib.sha256(submission).hexdigest() if submission else None
    with works().reading() as session:
        verdict = proofs.check(session, typed, sha256)
    told = wording.verdict(verdict.fault)
    if verdict.fault == proofs.NO_PROOF:
        return _page({"proof": told}, typed, 422)
    return make_response(_shown(typed=typed, verdict=verdict, told=told), 422 if verdict.fault else 200)


@blueprint.get("/keys/<string:key>.pem")
def public_key(key: str) -> Response:
    """A public key, for checking a proof offline."""
    with works().reading() as session:
        found = next((each for each in proofs.keys(session) if each.id == key), None)
    if found is None:
        abort(404)
    return Response(found.pem, content_type="application/x-pem-file")


def _given() -> tuple[str, bytes]:
    """The proof, from its field or its file, and the file of what was submitted."""
    files = {
        name: request.files[name].read() for name in ("proof_file", "submission") if name in request.files
    }
    typed = request.form.get("proof", "") or files.get("proof_file", b"").decode(errors="replace")
    return typed[:LONGEST_PROOF], files.get("submission", b"")


def _page(errors: dict[str, str], typed: str, status: int) -> Response:
    return make_response(_shown(errors=errors, typed=typed), status)


def _shown(**said: Any) -> str:
    with works().reading() as session:
        keys = proofs.keys(session)
    blank: dict[str, Any] = {"errors": {}, "typed": "", "verdict": None}
    return render_template("intake/verify.html", keys=keys, **blank | said)
