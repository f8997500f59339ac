"""Reports of bodies' own systems that died at the broker, as an operator meets them.

They cannot be put back into their queue: nobody but the broker can vouch for who sent them. It did when they
came, and left its word in the message; so a report is carried out here and now, with that word.
"""

import json
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared import boxes
from shared.contracts.routing import REPORTS_KEY
from shared.crypto import Keyring, Unreadable
from shared.messaging.dead_queue import DeadQueue
from shared.messaging.failure import reason_of
from shared.messaging.lines import REPORTS_LINE
from shared.messaging.one_by_one import Message


@dataclass
class DeadReports(DeadQueue):
    """The tray of reports. `take` carries one out and says what became of it."""

    given: Any = REPORTS_LINE
    take: Callable[[Message], str] | None = None

    def retry(self, ids: set[str]) -> dict[str, str]:
        results: dict[str, str] = {}

        def settle(channel: Any, letter: Any, fetched: Any) -> None:
            method, properties = fetched
            came = Message(letter.body, _key(properties), properties.user_id, properties.message_id)
            try:
                became = self.take(came) if self.take else "refused"
            except Exception as error:  # noqa: BLE001 as its worker: what cannot be taken stays dead, with why
                results[letter.id] = f"poison: {reason_of(error)}"
                return
            channel.basic_ack(method.delivery_tag)
            # A refusal is an answer too: the body has it in its queue.
            results[letter.id] = {"accepted": "applied", "repeated": "duplicate"}.get(became, "answered")

        self._each(ids, settle)
        return results


def _key(properties: Any) -> str:
    """The routing key under which it came, as the broker noted when it died: the body's division."""
    deaths = (properties.headers or {}).get("x-death") or [{}]
    keys = deaths[-1].get("routing-keys") or [""]
    return str(keys[0])


def key_id(body: bytes, ring: Keyring) -> bytes:
    """Which master key a report needs. Raises Unreadable for one that is sealed for none of the house's."""
    try:
        box = b64decode(json.loads(body)["data"]["box"], validate=True)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable("no box") from error
    for master, private in zip(ring.key_ids, boxes.house_keys(REPORTS_KEY), strict=True):
        if boxes.is_for(private, box):
            return master
    raise Unreadable("for no key of the house")
