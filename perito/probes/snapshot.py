"""A cheap fingerprint of everything a grade depends on, which `watch` takes again and again.

Files by the time their inode changed (ctime), directories by their entries and permissions, units by systemd's
properties, sockets by their owners. It leaves out everything that a visit changes: logs, bytecode, caches, data.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe, text
from perito.probes.files import number, seconds
from perito.probes.framing import complete
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from perito.transport.base import Answer

    Snapshot = Mapping[str, str]  # subject (a path, `unit …`, `tcp …`, `unix …`), and its state

FILES: Final = "/home /etc/hosts /etc/hostname /etc/passwd /etc/group /etc/shadow /etc/sudoers /var/lib/dpkg/status"
SMALL: Final = "/etc/nginx /etc/systemd/system /etc/ufw /run/systemd/system /usr/local/lib/systemd/system"
PROGRAMS: Final = "/usr/local/bin /root/.local/bin /home/*/.local/bin"
VIRTUALENVS: Final = (
    "/root/.local/share/virtualenvs /home/*/.local/share/virtualenvs /home/*/.virtualenvs"
    " /var/www/*/.venv /var/www/*/venv /var/www/*/env"
)
INSTALLED: Final = ("*.dist-info", ".project", "pyvenv.cfg", "python", "gunicorn", "flask")
# Not part of the deployment, or written by the application itself on every visit.
LEFT_OUT: Final = (
    "__pycache__", "*.pyc", "*.log", "*.pid", "*.db", "*.db-*", "*.sqlite*", "*.sw?", "*~", "*.tmp", "4913", ".cache",
)  # fmt: skip
NOT_ENTERED: Final = (".git", "node_modules")
FIELDS: Final = 6
RECORD: Final = "%p\\0%y\\0%m %U:%G\\0%i\\0%C@\\0%l\\0"
PROPERTIES: Final = (
    "Id", "LoadState", "ActiveState", "SubState", "UnitFileState", "NeedDaemonReload", "NRestarts", "MainPID",
    "InvocationID", "StateChangeTimestampMonotonic", "ExecMainStartTimestampMonotonic",
)  # fmt: skip
UNITS, PROCESSES, SOCKETS = "units", "processes", "sockets"
SCRIPT: Final = """\
find {files} /var/log/nginx -maxdepth 1 -printf '{record}'
find {small} -maxdepth 3 \\( {left_out} \\) -prune -o -printf '{record}'
find /var/www -maxdepth 4 \\( {left_out} \\) -prune -o -printf '{record}' -type d \\( {not_entered} \\) -prune
find {virtualenvs} -maxdepth 5 \\( {installed} \\) -printf '{record}' -prune
names=nginx.service groups=
for f in /etc/systemd/system/*.service /run/systemd/system/*.service /usr/local/lib/systemd/system/*.service \\
    /etc/systemd/system/*.wants/*@?*.service; do
  name=${{f##*/}}
  case $name in
    *[!A-Za-z0-9:_.@-]* | *@.service) ;;
    *@*) if [ -e "/etc/systemd/system/${{name%%@*}}@.service" ]; then names="$names $name"; fi ;;
    *) if [ -e "$f" ] || [ -L "$f" ]; then names="$names $name"; fi ;;
  esac
done
for name in $names; do
  group=/sys/fs/cgroup/system.slice/$name/cgroup.procs
  if [ -e "$group" ]; then groups="$groups $group"; fi
