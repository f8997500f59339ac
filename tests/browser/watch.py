"""What a browser complains about while a page is used: errors, forbidden content, requests to elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError

REFUSED = "Failed to load resource: the server responded with a status of 4"
"""Chromium's words for a page that came with a refusal; that page says so itself, in words for people."""


class Watch:
    """Everything amiss in one browser context, in the order it was seen."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base = base
        self.seen: list[str] = []
        context.on("console", self._said)
        context.on("weberror", self._failed)
        context.on("request", self._asked)
        context.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        refused_page = message.text.startswith(REFUSED) and message.page is not None
        if message.type == "error" and not (
            refused_page and message.location["url"] == _address(message.page)
        ):
            self.seen.append(f"console: {message.text} ({message.location['url']})")

    def _failed(self, error: WebError) -> None:
        self.seen.append(f"script: {error.error.message}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(f"{self.base}/"):
            self.seen.append(f"another origin: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.seen.append(f"{response.status}: {response.url}")


def _address(page: Page | None) -> str:
    return page.url.split("#")[0] if page else ""


@contextmanager
def calm(context: BrowserContext, base: str) -> Iterator[Watch]:
    """Nothing may be amiss by the end."""
    watch = Watch(context, base)
    yield watch

    assert watch.seen == []
