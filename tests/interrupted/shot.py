"""One signal at one moment of a program that grades, how it ended, and what is wrong with what it left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.running import PERITO, ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.lab.server import Server

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LONGEST = 60.0  # seconds until a program that was told to end must have ended
LEAVING = 10.0  # seconds until what it had started must have ended, too
STATUSES = {0, 1, 3}
SUDO = {"CLASS_SUDO": "usuario"}


@dataclass(frozen=True)
class Shot:
    """A signal; `group`: to all processes of the program.

    It is sent so many seconds `after` the program has said so many `lines` on standard error; with none, after it has
    begun to hear signals.
    """

    number: signal.Signals
    after: float
    lines: int = 0
    group: bool = False

    def __str__(self) -> str:
        return f"{self.number.name}{' to all' if self.group else ''} {self.after:.2f} s after line {self.lines}"


OTHER_PRACTICE = "ha cambiado: se calificó"  # said of a run before anything is done with it


@dataclass
class Ended:
    """How the program ended. `took`: seconds from the signal to the end; `sent`: whether it was still there for it.

    `times`: when it said each line on standard error, in seconds after it began to hear signals.
    """

    status: int
    out: str
    err: str
    took: float
    sent: bool
    left: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    @property
    def said(self) -> list[str]:
        """Its own lines on standard error, those of the progress aside."""
        return [line.removeprefix("perito: ") for line in self.err.splitlines() if line.startswith("perito: ")]

    @property
    def problems(self) -> list[str]:
        """What must hold of every end."""
        found = [f"on standard error: {line}" for line in self.err.splitlines() if _shouts(line)]
        found += [f"still running: {line}" for line in self.left]
        if self.status not in STATUSES:
            found.append(f"exit status {self.status}: {self.err}")
        told = [line for line in self.said if OTHER_PRACTICE not in line]
        if len(told) != (self.status == 3 and self.sent):
            found.append(f"exit status {self.status}, and it said {self.said}")
        if self.took > LONGEST / 2:
            found.append(f"it took {self.took:.1f} s")
        return found


def _shouts(line: str) -> bool:
    words = ("Traceback", "INTERNALERROR", "Exception ignored", "Error:", "Warning", "resource_tracker")
    return any(word in line for word in words)


def fire(words: Sequence[object], shot: Shot | None, directory: Path, env: Mapping[str, str] | None = None) -> Ended:
    """Run `perito` in a session of its own and send the signal; None: let it go to its end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    with subprocess.Popen(
        [*PERITO, *map(str, words)], cwd=directory, env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        heard, began = hears(program), time.monotonic()
        listening = Listening(program)
        sent, since = False, began
        if shot is not None and heard:
            listening.until(shot.lines)
            sent = not _ended_within(program, shot.after)
            since = time.monotonic()
            if sent:
                (os.killpg if shot.group else os.kill)(program.pid, shot.number)
        out, err = listening.to_the_end()
    times = [at - began for at in listening.times]
    return Ended(program.returncode, out, err, time.monotonic() - since, sent, _left(program.pid), times)


class Listening:
    """What a program says, as it says it. `times`: of each line on standard error, by the monotonic clock."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self.program = program
        self.times: list[float] = []
        self._err: list[str] = []
        self._out = ""
        self._said = threading.Condition()
        self._over = False
        self._threads = [threading.Thread(target=one) for one in (self._errors, self._output)]
        for thread in self._threads:
            thread.start()

    def _errors(self) -> None:
        assert self.program.stderr is not None
        for line in self.program.stderr:
            with self._said:
                self._err.append(line)
                self.times.append(time.monotonic())
                self._said.notify()
        with self._said:
            self._over = True
            self._said.notify()

    def _output(self) -> None:
        assert self.program.stdout is not None
        self._out = self.program.stdout.read()

    def until(self, lines: int) -> None:
        """Until so many lines have been said, or it has ended."""
        with self._said:
            self._said.wait_for(lambda: len(self._err) >= lines or self._over, LONGEST)

    def to_the_end(self) -> tuple[str, str]:
        """All that it said. One that does not end is killed, and said to be."""
        ended = _ended_within(self.program, LONGEST)
        if not ended:
            os.killpg(self.program.pid, signal.SIGKILL)
        for thread in self._threads:
            thread.join()
        return self._out, "".join(self._err) + ("" if ended else "Traceback: it did not end\n")


def roster(servers: Sequence[Server]) -> str:
    """A roster with a student for each; sudo's password is in the environment, as SUDO has it."""
    students = [
        {
            "id": f"a{number}", "host": one.address, "user": one.user, "identity": str(one.key),
            "known_hosts": str(one.known_hosts), "sudo_password_env": "CLASS_SUDO",
        }
        for number, one in enumerate(servers)
    ]  # fmt: skip
    return json.dumps({"students": students})


def hears(program: subprocess.Popen[str]) -> bool:
    """Wait until it has a handler for signals: what comes before is for Python, not for Perito."""
    status = Path(f"/proc/{program.pid}/status")
    while program.poll() is None:
        with suppress(OSError, StopIteration):
            line = next(one for one in status.read_text().splitlines() if one.startswith("SigCgt:"))
            if int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
                return True
        time.sleep(0.002)
    return False


def _ended_within(program: subprocess.Popen[str], seconds: float) -> bool:
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _left(session: int) -> list[str]:
    """What is still there of a session's processes when it has had time to end."""
    end = time.monotonic() + LEAVING
    while True:
        left = running(session)
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.05)


def running(session: int) -> list[str]:
    """The processes of a session, a line for each: its number and its command line; those that have ended left out."""
    words = ["ps", "-s", str(session), "-ww", "-o", "pid=,stat=,args="]
    lines = subprocess.run(words, capture_output=True, text=True, check=False).stdout.splitlines()
    parts = [line.split(None, 2) for line in lines]
    return [f"{number} {args}" for number, state, args in parts if not state.startswith("Z")]
