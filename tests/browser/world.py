"""A house with something to show: sample complaints told to the points that the pages are about."""

from typing import Any

from deploy.demo.door import Door
from deploy.demo.ledger import Ledger
from deploy.demo.load import complaints
from deploy.demo.story import CASES, Story
from shared.clock import china_day, clock_from
from tests.journeys.house import PASSWORD, House
from tests.journeys.waiting import until
from tests.shared.files.samples import doc, jpeg, pdf, wav

BODY = "330110"
"""The staff whose desks are looked at."""
TOLD = (
    "yuhang-gifts",
    "yuhang-no-reinspection",
    "yuhang-town-station",
    "yuhang-fireworks",
    "yuhang-photos",
    "yuhang-licence-delay",
    "yuhang-borrowed-badge",
    "xihu-too-vague",
    "xihu-unequal-fines",
    "xihu-review-pending",
)


FILES = {"现场照片.jpg": jpeg(), "检查通知书.pdf": pdf(), "记录.doc": doc(), "录音.wav": wav()}
"""What one complainant sends: with a picture, with pages, without a copy, to be heard."""


class World:
    """The house, and the receipts of those who complained there."""

    def __init__(self, house: House) -> None:
        self.house, self.base = house, house.base
        self._ledger = Ledger(house.directory / "ledger.json")
        self._cases: dict[str, str] = {}
        door = Door("127.0.0.1", house.port, PASSWORD)
        today = china_day(clock_from(None)())
        items = [item for item in complaints() if item["key"] in TOLD]
        stories = [Story(door, self._ledger, item, today, 0) for item in items]
        for story in stories:
            story.submit()
        self._send_files("yuhang-photos")
        for story in stories:
            for step in story.path:
                step(story)

    def _send_files(self, key: str) -> None:
        number, code = self.receipt(key)
        place, citizen = f"/api/v1/complaints/{number}/attachments", self.house.receipt_holder(code)
        for name, data in FILES.items():
            sent = citizen.ask("POST", place, files={"file": (name, data)})
            assert sent.status_code == 201, sent.text
        until(
            lambda: all(each["state"] == "clean" for each in citizen.get(place)["items"]), "files looked at"
        )

    def receipt(self, key: str) -> tuple[str, str]:
        """Number and code of a complaint."""
        page: dict[str, Any] = self._ledger.page(key)
        return page["tracking_number"], page["receipt_code"]

    def number(self, key: str) -> str:
        return self.receipt(key)[0]

    def case(self, key: str) -> str:
        """The address of the case about a complaint."""
        if key not in self._cases:
            asked = {
                "q": self.number(key),
                "state": ["queued", "investigating", "proposed", "rectifying", "closed"],
            }
            rows = self.house.staff(f"head-{BODY}").get(CASES, params=asked)["items"]
            self._cases[key] = f"/investigation/cases/{rows[0]['id']}"
        return self._cases[key]
