"""A proof of receipt convinces whoever checks it, here or with the documented commands alone, for ever."""

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import text

from services.intake import proofs, receipt_paper
from services.intake.domain import proof as rules
from shared import crypto
from shared.crypto import Keyring
from tests.intake.conftest import DOOR, receipt, submit
from tests.intake.views.forms import Page, fill_in, get, post

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "proof.md"
NAMED = {"identity": "real_name", "complainant": {"name": "陈投诉", "phone": "13800001234"}}


@pytest.fixture
def answer(client) -> dict[str, Any]:
    return submit(client, occurred_in="330106", respondents=[{"kind": "officer", "name": "张三"}], **NAMED)


@pytest.fixture
def handed(client, answer) -> dict[str, Any]:
    response = client.get(f"{DOOR}/{answer['tracking_number']}/proof", headers=receipt(answer))
    assert response.status_code == 200
    made: dict[str, Any] = response.get_json()
    return made


def checked(client, **sent: Any) -> dict[str, Any]:
    verdict: dict[str, Any] = client.post("/api/v1/proofs/verification", json=sent).get_json()
    return verdict


def test_only_the_code_opens_it_and_neither_code_nor_name_stand_in_it(client, answer, handed):
    place = f"{DOOR}/{answer['tracking_number']}/proof"
    other = client.post("/api/v1/receipts").get_json()

    assert (client.get(place).status_code, client.get(place, headers=receipt(other)).status_code) == (
        401,
        404,
    )
    for said in (handed["proof"], handed["submission"]):
        assert answer["tracking_number"] in said
        assert not [word for word in ("陈投诉", "13800001234", answer["receipt_code"]) if word in said]


def test_the_submission_says_all_that_was_said_and_its_hash_stands_in_the_proof(handed):
    assert rules.digest(handed["submission"]) == handed["sha256"]
    for line in ("identity: real_name", "occurred_in: 330106", "respondents.1.name: 张三"):
        assert f"\n{line}\n" in handed["submission"]
    assert handed["submission"].endswith("当场要求买指定的灭火器。\n")


def test_it_stays_the_same_whatever_happens_to_the_complaint(client, answer, handed, time):
    time.pass_days(3)
    client.post(
        f"{DOOR}/{answer['tracking_number']}/messages", json={"text": "补充"}, headers=receipt(answer)
    )

    again = client.get(f"{DOOR}/{answer['tracking_number']}/proof", headers=receipt(answer)).get_json()
    assert again == handed


def test_a_genuine_one_is_recognised_also_off_a_paper_and_a_changed_one_is_not(client, handed):
    proof, digest = handed["proof"], handed["sha256"]

    assert checked(client, proof=proof) | {"text": ""} == {
        "valid": True, "code": "signed_here", "text": "", "matches": None,
        "tracking_number": handed["tracking_number"], "received_at": handed["received_at"], "sha256": digest,
    }  # fmt: skip
    assert checked(client, proof="回执\r\n" + proof.replace("\n", "\r\n  "), sha256=digest)["matches"] is True
    assert checked(client, proof=proof, sha256="0" * 64)["matches"] is False
    for changed, code in (
        (proof.replace("received_at: 2026", "received_at: 2025"), "changed"),
        (proof.replace(digest, "0" * 64), "changed"),
        (proof.replace(handed["key_id"], "0" * 16), "unknown_key"),
        (proof.rsplit("\n", 2)[0], "no_proof"),
    ):
        assert (checked(client, proof=changed)["valid"], checked(client, proof=changed)["code"]) == (
            False,
            code,
        )


def test_proofs_outlive_the_rotation_and_retirement_of_master_keys(client, handed, works):
    old = crypto.keyring()
    new = Keyring([b"another master key, quite another", b"intake tests' own master key 1234"])
    crypto.configure(new)
    assert checked(client, proof=handed["proof"])["valid"]
    with works.database.transaction() as session:  # what `jiandu keys` does with every sealed column
        row = session.execute(text("SELECT public FROM proof_key")).scalar_one()
        session.execute(
            text("UPDATE proof_key SET public = :new"), {"new": new.reseal("intake.proof_key", row)}
        )
    crypto.configure(Keyring([b"another master key, quite another"], old.index_key))

    assert checked(client, proof=handed["proof"])["valid"]
    keys = client.get("/api/v1/proof-keys").get_json()["items"]
    assert [key["id"] == handed["key_id"] for key in keys] == [False, True]


