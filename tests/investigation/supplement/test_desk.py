"""What came after a file was put away, as the desk is told of it: pages, lists, days."""

from typing import Any

from services.investigation import rounds
from shared import settings
from shared.contracts.terms import Role
from tests.investigation.archived import closed
from tests.investigation.supplements import (
    CALLED,
    all_that_comes,
    judged,
    rated,
    supplement,
    version,
    wrote,
)
from tests.investigation.test_joined_files import file_of
from tests.investigation.test_retention import COMPLAINT
from tests.investigation.test_views import Browser, sound


def test_who_archives_puts_it_away_once(case: str, seat: Any, hear: Any) -> None:
    hear(rated())
    now, body = version(case, seat), {"note": ""}
    assert seat("clerk").post(f"/cases/{case}/archive/supplements", body, now).status_code == 403
    head = seat("head", Role.HEAD)
    headers = head.headers | {"If-Match": f'"v{now}"', "Idempotency-Key": "supplement"}
    path = f"{head.base}/cases/{case}/archive/supplements"
    sent = [head.client.post(path, json=body, headers=headers) for _ in "12"]

    assert [each.status_code for each in sent] == [201, 201]
    assert sent[0].get_json() == sent[1].get_json()
    assert len(seat("anna").get(f"/cases/{case}/archive").get_json()["supplements"]) == 1


def test_there_is_no_supplement_to_what_is_not_put_away(opened: Any, seat: Any) -> None:
    case = opened()
    closed(case, seat)
    early = seat("anna").post(f"/cases/{case}/archive/supplements", {}, version(case, seat))

    assert (early.status_code, early.get_json()["type"].rpartition(":")[2]) == (409, "not_archived")


def test_the_page_tells_what_came_and_puts_it_away(case: str, seat: Any, hear: Any) -> None:
    all_that_comes(seat, case, hear)
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    page = anna.get(address, tab="closing")
    sound(page)
    assert "6 项尚未归入已归档的案卷" in page
    assert "态度 4 分，速度 5 分，结果 3 分" in page
    assert anna.post(f"{address}/archive/supplements", page, note="无").status_code == 303
    after = anna.get(address, tab="closing")
    sound(after)
    assert "第1次补充" in after
    assert "archive/supplements/1.pdf" in after
    assert "尚未归入已归档的案卷" not in after
    assert anna.post(f"{address}/archive/supplements", page, note="无").status_code == 412


def test_who_left_hands_over_what_is_still_to_be_done_after_the_end(case: str, seat: Any) -> None:
    """Whoever takes it on calls back and serves; the course in the supplement tells of it."""
    seat("carl")
    seat("head", Role.HEAD).change(case, "assignment", {"username": "carl", "part": "lead"})
    seat("carl").change(case, "call-back", CALLED)
    unfiled = seat("carl").get(f"/cases/{case}/archive").get_json()["unfiled"]
    assert {each["kind"] for each in unfiled} == {"course", "call_back"}
    seat("carl").change(case, "archive/supplements", {"note": ""})
    (added,) = seat("carl").get(f"/cases/{case}/archive").get_json()["supplements"]

    assert {each["kind"] for each in added["pieces"]} == {"call_back", "course"}


def test_lists_and_searches_mark_what_came_after_archiving(
    case: str, opened: Any, seat: Any, hear: Any, works: Any
) -> None:
    opened()
    anna = seat("anna")
    number = anna.get(f"/cases/{case}").get_json()["tracking_number"]

    def told() -> tuple[list[str], list[int], list[str]]:
        while rounds.once(works, settings.load()):
            continue
        rows = anna.get("/cases", state="closed").get_json()["items"]
        found = anna.get("/search", q=number).get_json()["items"]
        marked = anna.get("/cases", unfiled="true").get_json()["items"]
        marks = [mark for row in rows for mark in row["marks"] if mark == "came_after"]
        return marks, [row["unfiled"] for row in (*rows, *found)], [row["id"] for row in marked]

    assert told() == ([], [0, 0], [])
    for count, comes in enumerate((lambda: hear(wrote()), lambda: hear(file_of(COMPLAINT, 3))), start=1):
        comes()
        assert told() == (["came_after"], [count, count], [case])
    judged(seat, case)
    assert told() == (["came_after"], [3, 3], [case])
    for address, query in (
        ("/investigation/", {"view": "unfiled"}),
        ("/investigation/search", {"q": number}),
    ):
        page = Browser(anna).get(address, **query, lang="zh")
        assert number in page
        assert "归档后有新材料" in page
    supplement(case, seat)
    assert told() == ([], [0, 0], [])
    assert number not in Browser(anna).get("/investigation/", view="unfiled")


def test_what_came_after_archiving_is_a_task_with_a_day(
    case: str, opened: Any, seat: Any, hear: Any, works: Any, time: Any
) -> None:
    """Thirty days from the first that came; what comes later moves it no further, put away it is done."""
    opened()
    what = "归档后新增材料入卷"

    def due(who: str = "anna", **query: str) -> str:
        while rounds.once(works, settings.load()):
            continue
        return Browser(seat(who)).get("/investigation/due", lang="zh", **query)

    hear(wrote())
    assert what not in due()
    assert seat("anna").get(f"/cases/{case}").get_json()["supplement_by"] == "2026-12-23"
    assert "2026年12月23日" in Browser(seat("anna")).get(
        f"/investigation/cases/{case}", tab="closing", lang="zh"
    )
    time.pass_days(25)
    hear(file_of(COMPLAINT, 3))
    assert what in due()
    assert what in due(mine="yes")
    assert what not in due("colleague", mine="yes")
    assert seat("anna").get(f"/cases/{case}").get_json()["supplement_by"] == "2026-12-23"

    supplement(case, seat)
    assert what not in due()
    assert seat("anna").get(f"/cases/{case}").get_json()["supplement_by"] is None
