"""Files in the citizens' pages, by plain forms and by the page's script; and the staff's page of files."""

import re
from typing import Any

import pytest

from services.intake.domain import files as rules
from services.intake.models import Attachment, Draft, DraftFileKey
from shared.contracts.terms import Role
from shared.files.kinds import Kind
from shared.files.sealed import PIECE
from shared.files.store import LocalStore, StoreFull
from tests.intake.conftest import submit
from tests.intake.files.conftest import PIECES, STAFF
from tests.intake.views.forms import fill_in, get, post, step
from tests.shared.files.samples import GOOD, jpeg, pdf

EVIDENCE = "/complaints/new/evidence"
API = "/complaints/api/files"


def multipart(fields: dict[str, Any], *files: tuple[str, bytes]) -> dict[str, Any]:
    """A form as a browser sends it: its fields first, then its files."""
    body = b""
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            body += f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{one}\r\n'.encode()
    for name, data in files or [("", b"")]:
        head = f'--edge\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body += head.encode() + data + b"\r\n"
    return {"data": body + b"--edge--\r\n", "content_type": "multipart/form-data; boundary=edge"}


def send(client, *files: tuple[str, bytes], **typed: Any) -> Any:
    page = get(client, EVIDENCE)
    page.fields.pop("files", None)
    page.fields.pop("file", None)
    return client.post(EVIDENCE, **multipart(page.fields | typed, *files))


def rows(works) -> list[Attachment]:
    with works.reading() as session:
        found = session.query(Attachment).order_by(Attachment.number).all()
        session.expunge_all()
        return found


def test_files_of_the_form_become_the_complaints_own_with_it(client, works, work_on) -> None:
    fill_in(client)
    sent = send(client, ("车间.jpg", jpeg()), ("通知.pdf", pdf()), evidence="有录像", files_sent="1")
    assert (sent.status_code, sent.location) == (303, f"{EVIDENCE}#files")
    page = get(client, EVIDENCE)
    assert "车间.jpg" in page.text
    assert page.fields["evidence"].strip() == "有录像"
    assert all(row.secret is None and row.complaint_id is None for row in rows(works))
    assert work_on() == 0, "nobody can open a draft's files"

    check = get(client, "/complaints/new/check")
    assert "车间.jpg" in check.text
    assert post(client, "/complaints/new/check", check).status_code == 303

    assert [row.draft_hash for row in rows(works)] == [None, None]
    with works.reading() as session:
        assert session.query(DraftFileKey).count() == 0
    assert len({row.complaint_id for row in rows(works)}) == 1
    assert work_on() == 2
    assert [row.state for row in rows(works)] == ["clean", "clean"]


def test_what_was_not_wholly_sent_is_said_and_left_out(client, works, work_on) -> None:
    fill_in(client)
    place = announce(client, "录像.mp4", 3 * PIECE)
    assert place.status_code == 201
    check = get(client, "/complaints/new/check")
    assert "录像.mp4" in check.text
    post(client, "/complaints/new/check", check)
    work_on()

    assert rows(works) == []


def test_a_file_that_is_unfit_is_named_with_its_reason_and_the_words_stay(client, works) -> None:
    step(client, "what", what="检查时没有出示证件。")
    response = send(client, ("好.jpg", jpeg()), ("坏.zip", b"Rar!\x1a\x07\x01\x00"), evidence="有照片")

    assert response.status_code == 422
    assert "坏.zip" in response.text
    assert "有照片" in response.text
    assert "好.jpg" in response.text
    assert len([row for row in rows(works) if row.draft_hash]) == 1


def test_a_file_too_large_loses_nothing_of_what_was_typed(client, works, monkeypatch) -> None:
    monkeypatch.setattr(rules, "MOST_BYTES", 5000)
    response = send(
        client, ("长.mp4", GOOD[Kind.MP4]() + bytes(9000)), ("好.txt", "记录".encode()), evidence="监控录像"
    )

    assert response.status_code == 422
    assert "监控录像" in response.text
    assert [row.kind for row in rows(works) if row.draft_hash] == ["txt"]


def test_without_files_the_step_is_as_it_was(client) -> None:
    response = send(client, evidence="有证人")

    assert (response.status_code, response.location) == (303, "/complaints/new/you")


