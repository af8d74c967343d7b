"""nginx as the kernel shows it, proc(5): its processes, what they run and listen on, and who else writes its logs."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import MALFORMED, PYTHON, complete, quoted
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Answer

# One pass over /proc: nginx is whoever calls itself so, by program, name or title, and whoever holds port 80.
# argv: log files.
PROGRAM: Final = r"""
import json, os, sys
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
        return ''
def number(path):
    try:
        info = os.stat(path)
    except OSError:
        return ''
    return '%d:%d' % (info.st_dev, info.st_ino)
def start(path):
    try:
        with open(path, 'rb') as file:
            return file.read(4).decode('latin-1')
    except OSError:
        return ''
def writes(fd):
    for line in data(fd, 4096).splitlines():
        if line.startswith('flags:'):
            return int(line.split()[1], 8) & 3 != 0
    return False
doors = {}
for name in ('tcp', 'tcp6'):
    for line in data('/proc/net/' + name).splitlines()[1:]:
        part = line.split()
        if len(part) > 9 and part[3] == '0A':
            doors['socket:[%s]' % part[9]] = int(part[1].split(':')[1], 16)
found, denied = {}, not data('/proc/1/cmdline')  # proc(5): hidepid=
for pid in [name for name in os.listdir('/proc') if name.isdigit()]:
    base = '/proc/' + pid
    exe, name, argv = link(base + '/exe'), data(base + '/comm').strip(), data(base + '/cmdline', 65536)
    if not argv:
        continue
    try:
        opened = {one: link(base + '/fd/' + one) for one in os.listdir(base + '/fd')[:4096]}
    except PermissionError:
        denied = True
        continue
    except OSError:
        continue
    ports = sorted({doors[one] for one in opened.values() if one in doors})
    calls = os.path.basename(exe).startswith('nginx') or name.startswith('nginx') or argv.startswith('nginx')
    files = [fd for fd, to in opened.items() if to.startswith('/') and not to.startswith(('/dev/', '/proc/', '/sys/'))]
    found[pid] = [calls or 80 in ports, exe, name, argv, ports, files]
logs = {number(path): [path, False, []] for path in sys.argv[1:]}
rows = []
for pid, (ours, exe, name, argv, ports, files) in found.items():
    base = '/proc/' + pid
    for fd in files:
        log = logs.get(number(base + '/fd/' + fd)) if logs else None
        if log and writes(base + '/fdinfo/' + fd):
            log[1] = log[1] or ours
            if not ours:
                log[2].append([int(pid), exe])
    if not ours:
        continue
    after = data(base + '/stat').rpartition(') ')[2].split()
    code = sorted({line.split(None, 5)[5] for line in data(base + '/maps').splitlines()
                   if line.count(' /') and 'x' in line.split(None, 2)[1]})
    loads = [one for one in data(base + '/environ', 65536).split('\0') if one.startswith('LD_')]
    rows.append({'pid': int(pid), 'loads': loads[:20], 'ppid': int(after[1]) if len(after) > 1 else 0, 'exe': exe,
                 'name': name, 'argv': argv, 'ports': ports, 'at': number(base + '/exe'), 'code': code[:200]})
programs = []
for place in os.environ.get('PATH', '').split(':') + ['/usr/sbin']:
    path = os.path.join(place, 'nginx')
    if os.access(path, os.X_OK) and os.path.isfile(path):
        programs.append([path, os.path.realpath(path), number(path), start(path)])
print(json.dumps({'denied': denied, 'processes': rows[:300], 'programs': programs,
                  'logs': [one for at, one in logs.items() if at]}))
"""
OPTION: Final = re.compile(r"(?:^|\s)-([cpge])\s*(\S.*?)(?=\s-[a-zA-Z?]|$)")


@dataclass(frozen=True, slots=True)
class Process:
    """One process that calls itself nginx, or that holds port 80.

    exe: its program, at: that file as `device:inode`; ports: TCP ports that it listens on; code: files it runs code of;
    loads: variables that make the loader load something else (ld.so(8)).
    """

    pid: int
    ppid: int
    exe: str
    name: str
    argv: str
    ports: tuple[int, ...]
    at: str
    code: tuple[str, ...]
    loads: tuple[str, ...] = ()

    @property
    def is_master(self) -> bool:
        """Whether its title is that of nginx's first process."""
        return self.argv.startswith("nginx: master process")

    def option(self, letter: str) -> str:
        """The value of an option that it was started with, as its title says; empty where there is none."""
        title = self.argv.removeprefix("nginx: master process").strip()
        return next((value for name, value in OPTION.findall(title) if name == letter), "")


@dataclass(frozen=True, slots=True)
class Found:
    """A program named nginx in the PATH: where, the file that leads to, `device:inode`, its first four bytes."""

    path: str
    real: str
    at: str
    start: str


@dataclass(frozen=True, slots=True)
class Log:
    """A log file: whether nginx has it open to write, and (PID, program) of whoever else has."""

    path: str
    held: bool
    writers: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RawNginx:
    """logs: those that were asked for and are there; whole: whether every process could be looked at."""

    processes: tuple[Process, ...] = ()
    programs: tuple[Found, ...] = ()
    logs: tuple[Log, ...] = ()
    whole: bool = True


def raw(logs: Sequence[str] = (), *, role: Role = Role.ROOT) -> Probe[RawNginx]:
    """The question, which needs root to see all; `logs`: paths of nginx's logs."""
    script = f"{PYTHON} {shlex.quote(PROGRAM)} {quoted(logs)}".rstrip()
    return Probe(Command(script, role, timeout=15.0, limit=4 << 20, about="ls -l /proc/*/fd  # nginx"), read_raw)


def read_raw(answer: Answer) -> RawNginx:
    """The answer to raw. CannotLook where it cannot be read."""
    said = text(tool_of(complete(answer), "python3").stdout)
    try:
        return _raw(json.loads(said))
    except MALFORMED:
        raise CannotLook(Unseen.NO_ANSWER, text(answer.stderr).strip()[-200:]) from None


def _raw(found: dict[str, Any]) -> RawNginx:
    return RawNginx(
        processes=tuple(_process(one) for one in found["processes"]),
        programs=tuple(Found(*map(str, one)) for one in found["programs"]),
        logs=tuple(
            Log(str(path), held is True, tuple((int(pid), str(exe)) for pid, exe in writers))
            for path, held, writers in found["logs"]
        ),
        whole=found["denied"] is not True,
    )


def _process(row: dict[str, Any]) -> Process:
    return Process(
        pid=int(row["pid"]),
        ppid=int(row["ppid"]),
        exe=str(row["exe"]),
        name=str(row["name"]),
        argv=" ".join(str(row["argv"]).replace("\0", " ").split()),
        ports=tuple(int(one) for one in row["ports"]),
        at=str(row["at"]),
        code=tuple(str(one) for one in row["code"]),
        loads=tuple(str(one) for one in row["loads"]),
    )
