"""What a head who returned a proposal reads of the next one: everything that changed, in words."""

import html
import re
from typing import Any
from uuid import uuid4

from services.investigation.domain import changes
from shared.contracts.terms import Role
from tests.investigation.builders import fields_for, respondent
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser


def test_each_change_is_told_with_its_matter_and_in_words(opened: Any, seat: Any) -> None:
    ref = str(uuid4())
    first = {"id": ref, "respondent": respondent(), "natures": ["improper"], "categories": ["C4.1"]}
    case, anna, head = opened(allegations=[first]), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    found = FINDING | {"allegation": ref}
    for ground, serious, nature in (("K1", True, "improper"), ("K2", False, "unlawful")):
        anna.change(case, "findings", found | {"serious": serious, "nature": nature})
        outcomes = [
            {"code": "O2", "fields": fields_for("O2")},
            {"code": "O3", "fields": fields_for("O3", ground=ground)},
        ]
        anna.change(case, "outcomes", {"outcomes": outcomes})
        if serious:
            head.change(case, "approval", {"decision": "return", "reason": "请再核实"})

    page = Browser(head).get(f"/investigation/cases/{case}", tab="outcome", lang="zh")
    (told,) = re.findall(r'<section id="changes".*?</section>', page, re.DOTALL)
    said = html.unescape(re.sub("<[^>]+>", "", told))

    assert ref not in told
    assert "事项1：" in said
    for words in ("严重", "是", "否", "不当", "违法", "（一）", "（二）"):
        assert words in said
    for code in ("K1", "K2", "improper", "unlawful", "True"):
        assert code not in said


def test_what_becomes_of_the_first_opinion_is_among_the_changes() -> None:
    (change,) = changes.first_result("confirm", "annul")

    assert (change.name, change.before, change.after) == ("first_result", "confirm", "annul")
    assert changes.first_result("annul", "annul") == []
