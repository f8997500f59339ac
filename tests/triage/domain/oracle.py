"""What the decision table (domain §4.2, 4.5) says of the facts in `rows.py`, told once more and plainly.

Written from the table, not from the code: seven places instead of the country, one list of gates in their order.
"""

from dataclasses import dataclass
from typing import Any

NATION = "000000"
SCENE = "330106"
ABOVE = {
    "330106": "330100", "330110": "330100", "330112": "330100", "330100": "330000", "330000": NATION,
    "320102": "320100", "320100": "320000", "320000": NATION,
    "130102": "130100", "130104": "130100", "130100": "130000", "130000": NATION,
}  # fmt: skip
SUCCESSORS = {"330124": ["330112"], "130103": ["130102", "130104"]}
TO_THE_LEVEL_ABOVE = {"department", "leader", "supervision_body", "supervision_staff"}
OUTSIDE = "outside"


@dataclass(frozen=True)
class Expected:
    decision: str
    body: str | None
    to: frozenset[str]
    flags: frozenset[str]


def up(code: str) -> str:
    return ABOVE.get(code, OUTSIDE)


def common(codes: set[str]) -> str:
    if OUTSIDE in codes:
        return OUTSIDE
    chains = [chain(code) for code in sorted(codes)]
    return next(code for code in chains[0] if all(code in each for each in chains))


def chain(code: str) -> list[str]:
    return [code, *(chain(ABOVE[code]) if code in ABOVE else ())]


class Story:
    """The facts, and what follows from each of them alone."""

    def __init__(self, sent: dict[str, Any]) -> None:
        self.about = sent["circumstances"]
        self.subject = sent.get("subject", "complaint")
        self.channel = sent.get("channel", "web")
        self.contactable = sent.get("contactable", True)
        self.received = sent.get("received_at", {}).get("division")
        self.categories = sent.get("claims", {}).get("categories", [])
        people = sent["respondents"]
        self.named = bool(people)
        self.others = [one for one in people if one["kind"] == "other_agency"]
        self.ours = [one for one in people if one["kind"] != "other_agency"]
        self.earlier = self.about.get("earlier")
        self.answered = self.earlier["body"][4:] if self.earlier else None
        self.mine = bool(self.earlier and self.earlier["same_complainant"])
        self.accused = [] if self.subject == "praise" else list(self.ours)
        if self.overdue and self.subject != "praise":
            self.accused.append({"kind": "supervision_body", "division": self.answered})

    def __getattr__(self, name: str) -> Any:
        return self.about.get(name)

    @property
    def overdue(self) -> bool:
        return self.mine and self.earlier["state"] == "pending" and self.earlier["overdue"]

    @property
    def at_law(self) -> bool:
        return "pending" in self.rulings or "decided" in self.rulings

    @property
    def rulings(self) -> set[str | None]:
        return {self.review, self.litigation}

    def places(self, one: dict[str, Any]) -> list[str]:
        code = (one.get("entrusted_by") or one["division"])[-6:]
        return SUCCESSORS.get(code, [code])

    def goes_up(self, one: dict[str, Any]) -> bool:
        return one["kind"] in TO_THE_LEVEL_ABOVE or bool(self.collective_decision)

    def wants(self, one: dict[str, Any]) -> str:
        """R1-R6, R8, R9 for one of the accused."""
        if one.get("division_known") is False:
            return self.places(one)[0]
        return common({up(code) if self.goes_up(one) else code for code in self.places(one)})

    @property
    def departments(self) -> set[str]:
        """Those accused as a whole, and those that an accused person leads by now."""
        whole = [one for one in self.accused if self.goes_up(one) and one.get("division_known") is not False]
        return {code for one in whole for code in self.places(one)} | self.seats("leader")

    def seats(self, *kinds: str) -> set[str]:
        posts = [one["current_post"] for one in self.ours if "current_post" in one]
        return {post["division"] for post in posts if post["kind"] in kinds}

    def settled(self, chosen: str) -> tuple[str, set[str]]:
        """K1-K3: the body that is left, and those that stepped aside for good."""
        aside: set[str] = set()
        if chosen == OUTSIDE:
            return chosen, aside
        body = chosen
        if self.legally_reviewed_by_body:
            aside.add(body)
        if self.legally_reviewed_by_body or self.eligible_investigators == 1:
            body = up(body)
        while body in self.seats("leader", "supervision_staff"):
            aside.add(body)
            body = up(body)
        return body, aside

    @property
    def chosen(self) -> str:
        """R7."""
        return common({self.wants(one) for one in self.accused})

    @property
    def body(self) -> str | None:
        """Who handles it or speaks about it."""
        if not self.accused:
            return SCENE
        return inside(self.settled(self.chosen)[0])

    @property
    def barred_bodies(self) -> set[str]:
        aside = self.settled(self.chosen)[1] if self.accused else set()
        return self.departments | aside


