"""A unit's journal: journalctl(1), systemd.journal-fields(7)."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.diagnosis import Telling, telling
from perito.probes.files import number
from perito.probes.framing import MALFORMED, complete
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.transport.base import Answer

FRAME: Final = re.compile(r'\s*File "(?P<file>[^"]+)", line (?P<line>\d+)(?:, in (?P<function>\S+))?')
PYTHON_KINDS: Final = ("module_not_found", "import_error", "syntax_error", "python_error", "app_not_found")
ENDED: Final = re.compile(r"SystemExit(?:: \d+)?$")  # how gunicorn ends a worker that was too slow
TOO_SLOW: Final = ("worker_timeout", "")
Frame = tuple[str, str, str]  # file, line, function
LIBRARIES: Final = ("site-packages", "dist-packages", "/usr/lib/python", "<frozen", "/lib/python3")


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry. time: seconds since the epoch. invocation: which run of the unit it belongs to, or ""."""

    time: float
    message: str
    pid: int = 0
    identifier: str = ""
    invocation: str = ""
    priority: int = 6
    unit: str = ""


def journal(unit: str, lines: int = 200, *, role: Role = Role.ROOT) -> Probe[list[JournalLine]]:
    """The last lines of a unit since boot, oldest first, with systemd's own about it.

    systemd's children log under the unit's name before they are in its cgroup, and `journalctl -u` leaves
    those lines out (Debian 12: no reason for 200/CHDIR and 217/USER): so the fields are asked for.
    """
    name = shlex.quote(unit)
    script = (
        f"journalctl -b -q -o json --no-pager -n {int(lines)} _SYSTEMD_UNIT={name} + UNIT={name} _UID=0"
        " --output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_PID,_SYSTEMD_INVOCATION_ID,INVOCATION_ID,UNIT,"
        "_SYSTEMD_UNIT"
    )
    return Probe(
        Command(script, role, timeout=15.0, limit=2 << 20, about=f"journalctl -b -u {shlex.quote(unit)}"), read_journal
    )


def read_journal(answer: Answer) -> list[JournalLine]:
    """The answer to journal. CannotLook where the user may not read it."""
    said = text(tool_of(complete(answer), "journalctl").stderr)
    found = []
    for line in text(answer.stdout).splitlines():
        try:
            found.append(journal_line(json.loads(line)))
        except MALFORMED:
            continue
    if not found and re.search(r"[Pp]ermission|not seeing messages|No journal files", said):
        raise CannotLook(Unseen.NO_RIGHTS, said.strip()[:300])
    if not found and answer.exit_code != 0:
        raise CannotLook(Unseen.NO_ANSWER, said.strip()[:300])
    return found


def journal_line(entry: dict[str, Any]) -> JournalLine:
    """One object of -o json: every value is a string, or a list of bytes where it is no clean text."""

    def word(*keys: str) -> str:
        return next((plain(entry[key]) for key in keys if entry.get(key) is not None), "")

    return JournalLine(
        time=number(word("__REALTIME_TIMESTAMP")) / 1e6,
        message=word("MESSAGE"),
        pid=number(word("_PID")),
        identifier=word("SYSLOG_IDENTIFIER"),
        invocation=word("_SYSTEMD_INVOCATION_ID", "INVOCATION_ID"),
        priority=number(word("PRIORITY"), 6),
        unit=word("UNIT", "_SYSTEMD_UNIT"),
    )


def plain(value: object) -> str:
    """A field's text; a field that is there several times is a list of texts, the first of which counts."""
    if isinstance(value, list):
        if all(isinstance(byte, int) and 0 <= byte < 256 for byte in value):
            return text(bytes(value))
        return plain(value[0]) if value and isinstance(value[0], str | int) else ""
    return str(value)


def telling_lines(lines: Iterable[JournalLine]) -> list[Telling]:
    """The lines with a reason, oldest first; a repeated one is kept once, at its last place.

    A traceback's last line is joined with the last file and line above it that is the application's own. That of a
    worker which was too slow belongs to the line that says so, and that it was killed then says nothing more.
    """
    reader = _Reader()
    for entry in lines:
        for line in entry.message.splitlines() or [""]:
            reader.read(entry, line)
    return list(reader.found.values())


class _Reader:
    """What was told so far; several workers write at a time, so frames of tracebacks are kept by process."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], Telling] = {}
        self.frames: dict[int, list[Frame]] = {}
        self.slow: set[str] = set()

    def read(self, entry: JournalLine, line: str) -> None:
        """One line of an entry."""
        mine = self.frames.get(entry.pid, [])
        if match := FRAME.match(line):
            self.frames[entry.pid] = [*mine[-100:], (match["file"], match["line"], match["function"] or "")]
            return
        one = telling(line, entry.time)
        if one is not None:
            self._keep(one, entry.pid, mine)
        elif ENDED.match(line):
            if mine and str(entry.pid) in self.slow:
                self.found[TOO_SLOW] = placed(self.found[TOO_SLOW], mine)
            self.frames.pop(entry.pid, None)
        elif line.startswith("Traceback"):
            self.frames.pop(entry.pid, None)

    def _keep(self, one: Telling, pid: int, mine: list[Frame]) -> None:
        if one.kind == "worker_timeout":
            self.slow.add(one.details["pid"])
            self.found[TOO_SLOW] = self.found.pop(TOO_SLOW, one)
            return
        if one.kind == "no_worker_memory" and one.details["pid"] in self.slow:
            return
        if one.kind in PYTHON_KINDS and mine:
            one = located(one, mine)
            self.frames.pop(pid)
        key = (one.kind, one.details.get("module") or one.message)
        if "file" in self.found.get(key, one).details and "file" not in one.details:
            return  # gunicorn repeats the exception without its place
        self.found.pop(key, None)
        self.found[key] = one


def placed(one: Telling, frames: list[Frame]) -> Telling:
    """With the place in the application's own code that a worker was in, and its function."""
    own = [frame for frame in frames if not any(library in frame[0] for library in LIBRARIES)]
    names = {"file": own[-1][0], "line": own[-1][1], "function": own[-1][2]} if own else {}
    return replace(one, details={**one.details, **names})


def located(one: Telling, frames: list[Frame]) -> Telling:
    """With the place in the application's own code; a syntax error is where the last frame is. `within`: the library's
    file that it came from, called from there."""
    own = [frame for frame in frames if not any(library in frame[0] for library in LIBRARIES)]
    if one.kind == "syntax_error":
        own = frames
    if not own:
        return one
    inner = frames[-1][0]
    within = {} if inner == own[-1][0] or inner.startswith("<") else {"within": inner}
    return replace(one, details={**one.details, "file": own[-1][0], "line": own[-1][1], **within})


__all__ = ["JournalLine", "Telling", "journal", "telling", "telling_lines"]
