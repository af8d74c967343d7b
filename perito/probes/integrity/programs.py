"""The programs, libraries and modules that answer us, against what Debian's packages say of them (dpkg(1)).

One question in Python; hashes are MD5, as `/var/lib/dpkg/info/*.md5sums` has them. They tell a file that was changed,
not who changed it.
"""

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

# Programs whose word we take, and the packages that Debian has them from.
PROGRAMS: Final = {
    "sh": "dash", "systemctl": "systemd", "journalctl": "systemd", "ss": "iproute2", "find": "findutils",
    "xargs": "findutils", "stat": "coreutils", "cat": "coreutils", "head": "coreutils", "id": "coreutils",
    "env": "coreutils", "ls": "coreutils", "readlink": "coreutils", "realpath": "coreutils", "date": "coreutils",
    "md5sum": "coreutils", "grep": "grep", "sed": "sed", "getent": "libc-bin", "dpkg-query": "dpkg", "sudo": "sudo",
    "runuser": "util-linux", "unshare": "util-linux", "nsenter": "util-linux", "mount": "mount", "nginx": "nginx",
    "python3": "python3-minimal", "sshd": "openssh-server",
}  # fmt: skip
# Of these somebody may well have another one than Debian's.
VARIED: Final = frozenset({"nginx", "python3", "sudo", "sshd"})
PROGRAM: Final = r"""
import glob, hashlib, json, marshal, os, sys
INFO = '/var/lib/dpkg/info/'
USUAL = ('libpython3', 'python3', 'libc6', 'libsystemd', 'systemd', 'nginx')
PLACES = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin']
PLACES += [one for one in os.environ.get('PATH', '').split(':') if one[:1] == '/' and one not in PLACES]
asked = json.loads(sys.argv[1])
def data(path, most=1 << 26):
    try:
        with open(path, 'rb') as file:
            return file.read(most)
    except OSError:
        return b''
def changed(path):
    try:
        return os.stat(path).st_ctime
    except OSError:
        return 0.0
def program_of(pid):
    try:
        return os.path.basename(os.readlink('/proc/' + pid + '/exe'))
    except OSError:  # it has ended, or is a thread of the kernel's
        return ''
def forms(path):
    yield path
    first = path.split('/')[1]
    if path.startswith('/usr/'):
        yield path[4:]
    elif os.path.islink('/' + first):
        yield '/usr' + path
def aside():
    lines = data('/var/lib/dpkg/diversions').decode('utf-8', 'replace').split('\n')
    return {lines[i]: lines[i + 2] for i in range(0, len(lines) - 2, 3)}
def owners(paths, packages):
    wanted = {form: path for path in paths for form in forms(path)}
    found = {}
    for package in packages:
        for line in data(INFO + package + '.md5sums').decode('utf-8', 'surrogateescape').split('\n'):
            if '/' + line[34:] in wanted:
                found[wanted['/' + line[34:]]] = (line[:32], package)
    return found
files = {}
def note(path):
    real = os.path.realpath(path)
    if os.path.isfile(real):
        files.setdefault(real, {'path': real, 'listed': None})
    return real
programs = []
for name, package in asked.items():
    there = [one + '/' + name for one in PLACES if os.access(one + '/' + name, os.X_OK)]
    own = {}
    for path in there:
        own.setdefault(note(path), path)
    programs.append({'name': name, 'paths': [[path, real] for real, path in own.items()]})
libraries = glob.glob('/lib/*-linux-gnu/libc.so.6') + glob.glob('/lib/*-linux-gnu/ld-linux*.so.*')
libraries += glob.glob('/lib*/ld-linux*.so.*') + glob.glob('/usr/lib/*-linux-gnu/systemd/libsystemd-shared-*.so')
loaded = {line.split(None, 5)[5] for line in data('/proc/self/maps').decode('utf-8', 'replace').split('\n')
          if len(line.split(None, 5)) > 5}
libraries = sorted({note(path) for path in [*libraries, *loaded] if '.so' in path and path.startswith('/')})
loads = {}
for pid in filter(str.isdigit, os.listdir('/proc')):  # ld.so(8): what their environment adds to those that serve
    if program_of(pid).startswith(('python', 'nginx', 'gunicorn')):
        given = dict(one.partition(b'=')[::2] for one in data('/proc/' + pid + '/environ', 65536).split(b'\0'))
        words = (given.get(b'LD_PRELOAD', b'') + b' ' + given.get(b'LD_AUDIT', b'')).replace(b':', b' ').split()
        mapped = data('/proc/' + pid + '/maps').decode('utf-8', 'replace').split() if words else []
        named = {os.path.basename(os.fsdecode(one)) for one in words}
        loads.update({note(path): pid for path in set(mapped) if os.path.basename(path) in named})
import selectors, subprocess
modules = []
for name, module in sorted(sys.modules.items()):
    path = getattr(module, '__file__', None)
    if path and path.startswith('/'):
        files.setdefault(note(path), {'path': os.path.realpath(path), 'listed': None})
        modules.append([name, os.path.realpath(path), getattr(module, '__cached__', None) or ''])
moved = aside()
packages = [one[:-8] for one in os.listdir(INFO) if one.endswith('.md5sums')] if os.path.isdir(INFO) else []
near = {one for one in packages if one.split(':')[0] in asked.values() or one.startswith(USUAL)}
for some in (near, set(packages) - near):
    for path, listed in owners([path for path, one in files.items() if not one['listed']], some).items():
        files[path]['listed'] = listed
PART = 1 << 18  # what a processor keeps near
def summed(path):
    sum, size, start = hashlib.md5(), 0, b''
    try:
        with open(path, 'rb', 0) as file:
            for part in iter(lambda: file.read(PART), b''):
                sum.update(part)
                size, start = size + len(part), start or part[:160]
    except OSError:
        pass
    return sum.hexdigest(), size, start
for path, one in files.items():
    md5, size, start = summed(path)
    elf, head = start[:4] == b'\x7fELF', start.split(b'\n')[0].decode('utf-8', 'replace')
    one.update(md5=md5, size=size, changed=changed(path), elf=elf, head='' if elf else head,
               local=next((moved[form] for form in forms(path) if form in moved), ''))
    if one['listed']:
        package = one['listed'][1]
        one['sums'], one['list'] = changed(INFO + package + '.md5sums'), changed(INFO + package + '.list')
odd = []
chosen = {'json', 'json.encoder', 'selectors', 'subprocess', 'stat', 'contextlib', 'signal'}
chosen |= {modules[one % len(modules)][0] for one in os.urandom(3)}
for name, path, kept in modules:
    code = data(kept) if kept else b''
    if not code:
        continue
    if not os.path.isfile(path):
        continue
    info = os.stat(path)
    flags, time, size = (int.from_bytes(code[i:i + 4], 'little') for i in (4, 8, 12))
    right = flags == 0 and time == int(info.st_mtime) & 0xffffffff and size == info.st_size & 0xffffffff
    if flags == 0 and not right:
        continue
    later = changed(kept) > files[path].get('list', 0) + 600
    if not right or later or name in chosen:
        written = compile(data(path), path, 'exec', dont_inherit=True)
        if marshal.dumps(written) != code[16:] and marshal.loads(code[16:]) != written:
            odd.append([name, path, kept])
own = {path for _, path, _ in modules}
right = {path for path in own if files[path]['listed'] and files[path]['listed'][0] == files[path]['md5']
         and min(files[path]['changed'], files[path]['sums']) < files[path]['list'] + 60}
print(json.dumps({
    'programs': programs, 'libraries': libraries, 'odd': odd, 'modules': sorted(own - right), 'right': len(right),
    'files': [one for path, one in files.items() if path not in right or '/json/' in path],
    'python': os.path.realpath(sys.executable or '/proc/self/exe'),
    'loads': sorted(loads.items())[:20], 'preload': data('/etc/ld.so.preload', 4096).decode('utf-8', 'replace'),
}))
"""


