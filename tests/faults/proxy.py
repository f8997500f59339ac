"""A wire that can be cut: a TCP proxy which breaks connections in the middle of the word asked for."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.streams import Moment, Piece, Reader

CHUNK = 1 << 16


@dataclass
class Shears:
    """Which word is cut, and which one in so many of them."""

    moment: Moment | None = None
    every: int = 1
    met: int = 0
    cuts: int = 0
    readers: Callable[[bool], Reader] = field(default=lambda from_client: lambda data: iter([Piece(data)]))

    def strike(self, piece: Piece) -> bool:
        if self.moment is None or piece.moment is not self.moment:
            return False
        self.met += 1
        if self.met % self.every:
            return False
        self.cuts += 1
        return True


class Proxy:
    """Listens on a port of its own and passes everything on to `target`, until its shears strike."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._shears = Shears()
        self._open: set[asyncio.StreamWriter] = set()
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name=f"proxy-{target}", daemon=True)
        self.port = 0
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the proxy did not come up")

    def arm(self, shears: Shears) -> None:
        """From now on cut as `shears` say, on connections that are made from now on; the others end here."""
        self._loop.call_soon_threadsafe(self._exchange, shears)

    def cut_all(self) -> None:
        """Every connection ends at once."""
        self._loop.call_soon_threadsafe(self._abort)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    # --- below: in the proxy's own thread ---

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._pass_on, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        self._abort()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()

    def _exchange(self, shears: Shears) -> None:
        self._shears = shears
        self._abort()

    def _abort(self) -> None:
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()  # nobody there: as if we were not there either
            return
        ends = {writer, far_writer}
        self._open |= ends
        ways = (
            asyncio.create_task(self._way(reader, far_writer, self._shears, from_client=True)),
            asyncio.create_task(self._way(far_reader, writer, self._shears, from_client=False)),
        )
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        for end in ends:
            end.transport.abort() if end.transport.is_closing() else end.close()
        self._open -= ends

    async def _way(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, shears: Shears, from_client: bool
    ) -> None:
        """Pass on until the end, or until the shears strike: half of the word still gets through."""
        read = shears.readers(from_client)
        try:
            while data := await reader.read(CHUNK):
                for piece in read(data):
                    if shears.strike(piece):
                        await self._cut(piece, writer)
                        return
                    writer.write(piece.data)
                await writer.drain()
        except OSError:
            return  # one end is gone, and the other will be told

    async def _cut(self, piece: Piece, writer: asyncio.StreamWriter) -> None:
        whole = piece.moment is Moment.COMMIT  # the database must hear it; only its answer is lost
        writer.write(piece.data if whole else piece.data[: len(piece.data) // 2])
        await writer.drain()
