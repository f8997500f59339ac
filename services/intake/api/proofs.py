"""Proofs of receipt: for the holder of the code; the keys to check one with, and a check, for everybody."""

from typing import Any

from flask import Response, jsonify

from services.intake import proofs, wording
from services.intake.api.pursuit import RECEIPT, opened
from services.intake.proofs import ALGORITHM, Verdict
from services.intake.schemas.receipts import (
    ProofKeysSchema,
    ProofSchema,
    VerdictSchema,
    VerificationSchema,
)
from shared.web import works
from shared.web.api import Blueprint

blueprint = Blueprint("proofs", __name__, url_prefix="/api/v1", description="Prove that it was received")
SIGNED_HERE = "signed_here"


@blueprint.get("/complaints/<string:tracking_number>/proof")
@blueprint.doc(**RECEIPT)
@blueprint.response(200, ProofSchema)
@blueprint.refuses(401, 404)
def proof(tracking_number: str) -> Response:
    """A signed proof of receipt, with the text whose hash it carries.

    Number, time and hash; neither code nor name. Whoever gets it can check it at /verify, or offline.
    """
    with works().reading() as session:
        found = opened(session, tracking_number)
    handed = proofs.make(works(), found)
    said, text = handed.proof.said, handed.proof.text()
    return jsonify(
        {
            "tracking_number": said.tracking_number,
            "received_at": said.received_at,
            "sha256": said.sha256,
            "key_id": said.key_id,
            "signature": text.rsplit(": ", 1)[1].strip(),
            "proof": text,
            "submission": handed.submission,
        }
    )


@blueprint.get("/proof-keys")
@blueprint.response(200, ProofKeysSchema)
def keys() -> Response:
    """Every public key that proofs of this house were ever signed with, and those that will be."""
    with works().reading() as session:
        found = proofs.keys(session)
    items = [
        {
            "id": key.id,
            "algorithm": ALGORITHM,
            "public_key": key.pem,
            "since": key.since.isoformat() if key.since else None,
        }
        for key in found
    ]
    return jsonify({"items": items})


@blueprint.post("/proofs/verification")
@blueprint.arguments(VerificationSchema)
@blueprint.response(200, VerdictSchema)
def verify(body: dict[str, Any]) -> Response:
    """Whether this house signed a proof, and whether it is about the text of that hash. Keeps nothing."""
    with works().reading() as session:
        return jsonify(as_json(proofs.check(session, body["proof"], body["sha256"])))


def as_json(verdict: Verdict) -> dict[str, Any]:
    said = verdict.said
    return {
        "valid": verdict.fault is None,
        "code": verdict.fault or SIGNED_HERE,
        "text": wording.verdict(verdict.fault),
        "tracking_number": said.tracking_number if said else None,
        "received_at": said.received_at if said else None,
        "sha256": said.sha256 if said else None,
        "matches": verdict.matches,
    }
