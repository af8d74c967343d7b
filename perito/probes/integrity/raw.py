"""The kernel's and the files' own words about accounts, sockets, files, packages, views: proc(5), passwd(5)."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import MALFORMED, PYTHON, complete
from perito.probes.integrity.raw_program import PROGRAM
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Answer


BLANKS: Final = re.compile(" +")  # as probes.sockets has them


@dataclass(frozen=True, slots=True)
class RawSocket:
    """A listening socket of /proc/net: kind tcp or unix, as probes.sockets.Listener has them; pids: who holds it."""

    kind: str
    address: str
    port: int
    path: str
    pids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RawPath:
    """lstat(2) of one path: the whole mode, numbers of owner and group, the target of a link."""

    path: str
    mode: int
    uid: int
    gid: int
    target: str


@dataclass(frozen=True, slots=True)
class RawPackage:
    """A package of /var/lib/dpkg/status.

    lists: how many of its .list and .md5sums are there (2); gone: the first files of its list that are not.
    """

    status: str
    version: str
    lists: int
    files: int
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """How another process sees the files: namespaces(7), `root` of chroot(2).

    apart: paths that are another file there, with both, as `device:inode` or the error.
    """

    pid: int
    exe: str
    root: str
    namespaces: dict[str, str]
    apart: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Mount:
    """One mount that we see: where, which directory or file of the file system, and its type."""

    at: str
    root: str
    kind: str


@dataclass(frozen=True, slots=True)
class Raw:
    """All of it.

    users: (uid, gid) by name; groups: (gid, members) by name; elsewhere: whether nsswitch.conf(5) names other
    sources of accounts than files and systemd; links: what starts units at boot, with targets; real: whether /proc
    shows ourselves. since: when our login began, by the server's clock (0.0: not over SSH); fresh:
    settings, sources and packages changed shortly before or since, with the time.
    """

    users: dict[str, tuple[int, int]]
    groups: dict[str, tuple[int, frozenset[str]]]
    elsewhere: bool
    sockets: tuple[RawSocket, ...]
    tree: dict[str, RawPath]
    packages: dict[str, RawPackage]
    views: tuple[View, ...]
    namespaces: dict[str, str]
    mounts: tuple[Mount, ...]
    links: dict[str, str]
    real: bool
    since: float = 0.0
    fresh: tuple[tuple[str, float], ...] = ()


def raw(packages: Sequence[str], root: str, closed: Sequence[str], *, role: Role = Role.ROOT) -> Probe[Raw]:
    """The question: `packages` by name, the tree under `root`, without what lies in directories named `closed`."""
    given = " ".join(shlex.quote(json.dumps(one)) for one in (list(packages), root, list(closed)))
    script = f"{PYTHON} {shlex.quote(PROGRAM)} {given}"
    return Probe(Command(script, role, timeout=20.0, limit=4 << 20, about="cat /proc/net/unix /etc/passwd …"), read_raw)


def read_raw(answer: Answer) -> Raw:
    """The answer to raw."""
    said = text(tool_of(complete(answer), "python3").stdout)
    try:
        return _raw(json.loads(said))
    except MALFORMED:
        raise CannotLook(Unseen.NO_ANSWER, text(answer.stderr).strip()[-200:]) from None


def _raw(found: dict[str, Any]) -> Raw:
    own = found["self"]
    return Raw(
        users={_name(name): (int(uid), int(gid)) for name, _, uid, gid, *_ in _entries(found["passwd"], 7)},
        groups={
            _name(name): (int(gid), frozenset(filter(None, (_name(one.lstrip()) for one in members.split(",")))))
            for name, _, gid, members in _entries(found["group"], 4)
        },
        elsewhere=_elsewhere(found["sources"]),
        sockets=tuple(
            RawSocket(str(kind), str(address), int(port), BLANKS.sub(" ", _name(path)), tuple(map(int, pids)))
            for kind, address, port, path, pids in found["sockets"]
        ),
        tree={
            _name(path): RawPath(_name(path), int(mode), int(uid), int(gid), _name(target))
            for path, mode, uid, gid, target in found["tree"]
        },
        packages={
            str(name): RawPackage(str(status), str(version), int(lists), int(files), tuple(map(str, gone)))
            for name, (status, version, lists, files, gone) in found["packages"].items()
        },
        views=tuple(_view(*one) for one in found["views"]),
        namespaces={str(name): str(value) for name, value in found["mine"].items()},
        mounts=tuple(Mount(str(at), str(root), str(kind)) for at, root, kind in found["mounts"]),
        links={_name(path): _name(target) for path, target in found["links"]},
        real=str(own[0]) == str(own[1]),
        since=float(found["since"]),
        fresh=tuple((str(path), float(changed)) for path, changed in found["fresh"]),
    )


def _name(raw: Any) -> str:
    """A name of whatever bytes, as programs' answers are read (`text`)."""
    return text(str(raw).encode("utf-8", "surrogateescape"))


def _entries(lines: Sequence[str], fields: int) -> list[list[str]]:
    """Lines of passwd(5) or group(5) in their right form."""
    parts = [line.split(":") for line in (str(one).lstrip() for one in lines) if not line.startswith("#")]
    numbers = slice(2, 4 if fields == 7 else 3)
    return [one for one in parts if len(one) == fields and all(number.isdecimal() for number in one[numbers])]


def _elsewhere(lines: Sequence[str]) -> bool:
    for line in lines:
        name, _, sources = str(line).partition(":")
        if name.strip() in {"passwd", "group"} and set(sources.split("#")[0].split()) - {"files", "systemd", "compat"}:
            return True
    return False


def _view(pid: Any, exe: Any, root: Any, namespaces: Any, apart: Any) -> View:
    return View(
        int(pid), str(exe), str(root), {str(name): str(value) for name, value in namespaces.items()},
        {str(path): (str(one), str(other)) for path, (one, other) in apart.items()},
    )  # fmt: skip
