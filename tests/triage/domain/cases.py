"""Cases beside the single rows: where rows bite each other, and where the table's special divisions lie."""

from typing import Any

from services.triage.domain.policy import Policy
from tests.triage.builders import HANGZHOU, NATION, XIHU, YUHANG, ZHEJIANG, respondent
from tests.triage.domain.rows import CLOSED, PENDING

NARROW = Policy(leader_scope="head_and_enforcement_deputy", version="province")
Case = tuple[list[dict[str, Any]], dict[str, Any]]


def post(kind: str, division: str) -> dict[str, Any]:
    return {"current_post": {"kind": kind, "division": division}}


def case(*respondents: dict[str, Any], **said: Any) -> Case:
    return list(respondents), said


def about(*respondents: dict[str, Any], **circumstances: Any) -> Case:
    return list(respondents), {"circumstances": circumstances}


CASES: dict[str, Case] = {
    "nothing at all": case(occurred_in=None, contactable=None, identity=None),
    "nobody named, received somewhere": case(occurred_in=None, received_at={"division": YUHANG}),
    "praise of a leader": case(respondent("leader", name="甲"), subject="praise"),
    "question about a department": case(respondent("department"), subject="consultation"),
    "question about the national department": case(respondent("department", NATION), subject="consultation"),
    "hazard report and the city above": case(respondent("department", HANGZHOU), subject="hazard_report"),
    "hazard of the nation's department": about(respondent("department", NATION), hazard=True),
    "hazard under its own department": about(respondent("department"), hazard=True),
    "hazard under a unit": about(respondent("internal_unit", name="危化科"), hazard=True),
    "hazard where an accused leader sits now": about(
        respondent("officer", YUHANG, name="甲", **post("leader", XIHU)), hazard=True
    ),
    "hazard in Hong Kong": case(occurred_in="810000", subject="hazard_report"),
    "hazard in a special area": case(occurred_in="320571", subject="hazard_report"),
    "hazard at the top, under the nation's department": case(
        respondent("department", NATION), occurred_in=NATION, circumstances={"hazard": True}
    ),
    "hazard, no place said, two accused": case(
        respondent(), respondent("officer", YUHANG), occurred_in=None, circumstances={"hazard": True}
    ),
    "hazard, no place said, one accused without a division": case(
        respondent("officer", None), respondent("officer", YUHANG), occurred_in=None, circumstances={"hazard": True}
    ),
    "hazard in a place that is no more, nobody took over": case(
        occurred_in="652821", received_at={"division": YUHANG}, subject="hazard_report"
    ),
    "hazard, no place said, accused under a code that is no more": case(
        respondent("officer", "652821"), occurred_in=None, received_at={"division": YUHANG}, circumstances={"hazard": True}
    ),
    "bribery of ours beside another agency": about(
        respondent(), respondent("other_agency", YUHANG, sector="fire"), discipline_clue="also"
    ),
    "deaths with an accused without a division": about(respondent("officer", None), respondent(), deaths=True),
    "danger and conduct": about(respondent("department"), imminent_danger=True, hazard=True),
    "danger and nobody": about(imminent_danger=True),
    "danger and bribery only": about(respondent(), imminent_danger=True, discipline_clue="only"),
    "danger handed on": about(respondent(), danger_handed_on=True, review="pending"),
    "danger at the top": about(respondent("department", NATION), imminent_danger=True),
    "deaths and bribery only": about(respondent("leader"), deaths=True, discipline_clue="only"),
    "deaths told apart": about(respondent(), deaths=True, separable_conduct=True),
    "deaths and another agency": about(respondent("other_agency", sector="fire"), deaths=True, separable_conduct=True),
    "deaths under two cities": about(respondent(), respondent("officer", "330206"), deaths=True),
    "deaths and nobody, in a hazard": about(deaths=True, hazard=True),
    "other agency without a place": case(respondent("other_agency", None), occurred_in=YUHANG),
    "other agency of the nation": case(respondent("other_agency", NATION, sector="fire")),
    "other agency's bribery only": about(respondent("other_agency", sector="fire"), discipline_clue="only"),
    "town by entrustment": case(respondent("other_agency", sector="town", entrusted_by=XIHU, name="某镇")),
    "other agency beside ours, ordered by 12345": case(
        respondent("other_agency", sector="fire"), respondent(), channel="12345"
    ),
    "bribery of several": about(
        respondent("leader"), respondent(), respondent("department", YUHANG), discipline_clue="only"
    ),
    "bribery under entrustment": about(
        respondent("officer", XIHU, entrusted_by=HANGZHOU, name="甲"), discipline_clue="also"
    ),
    "bribery without a place": about(respondent("leader", None), discipline_clue="only"),
    "bribery of nobody": about(discipline_clue="only"),
    "act before the court, other conduct": about(respondent(), litigation="pending", separable_conduct=True),
    "act before the reviewer, other conduct": about(respondent(), review="pending", separable_conduct=True),
    "judgment ignored": case(
        respondent("department"), claims={"categories": ["C8.1"]}, circumstances={"litigation": "decided"}
    ),
    "judgment ignored and the act": case(
        respondent("department"),
        claims={"categories": ["C3.4", "C8.1"]}, circumstances={"litigation": "pending"},
    ),
    "review still possible": about(respondent(), review="eligible"),
    "retaliation": case(respondent(), claims={"categories": ["C6.4"]}),
    "same matter with the accused": about(respondent("department"), earlier=PENDING),
    "same matter, no body known": about(respondent(), earlier=PENDING | {"body": None}),
    "same matter for 60 days": about(respondent(), earlier=PENDING | {"overdue": None, "pending_days": 60}),
    "same matter for 61 days": about(respondent(), earlier=PENDING | {"overdue": None, "pending_days": 61}),
    "overdue, no body known": about(respondent(), earlier=PENDING | {"body": None, "overdue": True}),
    "overdue at a retired code": about(respondent(), earlier=PENDING | {"body": "SUP-330124", "overdue": True}),
    "overdue at the top": about(respondent(), earlier=PENDING | {"body": f"SUP-{NATION}", "overdue": True}),
    "other agency, and an overdue handler": about(
        respondent("other_agency", sector="fire"), earlier=PENDING | {"overdue": True}
    ),
    "hazard report, and an overdue handler": case(
        subject="hazard_report", circumstances={"earlier": PENDING | {"overdue": True}}
    ),
    "other agency ordered by 12345, and an overdue handler": case(
        respondent("other_agency", sector="fire"), channel="12345", circumstances={"earlier": PENDING | {"overdue": True}}
    ),
    "same matter, brought aside": case(
        respondent(), received_at={"division": YUHANG}, circumstances={"earlier": PENDING}
    ),
    "recheck of the city": about(respondent(), earlier=CLOSED | {"body": f"SUP-{HANGZHOU}", "closed_days_ago": 1}),
    "recheck of the nation": about(respondent(), earlier=CLOSED | {"body": f"SUP-{NATION}"}),
    "recheck, no body known": about(respondent(), earlier=CLOSED | {"body": None}),
    "recheck, nobody accused, no body known": about(earlier=CLOSED | {"body": None}),
    "recheck past an accused person": about(
        respondent(name="甲", **post("supervision_staff", HANGZHOU)), earlier=CLOSED | {"closed_days_ago": 3}
    ),
    "recheck with the accused higher": about(respondent("department", HANGZHOU), earlier=CLOSED),
    "recheck against the nation": about(respondent("leader", NATION), earlier=CLOSED),
    "closed, rechecked once": about(respondent(), earlier=CLOSED | {"closed_days_ago": 3, "rechecks": 1}),
    "closed, rechecked twice": about(respondent(), earlier=CLOSED | {"closed_days_ago": 3, "rechecks": 2}),
    "closed long ago, rechecked twice": about(respondent(), earlier=CLOSED | {"closed_days_ago": 99, "rechecks": 2}),
    "closed, rechecked twice, new facts": about(
        respondent(), earlier=CLOSED | {"closed_days_ago": 3, "rechecks": 2, "new_facts": True}
    ),
    "closed for another person, rechecked twice": about(
        respondent(), earlier=CLOSED | {"same_complainant": False, "rechecks": 2}
    ),
    "closed for another person": about(respondent(), earlier=CLOSED | {"same_complainant": False}),
    "closed, new facts within the window": about(respondent(), earlier=CLOSED | {"closed_days_ago": 5, "new_facts": True}),
    "withdrawn against the nation": about(
        respondent("department", NATION), withdrawn=True, stage="investigating", breach_indicated=True
    ),
    "withdrawn with a hazard": about(respondent(), withdrawn=True, hazard=True),
    "recoded before 1984": case(respondent("department", "110201")),
    "retired code, nobody to ask": case(respondent("department", "130103"), contactable=False),
    "retired code that a neighbour took over": case(respondent("department", "110000"), respondent("officer", "110103")),
    "retired code without successor": case(respondent("officer", "652821"), contactable=False),
    "department of a retired code without successor": case(respondent("department", "652821"), occurred_in=None),
    "praise of who heads the county now": case(
        respondent(name="甲", **post("leader", XIHU)), subject="praise"
    ),
    "order of 12345 about another agency, with a hazard and bribery": case(
        respondent("other_agency", sector="fire"),
        channel="12345", circumstances={"hazard": True, "discipline_clue": "also"},
    ),
    "order of 12345 about nothing of ours, with a hazard": case(
        respondent(), subject="other", channel="12345", circumstances={"hazard": True}
    ),
    "entrusted by a retired code": case(respondent("entrusted_agency", XIHU, entrusted_by="330124", name="队")),
    "entrusted, by whom is not said": case(respondent("entrusted_agency", name="队")),
    "entrusted agency's collective decision": about(
        respondent("entrusted_agency", entrusted_by=XIHU, name="队"), collective_decision=True
    ),
    "named officer of some county": case(respondent("officer", HANGZHOU, division_known=False, name="甲")),
    "officer of an unnamed place": case(respondent("officer", None), occurred_in="330124"),
    "officer of nowhere": case(respondent("officer", None), occurred_in=None),
    "department of an unnamed place": case(respondent("department", None)),
    "department of some county": case(respondent("department", HANGZHOU, division_known=False)),
    "department of a county, perhaps": case(respondent("department", division_known=False)),
    "unnamed places in two provinces": case(
        respondent("officer", ZHEJIANG, division_known=False), respondent("officer", "320102")
    ),
    "leader moved into the body above": case(respondent("leader", name="甲", **post("supervision_staff", HANGZHOU))),
    "leader now heads the city": case(respondent("leader", name="甲", **post("leader", HANGZHOU))),
    "officer now heads the county": case(respondent(name="甲", **post("department", XIHU))),
    "officer moved to a unit elsewhere": case(respondent(name="甲", **post("officer", HANGZHOU))),
    "nameless officer moved into the body": case(respondent(**post("supervision_staff", HANGZHOU))),
    "officer moved into the body twice over": case(
        respondent(name="甲", **post("supervision_staff", XIHU)),
        respondent("officer", name="乙", **post("supervision_body", HANGZHOU)),
    ),
    "moved to a retired code": case(respondent(name="甲", **post("supervision_staff", "330124"))),
    "officer with a unit": case(respondent(name="甲", unit="危化科")),
    "reviewed by a body whose next is taken": about(
        respondent(name="甲", **post("supervision_staff", HANGZHOU)), legally_reviewed_by_body=True
    ),
    "reviewed at the top": about(respondent("officer", NATION), legally_reviewed_by_body=True),
    "two left": about(respondent(), eligible_investigators=2),
    "nobody left": about(respondent(), eligible_investigators=0),
    "reviewed and nobody left": about(respondent(), legally_reviewed_by_body=True, eligible_investigators=0),
    "collective at the top": about(respondent("internal_unit", NATION, name="司"), collective_decision=True),
    "accused in and under the city": case(respondent("department", HANGZHOU), respondent("officer", YUHANG)),
    "accused at the top and below": case(respondent("leader", NATION), respondent()),
    "two departments of one city": case(respondent("department"), respondent("department", YUHANG)),
    "XPCC city": case(respondent("department", "659001")),
    "XPCC city and Xinjiang": case(respondent("officer", "659001"), respondent("officer", "650102")),
    "XPCC itself": case(respondent("leader", "XPCC")),
    "special area": case(respondent("leader", "320571")),
    "special area and its city": case(respondent("officer", "320571"), respondent("officer", "320500")),
    "district of a municipality": case(respondent("department", "110105")),
    "two districts of a municipality": case(respondent("officer", "110105"), respondent("officer", "110106")),
    "county under the province": case(respondent("department", "419001")),
    "city without counties": case(respondent("internal_unit", "441900", name="某镇分局")),
    "deputy": case(respondent("leader", role="副局长")),
    "Hong Kong": case(respondent("department", "810000")),
    "assigned from above with days": about(respondent(), assigned_by="SUP-330000", report_back_days=20),
    "assigned by the channel": case(respondent(), channel="superior"),
    "petition office wants an answer": case(respondent(), channel="petition_office", circumstances={"report_back_days": 10}),
    "four linked": about(respondent(), similar_open_90d=4),
    "five linked": about(respondent(), similar_open_90d=5),
    "received by a desk of the accused": case(respondent("department"), received_at={"division": XIHU}),
    "received under a retired code": case(respondent("department", "330112"), received_at={"division": "330124"}),
    "anonymous but reachable": case(respondent(), identity="anonymous"),
    "natures follow from the category": case(respondent(), claims={"categories": ["C6.3", "C6.2", "C4.1"]}),
}  # fmt: skip
"""By name: respondents, and what is said besides."""

UNDER_A_NARROW_POLICY: dict[str, Case] = {
    "head": case(respondent("leader", role="局长")),
    "deputy": case(respondent("leader", role="副局长")),
    "deputy for enforcement": case(respondent("leader", role="分管执法的副局长")),
    "leader without a role": case(respondent("leader")),
}
