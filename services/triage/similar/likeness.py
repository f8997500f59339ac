"""The index of texts: kept with the complaint, asked for its likes, emptied when the complaint goes.

The numbers rest on the lasting key, so that whoever reads the database can neither read a text out of them
nor try whether one stands there; and every key belongs to one desk, so that a search finds no other's.
"""

import struct
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Subquery, Uuid, bindparam, delete, func, select, union_all
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.orm import Session

from services.triage.domain.similar.signature import BANDS, Hash, bands
from services.triage.domain.similar.texts import pairs, plain
from services.triage.models import Complaint
from services.triage.similar.models import Likeness, LikenessKey
from shared import crypto
from shared.rows import table_of
from shared.work import Work

NEWEST = 300
"""Of a key that more complaints share than this, the newest are looked at: it tells little."""
KNOWN_PAIRS = 1 << 17

_KEYS = table_of(LikenessKey)
_ADDING = (
    postgresql_insert(_KEYS)
    .from_select(
        ["key", "complaint_id"],
        select(
            func.unnest(bindparam("likeness_keys", type_=ARRAY(BigInteger))),
            bindparam("likeness_complaint", type_=Uuid),
        ),
    )
    .on_conflict_do_nothing()
)


def keys_of(desk: str, statement: str) -> list[int]:
    """Under which keys a statement stands on a desk; none where there is nothing to read."""
    secret = crypto.keyring().lasting("triage:likeness")
    found = bands(pairs(plain(statement)), _numbers(secret))
    return [_key(secret, desk, number, band) for number, band in enumerate(found)]


def keep(work: Work, complaint: Complaint) -> None:
    """Put the complaint into the index of the desk where it now is."""
    held = work.session.get(Likeness, complaint.id) if complaint.revision > 1 else None
    if held is not None and held.desk == complaint.desk:
        return
    forget(work.session, [] if held is None else [held])
    if complaint.revision > 1:
        _take_back(work, complaint.id)
    if complaint.desk is None or not (keys := keys_of(complaint.desk, complaint.statement)):
        return
    work.keep_once(Likeness, complaint_id=complaint.id, desk=complaint.desk, keys=packed(keys))
    if work.session.get_bind().dialect.name == "postgresql":
        work.later(_ADDING, likeness_keys=keys, likeness_complaint=complaint.id)
        return
    for key in keys:
        work.keep_once(LikenessKey, key=key, complaint_id=complaint.id)


def _take_back(work: Work, complaint: UUID) -> None:
    """An earlier judgment of this very work may have asked for rows of another desk."""
    work.keep_no_more(Likeness, complaint_id=complaint)
    work.keep_no_more(LikenessKey, complaint_id=complaint)
    work.take_back(_ADDING, likeness_complaint=complaint)


def forget(session: Session, held: Iterable[Likeness]) -> None:
    """Take complaints out of the index; whoever deletes a complaint does this first."""
    for one in held:
        mine = LikenessKey.complaint_id == one.complaint_id
        session.execute(delete(LikenessKey).where(mine, LikenessKey.key.in_(unpacked(one.keys))))
        session.execute(delete(Likeness).where(Likeness.complaint_id == one.complaint_id))
        session.expunge(one)


@cache
def alike() -> Subquery:
    """Complaints that share keys with those `asked` for, and in how many bands they do."""
    each = [
        select(LikenessKey.complaint_id)
        .where(LikenessKey.key == bindparam(f"key_{number}", type_=BigInteger))
        .order_by(LikenessKey.complaint_id.desc())
        .limit(NEWEST)
        .subquery(f"band_{number}")
        for number in range(BANDS)
    ]
    found = union_all(*(select(one.c.complaint_id) for one in each)).subquery("found")
    count = func.count().label("bands")
    return select(found.c.complaint_id, count).group_by(found.c.complaint_id).subquery("alike")


def asked(keys: Sequence[int]) -> dict[str, int]:
    """The values that a statement with `alike` is run with."""
    return {f"key_{number}": key for number, key in enumerate(keys)}


def packed(keys: Sequence[int]) -> bytes:
    return struct.pack(f">{len(keys)}q", *keys)


def unpacked(kept: bytes) -> list[int]:
    return list(struct.unpack(f">{len(kept) // 8}q", kept))


def held_keys(session: Session, complaint: UUID) -> list[int]:
    """The keys of a complaint; none when it is not in the index."""
    kept = session.scalar(select(Likeness.keys).where(Likeness.complaint_id == complaint))
    return unpacked(kept) if kept else []


@cache
def _numbers(secret: bytes) -> Hash:
    """The number of a pair of characters; there are few pairs in use, so each is hashed once."""

    @lru_cache(KNOWN_PAIRS)
    def number(pair: str) -> int:
        return int.from_bytes(blake2b(pair.encode(), key=secret, digest_size=8, person=b"pair").digest())

    return number


def _key(secret: bytes, desk: str, number: int, band: tuple[int, ...]) -> int:
    told = f"{desk}\n{number}\n".encode() + struct.pack(f">{len(band)}Q", *band)
    digest = blake2b(told, key=secret, digest_size=8, person=b"band").digest()
    return int.from_bytes(digest, signed=True)
