"""The program that runs commands on the server; sent there as text with `forked.py`, never written to a file.

Standard library only, for Python 3.9 and later (Debian 11). Protocol, over descriptors 0 and 1: the
agent prints a line with the marker it was given, then frames: four bytes of length (big endian), one
byte of kind, a body. See `perito/transport/link.py` for the other end. A script that begins with a zero
is a list of words, with zeros between, that starts Python.

    R request  commands: id, deadline, limit, script      H hello  who it runs as, how many side by side
    A answer   id, how it ended, both streams             T tick   still alive, sent while commands run
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import struct
import subprocess
import sys
import time

from perito.transport.forked import Forked

ENDED, TIMEOUT, TOO_LONG, FAILED = 0, 1, 2, 3
REQUEST = struct.Struct(">IdII")  # id, deadline in seconds, limit in bytes, length of the script
ANSWER = struct.Struct(">IBidII")  # id, how, exit code, seconds, length of stdout, length of stderr
TICK = 2.0  # seconds between ticks
START = 5  # words of a Python question before its program: the interpreter, -I -S -B -c
BACKLOG = 4 << 20  # bytes waiting to be sent above which no further command is started
CHUNK = 65536


def environment() -> dict[str, str]:
    """The login environment without the variables that change Python, the loader or the shell."""
    unwanted = ("PYTHON", "LD_", "LC_", "LANG", "BASH_", "PERITO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    for name in ("ENV", "CDPATH", "GLOBIGNORE", "POSIXLY_CORRECT", "IFS", "GREP_OPTIONS", "PS4", "TERM"):
        kept.pop(name, None)
    # The distribution's programs first: a name that somebody put before them on the PATH does not answer for them.
    path = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]
    for place in [*kept.get("PATH", "").split(":"), "/usr/local/sbin", "/usr/local/bin"]:
        if place and place not in path:
            path.append(place)
    kept.update(
        PATH=":".join(path), LC_ALL="C.UTF-8", LANG="C.UTF-8", TERM="dumb", PAGER="cat",
        SYSTEMD_PAGER="cat", SYSTEMD_COLORS="0", PYTHONDONTWRITEBYTECODE="1",
    )  # fmt: skip
    return kept


class GoneError(Exception):
    """The client disconnected."""


class Job:
    """A running command."""

    def __init__(self, number: int, deadline: float, limit: int, script: bytes) -> None:
        self.number, self.limit, self.script, self.timeout = number, limit, script, deadline
        self.streams = {"out": bytearray(), "err": bytearray()}
        self.how, self.code = ENDED, 0
        self.process: subprocess.Popen[bytes] | Forked | None = None
        self.began = time.monotonic()

    def start(self, env: dict[str, str]) -> None:
        """Start it in its own session, so that its children end with it."""
        self.began = time.monotonic()
        words: list[bytes] = self.script[1:].split(b"\0") if self.script[:1] == b"\0" else []
        if words and Forked.able():
            self.process = Forked([os.fsdecode(word) for word in words[START:]], env)
        else:
            self.process = subprocess.Popen(
                words or [b"/bin/sh", b"-c", self.script], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, start_new_session=True, env=env, bufsize=0,
            )  # fmt: skip
        for pipe in (self.process.stdout, self.process.stderr):
            os.set_blocking(pipe.fileno(), False)  # type: ignore[union-attr]

    def pipes(self) -> list[tuple[str, int]]:
        """The streams still open, with their descriptors."""
        if self.process is None:
            return []
        both = (("out", self.process.stdout), ("err", self.process.stderr))
        return [(name, pipe.fileno()) for name, pipe in both if pipe is not None and not pipe.closed]

    def kill(self) -> None:
        """End the whole group. Only before the leader is reaped: its number is still its own then."""
        if self.process is not None and self.process.returncode is None:
            for kill in (os.killpg, os.kill):  # a fork has its group a moment later
                with contextlib.suppress(OSError):
                    kill(self.process.pid, signal.SIGKILL)

    def exited(self) -> bool:
        """Whether the shell ended; it is not reaped yet."""
        if self.process is None:
            return True
        try:
            flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
            return os.waitid(os.P_PID, self.process.pid, flags) is not None
        except ChildProcessError:
            return True

    def read(self, name: str, fd: int) -> int:
        """Read one chunk: its size, 0 at the end of the stream, -1 where nothing is ready."""
        try:
            chunk = os.read(fd, CHUNK)
        except BlockingIOError:
            return -1
        except OSError:
            return 0
        kept = self.streams[name]
        kept += chunk
        if len(kept) > self.limit:
            del kept[self.limit :]
            self.how = TOO_LONG
            return -1
        return len(chunk)

    def reap(self) -> None:
        """Reap it and take the exit code; a process that survives SIGKILL (a hung disk) is abandoned."""
        if self.process is None:
            return
        try:
            self.code = self.process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            self.how = self.how or TIMEOUT
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()

    def answer(self) -> bytes:
        """The answer frame: exit code and both streams."""
        out, err = bytes(self.streams["out"]), bytes(self.streams["err"])
        seconds = time.monotonic() - self.began
        return b"A" + ANSWER.pack(self.number, self.how, self.code, seconds, len(out), len(err)) + out + err


class Agent:
    """Runs a limited number of commands side by side in one thread."""

    def __init__(self) -> None:
        self.selector = selectors.DefaultSelector()
        self.waiting: list[Job] = []
        self.running: list[Job] = []
        self.incoming, self.outgoing = bytearray(), bytearray()
        self.slots = max(4, 2 * (os.cpu_count() or 1))
        self.env = environment()
        self.ticked = time.monotonic()
        self.writing = False

    def serve(self, marker: str) -> None:
        """Serve until the client disconnects."""
        self.wake()
        os.set_blocking(0, False)
        os.set_blocking(1, False)
        self.selector.register(0, selectors.EVENT_READ, ("client", None))
        self.outgoing += ("\n" + marker + "\n").encode()
        self.send(b"H" + struct.pack(">IId", os.getuid(), self.slots, time.time()) + groups().encode())
        try:
            with contextlib.suppress(GoneError):
                while True:
                    self.step()
        finally:
            for job in self.running:
                job.kill()

    def wake(self) -> None:
        """Have SIGCHLD interrupt the wait for input (signal.set_wakeup_fd)."""
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        inlet, outlet = os.pipe()
        os.set_blocking(inlet, False)
        os.set_blocking(outlet, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGHUP, leave)
        signal.set_wakeup_fd(outlet, warn_on_full_buffer=False)
        self.selector.register(inlet, selectors.EVENT_READ, ("wake", inlet))

    def step(self) -> None:
        """One round: start commands, wait, read, finish those that ended or passed their deadline."""
        while self.waiting and len(self.running) < self.slots and len(self.outgoing) < BACKLOG:
            self.start(self.waiting.pop(0))
        self.flush()
        for key, _ in self.selector.select(self.pause()):
            kind, what = key.data
            if kind == "client":
                self.receive()
            elif kind == "wake":
                drain(what)
            elif kind in ("out", "err") and what.how == ENDED and what.read(kind, key.fd) == 0:
                self.selector.unregister(key.fd)  # at its end it would always be readable
        now = time.monotonic()
        for job in list(self.running):
            if job.exited():
                self.finish(job)
            elif job.how == TOO_LONG or now - job.began > job.timeout:
                job.how = job.how or TIMEOUT
                self.finish(job)
        if self.running and now - self.ticked > TICK:
            self.ticked = now
            self.send(b"T")

    def pause(self) -> float:
        """Seconds until the next deadline or tick."""
        if not self.running:
            return 3600.0
        now = time.monotonic()
        return max(0.0, min([TICK / 2] + [job.began + job.timeout - now for job in self.running]))

    def start(self, job: Job) -> None:
        """Start one; a script that cannot start gets an answer too."""
        try:
            job.start(self.env)
        except (OSError, ValueError) as problem:
            job.how = FAILED
            job.streams["err"] += str(problem).encode()
            self.send(job.answer())
            return
        self.running.append(job)
        for name, fd in job.pipes():
            self.selector.register(fd, selectors.EVENT_READ, (name, job))

    def finish(self, job: Job) -> None:
        """End its process group, read the rest of its output, answer."""
        job.kill()
        for name, fd in job.pipes():
            while job.how != TOO_LONG and job.read(name, fd) > 0:
                pass
            with contextlib.suppress(KeyError):
                self.selector.unregister(fd)
        job.reap()
        self.running.remove(job)
        self.send(job.answer())

    def receive(self) -> None:
        """Read requests; the end of input means that the client disconnected."""
        try:
            chunk = os.read(0, CHUNK)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        if not chunk:
            raise GoneError
        self.incoming += chunk
        while len(self.incoming) >= 4:
            size = struct.unpack(">I", self.incoming[:4])[0]
            if len(self.incoming) < 4 + size:
                return
            frame = bytes(self.incoming[4 : 4 + size])
            del self.incoming[: 4 + size]
            self.accept(frame)

    def accept(self, frame: bytes) -> None:
        """Queue the commands of one request."""
        position = 1
        while position < len(frame):
            number, timeout, limit, size = REQUEST.unpack_from(frame, position)
            position += REQUEST.size
            self.waiting.append(Job(number, timeout, limit, frame[position : position + size]))
            position += size

    def send(self, frame: bytes) -> None:
        """Queue one frame for the client."""
        self.outgoing += struct.pack(">I", len(frame)) + frame
        self.flush()

    def flush(self) -> None:
        """Write as much as the client takes; wait for the rest."""
        try:
            with contextlib.suppress(BlockingIOError):
                while self.outgoing:
                    del self.outgoing[: os.write(1, self.outgoing[: 16 * CHUNK])]
        except OSError:
            raise GoneError from None
        if self.outgoing and not self.writing:
            self.selector.register(1, selectors.EVENT_WRITE, ("flush", None))
        elif self.writing and not self.outgoing:
            self.selector.unregister(1)
        self.writing = bool(self.outgoing)


def leave(*_: object) -> None:
    """On SIGTERM and SIGHUP: end the running commands, then exit."""
    raise GoneError


def drain(fd: int) -> None:
    """Empty a pipe."""
    with contextlib.suppress(OSError):
        while os.read(fd, 4096):
            pass


def groups() -> str:
    """Names of the groups of the agent's user, separated by commas."""
    try:
        import grp

        return ",".join(sorted(grp.getgrgid(number).gr_name for number in os.getgroups()))
    except (ImportError, KeyError, OSError):
        return ""


def main(marker: str) -> None:
    """Serve without output: a traceback in another person's log helps nobody."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 2)
    try:
        Agent().serve(marker)
    finally:
        sys.exit(0)
