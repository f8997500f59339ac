"""What a seat is shown beside a call, and what it never is."""

import pytest
from sqlalchemy import text

from services.intake import history
from services.intake.domain.likeness import KEPT, Matter, likeness, promise, sketch
from shared.contracts.events import ComplaintAssessed
from shared.contracts.terms import Role, Service

DOOR = "/api/v1/hotline"
CALLER = {"name": "王小明", "phone": "138 0000-1234"}
GAS = "执法人员检查加油站时没有出示证件，要求购买指定的灭火器。"


@pytest.fixture
def seat(bearer):
    return bearer(Role.HOTLINE, "DEP-330106")


@pytest.fixture
def taken(client, seat, said, hear):
    """Take a complaint and let triage say who is barred (None: not yet); its number."""

    def take(statement=GAS, identity="real_name", barred=(), **more):
        body = {"identity": identity, "statement": statement, "complainant": CALLER} | more
        answer = client.post(f"{DOOR}/complaints", json=body, headers=seat).get_json()
        event = said(Service.TRIAGE)[-1]
        known = {"complaint_id": event.complaint_id, "tracking_number": event.tracking_number}
        if barred is not None:
            hear(ComplaintAssessed, **known, version=1, barred=list(barred))
        return answer["tracking_number"]

    return take


@pytest.fixture
def shown(client, seat):
    def ask(path, headers=seat, **query):
        answer = client.get(f"{DOOR}/{path}", query_string=query, headers=headers)
        assert answer.status_code == 200, answer.get_json()
        assert set(answer.get_json()) == {"items"}
        return [item["tracking_number"] for item in answer.get_json()["items"]]

    return ask


def test_a_caller_is_found_by_the_number_however_it_is_written(taken, shown):
    number = taken()

    assert shown("callers", number="+86 13800001234") == [number]
    assert shown("callers", number="13800009999") == []


CALL = {"call": {"number": "0571-88880000", "read_back": True}}


def test_a_caller_is_found_by_the_number_they_rang_from_though_they_left_another(taken, shown):
    number = taken(**CALL)

    assert shown("callers", number="0571 8888 0000") == [number]


def test_a_confidential_or_anonymous_caller_is_not_found_again_by_any_number(taken, shown, works):
    taken(identity="confidential", **CALL)
    taken(identity="anonymous", complainant=None, **CALL)

    assert shown("callers", number="13800001234") == shown("callers", number="0571-88880000") == []
    with works.reading() as session:
        assert session.execute(text("select count(called_from) from identity")).scalar() == 0


def test_what_is_alike_is_found_behind_hundreds_of_others(taken, shown, monkeypatch):
    """Of many only those are opened that their sketches promise something of."""
    monkeypatch.setattr(history, "OPENED", 1)
    wanted = taken()
    for number in range(4):
        taken(f"许可证申请{number}个月没有答复，检查很久以前就做过了。")

    assert shown("similar", text=GAS) == [wanted]


def test_a_sketch_of_a_long_text_promises_what_the_whole_would(taken):
    words = [f"{chr(0x4E00 + 7 * n)}{chr(0x4E01 + 11 * n)}" for n in range(600)]
    one, other = "".join(words), "".join([*words[:300], *(word[::-1] for word in words[300:])])

    whole = likeness(Matter(one), Matter(other))

    assert len(sketch(Matter(one)).pairs) == KEPT
    assert promise(sketch(Matter(one)), sketch(Matter(other))) == pytest.approx(whole, abs=0.12)
    assert promise(sketch(Matter(GAS)), sketch(Matter(GAS))) == 1
    assert promise(sketch(Matter()), sketch(Matter(GAS))) == 0


@pytest.mark.parametrize("barred", [None, ["DEP-330106"]])
def test_what_the_seat_may_not_see_is_in_neither_list(taken, shown, barred):
    taken(barred=barred)

    assert shown("callers", number="13800001234") == []
    assert shown("similar", text=GAS) == []


def test_another_departments_seat_sees_nothing_of_it(taken, shown, bearer):
    taken()
    other = bearer(Role.HOTLINE, "DEP-330110")

    assert shown("callers", other, number="13800001234") == []
    assert shown("similar", other, text=GAS) == []


def test_the_most_alike_comes_first_and_the_unlike_not_at_all(taken, shown):
    near = taken("检查加油站时执法人员没有出示证件，要求购买灭火器和水带。")
    same = taken()
    taken("许可证申请三个月没有答复。")

    assert shown("similar", text=GAS) == [same, near]


def test_every_look_is_recorded_without_the_number(client, taken, shown, works):
    shown("callers", number="13800001234")

    with works.reading() as session:
        rows = [dict(row) for row in session.execute(text("select * from audit")).mappings()]
    assert any(row["action"] == "caller.looked_up" for row in rows)
    assert "13800001234" not in str(rows)


@pytest.mark.parametrize("query", [{}, {"number": ""}, {"number": "call me"}])
def test_what_is_no_number_is_refused(client, seat, query):
    assert client.get(f"{DOOR}/callers", query_string=query, headers=seat).status_code == 422


def test_place_and_category_together_are_alike_without_a_text():
    one = Matter(divisions=["330106"], categories=["C4.1"])

    assert likeness(one, one) == pytest.approx(0.3)
    assert likeness(Matter(), one) == 0
