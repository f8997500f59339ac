"""Cases that no complaint began go through the same machinery, and nobody outside hears of them."""

import re
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest

from services.investigation import filing_forms
from services.investigation.cabinet import folder_of
from services.investigation.models import Case
from services.investigation.oversight import escalate
from services.investigation.sheets import Masthead
from shared.contracts.events import ClusterDecided, ComplaintAssessed, SettingsChanged
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import NOW, accepted, fields_for
from tests.investigation.test_api import CHECKS, FINDING
from tests.investigation.test_views import TABS, Browser, sound

ASSIGNED = {
    "origin": "assigned", "matter": "核查执法大队三季度罚款案件。", "reason": "省厅交办。",
    "assigner": "浙江省应急管理厅", "report_by": "2026-12-20",
    "respondents": [{"kind": "officer", "division": "330106", "name": "钱某"}],
}  # fmt: skip


def opened_by(head: Any, **said: Any) -> dict[str, Any]:
    answer = head.post("/own-cases", ASSIGNED | said)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    found: dict[str, Any] = answer.get_json()
    return found


def test_an_assignment_goes_to_its_closure_and_is_reported_back(seat: Any, said: Any, works: Works) -> None:
    head, anna = seat("head", Role.HEAD), seat("anna")
    case = opened_by(head)
    assert case["tracking_number"] == "ZX-330106-2026-0001"
    assert (case["due"], case["identity"], case["channel"]) == ("2026-12-20", None, None)
    assert case["terms"][0]["article"] == "measures:12", "no petition began it"
    assert "《信访工作条例》第三十四条" not in Browser(head).get("/investigation/due")
    assert seat("accused", name="钱某").get(f"/cases/{case['id']}").status_code == 404
    anna.post(f"/cases/{case['id']}/claim")
    anna.change(case["id"], "findings", FINDING)
    proposed = anna.change(case["id"], "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    assert proposed["proposal"]["reply"] == ""
    version = proposed["version"]
    assert anna.post(f"/cases/{case['id']}/messages", {"text": "您好"}, version).status_code == 409
    head.change(case["id"], "approval", {"decision": "approve"})
    reported = anna.change(case["id"], "report-back", {"text": "已查清，见内部通报。"})
    letter = next(each for each in reported["documents"] if each["kind"] == "report_back")
    assert letter["addressee"] == "浙江省应急管理厅"
    again = anna.post(f"/cases/{case['id']}/report-back", {"text": "再报"}, reported["version"])
    assert again.status_code == 409
    assert anna.change(case["id"], "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})["state"] == "closed"

    assert said() == []
    assert escalate(works) == 0
    counted = anna.get("/reports/annual", year=2026).get_json()
    assert counted["complaints"]["received"] == 0
    for tab in TABS:
        sound(Browser(anna).get(f"/investigation/cases/{case['id']}", tab=tab))
    filed = forms_of(case["id"], works)
    assert "处理意见获批准（head" in filed
    assert "自2026年11月23日起" in filed
    assert "投诉" not in filed, "nobody complained"


def forms_of(case: str, works: Works) -> str:
    with works.reading() as session:
        folder = folder_of(session, session.get(Case, UUID(case)))
        return str([sheet for _, sheet in filing_forms.of_case(session, folder, Masthead("某局", "1"))])


def test_who_is_accused_without_a_place_is_of_the_house_and_kept_away(seat: Any) -> None:
    accused = {"kind": "officer", "name": "钱某"}
    case = opened_by(seat("head", Role.HEAD), respondents=[accused])["id"]

    assert seat("accused", name="钱某").get(f"/cases/{case}").status_code == 404
    assert seat("anna").get(f"/cases/{case}").status_code == 200


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"report_by": None}, "/report_by"),
        ({"assigner": ""}, "/assigner"),
        ({"respondents": []}, "/respondents"),
        ({"origin": "complaint"}, "/origin"),
        ({"numbers": ["JD-NOBODYS"]}, "/numbers"),
        ({"origin": "spot_check", "numbers": ["JD-NOBODYS"]}, "/numbers"),
        ({"respondents": [{"kind": "officer", "division": "那个地方"}]}, "/respondents/0/division"),
        ({"respondents": [{"kind": "officer", "division": "朝阳区"}]}, "/respondents/0/division"),
        ({"respondents": [{"kind": "internal_unit", "division": "330110"}]}, "/respondents/0/division"),
        ({"respondents": [{"kind": "department", "division": "330100"}]}, "/respondents/0/division"),
        ({"respondents": [{"kind": "department"}]}, "/respondents/0/kind"),
        ({"respondents": [{"kind": "leader", "division": "330106"}]}, "/respondents/0/kind"),
        ({"respondents": [{"kind": "supervision_body"}]}, "/respondents/0/kind"),
        ({"respondents": [{"kind": "internal_unit", "name": " "}]}, "/respondents/0/name"),
        ({"respondents": [{"kind": "entrusted_agency"}]}, "/respondents/0/name"),
    ],
)
def test_what_is_missing_is_named(seat: Any, said: dict[str, Any], pointer: str) -> None:
    answer = seat("head", Role.HEAD).post("/own-cases", ASSIGNED | said)

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == pointer
    assert seat("anna").post("/own-cases", ASSIGNED).status_code == 403


