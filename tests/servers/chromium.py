"""The browser that all tests drive: the system's own Chromium, found in one place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first one there is: the same engine without its windows costs a sixth less of the processor."""
MISSING = "Chromium is missing: apt-get install --no-install-recommends chromium fonts-noto-cjk"
SWITCHES = ["--no-sandbox", "--disable-background-networking"]


def program() -> str:
    """Where Chromium is; skips or fails where it is not installed."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=SWITCHES)
        yield browser
        browser.close()
