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

FRAME: Final = re.compile(r'\s*File "(?P<file>[^"]+)", line (?P<line>\d+)')
PYTHON_KINDS: Final = ("module_not_found", "import_error", "syntax_error", "python_error", "app_not_found")
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

    A traceback's last line is joined with the last file and line above it that is the application's own.
    """
    found: dict[tuple[str, str], Telling] = {}
    frames: list[tuple[str, str]] = []
    for entry in lines:
        for line in entry.message.splitlines() or [""]:
            if match := FRAME.match(line):
                frames = [*frames[-100:], (match["file"], match["line"])]
                continue
            one = telling(line, entry.time)
            if one is None:
                frames = [] if line.startswith("Traceback") else frames
                continue
            if one.kind in PYTHON_KINDS and frames:
                one, frames = located(one, frames), []
            key = (one.kind, one.details.get("module") or one.message)
            if "file" in found.get(key, one).details and "file" not in one.details:
                continue  # gunicorn repeats the exception without its place
            found.pop(key, None)
            found[key] = one
    return list(found.values())


def located(one: Telling, frames: list[tuple[str, str]]) -> Telling:
    """The line with its place in the application's own code; of a syntax error, in the last frame."""
    own = [frame for frame in frames if not any(library in frame[0] for library in LIBRARIES)]
    if one.kind == "syntax_error":
        own = frames
    if not own:
        return one
    return replace(one, details={**one.details, "file": own[-1][0], "line": own[-1][1]})


__all__ = ["JournalLine", "Telling", "journal", "telling", "telling_lines"]
