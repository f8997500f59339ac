import pytest

from shared import crypto


@pytest.fixture(autouse=True)
def keys() -> None:
    crypto.configure([b"messaging tests: 32 bytes of key"])