def test_nobody_slips_in_a_key_by_writing_to_the_database(client, handed, works):
    with works.database.transaction() as session:
        session.execute(text("UPDATE proof_key SET public = :own"), {"own": b"\x01" * 64})

    with works.reading() as session, pytest.raises(crypto.Unreadable):
        proofs.keys(session)


def test_the_documented_commands_check_it_offline(client, handed, tmp_path):
    key = client.get(f"/verify/keys/{handed['key_id']}.pem")
    shell, python = (
        re.search(rf"```{kind}\n(.*?)```", GUIDE.read_text(), re.DOTALL) for kind in ("sh", "python")
    )
    assert shell
    assert python
    (tmp_path / "key.pem").write_bytes(key.data)
    (tmp_path / "proof.txt").write_text(handed["proof"])
    (tmp_path / "submission.txt").write_text(handed["submission"])

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, env=os.environ
        )

    by_shell = run("sh", "-euc", shell[1])
    assert "Signature Verified Successfully" in by_shell.stdout, by_shell.stderr
    assert by_shell.stdout.endswith(f"sha256: {handed['sha256']}\n")
    assert run(sys.executable, "-c", python[1]).returncode == 0

    (tmp_path / "proof.txt").write_text(handed["proof"].replace("received_at: 2026", "received_at: 2025"))
    assert run("sh", "-euc", shell[1]).returncode != 0
    assert "InvalidSignature" in run(sys.executable, "-c", python[1]).stderr


def written(response: Any) -> str:
    assert response.status_code == 200
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(response.data))


def test_the_receipt_is_taken_away_with_the_code_after_sending_and_without_it_later(client, monkeypatch):
    drawn: list[str] = []
    draw = receipt_paper.qr.rows
    monkeypatch.setattr(receipt_paper.qr, "rows", lambda address: (drawn.append(address), draw(address))[1])
    fill_in(client)
    post(client, "/complaints/new/check", get(client, "/complaints/new/check"))
    page = get(client, "/complaints/receipt")
    number, code = re.findall(r'data-copy="([^"]+)"', page.text)
    assert " ".join(code.split("-")[0]) in page.text, "read character by character"

    paper = written(client.get("/complaints/receipt/receipt.pdf"))
    proof = client.get("/complaints/receipt/proof.txt").text
    assert number in paper
    assert code in paper
    assert checked(client, proof=paper)["valid"], "the proof can be taken off the paper"
    post(client, "/follow", get(client, "/follow"), number=number, code=code)
    later = client.get("/follow/receipt/receipt.pdf")
    assert code not in written(later)
    assert client.get("/follow/receipt/proof.txt").text == proof
    assert set(drawn) == {"http://localhost/follow"}, "the picture leads to the page and bears no code"
    assert client.get("/follow/receipt/else.txt").status_code == 404
    client.post("/follow/leave", data={"csrf_token": get(client, "/follow").token})
    assert client.get("/follow/receipt/proof.txt").status_code == 404


def test_one_door_verifies_proofs_and_sends_on_codes_of_documents(client, handed):
    def sent(**typed: Any) -> Any:
        return client.post("/verify", data={"csrf_token": get(client, "/verify").token} | typed)

    submission = (BytesIO(handed["submission"].encode()), "submission.txt")
    page = Page(sent(proof=handed["proof"], submission=submission))
    assert (page.status, page.text.count("jd-notice--done")) == (200, 2)
    by_file = sent(proof_file=(BytesIO(handed["proof"].encode()), "proof.txt"))
    assert by_file.status_code == 200
    other = Page(sent(proof=handed["proof"], submission=(BytesIO(b"else"), "submission.txt")))
    assert "jd-notice--danger" in other.text
    for code, service in (
        ("ab12 cd34 ef56 789", "investigation"),
        ("01A2-15E1-" * 2 + "EF19-0780", "triage"),
    ):
        plain = code.replace(" ", "").replace("-", "")
        assert sent(proof=code).headers["Location"] == f"/{service}/verify?code={plain}"
    for typed in (
        {"proof": ""},
        {"proof": "\x00胡说"},
        {"proof": handed["proof"][:-9]},
    ):
        assert sent(**typed).status_code == 422
    large = {"proof": "字" * 163_000, "submission": (BytesIO(b"x"), "submission.txt")}
    assert sent(**large).status_code == 413
