"""Passwords as argon2id hashes (RFC 9106, second recommended option), in PHC string form."""

import os
from functools import cache

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

LEAST = 10


def hash_password(password: str) -> str:
    return Argon2id(
        salt=os.urandom(16), length=32, iterations=3, lanes=4, memory_cost=64 * 1024
    ).derive_phc_encoded(password.encode("utf-8", "surrogatepass"))


@cache
def _nobody() -> str:
    return hash_password(os.urandom(16).hex())


def verify_password(password: str, known: str | None) -> bool:
    """Whether the password is right; takes as long when there is no such account."""
    try:
        Argon2id.verify_phc_encoded(password.encode("utf-8", "surrogatepass"), known or _nobody())
    except InvalidKey:
        return False
    return known is not None
