"""A paper that cannot be laid out is told at every door that would give it out, and nothing is half done."""

from typing import Any

import pytest

from shared.contracts.terms import Role
from shared.papers import pdf
from tests.investigation.archived import closed, put_away
from tests.investigation.builders import fields_for
from tests.investigation.supplements import all_that_comes
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser


def told(answer: Any) -> bool:
    said = answer.get_json(silent=True) or {}
    return answer.status_code == 503 and (said.get("code", "not_set") == "not_set")


@pytest.fixture
def not_set(monkeypatch: pytest.MonkeyPatch) -> Any:
    def refuse(*_: Any) -> bytes:
        raise pdf.NotSet("no layout")

    return lambda: monkeypatch.setattr(pdf.Press, "set", refuse)


def test_of_a_closed_case_every_door_tells_it(opened: Any, seat: Any, not_set: Any) -> None:
    case, anna, address = opened(), seat("anna"), "/investigation/cases/{}"
    closed(case, seat)
    kept = anna.get(f"/cases/{case}").get_json()
    pages, home = Browser(anna), address.format(case)
    page = pages.get(home, tab="closing")
    letter, record = kept["documents"][0]["id"], kept["records"][0]["id"]
    not_set()

    for path in (
        f"documents/{letter}.pdf",
        f"documents/{letter}/receipt.pdf",
        f"records/{record}.pdf",
        "extensions/1.pdf",
    ):
        assert told(pages._ask("GET", f"{home}/{path}")), path
    assert pages._ask("GET", f"{home}/documents/{letter}.docx").status_code == 200
    assert told(pages.post(f"{home}/archive", page, years="30", note="无"))
    assert told(anna.post(f"/cases/{case}/archive", {"years": 30, "note": ""}, kept["version"]))
    assert anna.get(f"/cases/{case}").get_json()["version"] == kept["version"], "nothing was kept of it"


def test_of_an_archived_case_every_door_tells_it(opened: Any, seat: Any, hear: Any, not_set: Any) -> None:
    case, anna = opened(), seat("anna")
    closed(case, seat)
    put_away(case, seat)
    all_that_comes(seat, case, hear)
    kept = anna.get(f"/cases/{case}").get_json()
    pages, home = Browser(anna), f"/investigation/cases/{case}"
    page = pages.get(home, tab="closing")
    not_set()

    assert told(pages._ask("GET", f"{home}/archive/court/other.zip"))
    assert told(pages.post(f"{home}/archive/supplements", page, note="无"))
    assert told(anna.post(f"/cases/{case}/archive/supplements", {"note": ""}, kept["version"]))
    assert pages._ask("GET", f"{home}/archive.pdf").status_code == 200, "it was set when it was put away"


def test_drafts_and_samples_tell_it(opened: Any, seat: Any, not_set: Any) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    not_set()

    assert told(Browser(anna)._ask("GET", f"/investigation/cases/{case}/drafts/1.pdf"))
    head = Browser(seat("head", Role.HEAD))
    assert told(head._ask("GET", "/investigation/templates/opinion/sample.pdf"))
