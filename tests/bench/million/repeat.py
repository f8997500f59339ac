"""Repeat the originals inside the databases: by INSERT … SELECT, which needs not even COPY's way to the server.

Every table that belongs to a complaint or a case is found in the catalogue, so a new one is repeated too.
Identifiers are renamed alike in all three services; what is sealed is the same in every copy and opens as ever.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from psycopg import Connection, sql

from shared.contracts.terms import Service
from tests.bench.life import Life
from tests.bench.million import spread
from tests.load.servers import connect

HISTORY = 2
"""Rows of each kind that a copy has, but one in fifty and the busy county's, which have all: these are looked at."""
FUNCTIONS = """
CREATE FUNCTION bench_id(k bigint, old uuid) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT overlay(md5(k::text || old::text) PLACING lpad(to_hex(1700000000000 + k), 12, '0') || '7' FROM 1 FOR 13)::uuid $$;
CREATE FUNCTION bench_number(k bigint, old text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT overlay(overlay(left(upper(md5(k::text || old)), 14) PLACING '-' FROM 5 FOR 1) PLACING '-' FROM 10 FOR 1) $$;
CREATE FUNCTION bench_word(k bigint, old text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT md5(k::text || old) $$;
CREATE FUNCTION bench_word(k bigint, old uuid) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT md5(k::text || old::text)::uuid $$;
"""
COPIES = """
CREATE UNLOGGED TABLE bench_copy AS
SELECT k, kind.complaint, kind.case_id, kind.number, slot.division, slot.division = '{home}' AS home,
  k % 50 = 0 OR slot.division = '{home}' AS whole, (k * 7919 % kind.oldest)::int AS age
FROM generate_series(1::bigint, {count}) AS k
JOIN bench_slot AS slot ON slot.n = k * 104729 % {slots}
JOIN bench_kind AS kind ON kind.n = (k / 3 + k) % 100
ORDER BY k
"""
LINKS = """
SELECT table_name, CASE WHEN bool_or(column_name = 'complaint_id') THEN 'complaint_id'
  WHEN bool_or(column_name = 'case_id') THEN 'case_id' ELSE 'id' END
FROM information_schema.columns WHERE table_schema = 'public'
GROUP BY table_name HAVING bool_or(column_name IN ('complaint_id', 'case_id')) OR table_name = 'complaint'
"""
COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position
"""
BY_NAME = {
    "tracking_number": "bench_number(c.k, o.{0})",
    "body": "replace(o.{0}, '330106', c.division)",
    "desk": "replace(o.{0}, '330106', c.division)",
    "party": "CASE WHEN c.home OR length(o.{0}) < 32 THEN replace(o.{0}, '330106', c.division)"
    " ELSE md5(c.division || o.{0}) END",
    "subject": "CASE WHEN o.{0} LIKE 'case:%' THEN 'case:' || bench_id(c.k, substr(o.{0}, 6)::uuid)"
    " ELSE bench_number(c.k, o.{0}) END",
    "seq": "o.{0} + c.k * 100",
} | dict.fromkeys(
    ("staff_id", "lead", "by"),
    "CASE WHEN c.home AND c.k % 8 = 0 THEN o.{0} ELSE bench_word(c.k, o.{0}) END",
)
BY_TYPE = {
    "uuid": "bench_id(c.k, o.{0})",
    "timestamp with time zone": "o.{0} - make_interval(days => c.age)",
    "date": "o.{0} - c.age",
}


def fill(
    databases: Mapping[Service, str],
    originals: Mapping[str, Life],
    count: int,
    share: float = spread.HOME_SHARE,
) -> None:
    """`count` copies in each service, all services at once; that share of them for the busy body."""
    with ThreadPoolExecutor(len(databases)) as pool:
        for done in [pool.submit(_service, url, originals, count, share) for url in databases.values()]:
            done.result()


def _service(url: str, originals: Mapping[str, Life], count: int, share: float) -> None:
    with connect(url) as connection:
        # Foreign keys hold among the originals, so they hold among the copies: no look-up for each row.
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute(FUNCTIONS)
        _plan(connection, originals, count, share)
        for table, link in connection.execute(LINKS).fetchall():
            if not table.startswith("bench_"):
                _repeat(connection, table, link)
        _audit(connection)
        connection.execute("VACUUM ANALYZE")


def _plan(connection: Connection, originals: Mapping[str, Life], count: int, share: float) -> None:
    """Which copy is of which original, and whose, and how old."""
    slots, order = spread.slots(share), list(originals)
    connection.execute("CREATE TABLE bench_slot (n int PRIMARY KEY, division text)")
    connection.execute(
        "CREATE TABLE bench_kind (n int PRIMARY KEY, number text, complaint uuid, case_id uuid, oldest int)"
    )
    kinds = [(n, order[place]) for n, place in enumerate(spread.kinds(order))]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO bench_slot VALUES (%s, %s)", list(enumerate(slots)))
        cursor.executemany(
            "INSERT INTO bench_kind VALUES (%s, %s, %s, %s, %s)",
            [(n, *originals[state].known_by, spread.OLDEST_DAYS[state]) for n, state in kinds],
        )
    connection.execute("ANALYZE bench_slot, bench_kind")
    connection.execute(COPIES.format(count=count, slots=len(slots), home=spread.HOME))
    connection.execute("ANALYZE bench_copy")


def _repeat(connection: Connection, table: str, link: str) -> None:
    key = "c.case_id" if link == "case_id" else "c.complaint"
    _copy(connection, table, f"{key} = o.{link}", link)


def _audit(connection: Connection) -> None:
    """One row in each copy's trail, and heads that go on after the last one.

    The copies' rows are in no chain: `jiandu audit verify` would say so, and nobody asks it here.
    """
    of_case = "o.subject = 'case:' || c.case_id"
    _copy(connection, "audit", f"(o.subject = c.number OR {of_case})", "subject", 1)
    connection.execute(
        "UPDATE audit_head SET seq = last.seq FROM"
        " (SELECT lane, max(seq) AS seq FROM audit GROUP BY lane) AS last WHERE last.lane = audit_head.lane"
    )


def _copy(connection: Connection, table: str, condition: str, link: str, history: int = HISTORY) -> None:
    columns = connection.execute(COLUMNS, [table]).fetchall()
    values = sql.SQL(", ").join(sql.SQL(_value(name, kind)) for name, kind in columns)
    names = sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns)
    connection.execute(
        sql.SQL(
            "INSERT INTO {table} ({names}) SELECT {values} FROM bench_copy AS c JOIN"
            " (SELECT *, row_number() OVER (PARTITION BY {link}) AS place FROM {table}) AS o"
            " ON {condition} AND (o.place <= {history} OR c.whole) ON CONFLICT DO NOTHING"
        ).format(
            table=sql.Identifier(table), names=names, values=values, link=sql.Identifier(link),
            condition=sql.SQL(condition), history=sql.Literal(history),
        )
    )  # fmt: skip


def _value(name: str, kind: str) -> str:
    made: str = BY_NAME.get(name) or BY_TYPE.get(kind) or "o.{0}"
    return made.format(f'"{name}"')


def look_up(url: str, condition: str, limit: int) -> Sequence[tuple[str, str]]:
    """Number and id of some copies that have their whole history."""
    query = (
        "SELECT bench_number(k, number), bench_id(k, complaint) FROM bench_copy"
        f" WHERE whole AND {condition} ORDER BY md5(k::text) LIMIT {limit}"
    )
    with connect(url) as connection:
        return [(number, str(key)) for number, key in connection.execute(query)]
