"""The process table, from /proc: proc(5)."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import MALFORMED, PYTHON, complete
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer

# One JSON object per line: a truncated table is still a table.
SCRIPT: Final = r"""
import json, os, time
def read(path):
    try:
        with open(path, 'rb') as file:
            return file.read(65536).decode('utf-8', 'replace')
    except OSError:
        return None
def link(path):
    try:
        return os.readlink(path)
    except OSError:
        return None
boot = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
tick = os.sysconf('SC_CLK_TCK')
for pid in sorted(int(name) for name in os.listdir('/proc') if name.isdigit()):
    base = '/proc/%d/' % pid
    stat, status, argv = read(base + 'stat'), read(base + 'status'), read(base + 'cmdline')
    if stat is None or status is None or argv is None:
        continue
    after = stat[stat.rindex(')') + 2:].split()
    lines = dict(line.split(':', 1) for line in status.splitlines() if ':' in line)
    if not argv and after[0] != 'Z':
        continue
    print(json.dumps({
        'pid': pid, 'ppid': int(after[1]), 'state': after[0],
        'name': stat[stat.index('(') + 1:stat.rindex(')')],
        'uid': int(lines['Uid'].split()[1]), 'gid': int(lines['Gid'].split()[1]),
        'groups': [int(gid) for gid in lines.get('Groups', '').split()],
        'started': boot + int(after[19]) / tick, 'argv': argv, 'exe': link(base + 'exe'),
        'cwd': link(base + 'cwd'), 'cgroup': (read(base + 'cgroup') or '')[:4000],
    }))
"""
UNIT: Final = re.compile(r"[^/]+\.(?:service|scope|socket|mount|slice)")


@dataclass(frozen=True, slots=True)
class Process:
    """One process. uid, gid: effective; groups: supplementary.

    started: seconds since the epoch, to the hundredth. argv is exact, empty for a zombie (state `Z`). exe, cwd: None
    where we may not look (another user's process, without root). exe ends in ` (deleted)` where the program was
    replaced. unit: its systemd unit, or "".
    """

    pid: int
    ppid: int
    name: str
    uid: int
    gid: int
    groups: tuple[int, ...] = ()
    started: float = 0.0
    state: str = ""
    argv: tuple[str, ...] = ()
    exe: str | None = None
    cwd: str | None = None
    unit: str = ""
    cgroup: str = ""


def processes(*, role: Role = Role.ROOT) -> Probe[list[Process]]:
    """Every process but kernel threads, in one command. ToolAbsent where there is no python3."""
    return Probe(Command(f"{PYTHON} {shlex.quote(SCRIPT)}", role, limit=2 << 20, about="ps -ef"), read_processes)


def read_processes(answer: Answer) -> list[Process]:
    """The answer to processes."""
    found = []
    for line in text(tool_of(complete(answer), "python3").stdout).splitlines():
        try:
            found.append(process(json.loads(line)))
        except MALFORMED:
            continue
    if not found:
        raise CannotLook(Unseen.NO_ANSWER, f"/proc: {text(answer.stderr).strip()[-200:]}")
    return found


def process(row: dict[str, Any]) -> Process:
    """One row."""
    argv = str(row["argv"]).removesuffix("\0")
    cgroup = str(row["cgroup"])
    return Process(
        pid=int(row["pid"]),
        ppid=int(row["ppid"]),
        name=str(row["name"]),
        uid=int(row["uid"]),
        gid=int(row["gid"]),
        groups=tuple(int(gid) for gid in row["groups"]),
        started=float(row["started"]),
        state=str(row["state"]),
        argv=tuple(argv.split("\0")) if argv else (),
        exe=None if row["exe"] is None else str(row["exe"]),
        cwd=None if row["cwd"] is None else str(row["cwd"]),
        unit=unit_of_cgroup(cgroup),
        cgroup=cgroup.strip(),
    )


def unit_of_cgroup(cgroup: str) -> str:
    r"""`0::/system.slice/flask_app.service` → `flask_app.service`: the unit of the system's manager.

    v2 (`0::`), hybrid and v1 (`name=systemd`). Under `user.slice` the session's scope or the user's own unit.
    Escapes of systemd-escape(1) stay as they are: `with\x20blank.service`.
    """
    for line in cgroup.splitlines():
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        if controllers in ("", "name=systemd"):
            units = [part for part in path.split("/") if UNIT.fullmatch(part) and not part.endswith(".slice")]
            if units:
                return units[-1] if units[0].startswith("user@") else units[0]
    return ""
