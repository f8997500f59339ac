"""What is kept sealed can be read in any range, and neither changed, swapped, cut nor moved unseen."""

import errno
import os
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.files import sealed
from shared.files.sealed import PIECE, Part, Reader, Tampered, Writer, new_key
from shared.files.store import LocalStore, Missing, StoreAway, StoreFull

FILE = UUID("01a1a4f1-8e20-7b02-9c11-5e7731c0310d")
KEY = new_key()
DATA = bytes(range(256)) * 4100
"""Two pieces and a bit."""


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "attachments")


@pytest.fixture
def kept(store: LocalStore) -> Part:
    part = Part(store, FILE, KEY, "original")
    part.keep(DATA)
    return part


def pieces(store: LocalStore) -> list[Path]:
    return sorted(path for path in store.folder.rglob("original.*"))


def test_what_was_kept_comes_back(kept: Part) -> None:
    assert Reader(kept, len(DATA)).whole() == DATA


class _Shelf:
    """A store in memory."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def put(self, name: str, data: bytes) -> None:
        self.held[name] = data

    def get(self, name: str) -> bytes:
        return self.held[name]

    def delete(self, file: str) -> None:
        self.held.clear()

    def check(self) -> None:
        """It always has room."""


SHELF = _Shelf()
Part(SHELF, FILE, KEY, "original").keep(DATA)


@settings(max_examples=40)
@given(st.integers(0, len(DATA)), st.integers(0, len(DATA)))
def test_every_range_is_right(start: int, length: int) -> None:
    reader = Reader(Part(SHELF, FILE, KEY, "original"), len(DATA))

    assert reader.at(start, length) == DATA[start : start + length]


@settings(max_examples=20)
@given(st.lists(st.binary(max_size=3 * PIECE // 8), max_size=6))
def test_however_it_comes_it_is_the_same(parts: list[bytes]) -> None:
    part = Part(_Shelf(), FILE, KEY, "original")
    writer = Writer(part)
    for data in parts:
        writer.write(data)
    digest = writer.finish()

    reader = Reader(part, writer.size)
    assert reader.whole() == b"".join(parts)
    assert reader.sha256() == digest


def test_nothing_of_it_lies_in_the_clear(kept: Part, store: LocalStore) -> None:
    assert all(DATA[:32] not in path.read_bytes() for path in pieces(store))
    assert len(pieces(store)) == sealed.count(len(DATA)) == 3


@pytest.mark.parametrize(
    "harm", ["changed", "swapped", "cut", "other key", "other file", "other part", "shorter", "old"]
)
def test_whatever_is_done_to_it_is_noticed(kept: Part, store: LocalStore, harm: str) -> None:
    one, two, three = pieces(store)
    part, size = kept, len(DATA)
    match harm:
        case "changed":
            one.write_bytes(one.read_bytes()[:-1] + bytes([one.read_bytes()[-1] ^ 1]))
        case "swapped":
            first = one.read_bytes()
            one.write_bytes(two.read_bytes())
            two.write_bytes(first)
        case "cut":
            three.unlink()
            size = 2 * PIECE
        case "other key":
            part = Part(store, FILE, new_key(), "original")
        case "other file":
            other = uuid4()
            place = store.folder / str(other)[-2:] / str(other)
            place.parent.mkdir(parents=True, exist_ok=True)
            one.parent.rename(place)
            part = Part(store, other, KEY, "original")
        case "other part":
            for path in pieces(store):
                path.rename(path.with_name(path.name.replace("original", "copy")))
            part = Part(store, FILE, KEY, "copy")
        case "shorter":
            size -= 1
        case "old":
            one.write_bytes(b"\x02" + one.read_bytes()[1:])

    with pytest.raises(Tampered):
        Reader(part, size).whole()


def test_a_missing_piece_is_missing(kept: Part, store: LocalStore) -> None:
    pieces(store)[1].unlink()
    with pytest.raises(Missing):
        Reader(kept, len(DATA)).whole()


def test_a_piece_sent_again_replaces_the_first(kept: Part) -> None:
    kept.put(0, bytes(PIECE), last=False)

    assert Reader(kept, len(DATA)).at(0, 4) == bytes(4)


def test_all_of_a_file_is_deleted_and_again(kept: Part, store: LocalStore) -> None:
    Part(store, FILE, KEY, "copy").keep(b"x")
    store.delete(str(FILE))
    store.delete(str(FILE))

    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_only_their_owner_may_read_pieces(kept: Part, store: LocalStore) -> None:
    (first, *_) = pieces(store)

    assert first.stat().st_mode & 0o077 == 0
    assert first.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, StoreFull), (errno.EDQUOT, StoreFull), (errno.EIO, StoreAway)]
)
def test_a_disk_that_fails_is_told_apart_from_one_that_is_full(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[OSError]
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(number, "disk")))

    with pytest.raises(kind):
        store.put("a/b", b"x")
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_disk_with_little_room_takes_no_more(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.check()
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(total=1 << 40, free=1 << 30))

    with pytest.raises(StoreFull):
        store.check()
