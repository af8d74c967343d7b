"""What programs say of accounts, files, sockets and units, against what the kernel and the files say."""

from __future__ import annotations

import stat
from collections import Counter
from typing import TYPE_CHECKING, Final

from perito.probes.files import KINDS, MOST
from perito.server.integrity.asking import WEB_ROOT
from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from perito.probes.files import PathInfo
    from perito.probes.integrity.raw import Raw, RawPath
    from perito.probes.processes import Process
    from perito.probes.systemd.units import UnitState
    from perito.server.integrity.reading import Asked

ACCOUNT_CHECKS: Final = ("integrity.accounts",)
FILE_CHECKS: Final = ("integrity.files",)
SOCKET_CHECKS: Final = ("integrity.sockets",)
UNIT_CHECKS: Final = ("integrity.units",)
A_FEW: Final = 5
INIT: Final = 1
OTHERS: Final = ("/run/systemd", "/run/user", "/run/dbus")  # sockets that come and go with logins


def accounts(asked: Asked) -> Iterator[Contradiction]:
    """getent's users and groups against /etc/passwd and /etc/group as they are written."""
    told, number = asked.accounts
    found, other = asked.raw
    users = {name: f"{one.uid}:{one.gid}" for name, one in told.users.items()}
    groups = {name: f"{one.gid} {','.join(sorted({*one.members}))}" for name, one in told.groups.items()}
    own_users = {name: f"{uid}:{gid}" for name, (uid, gid) in found.users.items()}
    own_groups = {name: f"{gid} {','.join(sorted(members))}" for name, (gid, members) in found.groups.items()}
    if found.elsewhere:  # a directory service may add members and accounts; it changes nobody's number
        groups, own_groups = {}, {}
        users = {name: told for name, told in users.items() if name in own_users}
    for file, said, written in (("/etc/passwd", users, own_users), ("/etc/group", groups, own_groups)):
        for name in _differing(said, written):
            yield Contradiction(
                finding="integrity.accounts/other-numbers", about=name,
                first=Source("getent", said.get(name, _("it is not there"))),
                second=Source(file, written.get(name, _("it is not there"))),
                evidence=(number, other), programs=("getent", "id"),
            )  # fmt: skip


def _differing(said: dict[str, str], written: dict[str, str]) -> list[str]:
    """Names with another value, or of one side alone; systemd's own dynamic users are written nowhere."""
    names = [name for name in {**said, **written} if said.get(name) != written.get(name)]
    return [name for name in names if name in written or not name.startswith(("systemd-", "run-"))][:A_FEW]


def files(asked: Asked) -> Iterator[Contradiction]:
    """find's word of everything under /var/www against lstat(2)'s, by numbers."""
    told, number = asked.tree
    found, other = asked.raw
    said = {info.path: info for info in told}
    full = _full(said) | _full(found.tree)
    both = [one for one in {**said, **found.tree} if (one in said and one in found.tree) or _place(one) not in full]
    for path in [one for one in both if _differ(said.get(one), found.tree.get(one), found)][:A_FEW]:
        info, own = said.get(path), found.tree.get(path)
        yield Contradiction(
            finding="integrity.files/other-record", about=path,
            first=Source("find", f"{info.owner}:{info.group} {info.mode:o} {info.kind}" if info else "—"),
            second=Source("lstat", f"{own.uid}:{own.gid} {stat.S_IMODE(own.mode):o} {_kind(own)}" if own else "—"),
            evidence=(number, other), programs=("find", "stat"), moving=True,
        )  # fmt: skip


def _full(paths: Iterable[str]) -> set[tuple[str, int]]:
    """The depths of sites of which neither side says everything."""
    return {place for place, count in Counter(map(_place, paths)).items() if count >= MOST}


def _place(path: str) -> tuple[str, int]:
    below = path.removeprefix(WEB_ROOT).split("/")
    return "".join(below[1:2]) if len(below) > 2 else "", len(below)


def _kind(own: RawPath) -> str:
    return KINDS.get(stat.S_IFMT(own.mode), "other")


def _differ(info: PathInfo | None, own: RawPath | None, found: Raw) -> bool:
    if info is None or own is None:
        return True
    if info.kind != _kind(own) or (info.uid, info.gid) != (own.uid, own.gid):
        return True
    if info.kind != "symlink" and info.mode != stat.S_IMODE(own.mode):
        return True
    user, group = found.users.get(info.owner), found.groups.get(info.group)
    return (user is not None and user[0] != info.uid) or (group is not None and group[0] != info.gid)


