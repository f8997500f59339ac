"""Copies of the complainant's files are put with the archived file: checked, kept sealed, packed, erased."""

import io
import json
import re
import subprocess
import zipfile
from typing import Any
from uuid import UUID

import pytest

from services.intake.files.folder import Folder as IntakeFolder
from services.intake.files.folder import Listed
from services.investigation.models import Base, EvidenceFile
from shared import audit
from shared.contracts.terms import Role
from shared.files import clamd
from shared.files.sealed import PIECE, Part, Reader, new_key
from shared.files.store import LocalStore
from tests.investigation.builders import NOW
from tests.investigation.evidence.sending import EDGE, forgotten, form_of, rows
from tests.investigation.evidence.test_keeping import Scanned
from tests.investigation.packed_copies import (
    COPY,
    NUMBER,
    bring,
    came,
    codes,
    listed,
    packed,
    withheld,
    zipped,
)
from tests.investigation.supplements import supplement
from tests.investigation.test_joined_files import SECOND, joined
from tests.investigation.test_retention import COMPLAINT, erased
from tests.investigation.test_views import Browser
from tests.whole import everything


@pytest.fixture
def filed(case: str, seat: Any, hear: Any) -> str:
    """The case with two files of its complaint, which its supplement lists."""
    for number in (1, 2):
        hear(came(number))
    supplement(case, seat)
    return case


def folder_of(seat: Any, case: str) -> zipfile.ZipFile:
    answer = Browser(seat("anna"))._ask("GET", f"/investigation/cases/{case}/archive.zip")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_they_are_kept_and_go_into_the_folder_and_its_hash_list(
    filed: str, seat: Any, works: Any, tmp_path: Any, store: LocalStore
) -> None:
    anna = seat("anna")
    answer = bring(anna, filed, packed(listed(1), withheld(2)))
    assert answer.status_code == 201, answer.get_json()
    assert answer.get_json()["timeline"][-1]["kind"] == "copies"
    assert answer.get_json()["unfiled"] == 0, "that they came is no paper of its own"

    with folder_of(seat, filed) as folder:
        assert folder.testzip() is None
        folder.extractall(tmp_path)
    assert (tmp_path / "copies/001.jpg").read_bytes() == COPY
    for sums in ("SHA256SUMS", "copies/SHA256SUMS"):
        subprocess.run(["sha256sum", "-c", "--quiet", sums], cwd=tmp_path, check=True)
    assert "copies/001.jpg" in (tmp_path / "SHA256SUMS").read_text()
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert [each["file"] for each in manifest["copies"]][:1] == ["copies/001.jpg"]
    (told,) = anna.get(f"/cases/{filed}/archive").get_json()["copies"]
    assert (told["number"], told["folder"], [each["name"] for each in told["files"]]) == (
        1,
        "copies",
        ["001.jpg"],
    )
    with works.reading() as session:
        trail = audit.read(session, f"case:{filed}")
    (said,) = [each.detail for each in trail if each.action == "case.copies"]
    assert (said["number"], said["given"], said["left_out"]) == (1, 1, 1)
    assert not any(COPY[:64] in piece.read_bytes() for piece in store.folder.rglob("original*")), "sealed"


def test_what_came_since_is_brought_by_another_one(filed: str, seat: Any, hear: Any, tmp_path: Any) -> None:
    anna = seat("anna")
    assert bring(anna, filed, packed(listed(1), withheld(2))).status_code == 201
    assert codes(bring(anna, filed, packed(listed(1), withheld(2)))) == ["copies_kept_already"]
    hear(came(3))
    assert bring(anna, filed, packed(listed(1), withheld(2), listed(3))).status_code == 201

    with folder_of(seat, filed) as folder:
        folder.extractall(tmp_path)
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)
    subprocess.run(["sha256sum", "-c", "--quiet", "copies/SHA256SUMS"], cwd=tmp_path / "copies-2", check=True)
    assert (tmp_path / "copies-2/copies/003.jpg").read_bytes() == COPY


def test_the_folder_that_intake_gives_is_taken(filed: str, seat: Any, tmp_path: Any) -> None:
    part = Part(LocalStore(tmp_path), UUID(int=5), new_key(), "copy")
    long = COPY + bytes(PIECE)
    part.keep(long)
    told = listed(1)
    del told["sha256"]
    given = IntakeFolder(NUMBER, NOW, [Listed(told, Reader(part, len(long))), Listed(withheld(2))])
    assert bring(seat("anna"), filed, b"".join(given.sent())).status_code == 201

    with folder_of(seat, filed) as folder:
        assert folder.read("copies/001.jpg") == long


