"""The kernel's and the files' own words about accounts, sockets, files, packages, views: proc(5), passwd(5)."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import MALFORMED, PYTHON, complete
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Answer

# argv: packages, the directory to look into, names not to enter.
PROGRAM: Final = r"""
import json, os, socket, stat, sys, time
wanted, root, closed = (json.loads(one) for one in sys.argv[1:4])
def data(path, most=1 << 22):
    try:
        with open(path, 'rb') as file:
            return file.read(most)
    except OSError:
        return b''
def lines(path):
    return data(path).decode('utf-8', 'surrogateescape').split('\n')
def link(path):
    try:
        return os.readlink(path)
    except OSError:
        return ''
def tree(top, depth):
    try:
        info = os.lstat(top)
    except OSError:
        return
    yield [top, info.st_mode, info.st_uid, info.st_gid, link(top) if stat.S_ISLNK(info.st_mode) else '']
    shut = os.path.basename(top) in closed or os.path.exists(os.path.join(top, 'pyvenv.cfg'))
    if depth and stat.S_ISDIR(info.st_mode) and not shut:
        try:
            inside = os.listdir(top)
        except OSError:
            return
        for name in inside:
            yield from tree(os.path.join(top, name), depth - 1)
def number(word):
    raw = bytes.fromhex(word)
    if len(raw) == 4:
        return socket.inet_ntop(socket.AF_INET, raw[::-1])
    return socket.inet_ntop(socket.AF_INET6, b''.join(raw[i:i + 4][::-1] for i in range(0, 16, 4)))
def sockets():
    found = {}
    for name in ('tcp', 'tcp6'):
        for line in lines('/proc/net/' + name)[1:]:
            part = line.split()
            if len(part) > 9 and part[3] == '0A':
                address, port = part[1].split(':')
                found[part[9]] = ['tcp', number(address), int(port, 16), '']
    for line in lines('/proc/net/unix')[1:]:
        part = line.split(None, 7)
        if len(part) == 8 and int(part[3], 16) & 0x10000 and part[4] in ('0001', '0005'):
            found[part[6]] = ['unix', '', 0, part[7]]
    return found
listening, holders, processes = sockets(), {}, {}
for name in os.listdir('/proc'):
    if not name.isdigit():
        continue
    exe = link('/proc/' + name + '/exe')
    if exe:
        processes[int(name)] = exe
    try:
        opened = os.listdir('/proc/' + name + '/fd')
    except OSError:
        continue
    for one in opened:
        where = link('/proc/' + name + '/fd/' + one)
        if where.startswith('socket:[') and where[8:-1] in listening:
            holders.setdefault(where[8:-1], set()).add(int(name))
def installed():
    found, name, fields = {}, '', {}
    for line in lines('/var/lib/dpkg/status') + ['']:
        if not line and name in wanted:
            there = sum(os.path.exists('/var/lib/dpkg/info/' + one) for one in (name + '.list', name + '.md5sums'))
            files = [one for one in lines('/var/lib/dpkg/info/' + name + '.list') if one and one != '/.']
            gone = [one for one in files if not one.startswith('/usr/share/') and not os.path.lexists(one)]
            found[name] = [fields.get('Status', ''), fields.get('Version', ''), there, len(files), gone[:5]]
        if not line:
            name, fields = '', {}
        elif line.startswith('Package: '):
            name = line[9:]
        elif line[:1] != ' ' and ': ' in line:
            key, value = line.split(': ', 1)
            fields[key] = value
    return found
def seen(path):
    try:
        info = os.stat(path)
    except OSError as problem:
        return problem.strerror or ''
    return '%d:%d' % (info.st_dev, info.st_ino)
held = {pid for one in holders.values() for pid in one}
tick = os.sysconf('SC_CLK_TCK')
boot = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
above, pid, since = [], os.getppid(), 0.0
while pid > 1 and len(above) < 20:
    after = data('/proc/%d/stat' % pid).decode('utf-8', 'replace').rpartition(') ')[2].split()
    if len(after) < 20 or pid in held or (above and after[1] == '1'):  # sshd itself: it began with the server
        break
    above.append(pid)
    pid, since = int(after[1]), boot + int(after[19]) / tick
others = ('nginx', 'pytho', 'sshd', 'gunic')
chosen = [1] + above + [one for one in sorted(held) if os.path.basename(processes.get(one, ''))[:5] in others]
places = ['/etc/nginx', '/etc/nginx/nginx.conf', '/etc/nginx/sites-available', '/etc/nginx/sites-enabled',
          '/etc/nginx/conf.d', '/usr/sbin/nginx', '/usr/bin/systemctl', '/usr/bin/python3', '/etc/passwd',
          '/etc/group', '/etc/systemd/system', '/var/log/nginx', '/var/lib/dpkg/status', root]
