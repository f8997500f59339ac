"""What papers say, in the words of those who write them: orders, days, recusals, answers, rechecks."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from services.investigation import replies
from services.investigation.document_text import Letterhead, of_outcome, urging
from services.investigation.domain import templates as rules
from services.investigation.domain.documents import OF_OUTCOME, DocumentKind
from services.investigation.domain.outcomes import SPECS
from services.investigation.domain.reply import Judged, Remedy, Subject, compose
from services.investigation.domain.standing import Order
from services.investigation.domain.unit import Request, Ruling
from services.investigation.order_text import ORDERS
from services.investigation.recusal_text import recusal
from services.investigation.unit_text import annulled, restored, unit_answer, urging_unit
from services.investigation.written import values
from shared.contracts.articles import LAWS
from shared.contracts.terms import Finding
from shared.papers import Paper
from tests.investigation.builders import BODY, found, outcome

HEAD = Letterhead("西湖区应急管理局", "西湖区应急执监知〔2026〕1号", date(2026, 11, 26), "3133D155")
CATALOGUES = Path(__file__).resolve().parents[2] / "services"


def text(paper: Paper) -> str:
    return "\n".join(line for _, lines in paper.sections for line in lines)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("O3", "第十五条，责令你单位对上述文书予以补正。"),
        ("O4", "第十五条，责令你单位对上述文书予以更正。"),
        ("O5", "第十五条，责令你单位重新制作上述文书并送达。"),
        ("O6", "第十六条，责令你单位对上述生产经营单位的违法行为依法查处。"),
        ("O8", "第十八条，责令你单位按照上述决定、判决或者裁定予以纠正。"),
    ],
)
def test_a_notice_orders_in_a_sentence_by_when(code: str, said: str) -> None:
    paper = text(of_outcome(OF_OUTCOME[code], outcome(code), HEAD))

    assert said in paper
    assert "办理期限：至2027年1月15日止。" in paper


def test_a_notice_tells_the_term_that_a_judgment_set_and_by_when_it_is_carried_out_now() -> None:
    paper = text(of_outcome(OF_OUTCOME["O8"], outcome("O8", ruled_term="2026-10-01"), HEAD))

    assert "决定、判决或裁定自身的期限：2026年10月1日。" in paper
    assert "办理期限：至2027年1月15日止。" in paper


def test_every_notice_has_its_order() -> None:
    assert {code for code, kind in OF_OUTCOME.items() if kind == "notice"} == {*ORDERS, "O7"}


@pytest.mark.parametrize(("by", "said"), [("self", "自行撤销"), ("superior", "现由本机关予以撤销")])
def test_a_revocation_says_to_the_unit_who_revokes(by: str, said: str) -> None:
    paper = text(of_outcome(OF_OUTCOME["O7"], outcome("O7", revoked_by=by), HEAD))

    assert said in paper
    assert "该单位" not in paper


@pytest.mark.parametrize(
    ("code", "basis"),
    [
        ("O10", "依据《安全生产监管执法监督办法（征求意见稿）》第十九条第二款，现予移送。"),
        ("O16", "依据《信访工作条例》第二十三条，现予移送。"),
    ],
)
def test_a_handover_tells_its_basis_and_asks_for_an_answer(code: str, basis: str) -> None:
    paper = of_outcome(OF_OUTCOME[code], outcome(code), HEAD)

    assert basis in text(paper)
    assert text(paper).index("书面反馈本机关") < text(paper).index("不得透露")
    assert paper.slip


@pytest.mark.parametrize(
    ("receiver", "addressee"), [("西湖区应急管理局党委", "西湖区应急管理局党委"), ("", "表彰奖励主管部门")]
)
def test_a_letter_about_a_merit_says_to_whom_what_and_under_which_article(
    receiver: str, addressee: str
) -> None:
    """It told the merit, proposed nothing, and could be addressed to nobody by name."""
    paper = of_outcome(OF_OUTCOME["O11"], outcome("O11", receiver=receiver), HEAD)

    assert paper.addressee == addressee
    assert "第二十条予以表彰奖励。" in text(paper)


def test_what_urges_tells_its_basis() -> None:
    day = date(2026, 11, 20)
    for paper in (
        urging("某局", day, "请办结。", HEAD),
        urging_unit("某队", "1号", day, "请落实。", day, HEAD),
    ):
        assert "参照《行政执法监督条例》第二十六条，现予督办。" in text(paper)


@pytest.mark.parametrize("code", ["O3", "O4", "O5", "O6", "O9"])
def test_what_is_wrong_may_be_said_and_need_not(code: str) -> None:
    field = SPECS[code].field("problem")
    assert field
    assert not field.required

    paper = of_outcome(OF_OUTCOME[code], outcome(code, problem="记录缺少起止时间"), HEAD)
    assert "存在的问题：记录缺少起止时间。" in text(paper)


@pytest.mark.parametrize(("granted", "said"), [(True, "决定某乙回避"), (False, "决定驳回申请")])
def test_a_decision_on_a_recusal_says_who_asked_under_what_and_who_decided(granted: bool, said: str) -> None:
    row: Any = SimpleNamespace(name="某乙", side="unit", tie="kin")
    paper = text(recusal(row, granted, "已核实", "某局长", HEAD))

    assert "被监督单位申请某乙回避" in paper
    assert "《公务员法》第七十四条" in paper
    assert said in paper
    assert "决定人：某局长。" in paper


@pytest.mark.parametrize(
    ("request_", "ruling", "title"),
    [
        (Request.OBJECTION, Ruling.KEPT, "异议答复书"),
        (Request.MORE_TIME, Ruling.REFUSED, "延期申请答复书"),
    ],
)
def test_the_answer_to_a_unit_is_named_by_what_it_asked(
    request_: Request, ruling: Ruling, title: str
) -> None:
    assert unit_answer("执法大队", "某号", request_, ruling, "理由", None, HEAD).title == title


@pytest.mark.parametrize(("before", "said"), [(0, "您的投诉举报"), (1, "您的复查申请"), (2, "您的复核申请")])
def test_a_reply_opens_with_what_it_answers_and_counts_the_remedy_from_receipt(
    before: int, said: str
) -> None:
    day = date(2026, 11, 26)
    remedy = Remedy(date(2026, 12, 28), "市局", answers_before=before)
    paragraphs = [replies.written(each) for each in compose("7QM3", day, (), {}, (), remedy, "区局", day)]

    assert paragraphs[0].startswith(said)
    assert "当日收到的，至2026年12月28日止" in paragraphs[1]
    assert f"第{'三十五' if before == 0 else '三十六'}条）" in paragraphs[1]


@pytest.mark.parametrize(("before", "said"), [(0, "经调查"), (1, "经复查"), (2, "经复核")])
def test_each_answer_says_by_what_it_found_so(before: int, said: str) -> None:
    day = date(2026, 11, 26)
    remedy = Remedy(date(2026, 12, 28), "市局", answers_before=before)
    for finding in Finding:
        made = compose(
            "7QM3", day, (Subject("1", "officer", None),), {"1": found("1", finding)}, (), remedy, "区局", day
        )
        assert re.findall("经(?:调查|复查|复核)", replies.written(made[1])) == [said]


@pytest.mark.parametrize(("again", "also"), [("O2", False), ("O3", False), ("O2", True)])
def test_what_stands_and_what_is_ordered_again_is_not_said_twice_in_the_same_words(
    again: str, also: bool
) -> None:
    day = date(2026, 11, 26)
    orders = (Order("O2", BODY), *((Order("O5", BODY),) if also else ()))
    made = compose(
        "7QM3", day, (Subject("1", "officer", None),), {"1": found("1")}, (outcome(again, "1"),),
        Remedy(day, "市局", answers_before=1), "区局", day, Judged("confirm", BODY, day, "", {"1": orders}),
    )  # fmt: skip
    lines = replies.written(made[1]).split("\n")

    assert len(lines) == len(set(lines))
    assert any("同类处理同时继续有效" in each for each in lines) is (again == "O2")
    assert any("重新制作" in each for each in lines) is also
    assert sum("意见书" in each for each in lines) == 1


def test_letters_about_another_ones_document_cite_what_they_rest_on_and_nothing_of_a_recheck() -> None:
    for made in (
        annulled(DocumentKind.UNIT_ANSWER, "执法大队", "某号", HEAD),
        restored("执法大队", "某号", date(2027, 1, 1), HEAD),
    ):
        said = "".join(line for _, lines in made.sections for line in lines)
        assert "《安全生产监管执法监督办法（征求意见稿）》第二条" in said
        assert "信访" not in said
        assert "复查" not in said


def test_whoever_is_not_accepted_after_all_reads_why_and_what_else_is_open() -> None:
    day, remedy = date(2026, 11, 26), Remedy(date(2026, 12, 28), "市局")
    said = outcome("O15", "1", reasons="法院已经立案。", remedy="可以在诉讼中提出。")
    paragraphs = compose(
        "7QM3", day, (Subject("1", "officer", None),), {"1": None}, (said,), remedy, "区局", day
    )

    told = replies.written(paragraphs[1])
    assert "该事项依法不再办理" in told, "the letter begins with when it was accepted"
    assert "理由：法院已经立案。" in told
    assert "您还可以通过以下途径解决：可以在诉讼中提出。" in told


@pytest.mark.parametrize("service", ["investigation", "triage"])
def test_papers_name_the_measures_as_they_are_cited(service: str) -> None:
    """One paper does not call one text by two names."""
    said = (CATALOGUES / service / "translations/zh_CN/LC_MESSAGES/messages.po").read_text("utf-8")
    named = set(re.findall("《安全生产监管执法监督办法[^》]*》", said))

    assert named <= {LAWS["measures"][1]}


def test_the_complainants_words_are_enclosed_and_not_signed_by_the_department() -> None:
    paper = of_outcome(OF_OUTCOME["O10"], outcome("O10"), HEAD, "我叫██。\n\n请依法处理。")

    assert paper.enclosure == ("我叫██。", "请依法处理。")
    assert paper.enclosure_title == "附件：投诉举报材料（隐去版）"
    assert "我叫" not in text(paper)
    assert of_outcome(OF_OUTCOME["O10"], outcome("O10"), HEAD).enclosure_title == ""
    assert "我叫██。" in [
        each.text for each in values(paper)[rules.TEXT]
    ]  # also by a template of a bureau's own


@pytest.mark.parametrize(("finding", "told"), [(Finding.SUBSTANTIATED, False), (Finding.UNFOUNDED, True)])
def test_who_complained_rightly_does_not_read_there_that_somebody_is_praised(
    finding: Finding, told: bool
) -> None:
    day, remedy = date(2026, 11, 26), Remedy(date(2026, 12, 28), "市局")
    outcomes = (outcome("O2" if finding is Finding.SUBSTANTIATED else "O12", "1"), outcome("O11", "1"))
    made = compose(
        "7QM3",
        day,
        (Subject("1", "officer", None),),
        {"1": found("1", finding)},
        outcomes,
        remedy,
        "区局",
        day,
    )

    assert ("表彰" in replies.written(made[1])) is told
