"""Who listens on a Unix socket, by /proc alone: unix(7), /proc/net/unix and the descriptors of every process.

A second source beside ss(8), and with it what each of those processes is: its program, its parent, its open files.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import PYTHON, complete, quoted
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.transport.base import Answer

# argv: a process whose network is looked at too (0: none), paths. Flag 00010000: it listens (__SO_ACCEPTCON).
SCRIPT: Final = r"""
import json, os, sys
beside, paths = sys.argv[1], sys.argv[2:]
def data(path, most=1 << 22):
    try:
        with open(path, 'rb') as file:
            return file.read(most).decode('utf-8', 'replace')
    except OSError:
        return ''
def link(path):
    try:
        return os.readlink(path)
    except OSError:
        return None
inodes = {}
for table in ('/proc/net/unix', '/proc/%s/net/unix' % beside):
    for line in data(table).splitlines()[1:]:
        words = line.split(None, 7)
        if len(words) == 8 and int(words[3], 16) & 0x10000 and words[7] in paths:
            inodes['socket:[%s]' % words[6]] = words[7]
held, denied = {}, False
for pid in os.listdir('/proc'):
    if not pid.isdigit():
        continue
    try:
        links = [link('/proc/%s/fd/%s' % (pid, number)) or '' for number in os.listdir('/proc/%s/fd' % pid)[:4096]]
    except PermissionError:
        denied = True
        continue
    except OSError:
        continue
    here = sorted({inodes[one] for one in links if one in inodes})
    if here:
        held[pid] = here, [one for one in links if one.startswith('/')][:100]
rows = []
for pid, (here, files) in list(held.items())[:200]:
    stat = data('/proc/%s/stat' % pid)
    mapped = {line.split(None, 5)[5] for line in data('/proc/%s/maps' % pid).splitlines()
              if line.count(' /') and 'x' in line.split(None, 2)[1]}
    rows.append({
        'pid': int(pid), 'ppid': int(stat[stat.rindex(')') + 2:].split()[1]) if ')' in stat else 0, 'paths': here,
        'exe': link('/proc/%s/exe' % pid), 'argv': data('/proc/%s/cmdline' % pid, 65536), 'files': files,
        'cwd': link('/proc/%s/cwd' % pid), 'mapped': sorted(mapped)[:300],
    })
print(json.dumps({'denied': denied, 'listening': sorted(set(inodes.values())), 'held': rows}))
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has a listening socket open. exe: its program, None where that may not be seen; files: paths of
    its open files, `(deleted)` behind those that have no name any more; mapped: files that it runs code of."""

    pid: int
    ppid: int
    paths: tuple[str, ...]
    exe: str | None = None
    argv: tuple[str, ...] = ()
    cwd: str | None = None
    files: tuple[str, ...] = ()
    mapped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holders:
    """listening: those of the paths that somebody listens on; whole: every process could be looked at."""

    listening: tuple[str, ...] = ()
    held: tuple[Holder, ...] = ()
    whole: bool = True

    def of(self, path: str) -> list[Holder]:
        """Who holds the socket at this path."""
        return [one for one in self.held if path in one.paths]


def holders(paths: Sequence[str], beside: int = 0, *, role: Role = Role.ROOT) -> Probe[Holders]:
    """How to ask who listens on the sockets at these paths; beside: a process whose network is its own."""
    script = f"{PYTHON} {shlex.quote(SCRIPT)} {int(beside)} {quoted(paths)}"
    return Probe(
        Command(script, role, timeout=10.0, limit=2 << 20, about="cat /proc/net/unix; ls -l /proc/*/fd"), read_holders
    )


def read_holders(answer: Answer) -> Holders:
    """The answer to holders. CannotLook where there is none."""
    said = tool_of(complete(answer), "python3")
    if answer.exit_code != 0:
        raise CannotLook(Unseen.NO_ANSWER, text(said.stderr).strip()[-200:])
    row = json.loads(text(said.stdout))
    found = [holder(one) for one in row["held"]]
    listening = tuple(str(one) for one in row["listening"])
    return Holders(listening, tuple(sorted(found, key=lambda one: one.pid)), row["denied"] is not True)


def holder(row: Mapping[str, Any]) -> Holder:
    """One row."""
    argv = str(row["argv"]).removesuffix("\0")
    return Holder(
        pid=int(row["pid"]),
        ppid=int(row["ppid"]),
        paths=tuple(str(one) for one in row["paths"]),
        exe=None if row["exe"] is None else str(row["exe"]),
        argv=tuple(argv.split("\0")) if argv else (),
        cwd=None if row["cwd"] is None else str(row["cwd"]),
        files=tuple(str(one) for one in row["files"]),
        mapped=tuple(str(one) for one in row["mapped"]),
    )
