"""One complaint's way to the archive, by those who act in it; what they get in their hands goes on a shelf."""

import re
from typing import Any

from services.investigation.domain.archive import years
from tests.investigation.told import Story, contents
from tests.journeys.complaints import WORDS
from tests.journeys.door import Door
from tests.journeys.house import House
from tests.journeys.journey import CASES, CHECKS, TRIAGE, Journey
from tests.journeys.stories.shelf import Shelf
from tests.journeys.waiting import until

PAGES = "/investigation/cases"
RULED = frozenset({"reply", "handover", "extension", "pause", "resumption"})
"""Written to the complainant, or to another authority that needs to know."""
ELSEWHERE = {"330110": {"西湖区": "余杭区", "（西）": "（余）"}}
"""What the papers of another district name."""
RECEIVED = {
    **dict.fromkeys(("reply", "extension", "pause", "resumption"), ("投诉举报人本人", "electronic")),
    "recusal": ("本人", "direct"),
}
"""By whom and in which way, where it is no office."""


class Teller(Journey):
    """A journey that comes to the archive, and keeps every paper that it meets."""

    def __init__(
        self, house: House, shelf: Shelf, story: Story, division: str = "330106", facts: dict[str, Any] | None = None
    ) -> None:  # fmt: skip
        super().__init__(house, division, facts)
        self.shelf, self.story = shelf, story
        self.kept: set[str] = set()

    # --- the way in ---------------------------------------------------------------------------

    def come_in(self) -> None:
        """Submitted by the citizen, judged and confirmed at the desk that the law names, taken by the body."""
        self.submit()
        self.see_it_received()
        self.taken()

    def taken(self, decision: str = "accept") -> None:
        """Confirmed, and claimed by two investigators."""
        self.confirm(decision)
        self.take_up()

    def take_up(self, shown: str = "investigating") -> None:
        self.find_the_case()
        self.staff("investigator").post(f"{CASES}/{self.case_id}/claim")
        self.wait_public(shown)
        self.do("investigator", "assignment", {"username": f"investigator2-{self.division}"})
        self.do("investigator2", "declaration", {})

    def confirm(self, decision: str) -> None:
        """The desk agrees with what was proposed, and that is what was expected."""
        desk, resource = self.staff("triage"), f"{TRIAGE}/{self.tracking_number}"

        def waits() -> dict[str, Any] | None:
            answer = desk.ask("GET", resource)
            found = answer.json() if answer.status_code == 200 else {}
            return found if found.get("state") == "awaiting_decision" else None

        seen = until(waits, f"{self.tracking_number} on the triage desk of {self.division}")
        assert seen["assessment"]["decision"] == decision, seen["assessment"]
        desk.change(resource, f"{resource}/decision", {"decision": decision})

    # --- acting -------------------------------------------------------------------------------

    def do(self, role: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._change(role, path, body)

    def at_the_page(self, role: str, path: str, tab: str, **form: str) -> str:
        """A form of the case's page, sent as a browser sends it; the page that comes back."""
        self.house.sign_out()
        desk, address = self.staff(role), f"{PAGES}/{self.case_id}"
        return sent(desk, f"{address}?tab={tab}", f"{address}/{path}", **form)

    def found_and_proposed(self, first_result: str | None = None) -> None:
        if self.story.finding is not None:
            for each in self.case()["allegations"]:
                self.do("investigator", "findings", self.story.found | {"allegation": each["id"]})
        self.propose(first_result)

    def propose(self, first_result: str | None = None) -> None:
        said = {"first_result": first_result} if first_result else {}
        self.do("investigator", "outcomes", {"outcomes": self.outcomes()} | said)

    def outcomes(self) -> list[dict[str, Any]]:
        """What the story proposes, with all that it must say."""
        last, told = self.shelf.last_day, []
        for code in self.story.outcomes:
            fields = contents(code, last)
            for here, there in ELSEWHERE.get(self.division, {}).items():
                fields = {name: text.replace(here, there) for name, text in fields.items()}
            told.append({"code": code, "fields": fields})
        return told

    def approve(self) -> None:
        """By the head; what is issued then is what the outcomes call for."""
        self.do("head", "approval", {"decision": "approve"})
        issued = {each["kind"] for each in self.case()["documents"]}
        assert self.story.documents <= issued, issued

    def citizen_reads(self) -> None:
        """The answer, in the end that the story has, and none of what only the body may know."""
        status = "rectifying" if self.case()["rectifications"] else "concluded"
        seen = self.wait_public("closed" if self.story.end == "terminated" else status)
        said = "有关情况已经查清" if self.story.finding else "处理"
        assert said in seen["outcome"]["text"], seen["outcome"]["text"]

    def serve(self) -> None:
        """Every document is served on the day it was issued."""
        for each in self.case()["documents"]:
            who, way = RECEIVED.get(each["kind"], ("办公室收发员", "direct"))
            served = {"document": each["id"], "recipient": who, "way": way}
            self.do("investigator", "service-records", served | {"served_on": self.shelf.today.isoformat()})

    def carry_out(self) -> None:
        """The unit reports, and what it reports is confirmed."""
        for each in self.case()["rectifications"]:
            for status, text in (("reported", "已整改，附材料。"), ("confirmed", "已到场核对，整改属实。")):
                self.do("investigator", "rectification", {"status": status, "item": each["id"], "text": text})

    def close_it(self) -> None:
        self.wait_public("concluded")
        self.close()

    def close_quietly(self) -> None:
        """Closed on the six checks, where no complainant follows it."""
        checks = {check: f"卷宗第{number}页" for number, check in enumerate(CHECKS, 1)}
        self.do("investigator", "closure", {"checks": checks})

    def archive(self) -> None:
        """Put away for as long as the rule wants; the file, its folder and the list go on the shelf."""
        kept = self.do(
            "investigator", "archive", {"years": years(self.story.outcomes), "note": "附光盘一张。"}
        )
        assert kept["state"] == self.story.end
        assert kept["archive"]
        listed = self.staff("investigator").get(f"{CASES}/{self.case_id}/archive")
        assert all(each["sha256"] for each in listed["pieces"])
        assert len(listed["pieces"]) >= len(kept["documents"])
        self.shelve()

    def to_the_end(self, first_result: str | None = None) -> None:
        """From the team to the archive, with nothing beside."""
        self.found_and_proposed(first_result)
        self.finish()

    def finish(self) -> None:
        self.approve()
        self.citizen_reads()
        self.serve()
        if self.story.end == "closed":
            self.carry_out()
            self.close_it()
        self.archive()

    # --- papers -------------------------------------------------------------------------------

    def shelve(self) -> None:
        """All papers of the case as those get them whom they are for; and the archive."""
        self.house.sign_out()  # pages are shown to the newly signed in; others are asked to renew
        desk, case = self.staff("head"), f"{PAGES}/{self.case_id}"
        for each in self.case("head")["documents"]:
            paper = f"{case}/documents/{each['id']}"
            pdf, word = both(desk, paper)
            text = self.shelf.keep(each["kind"], each["number"], pdf, word)
            self.tells_nobody(each, text)
            verified(self.house.visitor(), each["number"], each["verification"], pdf)
        self.shelf.archives += 1
        name = f"archive-{self.shelf.archives}"
        for form in ("pdf", "zip"):
            self.shelf.put(f"{name}.{form}", _file(desk, f"{case}/archive.{form}"))
        self.shelf.put(f"{name}-court.zip", _file(desk, f"{case}/archive/court/other.zip"))
        self.shelve_letters()

    def shelve_letters(self) -> None:
        """The notices that the citizen has, and the letters of referral."""
        if self.receipt_code:
            self._citizens_papers()
            self._letters()

    def tells_nobody(self, made: dict[str, Any], text: str) -> None:
        """What stands on the paper is what must, in words, and leads to nobody who complained."""
        assert made["number"] in text
        assert made["verification"] in text
        assert not re.search(r"[a-z_]{6,}", text), f"a code stands where words should: {text}"
        assert "陈投诉" not in text
        if made["kind"] not in RULED:
            assert self.tracking_number not in text
            assert WORDS not in text

    def _citizens_papers(self) -> None:
        """The notices at the page that the receipt code opens."""
        browser, form = self.house.visitor(), {"number": self.tracking_number, "code": self.receipt_code}
        sent(browser, "/follow", "/follow", **form)
        page = browser.get("/follow")
        for at in dict.fromkeys(re.findall(r"/follow/notices/[0-9a-f-]+(?=\.pdf)", page)):
            if at not in self.kept:
                verified_by_text(
                    browser, self.shelf.keep("notice-to-the-complainant", "", *both(browser, at))
                )
                self.kept.add(at)

    def _letters(self) -> None:
        """Letters of referral, as the desk has them that decided."""
        answer = self.staff("triage").ask("GET", f"{TRIAGE}/{self.tracking_number}")
        for each in answer.json().get("letters", []) if answer.status_code == 200 else []:
            at = f"/triage/complaints/{self.tracking_number}/letters/{each['id']}"
            text = self.shelf.keep(f"letter-{each['kind']}", each["number"], *both(self.staff("triage"), at))
            verified_by_text(self.house.visitor(), text)


def both(door: Door, path: str) -> tuple[bytes, bytes]:
    """A paper as PDF and for Word."""
    return _file(door, f"{path}.pdf"), _file(door, f"{path}.docx")


def _file(door: Door, path: str) -> bytes:
    answer = door.ask("GET", path)
    assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:500]}"
    return answer.content