done
printf '{units}\\0'; systemctl show --no-pager -p {properties} -- $names
printf '\\0{processes}\\0'; cat /proc/uptime; if [ "$groups" ]; then grep -H . $groups; fi
printf '\\0{sockets}\\0'; ss -H -l -n -t -x
printf '\\0'
"""
SETTLED: Final = 10.0  # seconds that an automatically restarted unit must have run
GROUP: Final = re.compile(r"/([^/]+)/cgroup\.procs:(\d+)")
LISTENER: Final = re.compile(r"(tcp|u_str|u_seq) +LISTEN +\d+ +\d+ +(\S.*?) +(\S+)")
# They come and go with login sessions.
PERSONAL: Final = ("/run/user/", "/tmp/ssh-", "@/tmp/", "/run/systemd/", "/run/screen/", "/tmp/tmux-")  # noqa: S108


def snapshot(*, role: Role = Role.ROOT) -> Probe[dict[str, str]]:
    """The question: everything watched. `changed` compares two of them."""
    script = SCRIPT.format(
        files=f"{FILES} {PROGRAMS}",
        small=SMALL,
        virtualenvs=VIRTUALENVS,
        left_out=_named(LEFT_OUT),
        not_entered=_named(NOT_ENTERED),
        installed=_named(INSTALLED),
        record=RECORD,
        units=UNITS,
        processes=PROCESSES,
        sockets=SOCKETS,
        properties=",".join(PROPERTIES),
    )
    about = "find /etc/nginx /etc/systemd/system /var/www …; systemctl show …; ss -l -n -t -x"
    return Probe(Command(script, role, limit=2 << 20, about=about), read_snapshot)


def _named(patterns: tuple[str, ...]) -> str:
    return " -o ".join(f"-name '{pattern}'" for pattern in patterns)


def read_snapshot(answer: Answer) -> dict[str, str]:
    """The answer to snapshot, without unreadable parts: they count as unchanged while they stay unreadable."""
    fields = [text(part) for part in complete(answer).stdout.split(b"\0")]
    place, found = 0, dict[str, str]()
    while place + FIELDS <= len(fields) and fields[place] != UNITS:
        path, *rest = fields[place : place + FIELDS]
        found[path] = file_state(path, rest)
        place += FIELDS
    parts = dict(zip(fields[place::2], fields[place + 1 :: 2], strict=False))
    found.update(unit_states(parts.get(UNITS, ""), parts.get(PROCESSES, "")))
    found.update(listening(parts.get(SOCKETS, "")))
    return found


def file_state(path: str, fields: list[str]) -> str:
    """State of a path: a directory changes with every file in it, a log with every visit, so of these only the
    permissions."""
    kind, rights, inode, ctime, target = fields
    if kind == "d":
        return f"d {rights}"
    if path.startswith("/var/log/"):
        return f"{kind} {rights} {inode}"
    return f"{kind} {rights} {inode} {ctime} {target}".rstrip()


def unit_states(shown: str, running: str) -> Iterator[tuple[str, str]]:
    """State of each unit; one that systemd restarts again and again always has the same."""
    uptime, processes = processes_of(running)
    for block in shown.split("\n\n"):
        unit = dict(line.partition("=")[::2] for line in block.strip().splitlines())
        name = unit.get("Id", "")
        if not name:
            continue
        said = [unit.get(key, "") for key in ("LoadState", "UnitFileState", "NeedDaemonReload")]
        if restless(unit, uptime):
            said.append("restarting")
        else:
            said += [unit.get(key, "") for key in ("ActiveState", "SubState", "MainPID", "InvocationID")]
            said += [unit.get("StateChangeTimestampMonotonic", ""), *processes.get(name, ())]
        yield f"unit {name}", " ".join(said)


def restless(unit: Mapping[str, str], uptime: float) -> bool:
    """Whether systemd restarts it again and again: it has done so, and the unit neither stays up nor was given up."""
    state, ran = unit.get("SubState", ""), uptime - seconds(unit.get("ExecMainStartTimestampMonotonic", "")) / 1e6
    ended = unit.get("ActiveState") in {"inactive", "failed"} and "auto-restart" not in state
    return number(unit.get("NRestarts", "")) > 0 and not ended and (state != "running" or ran < SETTLED)


def processes_of(running: str) -> tuple[float, dict[str, list[str]]]:
    """Seconds since the server booted, and the processes of each unit: nginx's workers are new after a reload."""
    first, _, rest = running.partition("\n")
    found: dict[str, list[str]] = {}
    for name, pid in GROUP.findall(rest):
        found.setdefault(name, []).append(pid)
    return seconds(first.partition(" ")[0]), found


def listening(shown: str) -> Iterator[tuple[str, str]]:
    """Each listening socket; a unix socket with its inode, which is another one after a restart."""
    for line in shown.splitlines():
        if (match := LISTENER.match(line[:2048])) and not match[2].startswith(PERSONAL):
            unix = match[1] != "tcp"
            yield (f"unix {match[2]}", match[3]) if unix else (f"tcp {match[2]}", "")


def changed(before: Snapshot, after: Snapshot) -> frozenset[str]:
    """The subjects that are gone, new, or different."""
    return frozenset(key for key in {*before, *after} if before.get(key) != after.get(key))