def sockets(asked: Asked) -> Iterator[Contradiction]:
    """ss' listeners against /proc/net, and their holders against the descriptors of every process."""
    told, number = asked.listeners
    found, other = asked.raw
    said = {(one.kind, one.port, one.path): {*one.pids} for one in told if _compared(one.kind, one.path)}
    own: dict[tuple[str, int, str], set[int]] = {}
    for one in found.sockets:
        if _compared(one.kind, one.path):
            own.setdefault((one.kind, one.port, one.path), set()).update(one.pids)
    for key in sorted({*said, *own}):
        here, there = said.get(key), own.get(key)
        if here is None or there is None or (here and there and not here & there):
            yield Contradiction(
                finding="integrity.sockets/other-listener", about=key[2] or f":{key[1]}",
                first=Source("ss", _held(here)), second=Source("/proc/net", _held(there)),
                evidence=(number, other), programs=("ss",), moving=True,
            )  # fmt: skip


def _compared(kind: str, path: str) -> bool:
    """Whether visitors' requests may go through it: every port, and paths other than the system's own."""
    return kind == "tcp" or (path.startswith("/") and not path.startswith(OTHERS))


def _held(pids: set[int] | None) -> str:
    if pids is None:
        return _("nobody listens")
    return _("somebody listens") + (f" (PID {', '.join(map(str, sorted(pids)[:A_FEW]))})" if pids else "")


def units(asked: Asked, names: Sequence[str]) -> Iterator[Contradiction]:
    """systemctl's word of the units that checks are about, against their processes and the links on disk."""
    told, number = asked.units
    running, other = asked.processes
    found, raw = asked.raw
    for name in dict.fromkeys((*names, "nginx.service")):
        state = told.get(name)
        if state is None or state.load_state != "loaded":
            continue
        hidden = all(
            one.pid != INIT for one in running
        )  # whoever is not root may see only their own: proc(5), hidepid=
        why = "" if hidden else _state(state, [one for one in running if one.unit == name and one.state != "Z"])
        if why:
            yield Contradiction(
                finding="integrity.units/other-state", about=name,
                first=Source("systemctl", f"{state.active_state} ({state.sub_state}), PID {state.main_pid}"),
                second=Source("/proc", why), evidence=(number, other), programs=("systemctl",), moving=True,
            )  # fmt: skip
        if state.enabled == "enabled" and not _linked(found, {name, *state.names}):
            masked = any(path.rpartition("/")[2] in {name, *state.names} for path in found.links)  # systemctl means it
            yield Contradiction(
                finding="integrity.units/no-link", about=name, first=Source("systemctl", "UnitFileState=enabled"),
                second=Source("/etc/systemd/system", _("no link leads to it")), moving=True,
                evidence=() if masked else (number, raw), programs=() if masked else ("systemctl",),
                checks=(f"{'nginx' if name == 'nginx.service' else 'service'}.enabled",),
            )  # fmt: skip
    yield from _links(asked)


def _state(state: UnitState, running: Sequence[Process]) -> str:
    """What contradicts a unit's state; empty where nothing does."""
    pids = [one.pid for one in running]
    if state.active_state == "active" and state.sub_state == "running":
        if not pids:
            return _("no process is in it")
        if state.main_pid and state.main_pid not in pids:
            return _("PID {pid} is not in it").format(pid=state.main_pid)
    if state.active_state in {"inactive", "failed"} and pids:
        return _("processes are in it: PID {pids}").format(pids=", ".join(map(str, pids[:A_FEW])))
    return ""


def _linked(found: Raw, names: set[str]) -> bool:
    """Whether some link of the administrator's leads to a unit, to its template, or has its name."""
    templates = {f"{name.partition('@')[0]}@.service" for name in names if "@" in name}
    leading = [(path, target) for path, target in found.links.items() if target != "/dev/null"]
    ends = {one.rpartition("/")[2] for both in leading for one in both}
    return bool(ends & (names | templates))


def _links(asked: Asked) -> Iterator[Contradiction]:
    """find's word of the links that start units at boot, against the directories themselves."""
    told, number = asked.links
    found, other = asked.raw
    said, own = {one.path for one in told}, {path for path, target in found.links.items() if target}
    for path in sorted(said ^ own)[:A_FEW]:
        there, gone = _("it is there"), _("it is not there")
        yield Contradiction(
            finding="integrity.units/other-links", about=path,
            first=Source("find", there if path in said else gone),
            second=Source("readlink", gone if path in said else there),
            evidence=(number, other), programs=("find",), moving=True,
        )  # fmt: skip
