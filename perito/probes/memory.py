"""Memory of a unit and of the machine, and whom the kernel killed for want of it: cgroups(7), "memory.events"."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe, text
from perito.probes.files import number
from perito.probes.framing import MALFORMED, complete
from perito.probes.systemd.journal import journal_line
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer

# memory.events and memory.max of the unit's control group, meminfo, the kernel's lines as JSON: a NUL behind each.
SCRIPT: Final = """\
cat /sys/fs/cgroup/GROUP/memory.events 2>/dev/null
printf '\\0'
cat /sys/fs/cgroup/GROUP/memory.max 2>/dev/null
printf '\\0'
grep -s ^MemTotal: /proc/meminfo
printf '\\0'
journalctl -b -q -o json --no-pager --output-fields=MESSAGE _TRANSPORT=kernel 2>/dev/null |
  grep -a 'oom-kill:constraint=' | tail -n 100
true
"""
KILL: Final = re.compile(
    r"oom-kill:constraint=(?P<why>\w+),.*?(?:oom_memcg=(?P<limited>[^,]*),)?task_memcg=(?P<group>[^,]*),"
    r"task=(?P<comm>[^,]*),pid=(?P<pid>\d+)"
)
UNLIMITED: Final = "max"


@dataclass(frozen=True, slots=True)
class Kill:
    """One process that the kernel killed. limited: the control group whose limit was reached, empty where the machine's
    memory was."""

    time: float
    pid: int
    comm: str
    group: str
    limited: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """killed: how many of the unit's processes the kernel has killed since its start (`oom_kill`), None where
    its control group is gone or does not count. limit: in bytes, 0 where there is none. total: the machine's, in bytes.
    """

    killed: int | None = None
    limit: int = 0
    total: int = 0
    kills: tuple[Kill, ...] = ()


def memory(group: str, *, role: Role = Role.ROOT) -> Probe[Memory]:
    """Of a unit's control group as systemd names it: `/system.slice/x.service`."""
    place = shlex.quote(group.strip("/") or "perito-none")
    about = f"cat /sys/fs/cgroup/{place}/memory.events; journalctl -k | grep oom-kill"
    return Probe(Command(SCRIPT.replace("GROUP", place), role, timeout=15.0, limit=1 << 20, about=about), read_memory)


def read_memory(answer: Answer) -> Memory:
    """The answer to memory."""
    events, limit, total, journal = [*text(complete(answer).stdout).split("\0"), "", "", "", ""][:4]
    counts = dict(line.split(None, 1) for line in events.splitlines() if len(line.split()) == 2)
    words = total.split()
    return Memory(
        killed=number(counts["oom_kill"]) if "oom_kill" in counts else None,
        limit=0 if limit.strip() == UNLIMITED else number(limit.strip()),
        total=number(words[1]) * 1024 if len(words) > 1 else 0,
        kills=tuple(kill for line in journal.splitlines() if (kill := _kill(line)) is not None),
    )


def _kill(line: str) -> Kill | None:
    try:
        entry = journal_line(json.loads(line))
    except MALFORMED:
        return None
    match = KILL.search(entry.message)
    if match is None:
        return None
    limited = (match["limited"] or "") if match["why"] == "CONSTRAINT_MEMCG" else ""
    return Kill(entry.time, number(match["pid"]), match["comm"], match["group"], limited)
