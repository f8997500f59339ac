"""Settings of a province: read by everyone, changed by its administrator, kept with the decision."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.triage.models import Base, Judgment
from services.triage.rules import rules_of
from shared.contracts.events import ComplaintAccepted, SettingsChanged
from shared.contracts.terms import Role
from shared.work import Works
from tests.triage.builders import NOW, facts, received, respondent
from tests.triage.conftest import Seat

DOOR = "/triage/api/v1/settings"
TODAY = "2026-11-23"
Sit = Callable[..., Seat]


def change(key: str = "accept_notice", value: Any = 10, **more: Any) -> dict[str, Any]:
    return {"key": key, "value": value, "effective_from": TODAY, "reason": "实施细则第十二条"} | more


@pytest.fixture
def admin(seat: Sit) -> Seat:
    return seat("SUP-330000", Role.ADMIN)


def test_everyone_on_the_staff_reads_the_settings_of_their_province(seat: Sit) -> None:
    found = seat(role=Role.HOTLINE, home="DEP-330106").get(DOOR).get_json()

    (notice,) = [item for item in found["items"] if item["key"] == "accept_notice"]
    assert (found["province"], found["policy"], found["version"]) == ("330000", "2026-5", 0)
    assert notice["value"] == notice["default"] == 15
    assert notice["bounds"] == {"least": 1, "most": 15, "legal": True}
    assert notice["basis"] == "Petition Regulations art. 23"


def test_an_administrator_of_the_province_changes_a_setting_and_the_history_tells_why(admin: Seat) -> None:
    made = admin.post(f"{DOOR}/changes", change(), version=0)

    assert made.status_code == 201, made.text
    found = admin.get(DOOR)
    assert found.headers["ETag"] == '"v1"'
    (notice,) = [item for item in found.get_json()["items"] if item["key"] == "accept_notice"]
    assert (notice["value"], notice["origin"]) == (10, "province")
    (entry,) = admin.get(f"{DOOR}/changes").get_json()["items"]
    assert (entry["by"], entry["reason"]) == ("受理员", "实施细则第十二条")


@pytest.mark.parametrize("home", ["SUP-330106", "DEP-330100", "SUP-000000", "SUP-320000"])
def test_nobody_else_changes_the_settings_of_a_province(home: str, seat: Sit) -> None:
    answer = seat(home, Role.ADMIN).post(f"{DOOR}/changes", change(province="330000"), version=0)

    assert answer.status_code == 403
    assert seat("SUP-330000", Role.HEAD).post(f"{DOOR}/changes", change(), version=0).status_code == 403


def test_the_nations_administrator_sets_the_defaults_of_all(seat: Sit) -> None:
    seat("SUP-000000", Role.ADMIN).post(f"{DOOR}/changes", change(), version=0)

    found = seat().get(DOOR).get_json()
    (notice,) = [item for item in found["items"] if item["key"] == "accept_notice"]
    assert (notice["value"], notice["origin"]) == (10, "national")


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        (change(value=16), "/value", "against_the_law"),
        (change(value="ten"), "/value", "wrong_type"),
        (change(value=[1]), "/value", "wrong_type"),
        (change(value=True), "/value", "wrong_type"),
        (change(key="nothing"), "/key", "unknown_setting"),
        (change(key="xpcc_parent", value="650000"), "/key", "national_only"),
        (change(effective_from="2026-11-22"), "/effective_from", "in_the_past"),
        (change(reason=" "), "/reason", "required"),
        (change(province="330106"), "/province", "unknown_province"),
    ],
)
def test_a_wrong_change_is_named(body: dict[str, Any], pointer: str, code: str, admin: Seat) -> None:
    answer = admin.post(f"{DOOR}/changes", body, version=0)

    assert answer.status_code == 422, answer.text
    assert [(one["pointer"], one["code"]) for one in answer.get_json()["errors"]] == [(pointer, code)]
    assert admin.get(DOOR).get_json()["version"] == 0


def test_of_two_changes_at_once_the_slower_is_told(admin: Seat) -> None:
    assert admin.post(f"{DOOR}/changes", change()).status_code == 428
    admin.post(f"{DOOR}/changes", change(), version=0)

    assert admin.post(f"{DOOR}/changes", change(value=9), version=0).status_code == 412


def test_a_decision_keeps_the_version_it_was_made_under(
    admin: Seat, desk_works: Works, hear: Callable[..., None], said: Callable[..., list[Any]], seat: Sit
) -> None:
    for number, (key, value) in enumerate(
        [("accept_notice", 10), ("investigation", 45), ("rectification", 20)]
    ):
        admin.post(f"{DOOR}/changes", change(key, value), version=number)
    first = received()
    hear(first)
    admin.post(f"{DOOR}/changes", change("investigation", 50), version=3)
    hear(second := received())

    seat().decide(first.tracking_number, decision="confirm")
    seat().decide(second.tracking_number, decision="confirm")

    versions = {}
    with desk_works.reading() as session:
        versions = {row.complaint_id: row.policy for row in session.scalars(select(Judgment))}
    one, other = said(ComplaintAccepted)
    assert one.terms["policy"] == versions[first.complaint_id] != versions[second.complaint_id]
    assert (one.terms["investigation"], one.terms["rectification"]) == (45, 20)
    assert other.terms["investigation"] == 50
    assert (one.investigate_by - NOW.date()).days >= 45
    kept = admin.get(f"{DOOR}/versions/{one.terms['policy']}").get_json()["settings"]
    assert (kept["investigation"], kept["accept_notice"], kept["extension"]) == (45, 10, 30)
    assert admin.get(f"{DOOR}/versions/2026-5").status_code == 200
    assert admin.get(f"{DOOR}/versions/2026-1/330000/nothing").status_code == 404


def test_the_what_if_and_the_desk_count_with_the_provinces_days(
    admin: Seat, hear: Callable[..., None], seat: Sit
) -> None:
    admin.post(f"{DOOR}/changes", change(), version=0)
    hear(event := received())

    made = seat().post("/triage/api/v1/assessments", facts(respondent())).get_json()
    assert made["deadlines"]["accept_by"] == "2026-12-03"
    assert (
        seat().get(f"/triage/api/v1/complaints/{event.tracking_number}").get_json()["accept_by"]
        == "2026-12-03"
    )


def test_a_matter_that_goes_to_the_nation_is_judged_by_the_nations_days(admin: Seat, seat: Sit) -> None:
    admin.post(f"{DOOR}/changes", change(), version=0)
    sent = facts(respondent("department", "330000"))

    made = seat().post("/triage/api/v1/assessments", sent).get_json()

    assert (made["body"]["code"], made["deadlines"]["accept_by"]) == ("SUP-000000", "2026-12-08")


def test_the_scope_of_leaders_is_the_provinces_choice(admin: Seat, seat: Sit) -> None:
    body = change("leader_scope", "head_and_enforcement_deputy")
    admin.post(f"{DOOR}/changes", body, version=0)

    def of(division: str) -> str:
        sent = facts(respondent("leader", division, name="甲", role="副局长"))
        return str(seat().post("/triage/api/v1/assessments", sent).get_json()["body"]["code"])

    assert (of("330106"), of("320506")) == ("SUP-330106", "SUP-320500")


def test_every_change_tells_the_others_all_of_them(admin: Seat, said: Callable[..., list[Any]]) -> None:
    admin.post(f"{DOOR}/changes", change(), version=0)
    admin.post(f"{DOOR}/changes", change(effective_from="2026-12-01"), version=1)

    first, second = said(SettingsChanged)
    assert (first.province, first.version, len(first.changes)) == ("330000", 1, 1)
    assert second.changes == [
        {"key": "accept_notice", "value": 10, "effective_from": day, "number": number}
        for number, day in ((1, "2026-11-23"), (2, "2026-12-01"))
    ]


def test_a_change_to_come_waits_for_its_day(admin: Seat, desk_works: Works) -> None:
    admin.post(f"{DOOR}/changes", change(effective_from="2026-11-24"), version=0)

    assert admin.get(DOOR).get_json()["policy"] == "2026-5"
    assert admin.get(DOOR, on="2026-11-24").get_json()["policy"] != "2026-5"
    with desk_works.reading() as session:
        assert rules_of(session, NOW.date()).policy("330000").accept_days == 15
        assert rules_of(session, NOW.date() + timedelta(days=1)).policy("330000").accept_days == 10


def test_the_page_shows_every_setting_and_the_form_to_its_administrator_alone(admin: Seat, seat: Sit) -> None:
    page = admin.get("/triage/settings", key="accept_notice").text

    assert "Telling the complainant whether the complaint is accepted" in page
    assert 'name="effective_from"' in page
    other = seat("SUP-330106", Role.ADMIN).get("/triage/settings", key="accept_notice").text
    assert 'name="effective_from"' not in other
    assert "Only an administrator of the province" in other


def test_the_page_changes_a_setting_and_keeps_what_was_mistyped(admin: Seat) -> None:
    typed = {"province": "330000", "key": "accept_notice", "version": "0", "value": "40", "reason": "细则",
             "effective_from": TODAY}  # fmt: skip
    wrong = admin.submit("/triage/settings", **typed)

    assert wrong.status_code == 422
    assert 'value="40"' in wrong.text
    assert "The law does not allow this value." in wrong.text
    assert admin.submit("/triage/settings", **typed | {"value": "8"}).status_code == 303
    assert admin.submit("/triage/settings", **typed | {"value": "9"}).status_code == 409
    assert admin.submit("/triage/settings", **typed | {"version": "1", "back": "yes"}).status_code == 303
    assert admin.get(DOOR).get_json()["policy"] == "2026-5"


def test_a_ground_for_a_pause_says_that_the_whole_needs_days_too(admin: Seat) -> None:
    lacking = "Until days are allowed there too, no clock stands still."
    assert lacking in admin.get("/triage/settings", key="pause_appraisal").text
    assert "0 to 180 days; 0: not allowed" in admin.get("/triage/settings", key="pause_appraisal").text
    assert lacking not in admin.get("/triage/settings", key="accept_notice").text
    whole = {"province": "330000", "key": "pause_in_all", "version": "0", "value": "45", "reason": "细则",
             "effective_from": TODAY}  # fmt: skip
    assert admin.submit("/triage/settings", **whole).status_code == 303
    assert lacking not in admin.get("/triage/settings", key="pause_appraisal").text


def test_every_change_is_audited(admin: Seat, desk_works: Works) -> None:
    admin.post(f"{DOOR}/changes", change(), version=0)

    audit = Base.metadata.tables["audit"]
    with desk_works.reading() as session:
        subjects = session.scalars(select(audit.c.subject).where(audit.c.action == "setting.changed")).all()
    assert subjects == ["settings:330000"]
