"""Registers kept by administrators: files in and out, and what judgments learn from them."""

import io
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select

from services.triage import accounts, demo_staff
from services.triage.models import Base
from services.triage.passwords import verify_password
from services.triage.registers.models import RegisterChange, RegisterEntry
from services.triage.staff_models import Account
from shared.contracts.events import PartyNamed, StaffChanged
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.triage.builders import received, respondent
from tests.triage.conftest import Seat
from tests.triage.register import API, PAPERS, STAFF, Sit, assessed, bring, team


def test_a_file_adds_and_changes_and_its_history_tells_who_and_why(admin: Seat) -> None:
    first = bring(admin, "units", "division,name,public\n330106,危化科,yes\n330106,法规科,no\n").get_json()
    second = bring(admin, "units", "division,name,public\n330106,危化科,no\n").get_json()

    assert [len(first[name]) for name in ("added", "changed")] == [2, 0]
    assert second["changed"][0]["cells"] == {"public": {"before": "yes", "after": "no"}}
    change = admin.get(f"{API}/units/changes").get_json()["items"][0]
    assert (change["reason"], change["by"], change["before"]["public"]) == ("年度更新", "受理员", "yes")
    assert "危化科" in admin.get(f"{API}/units/file").get_json()["csv"]


def test_a_dry_run_keeps_nothing(admin: Seat, desk_works: Works) -> None:
    told = bring(admin, "units", "division,name\n330106,危化科\n", dry_run=True, reason="").get_json()

    assert len(told["added"]) == 1
    with desk_works.reading() as session:
        assert not session.scalars(select(RegisterEntry)).all()
        assert not session.scalars(select(RegisterChange)).all()


def test_of_a_file_with_one_wrong_line_nothing_is_kept(admin: Seat) -> None:
    answer = bring(admin, "units", "division,name\n330106,危化科\n330106,\n")

    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.get_json()["errors"]] == [
        ("/csv/3/name", "required")
    ]
    assert admin.get(f"{API}/units").get_json()["items"] == []
    assert bring(admin, "units", "division,name\n330106,危化科\n", reason="").status_code == 422
    assert bring(admin, "nothing", "division,name\n").status_code == 404


def test_each_administrator_keeps_what_lies_under_their_home(seat: Sit, admin: Seat) -> None:
    county = seat("SUP-330106", Role.ADMIN)

    assert bring(county, "units", "division,name\n330106,危化科\n").status_code == 200
    assert (
        bring(county, "units", "division,name\n330110,危化科\n").get_json()["errors"][0]["code"]
        == "not_yours"
    )
    assert len(admin.get(f"{API}/units").get_json()["items"]) == 1
    assert seat("SUP-320000", Role.ADMIN).get(f"{API}/units").get_json()["items"] == []
    assert seat().get(f"{API}/units").status_code == 403


def test_a_list_is_paged_and_searched_and_shows_a_day(admin: Seat) -> None:
    lines = "".join(f"330106,第{at}科,2026-01-01,2026-12-31\n" for at in range(5))
    bring(admin, "units", "division,name,valid_from,valid_to\n" + lines)

    first = admin.get(f"{API}/units", limit=3).get_json()
    rest = admin.get(f"{API}/units", limit=3, cursor=first["next"]).get_json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 2, None)
    assert len(admin.get(f"{API}/units", q="第4").get_json()["items"]) == 1
    assert admin.get(f"{API}/units", on="2027-01-01").get_json()["items"] == []
    assert admin.get(f"{API}/units", cursor="x").status_code == 422


def test_public_names_of_units_are_open_to_everyone(admin: Seat) -> None:
    bring(admin, "units", "division,name,public\n330106,危化科,yes\n330106,内审科,no\n330106,旧科,yes\n")
    visitor = admin.client.application.test_client()  # type: ignore[attr-defined]

    found = visitor.get("/triage/api/v1/units", query_string={"division": "330106"})
    assert found.get_json()["items"] == ["危化科", "旧科"]
    assert visitor.get("/triage/api/v1/units", query_string={"division": "330106", "q": "危"}).get_json() == {
        "items": ["危化科"]
    }