def test_nobody_opens_a_case_about_themselves(seat: Any) -> None:
    """It was opened, without their seeing it: the page led to one that is not there."""
    head = seat("head", Role.HEAD, name="钱某")
    answer = head.post("/own-cases", ASSIGNED)

    assert [(each["pointer"], each["code"]) for each in answer.get_json()["errors"]] == [
        ("/respondents/0/name", "about_oneself")
    ]
    sent = {"origin": "spot_check", "matter": "收费", "reason": "计划", "kind": "officer", "name": "钱某"}
    page = Browser(head).get("/investigation/own")
    back = Browser(head).post("/investigation/own", page, **sent)
    assert back.status_code == 422
    assert "与您同名" in back.get_data(as_text=True)
    assert seat("anna").get("/cases").get_json()["items"] == []


def test_a_special_binds_complaints_that_keep_their_own_answer(opened: Any, hear: Any, seat: Any) -> None:
    """Thirty complaints, decided upon as one cluster; one of them lies before another body."""
    events = [accepted() for _ in range(29)] + [accepted(body="SUP-330110")]
    for each in events:
        opened(each)
    hear(
        ClusterDecided(
            id=events[0].id, at=NOW, cluster_id=events[1].id, version=1, decision="special_supervision",
            body="SUP-330106", complaints=[str(each.complaint_id) for each in events],
            decided_at=NOW, reason="集中反映执法大队收费",
        )
    )  # fmt: skip
    head = Browser(seat("head", Role.HEAD))
    page = head.get("/investigation/own")
    sound(page)
    mine = [each.tracking_number for each in events[:29]]
    assert all(number in page for number in mine)
    assert events[29].tracking_number not in page
    listed = re.search(r'numbers=([^"#]+)', page)
    assert listed
    asked = {"origin": "special", "numbers": unquote(listed[1]).replace("+", " ")}
    assert re.search(r"<textarea[^>]*>\s*集中反映执法大队收费", head.get("/investigation/own", **asked)), (
        "why is known"
    )
    sent = {"origin": "special", "matter": "收费", "reason": "", "kind": "internal_unit", "name": "执法大队"}
    back = head.post("/investigation/own", page, **sent, numbers="\n".join(mine))
    assert back.status_code == 422
    assert mine[28] in back.get_data(as_text=True)
    made = head.post("/investigation/own", page, **sent | {"reason": "专项"}, numbers="\n".join(mine[:28]))
    assert made.status_code == 303
    special = made.headers["Location"].rpartition("/")[2]
    sound(head.get(f"/investigation/cases/{special}"))
    assert head.post(f"/investigation/cases/{special}/bound-cases", page, numbers=mine[28]).status_code == 412
    bound = seat("head", Role.HEAD).change(special, "bound-cases", {"numbers": [mine[28]]})["bound"]
    assert len(bound) == 29
    one = seat("anna").get(f"/cases/{bound[0]['id']}").get_json()
    assert one["bound"][0]["id"] == special
    assert one["state"] == "queued"
    version = seat("anna").get(f"/cases/{special}").get_json()["version"]
    for numbers in ([mine[0]], [events[29].tracking_number]):
        answer = seat("head", Role.HEAD).post(f"/cases/{special}/bound-cases", {"numbers": numbers}, version)
        assert answer.status_code == 422


