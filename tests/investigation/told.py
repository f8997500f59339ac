"""What an investigator would really write: contents of outcomes and findings, as they stand in documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.investigation.domain.outcomes import SPECS
from tests.investigation.builders import LATER

UNIT = "杭州市西湖区应急管理局执法大队"
WORDS: Mapping[str, str] = {
    "unit": UNIT,
    "circulated_to": "各内设执法机构、受委托执法机构",
    "O1 problem": "部分执法人员现场检查时未主动出示执法证件，检查记录缺少起止时间。",
    "problem": "执法人员于2026年10月12日检查后制作的现场检查记录缺少检查起止时间，且当场收取现金八百元未出具票据。",
    "O6 problem": "10月12日检查已发现该单位危险化学品仓库未设置通风和报警装置，未依法立案查处。",
    "advice": "请对照自查，于收到本通报后十五日内将自查情况报本机关执法监督科。",
    "facts_and_reasons": "经调阅执法记录仪视频并询问在场人员，执法人员于2026年10月12日实施检查时未出示执法证件，"
    "违反《中华人民共和国行政处罚法》第五十五条的规定。",
    "decision": "责令纠正上述行为，对参与检查的人员开展执法程序培训。",
    "basis": "《安全生产监管执法监督办法（征求意见稿）》第十四条第二款",
    "O9 basis": "《安全生产监管执法监督办法（征求意见稿）》第十九条第一款",
    "manner": "书面报告整改情况，并附培训签到表和抽查记录。",
    "copies_to": "其他执法机构",
    "document": "（西）应急检记〔2026〕118号现场检查记录，2026年10月12日",
    "enterprise": "杭州西湖某机械制造有限公司",
    "act": "（西）应急罚〔2026〕23号行政处罚决定，2026年10月15日",
    "external_decision": "杭州市西湖区人民法院行政判决书，2026年11月2日",
    "authority": "西湖区纪委监委派驻纪检监察组",
    "proposal": "建议对直接责任人员给予批评教育，并在年度考核中予以体现。",
    "receiver": "西湖区纪律检查委员会、监察委员会",
    "suspicion": "检查中收取现金八百元，未出具票据，涉嫌违反廉洁纪律。",
    "honoured": "执法三中队",
    "O7 reasons": "该处罚决定作出前未告知当事人陈述、申辩的权利，且适用的条款与查明的事实不符。",
    "O11 reasons": "在核查中主动、完整提供执法记录仪录像和台账，检查程序规范。",
    "O14 reasons": "投诉人书面申请撤回，经核实系其真实意思表示，且未发现需要继续查处的违法情形。",
    "O15 reasons": "所反映的行政处罚决定已由人民法院立案审理，不再由本机关重复调查。",
    "O16 reasons": "施工许可不属于安全生产监管执法监督的范围。",
    "ruled_term": "2026-10-01",
    "O16 receiver": "杭州市西湖区住房和城乡建设局",
    "reasons": "经调阅台账、视频并询问在场人员，现有材料足以作出上述判断。",
    "evidence_sought": "已调取执法记录仪视频、检查记录，询问在场人员四名。",
    "free_will_checked": "已通过投诉渠道两次核实，投诉人自愿撤回，未受压力。",
    "remedy": "在该诉讼中提出主张、提交证据。",
    "part": "反映的住建领域施工许可问题。",
}


def contents(code: str, carry_out_by: date = LATER) -> dict[str, str]:
    """All contents of that outcome."""
    spec = SPECS[code]
    return {
        field.name: carry_out_by.isoformat()
        if field.name == "carry_out_by"
        else field.choices[0]
        if field.choices
        else WORDS.get(f"{code} {field.name}", WORDS[field.name])
        for field in spec.fields
    }


BREACH = ("substantiated", "partly")
FACTS = {
    "unfounded": "经调阅执法记录仪视频并询问在场人员，执法人员2026年10月12日检查时出示了执法证件，没有收取现金。",
    "unsubstantiated": "执法人员与企业在场人员说法不一，当日录像已超过保存期限，票据存根和台账不能印证。",
}
TOLD = {
    "": "",
    "substantiated": "有关情况已经查清：执法人员2026年10月12日检查时未出示执法证件，收取现金未开具票据。",
    "partly": "有关情况已经查清：检查记录缺少起止时间、收取现金未开具票据属实；未发现故意刁难企业的情形。",
    "unfounded": "有关情况已经查清：执法记录仪录像显示执法人员出示了证件，没有收取现金。",
    "unsubstantiated": "有关情况已经查清到现有证据所能达到的程度：在场人员说法不一，当日录像已超过保存期限。",
}
"""What the complainant reads of it."""


@dataclass(frozen=True)
class Story:
    """One kind of ending: what was found, what follows, which documents, and where the case ends."""

    outcomes: tuple[str, ...]
    documents: frozenset[str]
    finding: str | None = "substantiated"
    serious: bool = False
    withdrawn: bool = False
    end: str = "closed"

    @property
    def found(self) -> dict[str, Any]:
        breach = {"category": "C4.1", "nature": "improper"} if self.finding in BREACH else {}
        return {
            "allegation": "1",
            "finding": self.finding,
            "facts": FACTS.get(self.finding or "", WORDS["facts_and_reasons"]),
            "reasons": WORDS["reasons"],
            "serious": self.serious,
            "told": TOLD[self.finding or ""],
        } | breach


STORIES: Mapping[str, Story] = {
    "a circular": Story(("O1",), frozenset({"circular", "reply"})),
    "an opinion": Story(("O2",), frozenset({"opinion", "reply"}), serious=True),
    "papers put right": Story(("O3", "O4", "O5"), frozenset({"notice", "reply"}), "partly"),
    "an enterprise dealt with": Story(("O6",), frozenset({"notice", "reply"})),
    "a decision revoked": Story(("O2", "O7"), frozenset({"opinion", "notice", "reply"}), serious=True),
    "a judgment followed": Story(("O8",), frozenset({"notice", "reply"})),
    "persons answer for it": Story(
        ("O2", "O9", "O10"), frozenset({"opinion", "advice", "handover", "reply"})
    ),
    "no breach": Story(("O12", "O11"), frozenset({"advice", "reply"}), "unfounded"),
    "not to be established": Story(("O13", "O16"), frozenset({"handover", "reply"}), "unsubstantiated"),
    "withdrawn": Story(("O14",), frozenset({"reply"}), None, withdrawn=True, end="terminated"),
    "ended": Story(("O15",), frozenset({"reply"}), None, end="terminated"),
}
