"""Where the senders of orders want to be told, and how a message is signed and brought there.

Signed as in Standard Webhooks 1.0 (standardwebhooks.com), for which there are libraries in every language.
"""

import hmac
import http.client
import json
import ssl
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from shared.secret_files import SettingsError

SECONDS = 10.0
MOST_ANSWER = 4_096
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SHORTEST_SECRET = 24


@dataclass(frozen=True)
class Hook:
    """The address of one system, and the secret that both know."""

    url: SplitResult
    secret: bytes = field(repr=False)


class Undelivered(OSError):
    """It did not arrive, as far as we know; `code` says why, without a word of the answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def load(file: Path | None) -> Mapping[str, Hook]:
    """What the file says: {"12345": {"url": "https://…", "secret_file": "…"}}. Raises SettingsError."""
    if file is None:
        return {}
    try:
        given = json.loads(file.read_text())
        return {str(system): _hook(one, file.parent) for system, one in given.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SettingsError(f"JIANDU_ORDER_HOOKS_FILE: {error}") from error


def _hook(given: Mapping[str, str], folder: Path) -> Hook:
    url = urlsplit(given["url"])
    if not url.hostname or url.username or url.scheme not in ("https", "http"):
        raise ValueError(f"{given['url']} is no address of this kind: https://host/path")
    if url.scheme == "http" and url.hostname not in LOOPBACK:
        raise ValueError(f"{given['url']}: only https leaves this machine")
    secret = (folder / given["secret_file"]).read_bytes().strip()
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"the secret of {url.hostname} has fewer than {SHORTEST_SECRET} characters")
    return Hook(url, secret)


def signature(secret: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    signed = b".".join((message_id.encode(), str(timestamp).encode(), body))
    return "v1," + b64encode(hmac.new(secret, signed, sha256).digest()).decode()


def post(hook: Hook, message_id: str, now: datetime, said: Mapping[str, Any]) -> None:
    """Bring it there; any 2xx is a receipt, no redirection is followed. Raises Undelivered."""
    body = json.dumps(said, ensure_ascii=False).encode()
    timestamp = int(now.timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "jiandu",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(hook.secret, message_id, timestamp, body),
    }
    target = (hook.url.path or "/") + (f"?{hook.url.query}" if hook.url.query else "")
    line = _line(hook.url)
    try:
        line.request("POST", target, body, headers)
        answer = line.getresponse()
        answer.read(MOST_ANSWER)
    except ssl.SSLError as error:
        raise Undelivered("tls") from error
    except TimeoutError as error:
        raise Undelivered("timeout") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Undelivered("unreachable") from error
    finally:
        line.close()
    if not 200 <= answer.status < 300:
        raise Undelivered(f"http_{answer.status}")


def _line(url: SplitResult) -> http.client.HTTPConnection:
    host = url.hostname or ""
    if url.scheme == "https":
        return http.client.HTTPSConnection(
            host, url.port, timeout=SECONDS, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(host, url.port, timeout=SECONDS)
