"""A password's hash that costs little. To sign in takes a fifth of a second of the processor on purpose, and tests sign
in hundreds of times. A hash says how it was made, so one of these is looked at as any other; that passwords are kept by
the costly ones is seen in tests/triage/signin."""

import os
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MANY = 10
"""So many accounts have one hash: those of the demo."""
SHARED = f"SELECT password FROM staff_account GROUP BY password HAVING count(*) > {MANY}"


@cache
def light(password: str) -> str:
    made = Argon2id(salt=os.urandom(16), length=32, iterations=1, lanes=1, memory_cost=8)
    return made.derive_phc_encoded(password.encode())


def lighten(triage: Path | str, password: str) -> None:
    """Let the demo's accounts of a house, whose password this is, sign in at little cost. `triage`: its database, a
    file or the address of one on PostgreSQL."""
    if isinstance(triage, Path):
        with closing(sqlite3.connect(triage)) as file:
            file.execute(
                f"UPDATE staff_account SET password = ? WHERE password IN ({SHARED})", (light(password),)
            )
            file.commit()
        return
    with psycopg.connect(triage.replace("+psycopg", "")) as connection:
        connection.execute(
            f"UPDATE staff_account SET password = %s WHERE password IN ({SHARED})".encode(),
            (light(password),),
        )
