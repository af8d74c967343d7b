"""A forwarding TCP proxy that delays both ways and counts: a long wire to a server that is near.

`python -m bench.proxy SECONDS HOST:PORT …` listens on loopback, a port for each place; it prints them as a JSON list.
For every line on standard input it prints what passed since the last one, as JSON; it ends with its input. `turns` are
the times a client spoke after having listened: round trips, seen from outside.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK = 65536


@dataclass
class Passed:
    """What went through, of all connections: bytes from the clients and to them, connections, turns."""

    out: int = 0
    back: int = 0
    connections: int = 0
    turns: int = 0


class Proxy:
    """One place to forward to; `delay` in seconds, each way."""

    def __init__(self, delay: float, host: str, port: int, passed: Passed) -> None:
        self.delay, self.host, self.port, self.passed = delay, host, port, passed

    async def serve(self) -> int:
        """Listen; returns the port."""
        server = await asyncio.start_server(self.connected, "127.0.0.1", 0)
        return int(server.sockets[0].getsockname()[1])

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client: what it waits for until its connection would stand, then both directions."""
        await asyncio.sleep(2 * self.delay)
        try:
            upstream = await asyncio.open_connection(self.host, self.port)
        except OSError:
            writer.close()
            return
        self.passed.connections += 1
        talk = _Talk(self.passed)
        await asyncio.gather(self.forward(reader, upstream[1], talk.out), self.forward(upstream[0], writer, talk.back))

    async def forward(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, count: Callable[[int], None]
    ) -> None:
        """Everything of one direction, in order, each piece late by the same time; then its end."""
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        late = asyncio.create_task(_deliver(waiting, writer))
        data = b"-"
        while data:
            data = b""
            with suppress(OSError):
                data = await reader.read(CHUNK)
            count(len(data))
            waiting.put_nowait((loop.time() + self.delay, data))
        await late


class _Talk:
    """Who spoke last on a connection."""

    def __init__(self, passed: Passed) -> None:
        self.passed, self.listened = passed, True

    def out(self, size: int) -> None:
        self.passed.out += size
        self.passed.turns += self.listened and size > 0
        self.listened = self.listened and not size

    def back(self, size: int) -> None:
        self.passed.back += size
        self.listened = self.listened or size > 0


async def _deliver(waiting: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
    loop = asyncio.get_running_loop()
    with suppress(OSError):
        while True:
            due, data = await waiting.get()
            await asyncio.sleep(max(0.0, due - loop.time()))
            if not data:
                break
            writer.write(data)
            await writer.drain()
    with suppress(OSError, RuntimeError):
        writer.close()


async def main(delay: float, places: list[str]) -> None:
    """Forward until standard input ends."""
    passed = Passed()
    ports = []
    for place in places:
        host, _, port = place.rpartition(":")
        ports.append(await Proxy(delay, host, int(port), passed).serve())
    print(json.dumps(ports), flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(asdict(passed)), flush=True)
        passed.out = passed.back = passed.connections = passed.turns = 0


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]), sys.argv[2:]))
