"""Commands on a server without a working /usr/bin/python3: each over a program of its own."""

from __future__ import annotations

import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from perito.transport import sudo
from perito.transport.base import Answer, Trouble
from perito.transport.link import SILENCE, Hello, Reader
from perito.transport.wire import WireClosedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Command
    from perito.transport.sudo import Opener

SIDE_BY_SIDE = 4  # sshd's MaxSessions is 10, and both roles and tunnels share them
GRACE = 2.0  # seconds the server's own timeout(1) is given before the client stops waiting
SETTLE = 0.3  # seconds without output after the exit code that count as its end
# No single quotes and no "!": the whole is one single-quoted word for csh, fish and the others alike.
WRAPPER = (
    'printf "\\n%s\\n" {mark}; printf "\\n%s\\n" {mark} >&2; script=$(cat); '
    'PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C.UTF-8 LANG=C.UTF-8 '
    "TERM=dumb PAGER=cat SYSTEMD_PAGER=cat SYSTEMD_COLORS=0 PYTHONDONTWRITEBYTECODE=1; "
    "export PATH LC_ALL LANG TERM PAGER SYSTEMD_PAGER SYSTEMD_COLORS PYTHONDONTWRITEBYTECODE; "
    "unset ENV BASH_ENV CDPATH PYTHONPATH PYTHONHOME LANGUAGE; "
    'exec timeout -s KILL {seconds:g} /bin/sh -c "$script" </dev/null'
)


class PlainRunner:
    """Runs commands one program each, a few side by side; as root through sudo where `root` is set."""

    def __init__(self, open_wire: Opener, *, root: bool = False, password: str | None = None) -> None:
        self._open, self._root, self._password = open_wire, root, password
        self.hello = Hello(-1, SIDE_BY_SIDE, ())

    def probe(self, timeout: float) -> Answer:
        """Who commands run as: an answer to `id -u`."""
        from perito.transport.base import Command

        return self._one(Command("id -u", timeout=timeout))

    def run(self, commands: Sequence[Command]) -> list[Answer]:
        """One answer each, in their order."""
        if not commands:
            return []
        with ThreadPoolExecutor(min(SIDE_BY_SIDE, len(commands))) as pool:
            return list(pool.map(self._one, commands))

    def close(self) -> None:
        """Nothing stays open between commands."""

    def _one(self, command: Command) -> Answer:
        mark, prompt = secrets.token_hex(16), f"perito-{secrets.token_hex(8)}:"
        words = sudo.words(self._password, prompt) if self._root else []
        program = WRAPPER.format(mark=mark, seconds=command.timeout)
        try:
            wire = self._open([*words, "/bin/sh", "-c", program])
        except (OSError, WireClosedError) as problem:
            return Answer(None, trouble=Trouble.LOST, detail=str(problem))
        wire.errors_kept = command.limit + (1 << 20)
        end = f"\n{mark}\n".encode()
        with wire:
            try:
                reader = Reader(wire)
                sudo.await_mark(reader, end, self._password, prompt, time.monotonic() + SILENCE)
                reader.past(end, time.monotonic() + SILENCE)
                wire.send(command.script.encode("utf-8", "surrogateescape"), SILENCE)
                wire.finish_input()
                return _collect(reader, command, end)
            except sudo.SudoError as problem:
                return Answer(None, trouble=problem.trouble, detail=str(problem))
            except WireClosedError as problem:
                if not self._root:
                    return Answer(None, trouble=Trouble.LOST, detail=str(problem))
                reason = sudo.diagnose(wire.errors, wire.exit_code(1.0))
                return Answer(None, trouble=reason.trouble, detail=str(reason))
            except (TimeoutError, OverflowError):
                return Answer(None, trouble=Trouble.LOST, detail=f"no sign of life for {SILENCE:.0f} s")


def _collect(reader: Reader, command: Command, mark: bytes) -> Answer:
    """Take both streams until the program ends, its time is over, or it said too much."""
    wire, began = reader.wire, time.monotonic()
    end, quiet = began + command.timeout + GRACE, began
    code, trouble = None, None
    while trouble is None:
        if max(len(reader.buffer), len(_after(wire.errors, mark))) > command.limit:
            trouble = Trouble.TOO_LONG
            break
        before = (len(reader.buffer), len(wire.errors))
        try:
            reader.more(min(end, time.monotonic() + SETTLE))
        except WireClosedError:
            code = wire.exit_code(GRACE)
            break
        except TimeoutError:
            if time.monotonic() >= end:
                trouble = Trouble.TIMEOUT
        if (len(reader.buffer), len(wire.errors)) != before:
            quiet = time.monotonic()
        elif time.monotonic() - quiet >= SETTLE and (code := wire.exit_code(0)) is not None:
            break  # a grandchild may hold the streams open for ever
    return _answer(reader, command, mark, code, trouble, time.monotonic() - began)


def _answer(
    reader: Reader, command: Command, mark: bytes, code: int | None, trouble: Trouble | None, seconds: float
) -> Answer:
    """Put together what was seen."""
    if trouble is None and code is None:
        trouble = Trouble.LOST
    if code == 137 and seconds >= command.timeout:  # 128 + SIGKILL: timeout(1) did it
        trouble = Trouble.TIMEOUT
    details = {
        Trouble.TIMEOUT: f"stopped after {command.timeout:g} s",
        Trouble.TOO_LONG: f"stopped after {command.limit} bytes of output",
        Trouble.LOST: "the connection ended",
    }
    return Answer(
        code if trouble is None else None,
        bytes(reader.buffer[: command.limit]),
        _after(reader.wire.errors, mark)[: command.limit],
        seconds,
        trouble,
        details[trouble] if trouble else "",
    )


def _after(errors: bytes, mark: bytes) -> bytes:
    """What came on standard error after the mark, and nothing of the login shell's noise."""
    return errors.partition(mark)[2]
