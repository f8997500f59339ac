"""The rows of the decision table (domain §4.2) as facts that bring each of them about."""

from collections.abc import Mapping
from typing import Any

from tests.triage.builders import HANGZHOU, NATION, XIHU, YUHANG, respondent

Row = Mapping[str, Any]
"""Facts as in contract §3-4, flat: circumstances beside the rest, respondents as a list that adds up."""

PENDING = {"state": "pending", "body": f"SUP-{XIHU}", "same_complainant": True, "overdue": False}
CLOSED = PENDING | {"state": "closed", "new_facts": False}


def accused(kind: str, division: str | None = XIHU, **said: Any) -> Row:
    return {"respondents": [respondent(kind, division, **said)]}


def moved(kind: str, division: str, to: str, **said: Any) -> Row:
    """Somebody who sits elsewhere by now."""
    return accused(kind, division, name="甲", current_post={"kind": to, "division": HANGZHOU}, **said)


ROWS: dict[str, Row] = {
    "G1 danger now": {"imminent_danger": True},
    "G2 praise": {"subject": "praise"},
    "G2 question": {"subject": "consultation"},
    "G2 information": {"subject": "information_request"},
    "G2 suggestion": {"subject": "other"},
    "G3 hazard report": {"subject": "hazard_report"},
    "G4 deaths": {"deaths": True},
    "G5 housing": accused("other_agency", sector="housing"),
    "G5 mine": accused("other_agency", sector="mine"),
    "G5 town": accused("other_agency", sector="town"),
    "G6 only discipline": {"discipline_clue": "only"},
    "G7 review pending": {"review": "pending"},
    "G7 review decided": {"review": "decided"},
    "G7 lawsuit pending": {"litigation": "pending"},
    "G7 lawsuit decided": {"litigation": "decided"},
    "G7 not carried out": {"categories": ["C8.1"]},
    "G8 order of 12345": {"channel": "12345"},
    "G9 same matter": {"received_at": XIHU, "earlier": PENDING},
    "G9 brought higher": {"received_at": HANGZHOU, "earlier": PENDING},
    "G9 overdue": {"earlier": PENDING | {"overdue": True}},
    "G9 another person": {"earlier": PENDING | {"same_complainant": False}},
    "G10 within 30 days": {"earlier": CLOSED | {"closed_days_ago": 30}},
    "G10 after 30 days": {"earlier": CLOSED | {"closed_days_ago": 31}},
    "G10 new facts": {"earlier": CLOSED | {"closed_days_ago": 31, "new_facts": True}},
    "G11 before acceptance": {"withdrawn": True, "stage": "registered", "breach_indicated": True},
    "G11 later": {"withdrawn": True, "stage": "investigating", "breach_indicated": False},
    "G11 ex officio": {"withdrawn": True, "stage": "investigating", "breach_indicated": True},
    "G12 ask": {"respondents": [], "contactable": True},
    "G12 record": {"respondents": [], "contactable": False, "identity": "anonymous"},
    "R1 officer": accused("officer"),
    "R1 unit": accused("internal_unit", name="危化科"),
    "R1 auxiliary": accused("auxiliary"),
    "R2 agency": accused("entrusted_agency", entrusted_by=HANGZHOU, name="支队"),
    "R2 its officer": accused("officer", entrusted_by=f"DEP-{HANGZHOU}"),
    "R3 department": accused("department"),
    "R3 city department": accused("department", HANGZHOU),
    "R3 collective": {"collective_decision": True},
    "R4 leader": accused("leader", name="乙"),
    "R5 body": accused("supervision_body"),
    "R5 staff": accused("supervision_staff", name="丙"),
    "R6 national unit": accused("internal_unit", NATION, name="某司"),
    "R6 national department": accused("department", NATION),
    "R6 national leader": accused("leader", NATION),
    "R7 next county": accused("officer", YUHANG),
    "R7 next province": accused("officer", "320102"),
    "R8 somewhere in the city": accused("officer", HANGZHOU, division_known=False),
    "R9 one successor": accused("officer", "330124"),
    "R9 several successors": accused("officer", "130103"),
    "K1 own review": {"legally_reviewed_by_body": True},
    "K1 nobody left": {"eligible_investigators": 1},
    "K2 approving head": moved("leader", XIHU, "leader"),
    "K3 sits above": moved("officer", XIHU, "supervision_staff"),
    "K3 leader sits above": moved("leader", XIHU, "supervision_staff"),
    "MODE assigned": {"assigned_by": "SUP-330000"},
    "MODE cluster": {"similar_open_90d": 5},
    "SPLIT hazard": {"hazard": True},
    "SPLIT bribery": {"discipline_clue": "also"},
    "SPLIT other conduct": {"separable_conduct": True},
}
AROUND = frozenset(
    [
        "imminent_danger",
        "deaths",
        "discipline_clue",
        "review",
        "litigation",
        "earlier",
        "withdrawn",
        "stage",
        "breach_indicated",
        "hazard",
        "collective_decision",
        "legally_reviewed_by_body",
        "eligible_investigators",
        "assigned_by",
        "similar_open_90d",
        "separable_conduct",
    ]
)


def can_meet(first: Row, second: Row) -> bool:
    """Nothing is said in two ways, and nobody is accused where nobody is named."""
    shared = first.keys() & second.keys() - {"respondents"}
    if any(first[key] != second[key] for key in shared):
        return False
    named = [bool(row["respondents"]) for row in (first, second) if "respondents" in row]
    return len(set(named)) < 2


def together(*rows: Row) -> dict[str, Any]:
    """The facts under which all the rows hold; without anybody named an officer is accused."""
    said = {key: value for row in rows for key, value in row.items() if key != "respondents"}
    people = [one for row in rows for one in row.get("respondents", ())]
    if not any("respondents" in row for row in rows):
        people = [respondent()]
    sent: dict[str, Any] = {"respondents": people}
    sent["circumstances"] = {key: said[key] for key in said.keys() & AROUND}
    sent |= {key: said[key] for key in ("subject", "channel", "contactable", "identity") if key in said}
    if "received_at" in said:
        sent["received_at"] = {"division": said["received_at"]}
    if "categories" in said:
        sent["claims"] = {"categories": said["categories"]}
    return sent