def test_a_body_with_too_few_certified_people_passes_the_matter_up(admin: Seat, seat: Sit) -> None:
    assert assessed(seat(), respondent())["body"]["code"] == "SUP-330106"
    team(admin, 1)

    made = assessed(seat(), respondent())
    assert made["body"]["code"] == "SUP-330100"
    assert "K1" in [one["rule"] for one in made["reasons"]]
    assert "/circumstances/eligible_investigators" in made["proposed"]
    said = assessed(seat(), respondent(), circumstances={"eligible_investigators": 5})
    assert said["body"]["code"] == "SUP-330106"


def test_the_body_above_must_have_a_team_as_well(admin: Seat, seat: Sit) -> None:
    team(admin, 1)
    team(admin, 1, "330100")
    moved = {"kind": "supervision_staff", "division": "330000"}

    passed = assessed(seat(), respondent())
    assert passed["body"]["code"] == "SUP-330000"
    assert "SUP-330100" not in passed["barred"]
    beyond = assessed(seat(), respondent(name="甲", current_post=moved))
    assert beyond["body"]["code"] == "SUP-000000"
    told = assessed(seat(), respondent(), circumstances={"eligible_investigators": 0})
    assert told["body"]["code"] == "SUP-330000"
    department = assessed(seat(), respondent("department"))
    assert department["body"]["code"] == "SUP-330000"


def test_the_accused_and_the_lapsed_do_not_count(admin: Seat, seat: Sit) -> None:
    team(admin, 2)
    team(admin, 2, "330110", until="2026-11-22")

    assert assessed(seat(), respondent())["body"]["code"] == "SUP-330106"
    assert assessed(seat(), respondent(name="监督员1"))["body"]["code"] == "SUP-330100"
    assert assessed(seat(), respondent(division="330110"))["body"]["code"] == "SUP-330100"


def test_the_register_knows_who_entrusted_an_agency(admin: Seat, seat: Sit) -> None:
    bring(admin, "agencies", "entrusted_by,name,division,scope\n330100,平安执法队,330106,日常检查\n")
    agency = {"kind": "entrusted_agency", "division": "330106", "name": "平安执法队"}

    made = assessed(seat(), agency)
    assert made["body"]["code"] == "SUP-330100"
    assert "/respondents/0/entrusted_by" in made["proposed"]
    assert assessed(seat(), agency | {"entrusted_by": "330106"})["body"]["code"] == "SUP-330106"


def test_an_accused_head_of_the_chosen_body_is_passed_over(admin: Seat, seat: Sit) -> None:
    bring(admin, "heads", "division,name,title\n330106,周正清,副局长\n330100,李某,局长\n")

    made = assessed(seat(), respondent(name="周正清"))
    assert (made["body"]["code"], "K2" in [one["rule"] for one in made["reasons"]]) == ("SUP-330100", True)
    assert "DEP-330106" in made["barred"]
    assert assessed(seat(), respondent(name="李某"))["body"]["code"] == "SUP-330106"
    assert assessed(seat(), respondent(division="330110", name="周正清"))["body"]["code"] == "SUP-330110"


def test_registered_names_are_shown_and_told_to_the_others(
    admin: Seat, seat: Sit, hear: Callable[..., None], said: Callable[..., list[Any]]
) -> None:
    bring(admin, "bodies", "division,name,designated,valid_to\n330106,西湖局法规科,yes,2026-12-31\n")
    hear(event := received())

    assert assessed(seat(), respondent())["body"]["name"] == "Supervision body, Xihu District (Hangzhou)"
    page = (
        seat()
        .client.get(f"/triage/complaints/{event.tracking_number}", headers={"Accept-Language": "zh-CN"})
        .text
    )
    assert "西湖局法规科" in page
    (named,) = said(PartyNamed)
    assert (named.code, named.names) == (
        "SUP-330106",
        [{"name": "西湖局法规科", "valid_from": None, "valid_to": "2026-12-31"}],
    )


