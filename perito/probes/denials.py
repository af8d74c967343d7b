"""What AppArmor or SELinux refused a process since boot, from the kernel's and auditd's lines: apparmor(7), selinux(8).

Such a refusal is never a matter of permissions: the kernel asks these modules only where the permissions allow it.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe, text
from perito.probes.files import number, seconds
from perito.probes.framing import MALFORMED, complete
from perito.probes.systemd.journal import journal_line
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perito.transport.base import Answer

# Whether AppArmor is on, whether SELinux enforces, the journal's lines as JSON, auditd's own: a NUL behind each.
SCRIPT: Final = """\
apparmor=$(cat /sys/module/apparmor/parameters/enabled 2>/dev/null)
selinux=$(cat /sys/fs/selinux/enforce 2>/dev/null)
printf '%s\\0%s\\0' "$apparmor" "$selinux"
if [ "$apparmor" = Y ] || [ -n "$selinux" ]; then
  journalctl -b -q -o json --no-pager --output-fields=MESSAGE _TRANSPORT=kernel + _TRANSPORT=audit 2>/dev/null |
    grep -aE 'apparmor=.?"(DENIED|STATUS)|avc: +denied' | tail -n 300
  printf '\\0'
  tail -c 4194304 /var/log/audit/audit.log 2>/dev/null |
    grep -aE 'apparmor="(DENIED|STATUS)|avc: +denied' | tail -n 300
