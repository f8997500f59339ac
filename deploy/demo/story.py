"""How a demo complaint goes on after it was submitted: each step as its people take it in the house."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from deploy.demo.door import Answer, Door, Refused, wait
from deploy.demo.ledger import Ledger

TRIAGE = "/triage/api/v1/complaints"
CASES = "/investigation/api/v1/cases"
STATES = ("queued", "investigating", "proposed", "rectifying", "concluded", "closed", "terminated")


class Story:
    """One complaint with those who handle it. Every step may find that it was taken already."""

    def __init__(self, door: Door, ledger: Ledger, item: dict[str, Any], today: date, turn: int) -> None:
        self.door, self.ledger, self.item, self.today = door, ledger, item, today
        self.key, self.plot = item["key"], item["story"]
        self._investigator = ("investigator", "investigator2")[turn % 2]

    @property
    def page(self) -> dict[str, Any]:
        return self.ledger.page(self.key)

    @property
    def number(self) -> str:
        return str(self.page["tracking_number"])

    @property
    def path(self) -> tuple["Step", ...]:
        return PATHS[self.plot["until"]]

    def submit(self) -> None:
        """At the public door, or at a hotline seat."""
        key = {"Idempotency_Key": self.page["idempotency_key"]}
        if self.item["door"] == "hotline":
            seat, path = f"hotline-{self.item['seat']}", "/api/v1/hotline/complaints"
            answer = self.door.staff(seat, "POST", path, self.item["complaint"], **key)
        else:
            answer = self.door.demand("POST", "/api/v1/complaints", self.item["complaint"], **key)
        kept = ("tracking_number", "receipt_code")
        self.ledger.note(self.key, **{name: answer.content[name] for name in kept})

    # --- the complainant ------------------------------------------------------------------------

    def withdraw(self) -> None:
        if "withdraw" in self._public()["may"]:
            self._as_complainant("POST", "/withdrawal", {"reason": self.plot["withdrawal"]})

    def rate(self) -> None:
        rating = self.plot.get("rating")
        if rating and "rate" in wait(self._answered, f"the answer to {self.number}")["may"]:
            self._as_complainant("POST", "/rating", rating)

    def _answered(self) -> dict[str, Any] | None:
        seen = self._public()
        return seen if seen["outcome"] else None

    def _public(self) -> dict[str, Any]:
        seen: dict[str, Any] = self._as_complainant("GET", "").content
        return seen

    def _as_complainant(self, method: str, path: str, body: Any = None) -> Answer:
        code = f"Receipt {self.page['receipt_code']}"
        return self.door.demand(method, f"/api/v1/complaints/{self.number}{path}", body, Authorization=code)

    # --- the triage desk ------------------------------------------------------------------------

    def ask(self) -> None:
        """What is told is too little to go on."""
        reason = "来件未写明具体对象、时间或行为，暂无法核查。"
        self._decide({"decision": "pending_info", "reason": reason, "text": self.plot["ask"]})

    def decide(self) -> None:
        """Declined, referred or recorded, in words for the complainant."""
        self._decide(self.plot["decision"])

    def accept(self) -> None:
        """As assessed: most are accepted, some in parts, some with the danger handed on first."""
        self._decide({"decision": "confirm"})

    def let_go(self) -> None:
        """The desk hears of the withdrawal and closes the matter."""
        number = self.number
        wait(lambda: self._withdrawn_on_the_desk(), f"the withdrawal of {number} at {self.plot['body']}")
        self._decide({"decision": "confirm"})

    def _decide(self, body: dict[str, Any]) -> None:
        path = f"{TRIAGE}/{self.number}"
        seen = wait(self._on_the_desk, f"{self.number} on the desk of {self.plot['body']}")
        if seen.content["state"] == "awaiting_decision":
            self._as("triage", "POST", f"{path}/decision", body, If_Match=str(seen.etag))

    def _withdrawn_on_the_desk(self) -> bool:
        seen = self._on_the_desk()
        waiting = seen is not None and seen.content["state"] == "awaiting_decision"
        return seen is not None and (
            not waiting or seen.content["assessment"]["decision"] == "close_withdrawn"
        )

    def _on_the_desk(self) -> Answer | None:
        try:
            return self._as("triage", "GET", f"{TRIAGE}/{self.number}")
        except Refused as refused:
            if refused.status != 404:
                raise
            return None

    # --- the supervision body -------------------------------------------------------------------

    def claim(self) -> None:
        case = wait(self._case, f"the case of {self.number} in the queue of {self.plot['body']}")
        if case["state"] == "queued":
            self._as(self._investigator, "POST", f"{CASES}/{case['id']}/claim", {})

    def write(self) -> None:
        """Letters to the complainant."""
        written = [message["text"] for message in self._standing()["messages"]]
        for text in self.plot.get("messages", ()):
            if text not in written:
                self._act(self._investigator, "messages", {"text": text})

    def find(self) -> None:
        """A finding on each allegation."""
        for allegation in self._standing("investigating")["allegations"]:
            if not allegation["finding"]:
                found = finding(self.plot["findings"], self.item["complaint"]["respondents"], allegation)
                self._act(self._investigator, "findings", {"allegation": allegation["id"], **found})

    def propose(self) -> None:
        if self._standing()["state"] == "investigating":
            outcomes = [outcome(each, self.today) for each in self.plot["outcomes"]]
            self._act(self._investigator, "outcomes", {"outcomes": outcomes})

    def send_back(self) -> None:
        if self._standing()["state"] == "proposed":
            self._act("head", "approval", {"decision": "return", "reason": self.plot["returned"]})

    def approve(self) -> None:
        if self._standing()["state"] == "proposed":
            self._act("head", "approval", {"decision": "approve"})

    def carry_out(self) -> None:
        """The unit reports what it did, and the investigator sees the proof."""
        proof = {
            "reported": self.plot.get("rectification"),
            "confirmed": "已核对书面报告及所附凭证，予以确认。",
        }
        for item in self._standing()["rectifications"]:
            for status, text in proof.items():
                if item["state"] == {"reported": "open", "confirmed": "reported"}[status]:
                    body = {"item": item["id"], "status": status, "text": text}
                    self._act(self._investigator, "rectification", body)
                    item["state"] = status

    def close(self) -> None:
        if (case := self._case()) and case["state"] == "concluded":
            self._act(self._investigator, "closure", {"checks": self.plot["closing"]})

    def _case(self) -> dict[str, Any] | None:
        """The row of the case, in whatever state; it is found by its number."""
        asked = "".join(f"&state={state}" for state in STATES)
        rows = self._as(self._investigator, "GET", f"{CASES}?q={self.number}{asked}").content["items"]
        return rows[0] if rows else None

    def _standing(self, state: str | None = None) -> dict[str, Any]:
        """The whole case; without anything to work on when it stands elsewhere than in `state`."""
        row = wait(self._case, f"the case of {self.number}")
        case: dict[str, Any] = self._as(self._investigator, "GET", f"{CASES}/{row['id']}").content
        if state is not None and case["state"] != state:
            return case | {"allegations": []}
        return case

    def _act(self, role: str, what: str, body: dict[str, Any]) -> None:
        row = wait(self._case, f"the case of {self.number}")
        path = f"{CASES}/{row['id']}"
        version = self._as(role, "GET", path).etag
        self._as(role, "POST", f"{path}/{what}", body, If_Match=str(version))

    def _as(self, role: str, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        username = f"{role}-{self.plot['body'].removeprefix('SUP-')}"
        return self.door.staff(username, method, path, body, **headers)


def finding(
    findings: list[dict[str, Any]], respondents: list[dict[str, Any]], allegation: Mapping[str, Any]
) -> dict[str, Any]:
    """The story's finding for an allegation: of its respondent, and of its matter where it says one."""
    accused = allegation["respondent"]

    def fit(each: dict[str, Any]) -> tuple[bool, bool]:
        meant = respondents[each["respondent"]]
        same = all(meant[name] == accused.get(name) for name in ("kind", "division", "name"))
        matter = each.get("matter")
        return same, matter in allegation["categories"] if matter else False

    best = max(findings, key=fit)
    return {name: value for name, value in best.items() if name not in ("respondent", "matter")}


def outcome(written: dict[str, Any], today: date) -> dict[str, Any]:
    """An outcome as it is proposed; a term in days becomes a day."""
    fields = dict(written["fields"])
    if days := written.get("carry_out_in_days"):
        fields["carry_out_by"] = (today + timedelta(days=days)).isoformat()
    return {"code": written["code"], "fields": fields}


Step = Callable[[Story], None]

_FOUND = (Story.accept, Story.claim, Story.write, Story.find, Story.propose)
PATHS: Mapping[str, tuple[Step, ...]] = {
    "received": (),
    "asked": (Story.ask,),
    "declined": (Story.decide,),
    "referred": (Story.decide,),
    "recorded": (Story.decide,),
    "withdrawn": (Story.withdraw, Story.let_go),
    "accepted": (Story.accept,),
    "investigating": (Story.accept, Story.claim, Story.write),
    "proposed": _FOUND,
    "returned": (*_FOUND, Story.send_back),
    "rectifying": (*_FOUND, Story.approve),
    "concluded": (*_FOUND, Story.approve, Story.rate),
    "closed": (*_FOUND, Story.approve, Story.carry_out, Story.rate, Story.close),
}
"""The steps to each point at which a story may rest."""