def test_a_certificate_reaches_the_account_and_the_services(
    admin: Seat, desk_works: Works, said: Callable[..., list[Any]]
) -> None:
    with desk_works.begin(SYSTEM) as work:
        accounts.add(
            work, accounts.NewAccount("zhang", "张三", "SUP-330106", frozenset({Role.INVESTIGATOR}), "x")
        )
    bring(admin, "staff", STAFF + "330106,7,张三,zhang,,\n")
    bring(admin, "certificates", PAPERS + "浙-7,330106,7,省厅,local_rule,2026-01-01,2027-12-31\n")

    last = said(StaffChanged)[-1]
    assert (last.username, last.certificate_number, last.certificate_issuer) == ("zhang", "浙-7", "省厅")
    assert (last.certificate_valid_from.isoformat(), last.certificate_valid_to.isoformat()) == (
        "2026-01-01",
        "2027-12-31",
    )
    assert (
        bring(
            admin, "certificates", PAPERS + "浙-8,330106,9,省厅,local_rule,2026-01-01,2027-12-31\n"
        ).status_code
        == 422
    )
    assert (
        bring(admin, "staff", STAFF + "330110,8,张三,zhang,,\n").get_json()["errors"][0]["code"]
        == "unknown_account"
    )


def test_the_demo_has_two_certified_investigators_in_every_body(desk_works: Works, seat: Sit) -> None:
    demo_staff.ensure(desk_works, "a password of the demo")

    for division in ("330106", "330110", "330100", "330000", "000000"):
        entries = seat("SUP-000000", Role.ADMIN).get(f"{API}/certificates", q=division).get_json()["items"]
        assert len(entries) == 2
    assert assessed(seat(), respondent())["body"]["code"] == "SUP-330106"


def test_the_demo_makes_only_the_accounts_that_are_missing(desk_works: Works) -> None:
    assert demo_staff.ensure(desk_works, "a password of the demo") == 45
    with desk_works.begin(SYSTEM) as work:
        work.session.execute(delete(Account).where(Account.username == "head-330106"))

    assert demo_staff.ensure(desk_works, "another password") == 1
    assert demo_staff.ensure(desk_works, "a third password") == 0

    with desk_works.reading() as session:
        kept = {
            row.username: row.password for row in session.execute(select(Account.username, Account.password))
        }
    assert verify_password("a password of the demo", kept["triage-330106"])
    assert verify_password("another password", kept["head-330106"])


def test_the_pages_take_an_entry_and_a_file(admin: Seat) -> None:
    here = "/triage/registers/units"
    assert (
        admin.submit(here, division="330106", name="危化科", public="yes", reason="新设").status_code == 303
    )
    wrong = admin.submit(here, division="330199", name="=cmd", reason="新设")
    assert wrong.status_code == 422
    assert 'value="=cmd"' in wrong.text
    assert 'id="division-error"' in wrong.text

    csv = "division,name\n330106,法规科\n"
    form = {"file": (io.BytesIO(csv.encode("utf-8-sig")), "units.csv")}
    shown = admin.client.post(f"{here}/differences", data=form, headers={"Accept-Language": "en"})
    assert "1 added, 0 changed, 0 unchanged." in shown.text
    stale = admin.submit(f"{here}/imports", csv=csv, reason="新设", version="0")
    assert stale.status_code == 409
    assert admin.submit(f"{here}/imports", csv=csv, reason="新设", version="1").status_code == 303
    told = admin.client.get(f"{here}/file.csv")
    assert told.data.decode("utf-8-sig").splitlines()[1:] == ["330106,危化科,yes,,", "330106,法规科,,,"]
    bad = admin.client.post(f"{here}/differences", data={"file": (io.BytesIO(b"\xff\xfe"), "x.csv")})
    assert bad.status_code == 422


def test_a_large_file_is_taken(admin: Seat) -> None:
    lines = "".join(
        f"330106,第{at}监督执法检查科室综合协调办公室,yes,2026-01-01,2027-12-31\n" for at in range(5000)
    )
    csv = "division,name,public,valid_from,valid_to\n" + lines

    told = bring(admin, "units", csv).get_json()
    assert len(told["added"]) == 5000


def test_changes_are_audited(admin: Seat, desk_works: Works) -> None:
    bring(admin, "units", "division,name\n330106,危化科\n")

    audit = Base.metadata.tables["audit"]
    with desk_works.reading() as session:
        found = session.scalars(select(audit.c.subject).where(audit.c.action == "register.imported")).all()
    assert found == ["register:units"]
