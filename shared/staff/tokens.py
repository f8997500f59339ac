"""Short-lived staff tokens (JWT, EdDSA): triage signs, every service verifies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from shared import crypto
from shared.contracts.signing import signed
from shared.contracts.terms import Role
from shared.settings import SettingsError

LIFETIME = timedelta(minutes=15)
AUDIENCE = "jiandu"
_SIGNING = "staff:signing"
_BEGIN = b"-----BEGIN"


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
    away_until: date | None = None
    """The last day of an absence that is entered for them and runs today; no token says so itself."""
    stands_in_for: str | None = None
    """The head whose deputy they are today; the name. `roles` has the head's then."""

    @property
    def division(self) -> str:
        return self.home.split("-", 1)[1]

    @property
    def body(self) -> str | None:
        """The supervision body the account belongs to, if it belongs to one."""
        return self.home if self.home.startswith("SUP-") else None

    @property
    def signed(self) -> str:
        """The name under what they decide as a head."""
        return signed(self.display_name, self.stands_in_for)

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    def acts_as(self, *roles: Role) -> bool:
        """The same of what they decide: who is entered as absent leaves what is the head's to the deputy."""
        return not (self.roles - {Role.HEAD} if self.away_until else self.roles).isdisjoint(roles)


class BadToken(ValueError):
    """The token is not ours, not valid any more, or broken."""


def signing_key() -> Ed25519PrivateKey:
    """Triage's key; it follows from triage's current master key."""
    return Ed25519PrivateKey.from_private_bytes(crypto.keyring().derive(_SIGNING))


def verifying_keys(file: Path | None) -> list[Ed25519PublicKey]:
    """The public halves of every generation, so that a rotation signs nobody out: from a file of one or more
    PEM blocks where services hold different master keys, else derived."""
    if file is None:
        secrets = crypto.keyring().generations(_SIGNING)
        return [Ed25519PrivateKey.from_private_bytes(secret).public_key() for secret in secrets]
    blocks = [_BEGIN + block for block in file.read_bytes().split(_BEGIN)[1:]]
    keys = [load_pem_public_key(block) for block in blocks]
    found = [key for key in keys if isinstance(key, Ed25519PublicKey)]
    if not found or len(found) < len(keys):
        raise SettingsError(f"{file} must hold Ed25519 public keys in PEM blocks, and nothing else")
    return found


class Verifier:
    """The keys to verify with: read once from a file, or following the master keys as they change."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._known = (crypto.keyring(), verifying_keys(file))

    def keys(self) -> list[Ed25519PublicKey]:
        ring = crypto.keyring()
        if ring is not self._known[0]:
            self._known = (ring, verifying_keys(self._file))
        return self._known[1]


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


def read(text: str, keys: Sequence[Ed25519PublicKey], now: datetime) -> StaffToken:
    """The token that `text` says, signed with one of `keys`. Raises BadToken."""
    claims = _claims(text, keys)
    try:
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
    except (KeyError, ValueError, TypeError, OverflowError) as error:
        raise BadToken("not a token of this house") from error
    if now >= token.expires_at:
        raise BadToken("expired")
    return token


def _claims(text: str, keys: Sequence[Ed25519PublicKey]) -> dict[str, Any]:
    options = {"verify_exp": False, "verify_iat": False, "require": ["sub", "sid", "iat", "exp"]}
    wrong: Exception | None = None
    for key in keys:
        try:
            return jwt.decode(text, key, algorithms=["EdDSA"], audience=AUDIENCE, options=options)  # type: ignore[arg-type]
        except jwt.InvalidSignatureError as error:
            wrong = error  # perhaps another generation's
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise BadToken("not a token of this house") from error
    raise BadToken("signed by nobody of this house") from wrong