def inside(code: str) -> str | None:
    return None if code == OUTSIDE else code


def expected(sent: dict[str, Any]) -> Expected:
    story = Story(sent)
    rule, decision, body, to = gate(story)
    to = to | parts(story, rule)
    if story.imminent_danger:
        to = {one for one in to if not one.startswith("WS_TIP")} | {"EMERGENCY"}
        keeps = decision in ("accept", "accept_split", "continue_ex_officio")
        decision, body = "urgent_forward", body if keeps else None
    return Expected(decision, body, frozenset(to), flags(story, rule))


def gate(story: Story) -> tuple[str, str, str | None, set[str]]:
    """The first row that matches."""
    s, line = story, story.channel == "12345"
    pending = s.mine and s.earlier["state"] == "pending" and not s.overdue
    pending = pending and s.answered not in s.barred_bodies
    closed = s.mine and s.earlier["state"] == "closed"
    late = closed and s.earlier["closed_days_ago"] > 30
    open_rulings = s.at_law and not s.separable_conduct and s.categories != ["C8.1"]
    asks = not s.named or any(len(s.places(one)) > 1 for one in s.accused)

    if s.subject in ("praise", "consultation"):
        speaker = s.body if SCENE in s.barred_bodies and s.subject != "praise" else SCENE
        return "G2", "record_only" if s.subject == "praise" else "answer", speaker, set()
    if s.subject == "information_request":
        return returned(line, "G2", {f"INFO_DISCLOSURE:{asked(s)}"})
    if s.subject == "other":
        return returned(line, "G2", {"12345"})
    if s.subject == "hazard_report" or ((s.hazard or s.imminent_danger) and not s.named):
        return returned(line, "G3", desk(s) | (government(s) if s.deaths else set()))
    if s.deaths and not (s.separable_conduct and s.accused):
        return "G4", "refer", None, government(s)
    if s.others and not s.ours:
        return returned(line, "G5", chains(s))
    if s.discipline_clue == "only":
        return "G6", "refer", None, discipline(s)
    if open_rulings:
        return "G7", "decline", s.body, {"COURT"} if s.litigation == "pending" else set()
    if pending and s.received and s.received in chain(s.answered)[1:]:
        return "G9", "decline", s.answered, set()
    if pending:
        return "G9", "merge", s.answered, set()
    if closed and not late:
        return rechecked(s)
    if late and not s.earlier["new_facts"]:
        return "G10", "decline", s.body, set()
    if s.withdrawn:
        goes_on = s.stage == "investigating" and s.breach_indicated and s.body
        return "G11", "continue_ex_officio" if goes_on else "close_withdrawn", s.body, set()
    if asks and s.contactable:
        return "G12", "pending_info", s.body, set()
    if not s.named:
        return "G12", "record_only", s.body, set()
    if s.body is None:
        return "", "refer", None, {"MOJ"}
    split = parts(s, "") or divided(s)
    return "", "accept_split" if split else "accept", s.body, set()


def returned(line: bool, rule: str, to: set[str]) -> tuple[str, str, None, set[str]]:
    """G8: an order of 12345 that is not ours goes back."""
    return ("G8", "return", None, {"12345"} | to) if line else (rule, "refer", None, to)


