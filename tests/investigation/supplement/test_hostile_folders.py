"""A folder of copies that somebody made to do harm costs neither memory nor time, and is told from a good one."""

import io
import json
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from services.investigation.archive.copies import Box
from services.investigation.handlers import copying
from services.investigation.handlers.steps import Rejected
from tests.investigation.packed_copies import bring, codes, listed, packed, withheld, zipped
from tests.investigation.supplement.test_copies import filed

__all__ = ["filed"]

BOMB = 64 << 20


class Lying:
    """What came, as the store has it."""

    def __init__(self, data: bytes) -> None:
        self.data, self.size = data, len(data)

    def at(self, offset: int, length: int) -> bytes:
        return self.data[offset : offset + length]

    def forget(self) -> None:
        """Nothing is held."""


class Came:
    """A folder that came and is looked through; nobody scans it."""

    def __init__(self, data: bytes) -> None:
        self.data, self.scanned = data, ""

    def reader(self) -> Any:
        return Lying(self.data)

    def scan(self, inside: Any) -> str:
        return "off"


def _again(data: bytes, change: Callable[[zipfile.ZipFile, dict[str, bytes]], None]) -> bytes:
    """The folder made anew, by another hand."""
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        inside = {name: folder.read(name) for name in folder.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as folder:
        change(folder, inside)
    return made.getvalue()


def _goes_on(folder: zipfile.ZipFile, inside: dict[str, bytes]) -> None:
    """The list says how long it is; what it is packed as goes on."""
    for name, data in inside.items():
        longer = data + bytes(BOMB) if name == "copies/list.json" else data
        folder.writestr(name, longer, zipfile.ZIP_DEFLATED)
        folder.getinfo(name).file_size, folder.getinfo(name).CRC = len(data), zlib.crc32(data)


def _packed_tight(folder: zipfile.ZipFile, inside: dict[str, bytes]) -> None:
    """Some kilobytes that unpack to as much as that at once."""
    for name, data in inside.items():
        bomb = name == "copies/001.jpg"
        folder.writestr(name, bytes(BOMB) if bomb else data, zipfile.ZIP_BZIP2 if bomb else None)


def _talkative(folder: zipfile.ZipFile, inside: dict[str, bytes]) -> None:
    """Each name with a comment as long as may be."""
    for number in range(BOMB >> 16):
        info = zipfile.ZipInfo(f"copies/{number:05}.jpg")
        info.comment = bytes(0xFFFF)
        folder.writestr(info, b"")


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.parametrize("bomb", [_goes_on, _packed_tight, _talkative], ids=lambda each: each.__name__[1:])
@pytest.mark.usefixtures("traced")
def test_what_is_packed_to_burst_does_not(bomb: Any) -> None:
    came = Came(_again(packed(listed(1), withheld(2)), bomb))
    tracemalloc.clear_traces()
    tracemalloc.reset_peak()
    with suppress(Rejected):
        copying.look_through(came)  # type: ignore[arg-type]

    assert tracemalloc.get_traced_memory()[1] < BOMB // 4


def test_a_folder_of_thousands_is_looked_through_in_a_moment() -> None:
    files = [listed(number % 99_999, file=f"copies/{number:05}.jpg", sha256="") for number in range(3000)]
    inside = {each["file"]: b"x" for each in files}
    inside |= {"copies/list.json": json.dumps({"complaint": "", "files": files}).encode()}
    came = Came(zipped(inside | {"copies/SHA256SUMS": b"", "copies/README.txt": b""}))

    start = time.process_time()
    assert len(copying.look_through(came).files) == 3000  # type: ignore[arg-type]
    assert time.process_time() - start < 5


def _lzma(folder: zipfile.ZipFile, inside: dict[str, bytes]) -> None:
    for name, data in inside.items():
        folder.writestr(name, data, zipfile.ZIP_LZMA)


def _bzip2(folder: zipfile.ZipFile, inside: dict[str, bytes]) -> None:
    for name, data in inside.items():
        folder.writestr(name, data, zipfile.ZIP_BZIP2)


def _locked(folder: zipfile.ZipFile, inside: dict[str, bytes]) -> None:
    for name, data in inside.items():
        folder.writestr(name, data)
        folder.getinfo(name).flag_bits |= 1


def _broken_lzma(folder: zipfile.ZipFile, inside: dict[str, bytes]) -> None:
    for name, data in inside.items():
        folder.writestr(name, b"\x09\x04\x05\x00" + b"\xff" * 5 + data)
        folder.getinfo(name).compress_type = zipfile.ZIP_LZMA


def _sharing(folder: zipfile.ZipFile, inside: dict[str, bytes]) -> None:
    for name, data in inside.items():
        folder.writestr(name, data)
        folder.getinfo(name).compress_size += 10_000_000


@pytest.mark.parametrize(
    "change", [_lzma, _bzip2, _locked, _broken_lzma, _sharing], ids=lambda each: each.__name__[1:]
)
def test_what_is_not_packed_as_it_is_fetched_is_refused(change: Any, filed: str, seat: Any) -> None:
    data = _again(packed(listed(1), withheld(2)), change)
    assert codes(bring(seat("anna"), filed, data)) == ["copies_no_folder"]


def test_what_came_before_and_after_the_folder_does_no_harm(filed: str, seat: Any) -> None:
    data = b"before" + packed(listed(1), withheld(2))
    assert bring(seat("anna"), filed, data).status_code == 201


@pytest.mark.parametrize("name", ["copies/٠٠١.jpg", "copies/001.jpg/", "/copies/001.jpg", "copies\\001.jpg"])
def test_names_are_plain_ones(name: str, filed: str, seat: Any) -> None:
    assert codes(bring(seat("anna"), filed, packed(listed(1, file=name), withheld(2)))) == [
        "copies_no_folder"
    ]


def test_one_copy_is_not_that_of_two_files(filed: str, seat: Any) -> None:
    data = packed(listed(1), listed(2, file="copies/001.jpg"))
    assert codes(bring(seat("anna"), filed, data)) == ["copies_no_folder"]


def test_what_is_wrong_is_told_of_some_and_not_at_any_length(filed: str, seat: Any) -> None:
    def add(inside: dict[str, bytes]) -> None:
        inside |= {f"copies/{number}{'x' * 1000}": b"" for number in range(500)}

    answer = bring(seat("anna"), filed, packed(listed(1), withheld(2), change=add))
    assert set(codes(answer)) == {"copies_changed"}
    assert len(answer.data) < 20_000


def test_a_file_that_was_refused_where_it_came_in_keeps_no_folder_away(filed: str, seat: Any) -> None:
    """The case never heard of it: of such a file none is told before it was found clean."""
    infected = withheld(3) | {"left_out": "refused", "note": "未保存"}
    assert bring(seat("anna"), filed, packed(listed(1), withheld(2), infected)).status_code == 201


def test_a_file_that_waits_is_the_only_thing_said(filed: str, seat: Any) -> None:
    waits = withheld(3) | {"left_out": "waits"}
    assert codes(bring(seat("anna"), filed, packed(listed(1), withheld(2), waits))) == ["copies_waiting"]


def test_a_folder_that_is_too_large_reads_how_large_it_may_be(
    filed: str, seat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying.Coming, "most", lambda _: 100)
    refused = bring(seat("anna"), filed, packed(listed(1), withheld(2)))
    assert refused.status_code == 413
    assert "1000 MB" in refused.get_json()["title"] + refused.get_json()["detail"]


def test_what_is_inside_is_read_from_any_place() -> None:
    long = bytes(range(256)) * (12 << 10)
    inside = dict.fromkeys(("copies/001.mp4", "copies/002.mp4"), long)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as folder:
        for (name, data), how in zip(inside.items(), (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED), strict=True):
            folder.writestr(name, data, how)
    for each in Box(Lying(made.getvalue())).entries(2 * len(long)):  # type: ignore[arg-type]
        for start, stop in ((0, len(long)), (2_500_001, 2_600_007), (5, 5), (len(long), len(long) + 5)):
            assert b"".join(each.between(start, stop)) == long[start:stop]