# Scripts of these names on the login user's PATH; the sums of what all rests on, by another reader: md5sum(1).
SUMMED: Final = """\
exec md5sum -- "$(readlink -f /usr/bin/python3)" "$(readlink -f /bin/sh)" "$(readlink -f /usr/bin/sudo)" \\
  "$(readlink -f /usr/bin/systemctl)" /usr/lib/*-linux-gnu/libc.so.6 /usr/lib/python3.[0-9]*/json/*.py
"""
AGAIN: Final = (
    """\
set --; IFS=:; for d in $PATH; do unset IFS; for n in NAMES; do
  [ -f "$d/$n" ] && [ -x "$d/$n" ] && set -- "$@" "$d/$n"
done; done
/usr/bin/head -v -c 2 -- "$@"; echo
""".replace("NAMES", " ".join(PROGRAMS))
    + SUMMED
)
EARLIER_AGAIN: Final = (
    """\
IFS=:; for d in $PATH; do unset IFS; for n in NAMES; do
  if [ -f "$d/$n" ] && [ -r "$d/$n" ] && read -r line <"$d/$n"; then
    case $line in '#!'*) printf '#!  %s\\n' "$d/$n" ;; esac
  fi
done; done 2>/dev/null
""".replace("NAMES", " ".join(PROGRAMS))
    + SUMMED
)
SCRIPT: Final = "#!"
SCRIPTS: Final = re.compile(r"^(?:==> (.+) <==\n#!|#!  (.+)$)", re.MULTILINE)  # of head(1); as it was told earlier
SUMS: Final = re.compile(r"^([0-9a-f]{32})  (.+)$", re.MULTILINE)  # md5sum(1)