def test_it_goes_by_the_chain_that_its_province_has_set(seat: Any, hear: Any) -> None:
    """By the settings of the day on which it is opened; what is set for later waits for its day."""
    hear(
        SettingsChanged(
            id=uuid4(), at=NOW, province="330000", version=3,
            changes=[
                {"key": "approval_chain", "value": "section-head", "effective_from": "2026-11-01", "number": 1},
                {"key": "approval_chain", "value": "head", "effective_from": "2027-01-01", "number": 2},
                {"key": "unit_objection", "value": 20, "effective_from": "2026-11-01", "number": 3},
            ],
        )
    )  # fmt: skip
    head, anna, sara = seat("head", Role.HEAD), seat("anna"), seat("sara")
    given = head.post("/offices", {"office": "section", "username": "sara"})
    assert (given.status_code, given.get_json()["items"][0]["username"]) == (201, "sara")
    case = opened_by(head)
    assert (case["limits"]["unit_objection"], case["limits"]["investigation"]) == (20, 60)
    anna.post(f"/cases/{case['id']}/claim")
    anna.change(case["id"], "findings", FINDING)
    anna.change(case["id"], "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})

    version = anna.get(f"/cases/{case['id']}").get_json()["version"]
    early = head.post(f"/cases/{case['id']}/approval", {"decision": "approve"}, version)
    assert (early.status_code, early.get_json()["type"].rsplit(":", 1)[-1]) == (409, "step_before")
    sara.change(case["id"], "approval", {"decision": "approve"})
    assert head.change(case["id"], "approval", {"decision": "approve"})["concluded_at"]


def test_a_place_is_known_by_code_or_name_and_lies_at_home_or_below(seat: Any) -> None:
    head = seat("head", Role.HEAD, home="SUP-330100")
    for typed in ("330106", "浙江省杭州市西湖区"):
        made = opened_by(head, respondents=[{"kind": "leader", "division": typed}])
        assert made["allegations"][0]["respondent"]["division"] == "330106"
    old = {"respondents": [{"kind": "leader", "division": "330103"}]}  # 下城区, since 2021 of 拱墅区
    assert opened_by(head, **old)["allegations"][0]["respondent"]["division"] == "330105"
    several = head.post("/own-cases", ASSIGNED | {"respondents": [{"kind": "leader", "division": "西湖区"}]})
    assert "330106" in several.get_json()["errors"][0]["message"]


def test_the_form_keeps_a_place_that_could_not_be_read(seat: Any) -> None:
    head = Browser(seat("head", Role.HEAD))
    page = head.get("/investigation/own")
    sent = {
        "origin": "spot_check",
        "matter": "收费",
        "reason": "计划",
        "kind": "department",
        "division": "西湖",
    }

    back = head.post("/investigation/own", page, **sent).get_data(as_text=True)

    assert 'value="西湖"' in back
    assert "330106" in back, "which ones may be meant"
    sound(back)


def test_what_is_over_is_bound_to_nothing_any_more(opened: Any, seat: Any, works: Works) -> None:
    event = accepted()
    case = opened(event)
    with works.begin(SYSTEM) as work:
        work.session.get_one(Case, UUID(case)).state = "closed"

    said = ASSIGNED | {"numbers": [event.tracking_number]}
    answer = seat("head", Role.HEAD).post("/own-cases", said)

    assert answer.status_code == 422
    assert event.tracking_number in answer.get_json()["errors"][0]["message"]


def test_who_is_accused_in_a_bound_complaint_does_not_see_the_special_either(
    opened: Any, hear: Any, seat: Any
) -> None:
    """Neither whom it accused when it was bound, nor of whom that is learnt later."""
    event, more = accepted(barred=["PERSON-330106:bert"]), accepted()
    for each in (event, more):
        opened(each)
    special = opened_by(seat("head", Role.HEAD), numbers=[event.tracking_number])["id"]
    assert seat("bert").get(f"/cases/{special}").status_code == 404
    assert seat("carl").get(f"/cases/{special}").status_code == 200

    seat("head", Role.HEAD).change(special, "bound-cases", {"numbers": [more.tracking_number]})
    hear(
        ComplaintAssessed(
            id=uuid4(), at=NOW, complaint_id=more.complaint_id, tracking_number=more.tracking_number,
            version=3, barred=["PERSON-330106:carl"],
        )
    )  # fmt: skip

    assert seat("carl").get(f"/cases/{special}").status_code == 404
    assert seat("anna").get(f"/cases/{special}").status_code == 200


def test_an_own_case_whose_investigators_all_withdrew_tells_the_desk_what_to_do(seat: Any) -> None:
    head, anna, bert = seat("head", Role.HEAD), seat("anna"), seat("bert", name="周某")
    case = opened_by(head)["id"]
    assert head.get(f"/cases/{case}").get_json()["left_alone"] is None
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "recusals", {"username": "anna", "side": "self", "tie": "kin", "reason": "近亲属"})

    told = head.get(f"/cases/{case}").get_json()["left_alone"]
    assert (told["code"], told["able"]) == ("too_few_are_left", ["周某"])
    seat("carl", name="吴某")
    told = head.get(f"/cases/{case}").get_json()["left_alone"]
    assert (told["code"], told["able"]) == ("give_it_on", ["吴某", "周某"])
    (row,) = head.get("/cases", state="queued").get_json()["items"]
    assert {"left_alone", "awaits_decision"} <= set(row["marks"])
    (row,) = bert.get("/cases", state="queued").get_json()["items"]
    assert "left_alone" in row["marks"]
    page = Browser(head).get(f"/investigation/cases/{case}")
    sound(page)
    assert "该案承办人员均已回避" in page
    assert "open=hand_over" in page
    assert "已无人承办" in Browser(head).get("/investigation/", view="approval")

    head.change(case, "assignment", {"username": "bert", "part": "lead"})
    assert head.get(f"/cases/{case}").get_json()["left_alone"] is None
    (row,) = head.get("/cases").get_json()["items"]
    assert "left_alone" not in row["marks"]