def test_a_store_without_room_loses_nothing_of_what_was_typed(client, monkeypatch) -> None:
    monkeypatch.setattr(LocalStore, "check", lambda self: (_ for _ in ()).throw(StoreFull(28, "file store")))
    response = send(client, ("a.jpg", jpeg()), evidence="有录像")

    assert response.status_code == 422
    assert "有录像" in response.text


def test_a_store_that_fails_on_the_way_loses_nothing_of_what_was_typed(client, monkeypatch) -> None:
    monkeypatch.setattr(
        LocalStore, "put", lambda self, *_: (_ for _ in ()).throw(StoreFull(28, "file store"))
    )
    response = send(client, ("a.txt", b"x" * 3 * PIECE), evidence="有录像")

    assert response.status_code == 422
    assert "有录像" in response.text


def test_a_stale_page_keeps_the_words_and_takes_no_file(client, works) -> None:
    response = send(client, ("a.jpg", jpeg()), evidence="有录像", csrf_token="old")

    assert response.status_code == 400
    assert "有录像" in response.text
    assert [row.draft_hash for row in rows(works)] == [None]


def test_a_file_can_be_taken_away_again(client, works, work_on, store) -> None:
    send(client, ("a.jpg", jpeg()), evidence="", files_sent="1")
    page = get(client, EVIDENCE)
    client.post(f"{EVIDENCE}/remove", data={"csrf_token": page.token, "file": page.fields["file"]})

    assert "a.jpg" not in get(client, EVIDENCE).text
    work_on()
    assert not [path for path in store.folder.rglob("*") if path.is_file()]
    again = client.post(f"{EVIDENCE}/remove", data={"csrf_token": page.token, "file": "nothing"})
    assert again.status_code == 303


def test_a_draft_that_is_given_up_takes_its_files_along(client, works, work_on, store) -> None:
    send(client, ("a.jpg", jpeg()), evidence="x")
    client.post("/complaints/again", data={"csrf_token": get(client, EVIDENCE).token})
    work_on()

    assert rows(works) == []
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_draft_whose_time_is_over_takes_its_files_along(client, works, work_on, time) -> None:
    send(client, ("a.jpg", jpeg()), evidence="x")
    time.pass_days(20)
    client.delete_cookie("jiandu_draft", path="/complaints")
    step(client, "what", what="另一件事。")
    work_on()

    assert rows(works) == []
    with works.reading() as session:
        assert session.query(Draft).count() == 1


# --- by the page's script ---------------------------------------------------------------------


def token(client, page: str = EVIDENCE) -> str:
    return re.search(r'data-token="([^"]+)"', client.get(page).text)[1]


def announce(client, name: str, size: int, api: str = API, page: str = EVIDENCE) -> Any:
    return client.post(api, json={"name": name, "size": size}, headers={"X-CSRFToken": token(client, page)})


def piece(client, place: str, offset: int, data: bytes, page: str = EVIDENCE) -> Any:
    headers = {"X-CSRFToken": token(client, page), "Upload-Offset": str(offset)}
    return client.patch(place, data=data, headers=headers, content_type=PIECES)


def test_the_script_sends_in_pieces_and_goes_on_after_a_reload(client) -> None:
    film = GOOD[Kind.MP4]() + bytes(PIECE)
    made = announce(client, "录像.mp4", len(film)).get_json()
    assert (made["received"], made["piece"]) == (0, PIECE)
    place = f"{API}/{made['id']}"
    assert piece(client, place, 0, film[:PIECE]).get_json()["received"] == PIECE

    page = client.get(EVIDENCE).text
    assert 'data-done="no"' in page
    assert "录像.mp4" in page
    received = client.get(place).get_json()["received"]
    assert piece(client, place, received, film[received:]).get_json()["state"] == "quarantined"
    assert 'data-done="yes"' in client.get(EVIDENCE).text


def test_the_scripts_doors_want_the_pages_token_and_cookie(client, app) -> None:
    client.get(EVIDENCE)
    assert client.post(API, json={"name": "a", "size": 1}).status_code == 400
    made = announce(client, "a.jpg", 100).get_json()
    stranger = app.test_client()
    assert stranger.get(f"{API}/{made['id']}").status_code == 409
    assert announce(stranger, "b.jpg", 1).status_code == 201
    assert stranger.get(f"{API}/{made['id']}").status_code == 404


def test_the_script_can_stop_an_upload(client, works, work_on) -> None:
    made = announce(client, "a.mp4", 3 * PIECE).get_json()
    place = f"{API}/{made['id']}"

    assert client.delete(place, headers={"X-CSRFToken": token(client)}).status_code == 204
    assert piece(client, place, 0, bytes(PIECE)).status_code == 404


