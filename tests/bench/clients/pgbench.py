"""pgbench doing the inserts of one accepted complaint, as they stand in the database, in one transaction."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from psycopg import Connection, sql

from deploy.servers.postgres import FOLDERS
from deploy.servers.private import find_program
from tests.bench.stage import libpq
from tests.load.servers import connect

TABLES = ("complaint", "identity", "audit", "kept_answer", "outbox")
_KEY = "lpad(to_hex(:key::bigint), 32, '0')::uuid"
_WORD = "md5(:key::bigint::text)"
KEYS = {
    ("complaint", "id"): _KEY,
    ("complaint", "tracking_number"): f"left({_WORD}, 14)",
    ("identity", "complaint_id"): _KEY,
    ("audit", "lane"): "0",
    ("audit", "seq"): ":key::bigint",
    ("kept_answer", "key_hash"): _WORD,
    ("outbox", "id"): "DEFAULT",
    ("outbox", "message_id"): _KEY,
}
"""What must differ from row to row; all else is as the last complaint has it."""


def prepare(source: str, file: Path, tables: Sequence[str] = TABLES) -> Path:
    """Write the script after rows of a database in which a complaint was received."""
    with connect(source) as connection:
        inserts = [_insert(connection, table) for table in tables]
    lines = [r"\set key random(1, 9223372036854775806)", "BEGIN;", *inserts, "END;"]
    file.write_text("\n".join(lines) + "\n")
    return file


def run(url: str, file: Path, clients: int, seconds: int) -> float:
    """Transactions a second."""
    program = find_program("pgbench", FOLDERS, "postgresql")
    command = [program, "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds)]
    done = subprocess.run(
        [*command, "-f", str(file)], env=libpq(url), capture_output=True, text=True, check=False
    )
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    if found is None:
        raise ValueError(done.stderr[-2000:])
    return float(found[1])


def _insert(connection: Connection, table: str) -> str:
    names = _columns(connection, table)
    quoted = sql.SQL(", ").join(sql.SQL("quote_nullable({})").format(sql.Identifier(name)) for name in names)
    query = sql.SQL("SELECT {} FROM {} LIMIT 1").format(quoted, sql.Identifier(table))
    row = connection.execute(query).fetchone()
    if row is None:
        raise LookupError(f"no complaint was received: {table} is empty")
    values = [KEYS.get((table, name)) or _literal(value) for name, value in zip(names, row, strict=True)]
    listed = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({listed}) VALUES ({', '.join(values)});"


def _literal(quoted: str) -> str:
    """As PostgreSQL quotes it, but without colons: pgbench would take what follows for a variable."""
    if ":" not in quoted:
        return quoted
    return ("" if quoted.startswith("E") else "E") + quoted.replace(":", r"\x3a")


def _columns(connection: Connection, table: str) -> Sequence[str]:
    query = (
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND table_name = %s ORDER BY ordinal_position"
    )
    return [name for (name,) in connection.execute(query, [table])]