fi
true
"""
STAMP: Final = re.compile(r"audit\((\d{1,12}\.\d{1,6}):\d+\)")
FIELD: Final = re.compile(r'\b(\w+)=("[^"]*"|[^\s"]+)')
AVC: Final = re.compile(r"avc:\s+denied\s+\{ ([^}]*) \}\s+for\s")
HEX: Final = re.compile(r"(?:[0-9A-F]{2}){2,}")
RELOADED: Final = ("profile_load", "profile_replace", "profile_remove")
# What an AppArmor operation is called here; of the others the mask says it.
OPERATIONS: Final = {
    "exec": "run", "connect": "connect", "bind": "listen", "listen": "listen", "mknod": "create", "mkdir": "create",
    "symlink": "create", "link": "create", "unlink": "delete", "rmdir": "delete", "capable": "use", "create": "use",
    "file_mmap": "run", "file_mprotect": "run", "getattr": "read",
}  # fmt: skip
MASKS: Final = (("x", "run"), ("c", "create"), ("w", "write"), ("a", "write"), ("d", "delete"), ("r", "read"))
# SELinux: permissions of an access vector, the telling ones first.
PERMISSIONS: Final = (
    ("execute", "run"), ("execute_no_trans", "run"), ("entrypoint", "run"), ("connectto", "connect"),
    ("name_connect", "connect"), ("name_bind", "listen"), ("listen", "listen"), ("create", "create"),
    ("add_name", "create"), ("unlink", "delete"), ("remove_name", "delete"), ("write", "write"), ("append", "write"),
    ("read", "read"), ("open", "read"), ("getattr", "read"), ("search", "read"), ("map", "run"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Denial:
    """One refusal. system: apparmor or selinux. time: seconds since the epoch. comm: the process's name in ps.

    doing: read, write, create, delete, run, connect, listen or use. path: of the file or socket, of SELinux often the
    last part of it alone; empty where it is about something else. thing: `port 8080`, a capability's name, a family of
    addresses. by: the profile, or the domain (`httpd_t`). label, kind: SELinux's type and class of what was asked for.
    """

    system: str
    time: float
    pid: int
    comm: str
    doing: str
    path: str = ""
    thing: str = ""
    by: str = ""
    label: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Denials:
    """Refusals, oldest first. changed: when each AppArmor profile was last loaded, replaced or removed."""

    refused: tuple[Denial, ...] = ()
    changed: tuple[tuple[str, float], ...] = ()


def denials(*, role: Role = Role.ROOT) -> Probe[Denials]:
    """Those of this boot; none where neither AppArmor nor SELinux is in force."""
    about = "journalctl -k | grep -E 'DENIED|denied'; cat /var/log/audit/audit.log"
    return Probe(Command(SCRIPT, role, timeout=15.0, limit=2 << 20, about=about), read_denials)


def read_denials(answer: Answer) -> Denials:
    """The answer to denials. What SELinux only noted, permissive as it was or is by now, was not refused."""
    _apparmor, selinux, journal, own = [*text(complete(answer).stdout).split("\0"), "", "", "", ""][:4]
    told = [*_of_journal(journal), *((0.0, line) for line in own.splitlines())]
    refused: dict[tuple[float, int, str, str], Denial] = {}
    changed: dict[str, float] = {}
    for received, line in told:
        stamp = STAMP.search(line)
        time = seconds(stamp[1]) if stamp else received
        fields = dict(FIELD.findall(line.partition("\x1d")[0]))
        if status := _reloaded(fields):
            changed[status] = max(time, changed.get(status, 0.0))
        one = _denial(line, fields, time, enforcing=selinux.strip() != "0")
        if one is not None:
            refused[(one.time, one.pid, one.path, one.doing)] = one
    return Denials(tuple(sorted(refused.values(), key=lambda one: one.time)), tuple(changed.items()))


def _of_journal(block: str) -> Iterable[tuple[float, str]]:
    for line in block.splitlines():
        try:
            found = journal_line(json.loads(line))
        except MALFORMED:
            continue
        yield found.time, found.message


def _reloaded(fields: Mapping[str, str]) -> str:
    """The profile of a line that says that one was loaded anew; else empty."""
    if fields.get("apparmor") != '"STATUS"' or plain(fields.get("operation", "")) not in RELOADED:
        return ""
    return plain(fields.get("name", ""))


def _denial(line: str, fields: Mapping[str, str], time: float, *, enforcing: bool) -> Denial | None:
    vector = AVC.search(line)
    if vector is not None:
        return _of_selinux(vector[1].split(), fields, time, line) if enforcing else None
    return _of_apparmor(fields, time, line) if fields.get("apparmor") == '"DENIED"' else None


def _of_apparmor(fields: Mapping[str, str], time: float, line: str) -> Denial:
    operation, mask = plain(fields.get("operation", "")), plain(fields.get("denied_mask", ""))
    name = plain(fields.get("name", ""))
    # A path that the namespace of the process does not lead to the root comes without its slash.
    path = f"/{name.lstrip('/')}" if "/" in name else ""
    thing = next((plain(fields[key]) for key in ("capname", "family", "name") if key in fields), "")
    return Denial(
        "apparmor", time, number(fields.get("pid", "")), _comm(fields),
        OPERATIONS.get(operation) or next((word for letter, word in MASKS if letter in mask), "use"),
        path=path.rstrip("/") or path, thing="" if path else thing, by=plain(fields.get("profile", "")),
        kind=operation, text=_short(line),
    )  # fmt: skip


def _of_selinux(vector: list[str], fields: Mapping[str, str], time: float, line: str) -> Denial | None:
    if fields.get("permissive") == "1":
        return None
    kind = fields.get("tclass", "")
    doing = next((word for name, word in PERMISSIONS if name in vector), "use")
    port = fields.get("src" if "name_bind" in vector else "dest", "") if "socket" in kind else ""
    return Denial(
        "selinux", time, number(fields.get("pid", "")), _comm(fields),
        "connect" if kind == "sock_file" and doing == "write" else doing,
        path=plain(fields.get("path", "")) or plain(fields.get("name", "")),
        thing=f"port {port}" if port else "", by=_type(fields.get("scontext", "")),
        label=_type(fields.get("tcontext", "")), kind=kind, text=_short(line),
    )  # fmt: skip


def plain(value: str) -> str:
    """A field's value: quoted, or in hexadecimal where it holds a blank or a quote (audit's own way)."""
    if value.startswith('"'):
        return value.strip('"')
    if HEX.fullmatch(value):
        return bytes.fromhex(value).decode("utf-8", "replace")
    return value


def _comm(fields: Mapping[str, str]) -> str:
    """systemd's own child, about to become the program, has the program's name in parentheses."""
    return posixpath.basename(plain(fields.get("comm", "")).strip("()"))


def _type(context: str) -> str:
    """`httpd_t` of `system_u:system_r:httpd_t:s0`."""
    return [*context.split(":"), "", "", ""][2]


def _short(line: str) -> str:
    """The line from where it says what was refused."""
    begin = min((at for word in ("apparmor=", "avc:") if (at := line.find(word)) >= 0), default=0)
    return " ".join(line[begin:].partition("\x1d")[0].split())[:500]
