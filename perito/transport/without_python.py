"""Commands on a server without a working /usr/bin/python3: one program for each."""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING

from perito.errors import Unseen
from perito.support.threads import ThreadPoolExecutor
from perito.transport import sudo
from perito.transport.base import Answer, Command
from perito.transport.link import SILENCE, Hello, Reader
from perito.transport.wire import WireClosedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Wait
    from perito.transport.sudo import Opener
    from perito.transport.wire import Wire

SIDE_BY_SIDE = 4  # sshd's MaxSessions is 10, and both roles and tunnels share them
GRACE = 5.0  # seconds that the server's own timeout(1) has before the client stops waiting
# No single quotes and no "!": the whole is one single-quoted word, the same for csh, fish and the others.
# (In the background, because dash would report a killed command in its own words.)
# The marks tell both streams from the login shell's noise, and their end from a grandchild that holds them.
WRAPPER = (
    'printf "\\n%s\\n" {mark}; printf "\\n%s\\n" {mark} >&2; script=$(cat); '
    'PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C.UTF-8 LANG=C.UTF-8 '
    "TERM=dumb PAGER=cat SYSTEMD_PAGER=cat SYSTEMD_COLORS=0 PYTHONDONTWRITEBYTECODE=1; "
    "export PATH LC_ALL LANG TERM PAGER SYSTEMD_PAGER SYSTEMD_COLORS PYTHONDONTWRITEBYTECODE; "
    "unset ENV BASH_ENV CDPATH PYTHONPATH PYTHONHOME LANGUAGE; exec 3>&2 2>/dev/null; "
    'timeout -s KILL {seconds:g} /bin/sh -c "$script" </dev/null 2>&3 3>&- & wait $!; code=$?; '
    'printf "\\n%s:%d\\n" {mark} $code; printf "\\n%s:%d\\n" {mark} $code >&3'
)


class PlainRunner:
    """Runs each command as its own program, a few side by side; as root through sudo where `root` is set."""

    def __init__(self, open_wire: Opener, *, root: bool = False, password: str | None = None) -> None:
        self._open, self._root, self._password = open_wire, root, password
        self.hello = Hello(-1, SIDE_BY_SIDE, ())
        self._pool = ThreadPoolExecutor(SIDE_BY_SIDE)

    def probe(self, timeout: float) -> str:
        """Why no command can be run, or nothing; `hello` then has the user."""
        answer = self._one(Command("id -u", timeout=timeout))
        if answer.exit_code == 0 and answer.stdout.strip().isdigit():
            self.hello = Hello(int(answer.stdout), SIDE_BY_SIDE, ())
            return ""
        return answer.detail or f"id says {answer.stdout[:100]!r} and ends with {answer.exit_code}"

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        """Start them, a few at a time; for each, in their order, a function that waits for it."""
        return [self._pool.submit(self._one, command).result for command in commands]

    def close(self) -> None:
        """Nothing to close between commands."""

    def _one(self, command: Command) -> Answer:
        mark, prompt = secrets.token_hex(16), f"perito-{secrets.token_hex(8)}:"
        words = sudo.words(self._password, prompt) if self._root else []
        program = WRAPPER.format(mark=mark, seconds=command.timeout)
        try:
            wire = self._open([*words, "/bin/sh", "-c", program])
        except (OSError, WireClosedError) as problem:
            return Answer(None, trouble=Unseen.LOST, detail=str(problem))
        with wire:
            try:
                return self._ask(wire, command, mark, prompt)
            except sudo.SudoError as problem:
                return Answer(None, trouble=problem.trouble, detail=str(problem))
            except WireClosedError as problem:
                if not self._root or mark.encode() in wire.errors:
                    return Answer(None, trouble=Unseen.LOST, detail=str(problem))
                reason = sudo.diagnose(wire.errors, wire.exit_code(1.0))
                return Answer(None, trouble=reason.trouble, detail=str(reason))
            except (TimeoutError, OverflowError):
                return Answer(None, trouble=Unseen.LOST, detail=f"no sign of life for {SILENCE:.0f} s")

    def _ask(self, wire: Wire, command: Command, mark: str, prompt: str) -> Answer:
        """Wait for the wrapper, send the script, collect."""
        wire.errors_kept = command.limit + (1 << 20)
        reader = Reader(wire)
        start = f"\n{mark}\n".encode()
        sudo.await_mark(reader, start, self._password, prompt, time.monotonic() + SILENCE)
        began = time.monotonic()
        wire.send(command.script.encode("utf-8", "surrogateescape"), SILENCE)
        wire.finish_input()
        end = re.compile(b"\n" + mark.encode() + b":([0-9]+)\n")
        until = began + command.timeout + GRACE
        gone: WireClosedError | None = None
        while True:
            errors = wire.errors.partition(start)[2]
            out, err = end.search(reader.buffer), end.search(errors)
            seconds = time.monotonic() - began
            if out and err:
                return _answer(
                    int(out[1]), bytes(reader.buffer[: out.start()]), errors[: err.start()], seconds, command
                )
            if max(len(reader.buffer), len(errors)) > command.limit + 64:
                return _answer(None, bytes(reader.buffer), errors, seconds, command)
            if gone is not None:
                raise gone
            try:
                reader.more(until)
            except WireClosedError as problem:
                gone = problem  # with it came the last of standard error: look once more


def _answer(code: int | None, out: bytes, err: bytes, seconds: float, command: Command) -> Answer:
    """Assemble the answer; `code` is None where it was stopped for too much output."""
    stdout, stderr = out[: command.limit], err[: command.limit]
    if max(len(out), len(err)) > command.limit:
        detail = f"stopped after {command.limit} bytes of output"
        return Answer(None, stdout, stderr, seconds, Unseen.TOO_LONG, detail)
    if code == 137 and seconds >= command.timeout:  # 128 + SIGKILL: timeout(1) did it
        return Answer(None, stdout, stderr, seconds, Unseen.TIMEOUT, f"stopped after {command.timeout:g} s")
    return Answer(code, stdout, stderr, seconds)
