"""Proofs of receipt: made when somebody asks for one, signed with a key whose public half everybody can have.

The signing key follows from the current master key. Before a proof leaves, its public key stands in the
table, and stays there when master keys are rotated and retired: old proofs can be verified for ever. The
table is sealed, so that nobody who can write to the database slips a key of his own in.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake import vault
from services.intake.domain import proof as rules
from services.intake.domain.proof import NotAProof, Proof, SentFile, Statement
from services.intake.models import Attachment, Complaint, ProofKey
from shared import crypto
from shared.work import SYSTEM, Works

_SIGNING = "intake:proof"
ALGORITHM = "Ed25519"


@dataclass(frozen=True)
class PublishedKey:
    """A public key with which proofs of this house are verified; `since` None: it has signed nothing yet."""

    id: str
    public: bytes
    since: datetime | None

    def verifies(self, proof: Proof) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(
                proof.signature, proof.said.text().encode()
            )
        except InvalidSignature:
            return False
        return True

    @property
    def pem(self) -> str:
        key = Ed25519PublicKey.from_public_bytes(self.public)
        return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@dataclass(frozen=True)
class Handed:
    """A proof, and the text whose hash it carries."""

    proof: Proof
    submission: str


@dataclass(frozen=True)
class Verdict:
    """`fault` None: this house signed it. `matches`: whether a text that came with it has that hash."""

    fault: str | None
    said: Statement | None = None
    matches: bool | None = None


NO_PROOF, UNKNOWN_KEY, CHANGED = "no_proof", "unknown_key", "changed"


def make(works: Works, complaint_id: UUID) -> Handed:
    """The proof of a complaint: the same one whenever it is asked for, until the master key is rotated."""
    signing = Ed25519PrivateKey.from_private_bytes(crypto.keyring().derive(_SIGNING))
    key = _publish(works, _raw(signing))
    with works.reading() as session:
        complaint = session.get_one(Complaint, complaint_id)
        text = submission_of(session, complaint)
        said = Statement(
            complaint.tracking_number, rules.moment(complaint.received_at), rules.digest(text), key
        )
    return Handed(Proof(said, signing.sign(said.text().encode())), text)


def submission_of(session: Session, complaint: Complaint) -> str:
    """The text of what was submitted; nothing in it ever changes."""
    came_with_it = (
        select(Attachment.sha256, Attachment.size)
        .where(
            Attachment.complaint_id == complaint.id,
            Attachment.added_at < (complaint.entered_at or complaint.received_at),
            Attachment.sha256.is_not(None),
        )
        .order_by(Attachment.number)
    )
    return rules.submission(
        tracking_number=complaint.tracking_number,
        received_at=complaint.received_at,
        channel=complaint.channel,
        identity=complaint.identity,
        salt=vault.word_hash("proof_salt", str(complaint.id)),
        facts=complaint.facts,
        files=[SentFile(sha256 or "", size) for sha256, size in session.execute(came_with_it)],
        statement=complaint.statement,
    )


def keys(session: Session) -> list[PublishedKey]:
    """Every key that ever signed here, and those that would sign now: the newest first."""
    known = [
        PublishedKey(row.id, bytes.fromhex(row.public), row.since)
        for row in session.scalars(select(ProofKey).order_by(ProofKey.since.desc(), ProofKey.id))
    ]
    ids = {key.id for key in known}
    own = [
        _raw(Ed25519PrivateKey.from_private_bytes(secret))
        for secret in crypto.keyring().generations(_SIGNING)
    ]
    return [PublishedKey(name, raw, None) for raw in own if (name := rules.key_id(raw)) not in ids] + known


def check(session: Session, text: str, sha256: str | None = None) -> Verdict:
    """Whether this house signed that proof, and whether it is about the text of that hash."""
    try:
        proof = rules.read(text)
    except NotAProof:
        return Verdict(NO_PROOF)
    key = next((key for key in keys(session) if key.id == proof.said.key_id), None)
    if key is None:
        return Verdict(UNKNOWN_KEY)
    if not key.verifies(proof):
        return Verdict(CHANGED)
    matches = None if sha256 is None else sha256 == proof.said.sha256
    return Verdict(None, proof.said, matches)


def _publish(works: Works, raw: bytes) -> str:
    """Put the public key into the table, if it is not there yet, before anything signed with it leaves."""
    name = rules.key_id(raw)
    with works.reading() as session:
        known = session.get(ProofKey, name)
    if known is None:
        with works.begin(SYSTEM) as work:
            work.keep_once(ProofKey, id=name, public=raw.hex(), since=work.now)
            work.record("proof.key_published", f"proof-key:{name}")
    return name


def _raw(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
