"""The client's end of the agent: starts it over a wire, sends commands, takes answers."""

from __future__ import annotations

import base64
import re
import secrets
import shlex
import struct
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING, Any

from perito.errors import PeritoError, Unseen
from perito.support.i18n import _
from perito.transport import agent
from perito.transport.base import Answer
from perito.transport.wire import WireClosedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from perito.transport.base import Command, Wait
    from perito.transport.wire import Wire

PYTHON = "/usr/bin/python3"
ISOLATED = ("-I", "-S", "-B", "-c")
# A script that only starts that Python: words as shlex.quote writes them, nothing for a shell to expand.
WORD = r"""(?:[A-Za-z0-9_@%+=:,./-]|'[^']*'|"'")+"""
WORDS = re.compile(rf"(?:exec )?({re.escape(' '.join((PYTHON, *ISOLATED)))}(?: +{WORD})+) *")
PIECE = re.compile(r"""'([^']*)'|"(')"|([^'"]+)""")
FUTURE = "from __future__ import annotations"
GREETING = 1 << 16  # bytes of the agent's first frame: its user's groups
ANSWERS = 8 << 20  # bytes of answers that came before they were waited for
SANE = 1e6  # seconds that an answer may claim to have taken
SLOWEST = 2048  # bytes a second of a frame that has begun
NOISE = 64 << 20  # bytes a login shell may print before the agent speaks
SILENCE = 20.0  # seconds without a sign of life after which a server is taken as lost
# One line on standard input holds the packed agent; no character in it is special to sh, bash, zsh, fish or csh.
BOOTSTRAP = 'import binascii,zlib;exec(zlib.decompress(binascii.a2b_base64(open(0,"rb",0,closefd=False).readline())))'


class NotStartedError(PeritoError):
    """The agent did not start: `text` is the program's output, `exit_code` its end."""

    def __init__(self, message: str, text: bytes = b"", exit_code: int | None = None) -> None:
        super().__init__(message)
        self.text = text
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Hello:
    """The agent's user, and how many commands it runs side by side. Two clocks at that moment: `clock`, the server's
    in seconds since the epoch (0.0: not known), and `heard`, ours (monotonic)."""

    uid: int
    slots: int
    groups: tuple[str, ...]
    clock: float = 0.0
    heard: float = 0.0


def argv(python: str = PYTHON, say: str = "") -> list[str]:
    """The words that start the agent; with `say` it prints that line before it reads its source."""
    first = f'import os;os.write(1,b"{say}"+bytes([10]));' if say else ""
    return [python, *ISOLATED, first + BOOTSTRAP, "perito"]  # the last for ps and sudo's log


def line(words: Sequence[str]) -> str:
    """A command line for any login shell: sh, bash, zsh, fish, csh and tcsh read it alike."""
    return "exec " + shlex.join(words)


def packed_source(marker: str) -> bytes:
    """The agent as one line of base64, prints `marker` and serves."""
    begun, packer = _begun()
    packer = packer.copy()
    return base64.b64encode(begun + packer.compress(f"main({marker!r})\n".encode()) + packer.flush()) + b"\n"


@cache
def _begun() -> tuple[bytes, Any]:
    """What is the same of every agent, compressed: the bytes so far, and zlib's compressor for the rest."""
    place, packer = resources.files("perito.transport"), zlib.compressobj(9)
    parts = [place.joinpath(name).read_text("utf-8") for name in ("forked.py", "agent.py")]
    lines = [line for part in parts for line in part.splitlines() if not line.startswith(("from perito", FUTURE))]
    return packer.compress("\n".join([FUTURE, *lines, ""]).encode()), packer


def packed_script(script: str, python: str) -> bytes:
    """A question as the agent takes it: one that only starts the agent's own Python as words, with zeros between."""
    found = WORDS.fullmatch(script) if python == PYTHON else None
    if found is None:
        return script.encode("utf-8", "surrogateescape")
    words = ("".join(map("".join, PIECE.findall(word))) for word in re.findall(WORD, found[1]))
    return b"".join(b"\0" + word.encode("utf-8", "surrogateescape") for word in words)