def test_an_own_case_asks_for_no_words_to_a_complainant(seat: Any) -> None:
    """There is none to be answered, neither by a finding nor by the approval."""
    head, anna = seat("head", Role.HEAD), seat("anna")
    case = opened_by(head)["id"]
    address = f"/investigation/cases/{case}"
    anna.post(f"/cases/{case}/claim")

    assert 'name="told"' not in Browser(anna).get(address, tab="matters")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    head_at = Browser(head)
    page = head_at.get(address, tab="outcome", lang="en")
    assert 'name="step" value="own"' in page
    assert "Approve" in page
    assert "Approve and answer" not in page
    assert (
        head_at.post(f"{address}/approval", page, decision="approve", reason="", step="own").status_code
        == 303
    )
    assert "Approved. The outcome stands." in head_at.get(address, tab="outcome", lang="en")


def test_a_case_that_no_complaint_opened_leads_to_no_page_about_who_complained(
    opened: Any, seat: Any
) -> None:
    head = seat("head", Role.HEAD)
    own, of_a_complaint = opened_by(head), opened()

    assert 'href="/identity/' in Browser(head).get(f"/investigation/cases/{of_a_complaint}")
    page = Browser(head).get(f"/investigation/cases/{own['id']}")
    for place in ("identity", "redaction", "retention"):
        assert f"/{place}/{own['tracking_number']}" not in page


def test_the_form_says_what_a_case_is_about_and_keeps_it(seat: Any) -> None:
    client = seat("head", Role.HEAD)
    head = Browser(client)
    page = head.get("/investigation/own")
    sent = {
        "origin": "spot_check",
        "matter": "收费",
        "reason": "",
        "kind": "internal_unit",
        "name": "执法大队",
    }
    sent |= {"categories": ["C4.1", "C1.1"]}
    back = head.post("/investigation/own", page, **sent)
    kept = back.get_data(as_text=True)
    ticked = re.findall(r'<input[^>]*name="categories" value="([^"]+)"[^>]* checked', kept)
    made = head.post("/investigation/own", page, **sent | {"reason": "计划"})
    case = made.headers["Location"].rpartition("/")[2].partition("?")[0]

    assert (back.status_code, made.status_code) == (422, 303)
    assert sorted(ticked) == ["C1.1", "C4.1"]
    sound(kept)
    (matter,) = client.get(f"/cases/{case}").get_json()["allegations"]
    assert sorted(matter["categories"]) == ["C1.1", "C4.1"]
    wrong = head.post("/investigation/own", page, **sent | {"reason": "计划", "categories": ["C99"]})
    assert wrong.status_code == 422
    sound(wrong.get_data(as_text=True))