def sent(door: Door, page: str, path: str, **form: str) -> str:
    """A form with what its page gave along; the page that the browser then shows."""
    shown = door.get(page)
    given = {
        name: found[1]
        for name in ("csrf_token", "version")
        if (found := re.search(rf'name="{name}" value="([^"]+)"', shown))
    }
    answer = door.ask("POST", path, data=given | form, allow_redirects=True)
    assert answer.status_code in (200, 201), f"{path}: {answer.status_code} {answer.text[-3000:]}"
    return answer.text


SAME, CHANGED = "与发出的文书完全一致", "与发出的文书不一致"
CODE = re.compile(r"核验码：([0-9A-F-]+)（")


def verified(holder: Door, number: str, code: str, pdf: bytes | None = None) -> None:
    """Whoever holds the paper finds it at the page for verifying; not by another code, nor a changed file."""
    assert number in _asked(holder, code)
    assert number not in _asked(holder, _another(code))
    if pdf is not None:
        page = "/investigation/verify"
        for sent_file, told in ((pdf, SAME), (pdf.replace(b"%%EOF", b"%%EOF\n"), CHANGED)):
            token = re.search(r'name="csrf_token" value="([^"]+)"', holder.get(f"{page}?code={code}"))
            assert token
            form = {"csrf_token": token[1], "code": code}
            answer = holder.ask("POST", page, data=form, files={"file": ("文书.pdf", sent_file)})
            assert told in answer.text, answer.text


def verified_by_text(holder: Door, text: str) -> None:
    """The same for a paper of which the holder has only what stands on it."""
    code, number = CODE.search(text), re.search(r"\S+〔\d{4}〕\d+号", text)
    assert code, text
    assert number, text
    verified(holder, number[0], code[1])


def _asked(holder: Door, code: str) -> str:
    """By the one door for all that can be verified, as a browser follows it."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', holder.get("/verify"))
    assert token
    answer = holder.ask("POST", "/verify", data={"csrf_token": token[1], "proof": code}, allow_redirects=True)
    return answer.text


def _another(code: str) -> str:
    return code[:-1] + ("0" if code[-1] != "0" else "1")