@dataclass(frozen=True, slots=True)
class FileHash:
    """One file, and what its package says.

    md5: of its content; listed: by its package, empty where no package has it; package: its name. size in bytes; elf:
    a compiled program; head: the first line of what is none. changed: of the file, sums and list: of the package's
    md5sums and list of files, the last change of each (ctime, seconds since the epoch). diverted: the package that
    diverts it, `:` for an administrator's dpkg-divert(1).
    """

    path: str
    md5: str
    size: int = 0
    listed: str = ""
    package: str = ""
    elf: bool = False
    head: str = ""
    changed: float = 0.0
    sums: float = 0.0
    list: float = 0.0
    diverted: str = ""

    @property
    def altered(self) -> bool:
        """Whether it is not what its package installed, and was not put aside with dpkg's knowledge."""
        return bool(self.listed) and self.listed != self.md5 and not self.diverted

    @property
    def replaced(self) -> bool:
        """Whether it is not what its package installed, whoever put that aside: nobody has reason to divert a part of
        Python's, or of the C library's."""
        return bool(self.listed) and self.listed != self.md5


@dataclass(frozen=True, slots=True)
class Program:
    """A program's name, and the real files that have it, in the order in which we look for it: (path, real path)."""

    name: str
    paths: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hashes:
    """Every program that answers us.

    files: by real path; libraries, modules: real paths (of the modules those that differ, or that no package has;
    `right` is how many do not); python: the interpreter; stale: modules whose bytecode is not that of their text (name,
    path, bytecode); preload: /etc/ld.so.preload; loads: what LD_PRELOAD and LD_AUDIT give to nginx and to
    Pythons, and to which process.
    """

    programs: tuple[Program, ...]
    files: dict[str, FileHash]
    libraries: tuple[str, ...]
    modules: tuple[str, ...]
    stale: tuple[tuple[str, str, str], ...]
    python: str
    preload: str
    right: int = 0
    loads: tuple[tuple[str, int], ...] = ()


def hashes(*, role: Role = Role.ROOT) -> Probe[Hashes]:
    """The question. ToolAbsent where there is no python3."""
    script = f"{PYTHON} {shlex.quote(PROGRAM)} {shlex.quote(json.dumps(PROGRAMS))}"
    return Probe(Command(script, role, timeout=20.0, limit=1 << 20, about="dpkg --verify"), read_hashes)


def read_hashes(answer: Answer) -> Hashes:
    """The answer to hashes."""
    said = text(tool_of(complete(answer), "python3").stdout)
    try:
        found = json.loads(said)
        return Hashes(
            tuple(
                Program(str(one["name"]), tuple((str(a), str(b)) for a, b in one["paths"])) for one in found["programs"]
            ),
            {str(one["path"]): _file(one) for one in found["files"]},
            tuple(map(str, found["libraries"])),
            tuple(map(str, found["modules"])),
            tuple((str(a), str(b), str(c)) for a, b, c in found["odd"]),
            str(found["python"]),
            str(found["preload"]),
            int(found["right"]),
            tuple((str(path), int(pid)) for path, pid in found.get("loads", ())),
        )
    except MALFORMED:
        raise CannotLook(Unseen.NO_ANSWER, text(answer.stderr).strip()[-200:]) from None


def _file(one: dict[str, Any]) -> FileHash:
    listed, package = one["listed"] or ("", "")
    return FileHash(
        str(one["path"]), str(one["md5"]), int(one["size"]), str(listed), str(package), bool(one["elf"]),
        str(one["head"])[:200], float(one["changed"]), float(one.get("sums", 0)), float(one.get("list", 0)),
        str(one["local"]),
    )  # fmt: skip


def hashes_again() -> Probe[dict[str, str]]:
    """MD5 by path of the interpreter, the shell, the C library and a few modules, from md5sum(1).

    And SCRIPT for every script on the login user's PATH that has the name of one of PROGRAMS.
    """
    return Probe(Command(AGAIN, Role.LOGIN, about="md5sum /usr/bin/python3 …", formerly=(EARLIER_AGAIN,)), read_again)


def read_again(answer: Answer) -> dict[str, str]:
    """The answer to hashes_again; files that are not there are left out."""
    said = text(tool_of(complete(answer), "md5sum").stdout)
    return {path: md5 for md5, path in SUMS.findall(said)} | {
        one or other: SCRIPT for one, other in SCRIPTS.findall(said)
    }
