"""What a program itself said last before it ended: nearer to the reason than what systemd says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from perito.probes.diagnosis import GUNICORN, Telling, telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.probes.systemd.journal import JournalLine

LONGEST: Final = 300
# Of a log line with a level: what is no complaint. A frame of a traceback, or what a table or a rule is drawn with.
CALM: Final = re.compile(r"\[[\d: +-]{10,40}\] \[\d+\] \[(?:DEBUG|INFO)\] ")
DRAWN: Final = re.compile(r'\s*(?:File ".*", line \d+.*|[\W_]*|Traceback \(most recent call last\):)')
# What only repeats that it ended.
HOLLOW: Final = frozenset(
    {"worker_boot", "app_load", "worker_exit", "cannot_connect", "exit_code", "killed", "start_limit"}
)
REPEATS: Final = re.compile(r"Reason: |Shutting down|Worker \(pid:\d+\)|.*HaltServer|SystemExit")


def own_last(lines: Sequence[JournalLine], unit: str) -> Telling | None:
    """The last line of these that the unit's program said itself and that complains; None where it said none.

    `lines`: of one run of the unit, oldest first. systemd's own lines, frames of tracebacks and lines of a log that
    only inform are left out.
    """
    for entry in reversed(lines):
        if entry.identifier == "systemd" or entry.pid == 1 or entry.message.startswith(f"{unit}: "):
            continue
        for line in reversed(entry.message.splitlines()):
            if said := _complaint(line):
                return Telling("own_words", said, entry.time)
    return None


def _complaint(line: str) -> str:
    """The line without its time and level; empty where it is no complaint of its own."""
    if CALM.match(line) or DRAWN.fullmatch(line) or line.startswith("  "):
        return ""
    match = GUNICORN.match(line)
    said = line[match.end() :].strip() if match else line.strip()
    one = telling(line)
    if REPEATS.match(said) or (one is not None and one.kind in HOLLOW):
        return ""
    return said[:LONGEST]
