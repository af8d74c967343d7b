"""What comes over a connection: frames of the agent, requests to it, records of shells, a channel in pieces."""

from __future__ import annotations

import struct
import time
from functools import partial
from typing import TYPE_CHECKING
from unittest import mock

from perito.errors import CannotLook
from perito.probes import framing
from perito.probes.files import gathered
from perito.transport import agent, sudo
from perito.transport.base import Command
from perito.transport.channel import ChannelWire
from perito.transport.link import Link, NotStartedError, Reader
from perito.transport.wire import WireClosedError
from tests.fuzz import corpus
from tests.fuzz.target import Target
from tests.transport.test_link import FakeWire, answer, frame, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COMMANDS = [Command(name, limit=1000, timeout=1.0) for name in "abc"]
MARK = "m" * 32


class Pieces(FakeWire):
    """Says an input in pieces: the first byte tells how long they are."""

    def __init__(self, said: bytes) -> None:
        super().__init__(said[1:])
        self.size = 1 + (said[0] if said else 0) * 17

    def wait(self, timeout: float) -> bytes | None:
        piece, self.said = self.said[: self.size], self.said[self.size :]
        return piece


class Channel:
    """As much of paramiko's channel as ChannelWire asks for; even bytes of the input go to standard output."""

    def __init__(self, said: bytes) -> None:
        self.out, self.err = said[::2], said[1::2]
        self.in_buffer = self.in_stderr_buffer = mock.Mock()
        self.ended = False

    @property
    def closed(self) -> bool:
        return self.ended or self.eof_received

    @property
    def eof_received(self) -> bool:
        return not self.out and not self.err

    def recv_ready(self) -> bool:
        return bool(self.out)

    def recv_stderr_ready(self) -> bool:
        return bool(self.err)

    def recv(self, size: int) -> bytes:
        piece, self.out = self.out[: min(size, 500)], self.out[min(size, 500) :]
        return piece

    def recv_stderr(self, size: int) -> bytes:
        piece, self.err = self.err[: min(size, 500)], self.err[min(size, 500) :]
        return piece

    def settimeout(self, timeout: float) -> None: ...

    def send(self, data: bytes) -> int:
        return len(data)

    def close(self) -> None:
        self.ended = True


def _answers(data: bytes) -> None:
    run(Link(Pieces(data)), COMMANDS)


def _greeting(data: bytes) -> None:
    with mock.patch("perito.transport.link.secrets.token_hex", return_value=MARK):
        Link(Pieces(data)).start(5.0)


def _channel(data: bytes) -> None:
    wire = ChannelWire(Channel(data))  # type: ignore[arg-type]
    one = Link(wire)
    run(one, COMMANDS)
    assert len(wire.errors) <= wire.errors_kept


def _requests(data: bytes) -> None:
    """The agent's end: what it queues, out of pieces of any size."""
    one = agent.Agent()
    size, pieces = 1 + (data[0] if data else 0) * 17, data[1:]
    try:
        with mock.patch("perito.transport.agent.os.read", side_effect=[*_cut(pieces, size), b""]):
            while True:
                one.receive()
    finally:
        one.selector.close()


def _cut(data: bytes, size: int) -> list[bytes]:
    return [data[place : place + size] for place in range(0, len(data), size)]


def _records(data: bytes) -> None:
    for tag, fields in framing.records(data):
        assert len(fields) == framing.SIZES[tag]
    gathered(data)


def _asked_for_a_password(data: bytes) -> None:
    wire = Pieces(data)
    wire.errors = data[: len(data) // 2]
    sudo.await_mark(Reader(wire), f"\n{MARK}\n".encode(), "secret", "perito-00:", time.monotonic() + 5)


def _sent(*commands: tuple[int, bytes]) -> bytes:
    body = b"R" + b"".join(agent.REQUEST.pack(number, 1.0, 100, len(one)) + one for number, one in commands)
    return b"\x20" + frame(body)


HELLO = f"Linux\nmotd\n{MARK}\n".encode() + frame(b"H" + struct.pack(">IId", 0, 4, 1.8e9) + b"root,adm")
GOOD = answer(1, b"two", code=-15) + frame(b"T") + answer(0, b"one", agent.TIMEOUT) + answer(2, b"x" * 300, err=b"y")
TARGETS: dict[str, tuple[Callable[[bytes], object], Sequence[bytes], tuple[type[BaseException], ...]]] = {
    "answers": (_answers, [b"\xff" + GOOD, b"\0" + GOOD], ()),
    "greeting": (_greeting, [b"\xff" + HELLO, b"\0" + HELLO], (NotStartedError, ValueError)),
    "channel": (_channel, [bytes(one for pair in zip(GOOD, b"e" * len(GOOD), strict=True) for one in pair)], ()),
    "agent": (_requests, [_sent((0, b"id"), (1, b"\0/usr/bin/python3\0-c\0x"))], (agent.GoneError, struct.error)),
    "records": (_records, [b"P|/x|81a4|0|0|root|root|1|1.5|L|/x|y|R|/x|/y|T|/x|a|N|/z|no|".replace(b"|", b"\0")], ()),
    "sudo": (
        _asked_for_a_password,
        [b"\xffperito-00:\nSorry, try again.\nperito-00:" + f"\n{MARK}\n".encode()],
        (WireClosedError, TimeoutError, OverflowError, sudo.SudoError),
    ),
}  # fmt: skip


def targets() -> Iterator[Target]:
    """One for each."""
    for name, (run_it, seeds, refuses) in TARGETS.items():
        key = f"protocol/{name}"
        yield Target(key, run_it, partial(corpus.of, key, seeds), (CannotLook, *refuses))
