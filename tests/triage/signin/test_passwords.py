"""How passwords are kept; the other tests have their accounts sign in by hashes that cost less (tests/hashes.py)."""

from services.triage.passwords import hash_password, verify_password
from tests.hashes import light


def test_a_password_is_kept_by_argon2id_at_the_recommended_cost() -> None:
    kept = hash_password("correct horse")

    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert verify_password("correct horse", kept)
    assert not verify_password("correct horse ", kept)


def test_a_hash_says_how_it_was_made() -> None:
    assert verify_password("correct horse", light("correct horse"))
    assert not verify_password("battery", light("correct horse"))
    assert not verify_password("correct horse", None)
