"""The key file: made once, read exactly, rotated without losing what hashes rest on, and never quoted."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.keyfile import KeyFile, ensure_master_key, read_master_keys, write
from shared.settings import SettingsError

KEY, OLDER = bytes(range(32)), bytes(range(32, 64))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "master.key"


def said(path: Path, *lines: str) -> Path:
    path.parent.mkdir()
    path.write_text("\n".join(lines))
    return path


def test_the_first_start_makes_a_key_only_its_owner_reads(path: Path) -> None:
    made = ensure_master_key(path)

    assert ensure_master_key(path) == made == read_master_keys(path)
    assert path.stat().st_mode & 0o077 == 0
    assert os.listdir(path.parent) == [path.name]


def test_of_several_first_starts_at_once_all_hold_the_same_key(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(ensure_master_key, [path] * 8))

    assert set(made) == {read_master_keys(path)}
    assert os.listdir(path.parent) == [path.name]


def test_one_bare_key_is_enough(path: Path) -> None:
    found = read_master_keys(said(path, KEY.hex()))

    assert found == KeyFile((KEY,))
    assert found.keyring().blind_index("a", "b") == KeyFile((KEY,)).keyring().blind_index("a", "b")


def test_what_is_written_is_read_again(path: Path) -> None:
    keys = KeyFile((KEY, OLDER), os.urandom(32))
    write(path, keys)

    assert read_master_keys(path) == keys


def test_a_rotation_by_hand_keeps_the_index_key(path: Path) -> None:
    made = ensure_master_key(path)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([KEY.hex(), *lines]))

    assert read_master_keys(path) == KeyFile((KEY, *made.masters), made.index_key)


def test_taking_away_the_key_that_holds_the_index_key_is_refused(path: Path) -> None:
    ensure_master_key(path)
    index = path.read_text().splitlines()[-1]
    path.write_text(f"{KEY.hex()}\n{index}\n")

    with pytest.raises(SettingsError, match="bring that key back"):
        read_master_keys(path)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["# nothing"],
        ["zz" * 32],
        ["ab" * 31],
        [KEY.hex(), OLDER.hex()],
        [KEY.hex(), "index zz"],
        [KEY.hex(), "index"],
    ],
    ids=["empty", "remark", "no hex", "short", "two without index", "index no hex", "index empty"],
)
def test_a_file_that_cannot_be_right_is_refused_without_a_word_of_it(path: Path, lines: list[str]) -> None:
    with pytest.raises(SettingsError) as refused:
        read_master_keys(said(path, *lines))

    assert all(line not in str(refused.value) for line in lines if len(line) > 20)


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(SettingsError, match=r"master\.key cannot be read"):
        read_master_keys(path)