places += [os.path.join(root, one) for one in sorted(os.listdir(root))[:20]] if os.path.isdir(root) else []
own = {path: seen(path) for path in places}
views = []
for pid in dict.fromkeys(chosen):
    base = '/proc/%d' % pid
    if os.path.exists(base + '/root/.'):
        other = {path: seen(base + '/root' + path) for path in places}
        apart = {path: [own[path], other[path]] for path in places if own[path] != other[path]}
        namespaces = {one: link(base + '/ns/' + one) for one in ('mnt', 'pid', 'net')}
        views.append([pid, processes.get(pid, ''), link(base + '/root'), namespaces, apart])
mine = {one: link('/proc/self/ns/' + one) for one in ('mnt', 'pid', 'net')}
mounts = []
for line in lines('/proc/self/mountinfo'):
    part = line.split()
    if len(part) > 6 and ' - ' in line:
        mounts.append([part[4], part[3], line.split(' - ', 1)[1].split()[0]])
links = []
for top in ('/etc/systemd/system', '/run/systemd/system'):
    for name in os.listdir(top) if os.path.isdir(top) else ():
        if name.endswith(('.wants', '.requires')) and os.path.isdir(top + '/' + name):
            links += [[top + '/' + name + '/' + one, link(top + '/' + name + '/' + one)]
                      for one in os.listdir(top + '/' + name)]
def fresh():
    for top in ('/etc/nginx', '/etc/systemd/system', root):
        for path, directories, names in os.walk(top):
            if path.count('/') - top.count('/') >= 2:
                directories[:] = []
            directories[:] = [one for one in directories if one not in closed]
            for name in directories if top == root else ():
                info = os.lstat(path + '/' + name)
                if since and info.st_mtime < since < info.st_ctime:  # chmod(1), chown(1): nothing was put into it
                    yield [path + '/' + name, info.st_ctime]
            for name in names:
                if top != root or name.endswith(('.py', '.env', 'Pipfile', 'Pipfile.lock')):
                    try:
                        info = os.lstat(path + '/' + name)
                    except OSError:
                        continue
                    if since and info.st_ctime > since:
                        yield [path + '/' + name, info.st_ctime]
print(json.dumps({
    'since': since, 'fresh': list(fresh())[:50], 'passwd': lines('/etc/passwd'), 'group': lines('/etc/group'),
    'sources': lines('/etc/nsswitch.conf'),
    'sockets': [[*one, sorted(holders.get(inode, ()))] for inode, one in listening.items()],
    'tree': list(tree(root, 3)), 'packages': installed(), 'views': views, 'mine': mine, 'mounts': mounts,
    'links': links, 'self': [os.getpid(), data('/proc/self/stat').decode('utf-8', 'replace').split(' ')[0]],
}))
"""


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
    shows ourselves. since: when our login began, by the server's clock (0.0: not over SSH); fresh: settings and sources
    changed since, with the time.
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
        users={name: (int(uid), int(gid)) for name, _, uid, gid, *_ in _entries(found["passwd"], 7)},
        groups={
            name: (int(gid), frozenset(filter(None, members.split(","))))
            for name, _, gid, members in _entries(found["group"], 4)
        },
        elsewhere=_elsewhere(found["sources"]),
        sockets=tuple(
            RawSocket(str(kind), str(address), int(port), str(path), tuple(map(int, pids)))
            for kind, address, port, path, pids in found["sockets"]
        ),
        tree={
            str(path): RawPath(str(path), int(mode), int(uid), int(gid), str(target))
            for path, mode, uid, gid, target in found["tree"]
        },
        packages={
            str(name): RawPackage(str(status), str(version), int(lists), int(files), tuple(map(str, gone)))
            for name, (status, version, lists, files, gone) in found["packages"].items()
        },
        views=tuple(_view(*one) for one in found["views"]),
        namespaces={str(name): str(value) for name, value in found["mine"].items()},
        mounts=tuple(Mount(str(at), str(root), str(kind)) for at, root, kind in found["mounts"]),
        links={str(path): str(target) for path, target in found["links"]},
        real=str(own[0]) == str(own[1]),
        since=float(found["since"]),
        fresh=tuple((str(path), float(changed)) for path, changed in found["fresh"]),
    )


def _entries(lines: Sequence[str], fields: int) -> list[list[str]]:
    """Lines of passwd(5) or group(5) in their right form."""
    parts = [str(line).split(":") for line in lines]
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
