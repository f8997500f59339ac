"""One complaint's way from the citizen to the outcome and back, as named steps through the door only."""

from typing import Any

from tests.journeys.complaints import complaint
from tests.journeys.door import Door
from tests.journeys.house import House
from tests.journeys.waiting import until

TRIAGE = "/triage/api/v1/complaints"
CASES = "/investigation/api/v1/cases"
CHECKS = (
    "facts_clear",
    "evidence_solid",
    "procedure_lawful",
    "nature_accurate",
    "handling_proper",
    "formalities_complete",
)
REPLY = "已查清：当日所收款项未开具票据，责令退还并予以纠正。"


class Journey:
    """Holds what a citizen and the staff would have written down; every step may meet a fresh process."""

    def __init__(self, house: House, division: str = "330106", facts: dict[str, Any] | None = None) -> None:
        self.house, self.division = house, division
        self.facts = facts or complaint()
        self.tracking_number = ""
        self.receipt_code = ""
        self.case_id = ""
        self.record_id = ""
        self.recusal_id = ""

    # --- who acts ---------------------------------------------------------------------------

    def citizen(self) -> Door:
        return self.house.receipt_holder(self.receipt_code)

    def staff(self, role: str) -> Door:
        return self.house.staff(f"{role}-{self.division}")

    # --- what they see ----------------------------------------------------------------------

    def public(self) -> dict[str, Any]:
        seen: dict[str, Any] = self.citizen().get(f"/api/v1/complaints/{self.tracking_number}")
        return seen

    def case(self, role: str = "investigator") -> dict[str, Any]:
        seen: dict[str, Any] = self.staff(role).get(f"{CASES}/{self.case_id}")
        return seen

    def wait_public(self, status: str) -> dict[str, Any]:
        def reached() -> dict[str, Any] | None:
            seen = self.public()
            return seen if seen["status"] == status else None

        return until(reached, f"{self.tracking_number} to be {status} for the citizen")

    def _change(self, role: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        resource = f"{CASES}/{self.case_id}"
        changed: dict[str, Any] = self.staff(role).change(resource, f"{resource}/{path}", body)
        return changed

    # --- the steps --------------------------------------------------------------------------

    def submit(self) -> None:
        answer = self.house.visitor().post("/api/v1/complaints", self.facts, 201)
        self.tracking_number, self.receipt_code = answer["tracking_number"], answer["receipt_code"]

    def see_it_received(self) -> None:
        assert self.public()["status"] in ("received", "accepted")

    def confirm_acceptance(self) -> None:
        """The named body's triage desk finds it waiting and agrees with the assessment."""
        desk, resource = self.staff("triage"), f"{TRIAGE}/{self.tracking_number}"
        until(lambda: desk.ask("GET", resource).status_code == 200, "the complaint on the triage desk")
        waiting = desk.get(TRIAGE, params={"state": "awaiting_decision", "limit": 200})["items"]
        assert self.tracking_number in [item["tracking_number"] for item in waiting]
        desk.change(resource, f"{resource}/decision", {"decision": "accept"})

    def find_the_case(self) -> None:
        desk = self.staff("investigator")

        def queued() -> str | None:
            found = desk.get(CASES, params={"state": "queued", "q": self.tracking_number})["items"]
            return found[0]["id"] if found else None

        self.case_id = until(queued, "the case in the body's queue")

    def claim(self) -> None:
        self.staff("investigator").post(f"{CASES}/{self.case_id}/claim")
        self.wait_public("investigating")

    def record_findings(self) -> None:
        """Work first, then what it shows."""
        task = {"task": "核对收据存根", "by_whom": "调查员甲", "due": "2027-01-10"}
        self.record_id = self._change("investigator", "tasks", {"fields": task})["records"][-1]["id"]
        doubt = {
            "username": f"investigator2-{self.division}",
            "side": "others",
            "tie": "other",
            "reason": "曾有往来。",
        }
        self.recusal_id = self._change("investigator", "recusals", doubt)["recusals"][-1]["id"]
        self._change(
            "head", f"recusals/{self.recusal_id}/decision", {"decision": "refuse", "reason": "不影响公正。"}
        )
        for allegation in self.case()["allegations"]:
            finding = {
                "allegation": allegation["id"],
                "finding": "substantiated",
                "category": "C4.1",
                "nature": "unlawful",
                "facts": "执法记录仪与收据存根相互印证，确有收取现金未开票据的事实。",
                "reasons": "违反罚缴分离与票据管理规定。",
                "told": REPLY,
            }
            self._change("investigator", "findings", finding)

    def propose_outcome(self, manner: str = "退还款项，书面说明") -> None:
        fields = {
            "unit": "杭州市西湖区应急管理局执法大队",
            "ground": "K1",
            "document": "现场处理措施决定书",
            "manner": manner,
            "carry_out_by": "2027-01-15",
        }
        self._change("investigator", "outcomes", {"outcomes": [{"code": "O3", "fields": fields}]})

    def head_returns_it(self) -> None:
        self._change("head", "approval", {"decision": "return", "reason": "期限写清楚，并写明由谁负责。"})
        assert self.case()["state"] == "investigating"

    def propose_an_improved_outcome(self) -> None:
        self.propose_outcome("退还款项，书面说明，由大队长负责，十日内报送")

    def head_approves_it(self) -> None:
        self._change("head", "approval", {"decision": "approve"})

    def citizen_reads_the_outcome(self) -> None:
        seen = self.wait_public("rectifying")
        assert REPLY in seen["outcome"]["text"]

    def unit_carries_it_out(self) -> None:
        self._change("investigator", "rectification", {"status": "reported", "text": "款项已退还，附收条。"})
        self._change("investigator", "rectification", {"status": "confirmed", "text": "已核对收条原件。"})
        self.wait_public("concluded")

    def citizen_rates_it(self) -> None:
        rating = {"manner": 5, "speed": 4, "result": 5, "comment": "回复清楚"}
        path = f"/api/v1/complaints/{self.tracking_number}/rating"
        self.citizen().post(path, rating, (200, 201, 204))

    def close(self) -> None:
        checks = {check: f"卷宗第{number}页" for number, check in enumerate(CHECKS, 1)}
        self._change("investigator", "closure", {"checks": checks})
        self.wait_public("closed")

    ASSISTED = (
        submit,
        see_it_received,
        confirm_acceptance,
        find_the_case,
        claim,
        record_findings,
        propose_outcome,
        head_returns_it,
        propose_an_improved_outcome,
        head_approves_it,
        citizen_reads_the_outcome,
        unit_carries_it_out,
        citizen_rates_it,
        close,
    )
    """Every step in its order, where each acceptance takes a click."""

    AUTOMATIC = (*ASSISTED[:2], *ASSISTED[3:])
    """The same where clear-cut acceptances are dispatched without a click."""