class Reader:
    """Reads exact amounts from a wire before a deadline."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.buffer = bytearray()

    def more(self, until: float) -> None:
        """Wait for more bytes. Raises WireClosedError at the end, TimeoutError at `until` (monotonic)."""
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        data = self.wire.wait(left)
        if data == b"":
            raise WireClosedError(_("the connection ended"))
        if data:
            self.buffer += data

    def past(self, mark: bytes, until: float, meanwhile: Callable[[], None] | None = None) -> None:
        """Skip everything up to and including `mark`; `meanwhile` is called whenever data arrived.

        Raises OverflowError after NOISE bytes without it.
        """
        seen = 0
        while (found := self.buffer.find(mark)) < 0:
            if meanwhile is not None:
                meanwhile()
            cut = len(self.buffer) - 2000  # the last bytes are kept for the error message
            if cut > 0:
                seen += cut
                del self.buffer[:cut]
            if seen > NOISE:
                raise OverflowError
            self.more(until)
        del self.buffer[: found + len(mark)]

    def take(self, size: int, until: float) -> bytes:
        """Exactly `size` bytes."""
        while len(self.buffer) < size:
            self.more(until)
        with memoryview(self.buffer) as view:
            data = bytes(view[:size])
        del self.buffer[:size]
        return data


class Link:
    """A running agent. Batches overlap; late, oversized, repeated or garbled answers mean a lost server."""

    def __init__(self, wire: Wire, python: str = PYTHON) -> None:
        self.wire, self._python = wire, python
        self.hello = Hello(-1, 4, ())
        self.lost = ""
        self.batches = 0
        self.reader = Reader(wire)
        self._lock = threading.Lock()
        self._next = 0
        self._pending: dict[int, Command] = {}
        self._answers: dict[int, Answer] = {}  # come before they were waited for
        self._early = 0  # bytes of these
        self._end = 0.0  # monotonic

    def start(self, timeout: float) -> Hello:
        """Send the agent and wait for its greeting, skipping the login shell's output.

        Raises NotStartedError with the output received instead.
        """
        marker = secrets.token_hex(16)
        until = time.monotonic() + timeout
        try:
            self.wire.send(packed_source(marker), timeout)
            self.reader.past(f"\n{marker}\n".encode(), until)
            body = self._frame(until, GREETING)
            uid, slots, clock = struct.unpack(">IId", body[1:17])
            if body[:1] != b"H":
                raise ValueError(_("the server's answers are garbled"))
        except (WireClosedError, ValueError, struct.error) as problem:
            self._last_words()
            code = self.wire.exit_code(1.0)
            raise NotStartedError(str(problem), bytes(self.reader.buffer[-2000:]), code) from problem
        except TimeoutError as problem:
            text = bytes(self.reader.buffer[-2000:])
            raise NotStartedError(_("no answer within {timeout:.0f} s").format(timeout=timeout), text) from problem
        except OverflowError as problem:
            noise = _("more than {size} MiB of noise from the login shell").format(size=NOISE >> 20)
            raise NotStartedError(noise) from problem
        groups = body[17:].decode("utf-8", "replace")
        self.hello = Hello(uid, slots, tuple(groups.split(",")) if groups else (), clock, time.monotonic())
        return self.hello

    def _last_words(self) -> None:
        """Read the remaining output where sending has failed."""
        end = time.monotonic() + 1.0
        with suppress(WireClosedError, TimeoutError):
            while True:
                self.reader.more(end)

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        """Send one batch at once; for each command a function that waits for its answer. Thread-safe."""
        with self._lock:
            numbers = range(self._next, self._next + len(commands))
            self._next += len(commands)
            self._pending.update(zip(numbers, commands, strict=True))
            if commands and not self.lost:
                self.batches += 1
                self._guarded(partial(self._send, numbers))
        return [partial(self._wait, number) for number in numbers]

    def close(self) -> None:
        """End the agent and its commands."""
        self.lost = self.lost or "closed"
        self.wire.close()

    def _wait(self, number: int) -> Answer:
        """Process answers in order of arrival until this one is there; only one thread may wait for a number."""
        with self._lock:
            while number in self._pending and not self.lost:
                self._guarded(self._receive)
            self._pending.pop(number, None)
            answer = self._answers.pop(number, None) or Answer(None, trouble=Unseen.LOST, detail=self.lost)
            self._early = sum(len(one.stdout) + len(one.stderr) for one in self._answers.values())
            return answer

    def _guarded(self, talk: Callable[[], None]) -> None:
        """Exchange data with the agent; any error means that the server is lost."""
        try:
            talk()
        except (WireClosedError, ValueError, struct.error) as problem:
            self.lost = self.lost or str(problem) or _("the connection ended")
        except TimeoutError:
            self.lost = self.lost or f"no sign of life for {SILENCE:.0f} s"
        if self.lost:
            self.wire.close()

    def _send(self, numbers: Iterable[int]) -> None:
        frame = bytearray(b"R")
        for number in numbers:
            command = self._pending[number]
            script = packed_script(command.script, self._python)
            frame += agent.REQUEST.pack(number, command.timeout, command.limit, len(script)) + script
        # An agent that only sends ticks is not waited for: nothing takes longer than all commands one after another.
        self._end = time.monotonic() + SILENCE + sum(one.timeout + 2.0 for one in self._pending.values())
        self.wire.send(struct.pack(">I", len(frame)) + frame, SILENCE)

    def _receive(self) -> None:
        """Process one frame: an answer to any command, or a tick."""
        largest = 2 * max((command.limit for command in self._pending.values()), default=0) + 4096
        body = self._frame(min(self._end, time.monotonic() + SILENCE), largest)
        if body[:1] == b"T":
            return
        number, answer = read_answer(body, self._pending)
        self._early += len(answer.stdout) + len(answer.stderr)
        if self._early > ANSWERS:
            detail = _("the server's answers together are longer than {size} MiB").format(size=ANSWERS >> 20)
            answer = Answer(None, trouble=Unseen.TOO_LONG, detail=detail)
        self._answers[number] = answer
        del self._pending[number]

    def _frame(self, until: float, largest: int) -> bytes:
        size = struct.unpack(">I", self.reader.take(4, until))[0]
        if not 1 <= size <= largest:
            raise ValueError(_("the server's answers are garbled"))
        slow = time.monotonic() + SILENCE + size / SLOWEST  # a slow line is alive, a dripping one is not
        while len(self.reader.buffer) < size:
            self.reader.more(min(slow, time.monotonic() + SILENCE))
        return self.reader.take(size, slow)


def read_answer(body: bytes, commands: Mapping[int, Command]) -> tuple[int, Answer]:
    """The number and the answer in one frame, which must belong to `commands`.

    Raises ValueError or struct.error where it is garbled.
    """
    head = 1 + agent.ANSWER.size
    number, how, code, seconds, out, err = agent.ANSWER.unpack(body[1:head])
    if body[:1] != b"A" or len(body) != head + out + err or number not in commands:
        raise ValueError(_("the server's answers are garbled"))
    command = commands[number]
    stdout, stderr = body[head : head + out][: command.limit], body[head + out :][: command.limit]
    seconds = seconds if 0 <= seconds < SANE else 0.0  # neither is not a number
    if how == agent.ENDED:
        return number, Answer(code if code >= 0 else 128 - code, stdout, stderr, seconds)
    if how == agent.TIMEOUT:
        detail = f"stopped after {command.timeout:g} s"
        return number, Answer(None, stdout, stderr, seconds, Unseen.TIMEOUT, detail)
    if how == agent.TOO_LONG:
        detail = f"stopped after {command.limit} bytes of output"
        return number, Answer(None, stdout, stderr, seconds, Unseen.TOO_LONG, detail)
    detail = "could not start: " + stderr.decode("utf-8", "replace")
    return number, Answer(None, b"", b"", seconds, Unseen.LOST, detail)