@pytest.mark.parametrize(
    "body", [None, [], {"name": ""}, {"name": "a", "size": "x"}, {"name": "a", "size": -1}]
)
def test_what_the_script_may_not_announce_is_refused(client, body: Any) -> None:
    response = client.post(API, json=body, headers={"X-CSRFToken": token(client)})

    assert response.status_code == 422


# --- after it was sent ------------------------------------------------------------------------


@pytest.fixture
def followed(client) -> dict[str, Any]:
    answer = submit(client)
    page = get(client, "/follow")
    post(client, "/follow", page, number=answer["tracking_number"], code=answer["receipt_code"])
    return answer


def test_files_are_added_on_the_follow_page_and_their_hash_is_shown(client, followed, work_on) -> None:
    page = get(client, "/follow")
    sent = client.post("/follow/files", **multipart({"csrf_token": page.token}, ("收据.jpg", jpeg())))
    assert sent.status_code == 303
    work_on()

    text = client.get("/follow").text
    assert "收据.jpg" in text
    assert re.search("[0-9a-f]{64}", text)
    bad = client.post("/follow/files", **multipart({"csrf_token": page.token}, ("x.exe", b"MZ" + bytes(99))))
    assert bad.status_code == 422
    assert "x.exe" in bad.text
    none = client.post("/follow/files", **multipart({"csrf_token": page.token}))
    assert none.status_code == 303
    stale = client.post("/follow/files", **multipart({"csrf_token": "x"}, ("b.jpg", jpeg())))
    assert stale.status_code == 400
    assert "b.jpg" not in client.get("/follow").text


def test_files_are_added_by_the_script_as_well(client, followed) -> None:
    made = announce(client, "收据.jpg", len(jpeg()), "/follow/api/files", "/follow").get_json()

    assert piece(client, f"/follow/api/files/{made['id']}", 0, jpeg(), "/follow").get_json()["kind"] == "jpeg"


def test_without_a_complaint_opened_nothing_is_taken(client) -> None:
    assert client.post("/follow/files", **multipart({}, ("a.jpg", jpeg()))).status_code == 303
    assert client.get("/follow/api/files/01a1a4f1-8e20-7b02-9c11-5e7731c0310d").status_code == 404


# --- the staff's page -------------------------------------------------------------------------


def test_the_staffs_page_shows_what_the_desk_has(client, door, key, answer, at_desk, work_on, bearer) -> None:
    from tests.intake.files.conftest import send as by_program

    for kind in (Kind.JPEG, Kind.PDF, Kind.MP4, Kind.WAV, Kind.DOC):
        assert by_program(client, door, key, GOOD[kind](), "张三.bin").status_code == 201
    at_desk()
    work_on()
    headers = bearer(Role.TRIAGE, "SUP-330106")
    client.set_cookie("jiandu_staff", headers["Authorization"].split()[1])
    number = answer["tracking_number"]

    page = get(client, f"/files/{number}")

    assert page.status == 200
    assert "张三" not in page.text
    for piece_of_page in ("<video", "<audio", "previews/1", "SHA-256"):
        assert piece_of_page in page.text
    first = client.get(STAFF, query_string={"tracking_number": number}, headers=headers).get_json()["items"][
        0
    ]["id"]
    place = f"/files/{number}/{first}/original"
    assert client.post(place, data={"csrf_token": page.token, "reason": ""}).status_code == 422
    assert client.post(place, data={"reason": "核对"}).status_code == 400
    given = client.post(place, data={"csrf_token": page.token, "reason": "核对拍摄时间"})
    assert given.status_code == 303
    assert client.get(given.location).data == jpeg()
    assert client.get(f"/files/{first}/copy").status_code == 200
    assert client.get(f"/files/{first}/previews/1").status_code == 200


def test_the_staffs_page_is_not_there_for_others(client, door, key, answer, at_desk, bearer, work_on) -> None:
    at_desk(barred=["SUP-330106"])
    for role, home, status in (
        (Role.TRIAGE, "SUP-330106", 404),
        (Role.TRIAGE, "SUP-330110", 404),
        (Role.HOTLINE, "SUP-330106", 403),
    ):
        client.set_cookie("jiandu_staff", bearer(role, home)["Authorization"].split()[1])
        assert client.get(f"/files/{answer['tracking_number']}").status_code == status
