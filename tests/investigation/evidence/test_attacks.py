"""What a stranger tries on files of evidence: forms cut short, refusals with a body, readings that leave no row."""

import html
import random
import tempfile
from typing import Any
from urllib.parse import unquote

import pytest

from services.investigation.domain import evidence as rules
from services.investigation.evidence import coming
from services.investigation.models import Base
from shared.contracts.terms import Role
from tests.investigation.evidence.sending import BASE, EDGE, files, forgotten, form_of, rows, send
from tests.investigation.evidence.test_page import post
from tests.investigation.test_views import Browser
from tests.shared.files.samples import docx, jpeg, png

WORDS = b"".join(b"line %d of what the witness said\n" % n for n in range(9000))


@pytest.mark.parametrize("cut", [1, 9, 12, 4000, 200_000])
def test_a_form_that_ends_too_early_brings_no_evidence(case, exhibit, seat, works, store, cut: int) -> None:
    anna = seat("anna")
    path = f"{BASE}/cases/{case}/exhibits/{exhibit}/files"
    whole = form_of(("said.txt", WORDS))
    answer = anna.client.post(path, data=whole[:-cut], content_type=EDGE, headers=anna.headers)

    assert answer.status_code == (201 if cut == 1 else 400), answer.text[:300]
    assert [each["size"] for each in files(anna, case)] == ([len(WORDS)] if cut == 1 else [])
    forgotten(works, store)


def test_the_page_that_may_not_take_them_says_why_and_lays_nothing_on_a_disk(
    case, exhibit, seat, works, store, monkeypatch
) -> None:
    bert = Browser(seat("bert"))
    page = bert.get(f"/investigation/cases/{case}", tab="work", lang="en")

    def laid(*_: object, **__: object) -> Any:
        raise AssertionError("evidence lies on a disk in the clear")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", laid)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", laid)
    answers = [post(bert, case, exhibit, page, ("said.txt", WORDS[:size])) for size in (100, 300_000)] + [
        post(bert, case, exhibit, page, ("large.txt", WORDS * 9))
    ]

    for answer in answers:
        assert answer.status_code == 403, answer.get_data(as_text=True)[:200]
        assert "investigators" in html.unescape(answer.get_data(as_text=True))
    assert rows(works) == []


RANGES = [
    {"Range": "bytes=1-"},
    {"Range": "bytes=1-1,0-"},
    {"Range": "items=5-"},
    {"Range": "bytes=-99"},
    {"Range": "bytes=1-", "If-Range": '"another"'},
    {"Range": "bytes=5-6"},
]


def readings(works: Any) -> int:
    with works.reading() as session:
        kinds = [row.action for row in session.execute(Base.metadata.tables["audit"].select())]
    return kinds.count("evidence.read")


@pytest.mark.parametrize("asked", RANGES)
def test_no_way_of_asking_for_a_part_leaves_no_row(case, exhibit, seat, works, asked: dict[str, str]) -> None:
    send(seat("anna"), case, exhibit, jpeg())
    (file,) = files(seat("anna"), case)
    bert = seat("bert")
    answer = bert.client.get(f"{BASE}/cases/{case}/evidence-files/{file['id']}", headers=bert.headers | asked)

    assert answer.status_code in (200, 206)
    assert readings(works) == 1


def test_reading_on_within_a_quarter_of_an_hour_is_one_reading(case, exhibit, seat, works, time) -> None:
    send(seat("anna"), case, exhibit, jpeg())
    (file,) = files(seat("anna"), case)
    where = f"{BASE}/cases/{case}/evidence-files/{file['id']}"

    def read(who: str, begin: int) -> None:
        reader = seat(who)
        answer = reader.client.get(where, headers=reader.headers | {"Range": f"bytes={begin}-"})
        assert answer.status_code == 206 if begin else 200

    read("anna", 0)
    read("anna", 7)
    assert readings(works) == 1
    read("bert", 7)
    assert readings(works) == 2
    time.pass_minutes(16)
    read("anna", 9)
    assert readings(works) == 3


@pytest.mark.parametrize(
    ("name", "data", "saved"),
    [
        ("run.bat", b"@echo off\r\ndel everything\r\n", "run.bat.txt"),
        ("照片.jpg", jpeg(), "照片.jpg"),
        ("照片.JPEG", jpeg(), "照片.JPEG"),
        ("photo.exe", jpeg(), "photo.exe.jpg"),
        ("no ending", jpeg(), "no ending.jpg"),
        ("../../etc/passwd", b"words", "../../etc/passwd.txt"),
        ("list.csv", b"=cmd|' /C calc'!A0,1\n", "list.csv.txt"),
        ("x" * 300 + ".jpg", jpeg(), "x" * rules.NAME_LIMIT + ".jpg"),
    ],
)
def test_what_is_saved_ends_as_what_it_is(case, exhibit, seat, name: str, data: bytes, saved: str) -> None:
    answer = send(seat("anna"), case, exhibit, data, name)
    assert answer.status_code == 201, answer.text
    (file,) = files(seat("anna"), case)
    said = seat("anna").get(f"/cases/{case}/evidence-files/{file['id']}").headers["Content-Disposition"]

    assert unquote(said.partition("filename*=UTF-8''")[2]) == saved
    assert said.startswith("attachment; ")
    assert file["name"] == name[: rules.NAME_LIMIT]


def test_the_same_file_twice_in_one_form_is_told_by_its_name(case, exhibit, seat, works, store) -> None:
    anna = Browser(seat("anna"))
    page = anna.get(f"/investigation/cases/{case}", tab="work", lang="en")
    answer = post(anna, case, exhibit, page, ("a.jpg", jpeg()), ("b.jpg", jpeg()))

    assert answer.status_code == 422
    said = html.unescape(answer.get_data(as_text=True))
    assert "(file )" not in said
    assert "b.jpg" in said
    forgotten(works, store)


def test_two_at_once_do_not_go_beyond_what_a_case_may_have(case, exhibit, seat, works, monkeypatch) -> None:
    monkeypatch.setattr(rules, "MOST_FILES", 1)
    ended = coming.Stream.end

    def meanwhile(self: Any) -> None:
        ended(self)
        monkeypatch.setattr(coming.Stream, "end", ended)
        assert send(seat("anna"), case, exhibit, png()).status_code == 201

    monkeypatch.setattr(coming.Stream, "end", meanwhile)
    assert send(seat("anna"), case, exhibit, jpeg()).status_code == 409
    assert len(files(seat("anna"), case)) == 1


def test_a_reader_is_told_that_it_holds_macros(case, exhibit, seat) -> None:
    assert send(seat("anna"), case, exhibit, docx(macros=True), "a.docx").status_code == 201
    page = Browser(seat("head", Role.HEAD)).get(f"/investigation/cases/{case}", tab="work", lang="en")
    assert "holds macros" in page


def test_of_many_that_are_refused_a_few_are_named_and_the_rest_counted(
    case, exhibit, seat, works, store
) -> None:
    anna, dice = Browser(seat("anna")), random.Random(7)
    page = anna.get(f"/investigation/cases/{case}", tab="work", lang="en")
    names = ["".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(120)) for _ in range(60)]
    answer = post(
        anna, case, exhibit, page, ("a.jpg", jpeg()), *((name, b"MZ" + bytes(90)) for name in names)
    )

    assert answer.status_code == 303
    assert max(len(each) for each in answer.headers.getlist("Set-Cookie")) < 4000
    shown = anna.get(f"/investigation/cases/{case}", tab="work", lang="en")
    assert names[4][:60] in shown
    assert names[5][:60] not in shown
    assert "And 55 more." in shown
    forgotten(works, store)
