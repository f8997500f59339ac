"""On the page, several at once; and what odd forms and bodies leave behind."""

import html
import re
from typing import Any

import pytest

from services.investigation.domain import evidence as rules
from tests.investigation.evidence.sending import BASE, EDGE, files, forgotten, form_of, send
from tests.investigation.test_views import Browser
from tests.shared.files.samples import jpeg, png


def post(
    browser: Browser, case: str, exhibit: str, page: str, *sent: tuple[str, bytes], **fields: str
) -> Any:
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    data = form_of(*sent, **{"csrf_token": token[1] if token else "", "exhibit": exhibit} | fields)
    path = f"/investigation/cases/{case}/exhibits/{exhibit}/files"
    return browser._ask("POST", path, data=data, content_type=EDGE)


def test_the_page_takes_several_at_once_and_says_which_it_does_not(case, exhibit, seat, works, store) -> None:
    anna = Browser(seat("anna"))
    where = f"/investigation/cases/{case}"
    page = anna.get(where, tab="work", lang="en")
    assert 'enctype="multipart/form-data"' in page
    answer = post(
        anna, case, exhibit, page, ("a.jpg", jpeg()), ("run.exe", b"MZ" + bytes(90)), ("b.png", png())
    )

    assert (answer.status_code, answer.headers["Location"].rpartition("#")[2]) == (303, f"record-{exhibit}")
    page = anna.get(where, tab="work", lang="en")
    assert "run.exe: This is a program" in page
    assert [each["name"] for each in files(seat("anna"), case)] == ["a.jpg", "b.png"]
    assert f'id="record-{exhibit}"' in page
    forgotten(works, store)


@pytest.mark.parametrize(
    ("sent", "fields", "said", "status"),
    [
        ([], {}, "Choose a file first", 422),
        ([("run.exe", b"MZ" + bytes(90))], {}, "run.exe: This is a program", 422),
        ([("a.png", png())], {"csrf_token": "stale"}, "This page was open for too long", 400),
        ([("a.jpg", jpeg())], {}, "is kept with the piece of evidence already (file 1)", 422),
    ],
)
def test_a_refused_form_says_why_and_keeps_nothing(
    case, exhibit, seat, works, store, sent: Any, fields: Any, said: str, status: int
) -> None:
    send(seat("anna"), case, exhibit, jpeg())
    anna = Browser(seat("anna"))
    page = anna.get(f"/investigation/cases/{case}", tab="work", lang="en")
    answer = post(anna, case, exhibit, page, *sent, **fields)

    assert answer.status_code == status
    assert said in html.unescape(answer.get_data(as_text=True))
    assert len(files(seat("anna"), case)) == 1
    forgotten(works, store)


ODD = [
    (b'{"file": "x"}', "application/json"),
    (b"file=x", "application/x-www-form-urlencoded"),
    (b"x", "multipart/form-data"),
    (b"--edge\r\nnonsense", EDGE),
    (form_of(("", b"x")), EDGE),
    (form_of(("a.txt", b"words"))[:-12], EDGE),
    (form_of(("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), b"words")), EDGE),
    (form_of(*((f"{n}.txt", b"%d words" % n) for n in range(40))), EDGE),
    (form_of(("x" * 9000, b"many words")), EDGE),
]


@pytest.mark.parametrize("place", ["/investigation", BASE])
def test_odd_bodies_are_answered_and_leave_nothing_behind(
    case, exhibit, seat, works, store, place: str
) -> None:
    anna = seat("anna")
    browser = Browser(anna)
    for data, kind in ODD:
        path = f"{place}/cases/{case}/exhibits/{exhibit}/files"
        answer = (
            anna.client.post(path, data=data, content_type=kind, headers=anna.headers)
            if place == BASE
            else browser._ask("POST", path, data=data, content_type=kind)
        )
        assert 400 <= answer.status_code < 500 or answer.status_code == 201, (data[:60], answer.status_code)
    forgotten(works, store)
    assert {each["name"] for each in files(anna, case)} <= {"x" * rules.NAME_LIMIT, "í__"}, "none cut short"
