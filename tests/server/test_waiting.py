"""Waiting until a server is up: what is waited for, what is not, and for how long."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from perito.errors import Unseen
from perito.evidence.session import Session
from perito.server import waiting
from perito.server.waiting import Waiting
from perito.transport.base import Answer, Reason, TransportError
from perito.transport.target import Kind, Target
from tests.evidence.test_session import Fake

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perito.transport.base import Command

LOST = "lost while it was asked"
SERVER = Target(Kind.SSH, "server")


class Coming(Fake):
    """Fails to open with a reason, or says what state it is in."""

    def __init__(self, what: Reason | str) -> None:
        super().__init__()
        self.what = what

    def open(self) -> None:
        super().open()
        if isinstance(self.what, Reason):
            raise TransportError(self.what, f"it is {self.what}")

    def run(self, commands: Sequence[Command]) -> list[Answer]:
        if self.what == LOST:
            return [Answer(None, trouble=Unseen.LOST) for _ in commands]
        return [Answer(0, self.what.encode()) for _ in commands]


class Clock:
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    one = Clock()
    monkeypatch.setattr(waiting, "time", one)
    return one


def a_server(*states: Reason | str) -> tuple[Callable[[float], Session], list[Coming]]:
    """Its states, one after the other; the last for ever."""
    made: list[Coming] = []

    def session(_patience: float) -> Session:
        made.append(Coming(states[min(len(made), len(states) - 1)]))
        return Session.live(SERVER, transport=made[-1])

    return session, made


@pytest.mark.parametrize(
    ("before", "seconds"),
    [
        (Reason.REFUSED, 1), (Reason.UNREACHABLE, 1), (Reason.TIMEOUT, 1), (Reason.LOST, 1),
        (Reason.AUTH_FAILED, 10),  # sshd bars who tries more often
        (LOST, 1), ("starting\n", 1), ("initializing\n", 1), ("stopping\n", 1), ("running\nstatus: running\n", 1),
    ],
)  # fmt: skip
def test_what_is_waited_for(before: Reason | str, seconds: int, clock: Clock) -> None:
    heard: list[str] = []
    session, made = a_server(before, before, "degraded\nstatus: done\n")
    found = Waiting(session, 60, 15, heard.append)
    assert found.opened().transport is made[2]
    assert (clock.now, found.waited, found.starting) == (2 * seconds, 2 * seconds, False)
    assert len(heard) == 2
    assert [one.closed > 0 for one in made[:2]] == [not isinstance(before, Reason)] * 2
    assert made[2].batches == [], "nothing of it is evidence"


@pytest.mark.parametrize("reason", [Reason.HOST_KEY_CHANGED, Reason.HOST_KEY_UNKNOWN, Reason.ERROR])
def test_what_time_does_not_mend_is_told_at_once(reason: Reason, clock: Clock) -> None:
    session, made = a_server(reason)
    with pytest.raises(TransportError, match=f"^it is {reason}$"):
        Waiting(session, 60, 15).opened()
    assert (clock.now, len(made)) == (0, 1)


def test_the_last_reason_is_told_with_the_time(clock: Clock) -> None:
    session, made = a_server(Reason.TIMEOUT, Reason.AUTH_FAILED, Reason.REFUSED)
    with pytest.raises(TransportError, match=r"it is refused \(.* 30 s\)") as caught:
        Waiting(session, 30, 15).opened()
    assert caught.value.reason is Reason.REFUSED
    assert (clock.now, len(made)) == (30, 22)


def test_a_server_that_never_ends_starting_is_taken_as_it_is(clock: Clock) -> None:
    session, _made = a_server("starting\n")
    one = Waiting(session, 5, 15)
    one.opened()
    assert (one.starting, clock.now) == (True, 5)


def test_each_attempt_may_take_longer_and_none_longer_than_there_is_time(clock: Clock) -> None:
    patiences: list[float] = []

    def session(patience: float) -> Session:
        patiences.append(patience)
        clock.now += patience
        return Session.live(SERVER, transport=Coming(Reason.TIMEOUT))

    with pytest.raises(TransportError):
        Waiting(session, 40, 15).opened()
    assert patiences == [4, 8, 15, 10]
    assert clock.now == 40


def test_a_port_that_hangs_and_one_that_refuses_are_waited_for_in_time() -> None:
    """A real one: it listens and says nothing; at the end nobody has waited longer than was said."""
    silent = socket.create_server(("127.0.0.1", 0))
    kept: list[socket.socket] = []

    def take() -> None:
        with suppress(OSError):
            while True:
                kept.append(silent.accept()[0])

    threading.Thread(target=take, daemon=True).start()
    target = Target(Kind.SSH, "127.0.0.1", port=silent.getsockname()[1])
    began = time.monotonic()
    try:
        with pytest.raises(TransportError, match="1 s") as caught:
            Waiting(lambda patience: Session.live(target, patience=patience), 1.0, 15).opened()
    finally:
        silent.shutdown(socket.SHUT_RDWR)
        silent.close()
        for one in kept:
            one.close()
    assert caught.value.reason is Reason.TIMEOUT
    assert time.monotonic() - began < 6
