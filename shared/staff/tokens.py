"""Short-lived staff tokens (JWT, EdDSA): triage signs, every service verifies."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from shared import crypto
from shared.contracts.terms import Role

LIFETIME = timedelta(minutes=15)
AUDIENCE = "jiandu"


@dataclass(frozen=True)
class StaffToken:
    """A signed-in account as a service sees it. `home` is DEP-<division> or SUP-<division>."""

    staff_id: UUID
    username: str
    display_name: str
    home: str
    roles: frozenset[Role]
    session_id: UUID
    issued_at: datetime
    expires_at: datetime

    @property
    def division(self) -> str:
        return self.home.split("-", 1)[1]

    @property
    def body(self) -> str | None:
        """The supervision body the account belongs to, if it belongs to one."""
        return self.home if self.home.startswith("SUP-") else None

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


class BadToken(ValueError):
    """The token is not ours, not valid any more, or broken."""


def signing_key() -> Ed25519PrivateKey:
    """Triage's key; it follows from triage's master key."""
    return Ed25519PrivateKey.from_private_bytes(crypto.keyring().derive("staff:signing"))


def verifying_key(file: Path | None) -> Ed25519PublicKey:
    """The public half: from a file where services hold different master keys, else derived."""
    if file is None:
        return signing_key().public_key()
    key = load_pem_public_key(file.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise TypeError(f"{file} does not hold an Ed25519 public key")
    return key


def issue(token: StaffToken, key: Ed25519PrivateKey) -> str:
    claims = {
        "aud": AUDIENCE,
        "sub": str(token.staff_id),
        "usr": token.username,
        "name": token.display_name,
        "home": token.home,
        "roles": sorted(token.roles),
        "sid": str(token.session_id),
        "iat": token.issued_at.timestamp(),
        "exp": token.expires_at.timestamp(),
    }
    return jwt.encode(claims, key, algorithm="EdDSA")


def read(text: str, key: Ed25519PublicKey, now: datetime) -> StaffToken:
    """The token that `text` says. Raises BadToken."""
    options = {"verify_exp": False, "verify_iat": False, "require": ["sub", "sid", "iat", "exp"]}
    try:
        claims = jwt.decode(text, key, algorithms=["EdDSA"], audience=AUDIENCE, options=options)  # type: ignore[arg-type]
        token = StaffToken(
            UUID(claims["sub"]),
            claims["usr"],
            claims["name"],
            claims["home"],
            frozenset(Role(role) for role in claims["roles"]),
            UUID(claims["sid"]),
            datetime.fromtimestamp(claims["iat"], UTC),
            datetime.fromtimestamp(claims["exp"], UTC),
        )
    except (jwt.PyJWTError, KeyError, ValueError, TypeError) as error:
        raise BadToken("not a token of this house") from error
    if now >= token.expires_at:
        raise BadToken("expired")
    return token
