"""Fills a demo house with sample complaints, through its doors only: `python -m deploy.demo.load`.

Safe to repeat: a ledger in the data folder holds each complaint's receipt and the steps taken, and what
stopped half-way goes on from there. Nothing is done where the demo is off.
"""

import json
from http.client import HTTPException
from pathlib import Path
from typing import Any

import structlog

from deploy.demo.door import Door, NeverCame, Refused
from deploy.demo.ledger import Ledger
from deploy.demo.story import Story
from shared.assembly import demo_password
from shared.clock import china_day, clock_from
from shared.settings import Settings, load

log = structlog.get_logger("demo")
COMPLAINTS = Path(__file__).with_name("complaints.json")
OPENING = 60.0
"""How long the house may take to open, in seconds."""


def load_into(settings: Settings) -> int:
    """Submit what is missing and take each story as far as it goes; how many could not be finished."""
    if not settings.demo:
        log.warning("demo_cases_refused", reason="JIANDU_DEMO is not 1")
        return 0
    door = Door(*_address(settings.bind), demo_password(settings))
    if not door.open(OPENING) or not _has_demo_accounts(door):
        return 0
    ledger = Ledger(settings.data_dir / "demo" / "ledger.json")
    if _of_another_house(door, ledger):
        ledger.clear()
    today = china_day(clock_from(settings.clock)())
    stories = [Story(door, ledger, item, today, turn) for turn, item in enumerate(complaints())]
    failed = sum([not _submitted(story) for story in stories])
    failed += sum([not _told(story) for story in stories if story.page.get("tracking_number")])
    log.info("demo_cases_loaded", complaints=len(stories), unfinished=failed)
    return failed


def _address(bind: str) -> tuple[str, int]:
    """Where a house that is bound so can be reached from its own machine."""
    host, _, port = bind.rpartition(":")
    everywhere = host.strip("[]") in ("", "0.0.0.0", "::")  # noqa: S104 read, not bound
    return ("127.0.0.1" if everywhere else host), int(port)


def complaints() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(COMPLAINTS.read_text(encoding="utf-8"))["complaints"]
    return found


def _has_demo_accounts(door: Door) -> bool:
    try:
        door.token("triage-330106")
    except Refused as refused:
        log.warning("demo_cases_refused", reason="no demo accounts here", answer=str(refused))
        return False
    return True


def _of_another_house(door: Door, ledger: Ledger) -> bool:
    """Whether the receipts in the ledger open nothing here, as after the databases were thrown away."""
    for number, code in ledger.receipts()[:1]:
        return door.ask("GET", f"/api/v1/complaints/{number}", Authorization=f"Receipt {code}").status == 404
    return False


def _submitted(story: Story) -> bool:
    return bool(story.page.get("tracking_number")) or _tried(story, "submit", story.submit)


def _told(story: Story) -> bool:
    """Every step that is not taken yet, in order, until one fails."""
    for step in story.path:
        name = step.__name__
        if name not in story.page["steps"]:
            if not _tried(story, name, lambda taken=step: taken(story)):
                return False
            story.ledger.told(story.key, name)
    return True


def _tried(story: Story, name: str, step: Any) -> bool:
    """One complaint that cannot go on must not keep the others from it."""
    try:
        step()
    except (Refused, NeverCame, OSError, HTTPException) as error:
        log.warning("demo_step_failed", story=story.key, step=name, error=str(error))
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(1 if load_into(load()) else 0)