def _swap(inside: dict[str, bytes]) -> None:
    inside["copies/001.jpg"] = b"another"


def _add(inside: dict[str, bytes]) -> None:
    inside["copies/run.exe"] = b"MZ"


def _no_list(inside: dict[str, bytes]) -> None:
    del inside["copies/list.json"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no zip at all", ["copies_no_folder"]),
        (b"PK\x03\x04" + bytes(60), ["copies_no_folder"]),
        (zipped({}), ["copies_no_folder"]),
        (packed(listed(1), withheld(2), change=_no_list), ["copies_no_folder"]),
        (packed(listed(1, file="../001.jpg"), withheld(2)), ["copies_no_folder"]),
        (packed(listed(1) | {"number": "1"}, withheld(2)), ["copies_no_folder"]),
        (packed(listed(1), withheld(2), number="JD-OTHER"), ["copies_of_another"]),
        (packed(listed(1), withheld(2), after=_swap), ["copies_changed"]),
        (packed(listed(1), withheld(2), change=_swap), ["copies_changed"]),
        (packed(listed(1), withheld(2), change=_add), ["copies_changed"]),
        (packed(listed(1), withheld(2), after=_add), ["copies_changed"]),
        (packed(listed(1), withheld(2), listed(3)), ["copies_unknown"]),
        (
            packed(listed(1), listed(2, original={"sha256": "0" * 64, "size": 20})),
            ["copies_unknown", "copies_lacking"],
        ),
        (packed(listed(1)), ["copies_lacking"]),
        (packed(listed(1), withheld(2) | {"left_out": "waits"}), ["copies_waiting"]),
    ],
    ids=lambda each: "+".join(each) if isinstance(each, list) else "",
)
def test_what_does_not_fit_is_refused_with_its_reason(
    data: bytes, why: list[str], filed: str, seat: Any, works: Any, store: LocalStore
) -> None:
    assert codes(bring(seat("anna"), filed, data)) == why

    forgotten(works, store)
    assert rows(works) == []


def test_what_is_pressed_into_little_is_no_folder_and_not_unpacked(filed: str, seat: Any) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("copies/001.jpg", bytes(9 << 20))

    assert codes(bring(seat("anna"), filed, made.getvalue())) == ["copies_no_folder"]


def test_a_list_that_nests_without_end_is_no_folder(filed: str, seat: Any) -> None:
    def nest(inside: dict[str, bytes]) -> None:
        inside["copies/list.json"] = b"[" * 200_000

    assert codes(bring(seat("anna"), filed, packed(withheld(1), change=nest))) == ["copies_no_folder"]


def test_who_puts_the_file_away_brings_them_and_nobody_before_it_is(
    filed: str, opened: Any, seat: Any
) -> None:
    data = packed(listed(1), withheld(2))
    for who, status in (
        (seat("colleague"), 403),
        (seat("zoe", home="SUP-330110"), 404),
        (seat("clerk"), 403),
        (seat("head", Role.HEAD), 201),
    ):
        assert bring(who, filed, data).status_code == status
    early = str(opened())
    seat("anna").post(f"/cases/{early}/claim")
    assert bring(seat("anna"), early, data).status_code == 409


def test_sent_twice_under_one_key_they_are_kept_once(filed: str, seat: Any, works: Any) -> None:
    data = packed(listed(1), withheld(2))
    sent = [bring(seat("anna"), filed, data, **{"Idempotency-Key": "copies"}) for _ in "12"]

    assert [each.status_code for each in sent] == [201, 201]
    with works.reading() as session:
        assert session.query(EvidenceFile).filter_by(state="kept").count() == 1


def test_the_page_takes_them_and_says_what_is_wrong(filed: str, seat: Any) -> None:
    anna, address = Browser(seat("anna")), f"/investigation/cases/{filed}"
    place, token = f"{address}/archive/copies", re.compile(r'name="csrf_token" value="([^"]+)"')
    page = anna.get(address, tab="closing")
    assert place in page
    assert place not in Browser(seat("colleague")).get(address, tab="closing")

    def sent(*files: tuple[str, bytes], csrf: str = "") -> Any:
        csrf = csrf or token.findall(page)[0]
        return anna._ask("POST", place, data=form_of(*files, csrf_token=csrf), content_type=EDGE)

    assert sent(("x.zip", b"no"), csrf="stale").status_code == 400
    for files, said in (
        ([], "请先选择文件"),
        ([("x.zip", b"no")], "不是"),
        ([("x", b"1"), ("y", b"2")], "一次"),
    ):
        refused = sent(*files)
        assert refused.status_code == 422
        assert said in refused.text
    assert sent(("x.zip", packed(listed(1), withheld(2)))).status_code == 303
    assert "1 份副本" in anna.get(address, tab="closing")


