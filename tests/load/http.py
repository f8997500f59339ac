"""A small HTTP/1.1 client for load: kept-open connections, a deadline for everything, no surprises."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LOST = (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError)
"""What it looks like when an answer does not come, or comes torn."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def encoded(
    method: str, host: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
) -> bytes:
    """The request as it travels; a body that is not bytes already goes as JSON."""
    content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(content)}"]
    if body is not None:
        lines.append("Content-Type: application/json")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + content


class Line:
    """One connection, opened at need and thrown away at the first doubt. One request at a time."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def send(self, request: bytes, timeout: float = 30) -> Answer:
        """The answer. Raises one of LOST, and then nobody knows whether the request was carried out."""
        try:
            async with asyncio.timeout(timeout):
                return await self._send(request)
        except BaseException:
            self.close()
            raise

    async def _send(self, request: bytes) -> Answer:
        if self._writer is None or self._writer.is_closing():
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        assert self._reader is not None
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in head[1:] if line)
        headers: dict[str, str] = {}
        for name, _, value in pairs:
            key = name.strip().lower()
            headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
        body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(int(head[0].split()[1]), headers, body)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.transport.abort()
            self._reader = self._writer = None
