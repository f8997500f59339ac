"""A head approves the documents that they looked at: a template that changed meanwhile is told (art. 14(2))."""

import re
from typing import Any

import pytest
from sqlalchemy import update

from services.investigation.domain import templates
from services.investigation.domain.documents import DocumentKind
from services.investigation.handlers import decisions
from services.investigation.models import DocumentTemplate
from shared.contracts.terms import Role
from shared.work import Work
from tests.investigation.builders import fields_for
from tests.investigation.templated import own, upload
from tests.investigation.test_api import FINDING
from tests.investigation.test_documents import issued, texts
from tests.investigation.test_views import Browser

APPROVE = {"decision": "approve"}


@pytest.fixture
def case(opened: Any, seat: Any) -> str:
    """Proposed while the first version of the opinion's template was in use."""
    assert upload(seat, own("第一版")).status_code == 303
    case, anna = str(opened()), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    return case


def approving(seat: Any, case: str, **said: Any) -> Any:
    head = seat("head", Role.HEAD)
    version = head.get(f"/cases/{case}").get_json()["version"]
    return head.post(f"/cases/{case}/approval", APPROVE | said, version)


def seen(seat: Any, case: str) -> str:
    return str(seat("head", Role.HEAD).get(f"/cases/{case}").get_json()["proposal"]["templates"])


def printed(seat: Any, case: str) -> str:
    made = issued(seat, case)["opinion"]
    where = f"/investigation/cases/{case}/documents/{made['id']}.docx"
    return texts(Browser(seat("anna"))._ask("GET", where).data)


def test_a_template_that_changed_after_the_page_was_looked_at_is_told_and_looked_at_again(
    case: str, seat: Any
) -> None:
    head, address = Browser(seat("head", Role.HEAD)), f"/investigation/cases/{case}"
    page = head.get(address, tab="outcome")
    assert upload(seat, own("第二版")).status_code == 303
    named = re.search(r'name="templates" value="([^"]+)"', page)
    assert named
    refused = head.post(f"{address}/approval", page, decision="approve", templates=named[1])
    again = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "模板" in again
    assert 'href="#templates"' in again, "to where the documents can be looked at"
    assert 'id="templates"' in again
    assert "所填文字如仍需要" not in again, "what the page says of itself nobody typed"
    assert issued(seat, case) == {}
    now = re.search(r'name="templates" value="([^"]+)"', again)
    assert now
    assert now[1] != named[1]
    done = head.post(f"{address}/approval", again, decision="approve", templates=now[1])

    assert done.status_code == 303
    assert "第二版" in printed(seat, case)


def test_the_page_tells_of_a_template_that_changed_since_the_proposal(case: str, seat: Any) -> None:
    head, address = Browser(seat("head", Role.HEAD)), f"/investigation/cases/{case}"
    assert "已启用另一模板" not in head.get(address, tab="outcome", lang="zh")
    assert upload(seat, own("第二版")).status_code == 303

    assert "已启用另一模板" in head.get(address, tab="outcome", lang="zh")


def test_who_names_none_approves_what_it_would_have_been_on_the_day_of_the_proposal(
    case: str, seat: Any
) -> None:
    assert upload(seat, own("第二版")).status_code == 303
    refused = approving(seat, case)
    (wrong,) = refused.get_json()["errors"]
    assert (refused.status_code, wrong["pointer"], wrong["code"]) == (422, "/templates", "template_changed")
    assert approving(seat, case, templates="").status_code == 422, "who names nothing"
    assert approving(seat, case, templates="opinion:1").status_code == 422
    assert approving(seat, case, templates=seen(seat, case)).status_code == 200

    assert "第二版" in printed(seat, case)


def test_without_a_change_nothing_need_be_named(case: str, seat: Any) -> None:
    assert seen(seat, case) == "opinion:1,reply:0"
    assert approving(seat, case).status_code == 200

    assert "第一版" in printed(seat, case)
    assert seat("head", Role.HEAD).get(f"/cases/{case}").get_json()["proposal"]["templates"] is None


def test_a_template_that_is_left_for_the_layout_of_the_house_is_a_change_too(case: str, seat: Any) -> None:
    head, page = Browser(seat("head", Role.HEAD)), "/investigation/templates"
    assert head.post(f"{page}/opinion", head.get(page), leave="1").status_code == 303

    assert approving(seat, case).status_code == 422
    assert approving(seat, case, templates="opinion:0,reply:0").status_code == 200


def test_of_a_template_that_changes_in_the_moment_of_the_approval_one_wins_and_the_head_is_told(
    case: str, seat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As whoever reads what others commit meanwhile sees it: what is issued is what was looked at, or nothing."""
    terms = decisions._set_terms

    def overtaken(work: Work, *about: Any) -> None:
        terms(work, *about)
        work.session.execute(update(DocumentTemplate).values(in_use=False))

    with monkeypatch.context() as patched:
        patched.setattr(decisions, "_set_terms", overtaken)
        refused = approving(seat, case, templates=seen(seat, case))
    assert [each["code"] for each in refused.get_json()["errors"]] == ["template_changed"]
    assert issued(seat, case) == {}
    assert approving(seat, case, templates=seen(seat, case)).status_code == 200
    made = issued(seat, case)["opinion"]

    assert made["number"].endswith("〕1号"), "no number is lost by it"
    assert "第一版" in printed(seat, case)


@pytest.mark.parametrize(
    ("named", "changed"),
    [
        ("opinion:1,reply:0", []),
        ("opinion:2,reply:0", ["opinion"]),
        ("opinion:2,opinion:1", []),
        ("opinion:1,opinion:2", ["opinion"]),
        ("", []),
        ("?", []),
        ("opinion:", ["opinion"]),
    ],
)
def test_what_was_seen_is_compared_kind_by_kind(named: str, changed: list[str]) -> None:
    now = {DocumentKind.OPINION: 1, DocumentKind.REPLY: 0}

    assert templates.sign(now) == "opinion:1,reply:0"
    assert templates.changed(named, now) == changed