def test_of_a_folder_that_is_lost_the_case_says_what_is_missing(
    filed: str, seat: Any, store: LocalStore
) -> None:
    assert bring(seat("anna"), filed, packed(listed(1), withheld(2))).status_code == 201
    (piece,) = store.folder.rglob("original*")
    piece.unlink()

    with folder_of(seat, filed) as folder:
        assert "copies/001.jpg" in folder.read("MISSING.txt").decode()
        assert "copies/001.jpg" not in folder.namelist()


def test_they_are_no_evidence_and_are_erased_with_the_case(
    filed: str, seat: Any, hear: Any, works: Any, store: LocalStore
) -> None:
    anna = seat("anna")
    assert bring(anna, filed, packed(listed(1), withheld(2))).status_code == 201
    (row,) = rows(works)
    assert anna.get(f"/cases/{filed}/evidence-files/{row.id}").status_code == 404
    hear(erased())

    with works.reading() as session:
        assert "copies/001.jpg" not in everything(session, Base.metadata)
    forgotten(works, store)
    assert rows(works) == []
    assert not list(store.folder.rglob("original*"))


def test_a_scanner_is_offered_what_is_in_it_one_by_one(
    filed: str, seat: Any, works: Any, store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[bytes] = []

    def scan(_: str, pieces: Any) -> clamd.Verdict:
        offered.append(b"".join(pieces))
        return clamd.Verdict(clean=b"evil" not in offered[-1])

    monkeypatch.setattr("services.investigation.evidence.doors.settings", lambda: Scanned)
    monkeypatch.setattr(clamd, "scan", scan)

    def infect(inside: dict[str, bytes]) -> None:
        inside["copies/README.txt"] = b"evil words"

    refused = bring(seat("anna"), filed, packed(listed(1), withheld(2), change=infect))
    assert codes(refused) == ["infected"]
    forgotten(works, store)
    assert rows(works) == []
    offered.clear()
    assert bring(seat("anna"), filed, packed(listed(1), withheld(2))).status_code == 201
    assert COPY in offered
    assert [row.scan for row in rows(works)] == ["clean"]

    def away(*_: object) -> None:
        raise clamd.Away("closed")

    monkeypatch.setattr(clamd, "scan", away)
    assert bring(seat("anna"), filed, packed(listed(1), listed(2))).status_code == 503


def test_with_a_complaint_that_joined_what_may_be_of_its_files_is_erased_too(
    filed: str, seat: Any, hear: Any, works: Any, store: LocalStore
) -> None:
    hear(joined(into=COMPLAINT, which=SECOND))
    assert bring(seat("anna"), filed, packed(listed(1), withheld(2))).status_code == 201
    hear(erased(complaint_id=SECOND))
    forgotten(works, store)

    assert rows(works) == []
    told = seat("anna").get(f"/cases/{filed}/archive").get_json()
    assert (told["copies"], [each["kind"] for each in told["unfiled"]]) == ([], ["letters"])
    assert not list(store.folder.rglob("original*"))


def test_the_page_says_that_copies_went_with_it_until_they_are_brought_again(
    filed: str, seat: Any, hear: Any, works: Any, store: LocalStore
) -> None:
    anna, address = seat("anna"), f"/investigation/cases/{filed}"
    said = "随卷的副本已删除"
    hear(joined(into=COMPLAINT, which=SECOND))
    assert bring(anna, filed, packed(listed(1), withheld(2))).status_code == 201
    assert anna.get(f"/cases/{filed}/archive").get_json()["copies_gone_at"] is None
    assert said not in Browser(anna).get(address, tab="closing")
    hear(erased(complaint_id=SECOND))
    forgotten(works, store)

    assert anna.get(f"/cases/{filed}/archive").get_json()["copies_gone_at"]
    steps = [each["kind"] for each in anna.get(f"/cases/{filed}").get_json()["timeline"]]
    assert steps.count("copies_gone") == 1
    assert said in Browser(anna).get(address, tab="closing")
    assert bring(anna, filed, packed(listed(1), withheld(2))).status_code == 201
    assert anna.get(f"/cases/{filed}/archive").get_json()["copies_gone_at"] is None
    assert said not in Browser(anna).get(address, tab="closing")
