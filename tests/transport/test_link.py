"""The client's end of the agent against servers that lie, garble, flood or fall silent."""

from __future__ import annotations

import struct
import sys
import time
from typing import TYPE_CHECKING

import pytest

from perito.errors import Unseen
from perito.transport import agent, link
from perito.transport.base import Answer, Command
from perito.transport.local import LocalTransport
from perito.transport.wire import Wire, WireClosedError

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = [Command("a", limit=100), Command("b", limit=100)]


class FakeWire(Wire):
    """Says what it is told to; with `forever` again and again."""

    def __init__(self, said: bytes = b"", *, forever: bool = False) -> None:
        super().__init__()
        self.said, self.forever, self.closed = said, forever, False

    def send(self, data: bytes, timeout: float) -> None:
        if self.closed:
            raise WireClosedError("closed")

    def wait(self, timeout: float) -> bytes | None:
        said, self.said = self.said, self.said if self.forever else b""
        if self.forever:
            time.sleep(0.001)
        return said

    def finish_input(self) -> None: ...

    def exit_code(self, timeout: float) -> int | None:
        return 5

    def close(self) -> None:
        self.closed = True


def run(agent_link: link.Link, commands: list[Command]) -> list[Answer]:
    return [wait() for wait in agent_link.begin(commands)]


def frame(body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + body


def answer(number: int, out: bytes = b"", how: int = agent.ENDED, err: bytes = b"", code: int = 0) -> bytes:
    return frame(b"A" + agent.ANSWER.pack(number, how, code, 0.5, len(out), len(err)) + out + err)


def test_answers_in_any_order_with_ticks_between() -> None:
    said = answer(1, b"two", code=-15) + frame(b"T") + answer(0, b"one", agent.TIMEOUT)
    one, two = run(link.Link(FakeWire(said)), COMMANDS)
    assert (one.exit_code, one.stdout, one.trouble) == (None, b"one", Unseen.TIMEOUT)
    assert (two.exit_code, two.stdout, two.trouble) == (143, b"two", None)


def test_batches_overlap() -> None:
    one = link.Link(FakeWire(answer(2, b"c") + answer(0, b"a") + answer(1, b"b")))
    first, second = one.begin(COMMANDS)
    (third,) = one.begin([Command("c", limit=100)])
    assert [wait().stdout for wait in (third, second, first)] == [b"c", b"b", b"a"]
    assert one.batches == 2


def test_what_was_answered_before_the_end_counts() -> None:
    first, second = link.Link(FakeWire(answer(1, b"b"))).begin(COMMANDS)
    assert first().trouble is Unseen.LOST
    assert second().stdout == b"b"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\0\0",
        frame(b""),
        struct.pack(">I", 1 << 31),
        frame(b"A"),
        frame(b"X" + b"\0" * 40),
        answer(7),
        answer(1) + answer(1),
        answer(1)[:-1] + b"\0" * 9,
        frame(b"A" + agent.ANSWER.pack(0, 0, 0, 0.0, 50, 50) + b"short"),
        answer(0, b"x" * 5000),
        b"motd in the middle\n" * 10,
    ],
)
def test_garbled_is_lost(said: bytes) -> None:
    wire = FakeWire(said)
    one = link.Link(wire)
    found = run(one, COMMANDS)
    assert Unseen.LOST in {answer.trouble for answer in found}
    assert wire.closed
    assert [answer.trouble for answer in run(one, COMMANDS)] == [Unseen.LOST] * 2


def test_a_liar_is_cut_to_the_limit() -> None:
    said = answer(0, b"x" * 150) + answer(1)
    assert len(run(link.Link(FakeWire(said)), COMMANDS)[0].stdout) == 100


def test_ticks_for_ever_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "SILENCE", 0.2)
    began = time.monotonic()
    [found] = run(link.Link(FakeWire(frame(b"T"), forever=True)), [Command("x", timeout=0.1)])
    assert found.trouble is Unseen.LOST
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("wire", "says"),
    [
        (lambda: FakeWire(b"sorry, closed"), "ended"),
        (lambda: FakeWire(b"x" * 65536, forever=True), "noise"),
        (lambda: FakeWire(b"x", forever=True), "no answer within"),
    ],
)
def test_agents_that_never_speak(wire: Callable[[], FakeWire], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "NOISE", 1 << 20)
    with pytest.raises(link.NotStartedError, match=says):
        link.Link(wire()).start(1.0)


def test_a_frozen_server_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "SILENCE", 1.0)
    transport = LocalTransport(python=sys.executable)
    transport.open()
    try:
        [found] = transport.run([Command("kill -STOP $PPID; sleep 5", timeout=60)])
    finally:
        transport.close()
    assert (found.trouble, found.detail) == (Unseen.LOST, "no sign of life for 1 s")


def test_command_lines_mean_nothing_to_shells() -> None:
    """Single quotes as a pair around each word; no newline, no backslash, no history of csh."""
    for say in ("", "0123abcd"):
        text = link.line(link.argv(say=say))
        assert text.startswith("exec /usr/bin/python3 -I -S -B -c '")
        assert not set("\n\\!`$") & set(text)
        assert text.count("'") == 2


def test_the_agent_fits_in_a_few_packets() -> None:
    assert len(link.packed_source("x" * 32)) < 8000