def rechecked(s: Story) -> tuple[str, str, str | None, set[str]]:
    wanted = common({up(s.answered), *(s.wants(one) for one in s.accused)})
    body = inside(s.settled(wanted)[0]) if s.body or not s.accused else None
    return "G10", "recheck" if body else "refer", body, set() if body else {"MOJ"}


def divided(s: Story) -> bool:
    """G7: the act stays at the court or review organ, the rest is taken."""
    return s.at_law and bool(s.separable_conduct) and s.categories != ["C8.1"]


def parts(s: Story, rule: str) -> set[str]:
    to: set[str] = set()
    if rule == "G8":
        return to
    if s.hazard and rule != "G3":
        to |= desk(s)
    if rule == "G2":
        return to
    if s.discipline_clue and rule != "G6":
        to |= discipline(s)
    if s.ours and s.others and rule != "G3":
        to |= chains(s)
    if s.deaths and s.separable_conduct and rule not in ("G3", "G4"):
        to |= government(s)
    if divided(s) and s.litigation == "pending" and rule not in ("G3", "G7"):
        to |= {"COURT"}
    return to


def desk(s: Story) -> set[str]:
    code = SCENE
    while code in s.departments:
        code = up(code)
    return {f"GOV:{up(SCENE)}"} if code == OUTSIDE else {f"WS_TIP:{code}"}


def sites(s: Story) -> set[str]:
    return {code for one in s.ours + s.others for code in s.places(one)}


def asked(s: Story) -> str:
    return common(sites(s)) if s.named else SCENE


def government(s: Story) -> set[str]:
    above = {ABOVE.get(code, NATION) for code in sites(s)}
    return {f"GOV:{common(above) if above else SCENE}"}


def discipline(s: Story) -> set[str]:
    found: set[str] = set()
    for one in s.ours or s.others:
        served = SUCCESSORS.get(one["division"], [one["division"]])
        if one["kind"] in ("leader", "department"):
            served = [ABOVE.get(code, NATION) for code in served]
        found.add(common(set(served)))
    return {f"DISCIPLINE:{code}" for code in found or {SCENE}}


def chains(s: Story) -> set[str]:
    to = {"housing": "HOUSING:330100", "mine": "NMSA", "town": "JUSTICE:330106"}
    return {to[one["sector"]] for one in s.others}


def flags(s: Story, rule: str) -> frozenset[str]:
    kinds = {one["kind"] for one in s.accused}
    homes = {common(set(s.places(one))) for one in s.accused}
    went_up = [one for one in s.accused if s.collective_decision and one["kind"] not in TO_THE_LEVEL_ABOVE]
    chosen = s.chosen if s.accused else OUTSIDE
    if rule == "G10" and s.earlier["closed_days_ago"] <= 30:
        outside = bool(s.accused) and s.body is None
        chosen = OUTSIDE if outside else common({up(s.answered), *(s.wants(one) for one in s.accused)})
    retired = any(one["division"] in SUCCESSORS for one in s.ours + s.others)
    found = {
        "LEADER": "leader" in kinds,
        "SUPERVISOR_ACCUSED": bool(kinds & {"supervision_body", "supervision_staff"}),
        "ESCALATED_COLLECTIVE": bool(went_up),
        "CROSS_REGION": bool(homes) and common(homes) not in homes,
        "REGION_UNCLEAR": any(
            one.get("division_known") is False or len(s.places(one)) > 1 for one in s.accused
        ),
        "CODE_RETIRED": retired,
        "RECUSAL_BODY": chosen != OUTSIDE and s.settled(chosen)[0] != chosen,
        "SEALED": s.discipline_clue == "only" and rule in ("G3", "G4", "G5", "G6"),
        "SEAT_CONFLICT": s.received in s.departments,
        "PRIORITY": bool(s.imminent_danger or s.deaths or (s.overdue and s.subject != "praise")),
        "OVERDUE_HANDLER": s.overdue and s.subject != "praise",
        "TRACK_ART18": s.at_law or s.categories == ["C8.1"],
        "NO_NOTICE": not s.contactable,
        "ART12_SPECIAL": bool(s.assigned_by or s.similar_open_90d),
        "REPORT_BACK": bool(s.assigned_by),
    }
    return frozenset(name for name, holds in found.items() if holds)
