"""nginx's files and the result of `nginx -t` (practice, items 20-22); config.py has their meaning."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.files import file_text, gathered, number, unique
from perito.probes.framing import CAP, PYTHON, SHELL, complete, quoted
from perito.probes.looking import PROGRAM
from perito.probes.sandbox import MARK, sandboxed
from perito.support.i18n import _
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.probes.files import PathInfo
    from perito.transport.base import Answer

# Keys and passwords are private; the tables of character sets are never included.
# argv: further paths.
PATHS: Final = (
    PROGRAM
    + r"""
def kept(name):
    return not (name.endswith(('.key', '.pem', '.crt', '.so')) or 'htpasswd' in name or name.startswith('koi-')
                or name == 'win-utf')
def below(path, depth, above):
    yield path
    try:
        info = os.stat(path)
        entries = list(os.scandir(path)) if depth < 4 and stat.S_ISDIR(info.st_mode) else []
    except OSError:
        return
    inside = above | {(info.st_dev, info.st_ino)}
    for entry in entries:
        try:
            state = entry.stat()
            loops = (state.st_dev, state.st_ino) in inside
        except OSError:
            loops = False
        if kept(entry.name) and not loops:
            yield from below(entry.path, depth + 1, inside)
if any(os.access(os.path.join(place, 'nginx'), os.X_OK) for place in os.environ.get('PATH', '').split(':')):
    told('N', 'nginx', 'installed')
found = list(below('/etc/nginx', 0, frozenset())) if os.path.lexists('/etc/nginx') else []
"""
)
EARLIER_TREE: Final = f"{PATHS}look([*found, *sys.argv[1:]][:300], 'T')\n"
# Of lists with a hundred thousand addresses the beginning is enough; short files come first, and so they are whole.
WHOLE: Final = CAP
PART: Final = 8192
FIRST: Final = rf"""
def most(said):
    return {CAP} if said < {WHOLE} else {PART} if said < {2 * WHOLE} else 0
"""
LOOK: Final = (
    FIRST
    + r"""
def size(path):
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
paths, said = [*found, *sys.argv[1:]][:1000], 0
look(paths, '')
for path in sorted(filter(os.path.isfile, paths), key=size):
    try:
        with open(path, 'rb') as file:
            data = file.read(most(said))
    except PermissionError:
        told('N', path, 'Permission denied')
        continue
    except OSError:
        data = b''
    said += len(data)
    told('T', path, data.replace(b'\0', b'\1'))
"""
)
# The same, asked of a server without Python.
FIND: Final = """\
command -v nginx >/dev/null && printf 'N\\0nginx\\0installed\\0'
{ find -L /etc/nginx -maxdepth 4 \\( -name '*.key' -o -name '*.pem' -o -name '*.crt' -o -name '*htpasswd*' \\
    -o -name 'koi-*' -o -name 'win-utf' -o -name '*.so' \\) -prune -o -print0; MORE; } 2>/dev/null |
  head -z -n 300 | xargs -0 -r sh -c SEE sh
"""
LINE: Final = re.compile(r"(?:nginx: |\d{4}/\d\d/\d\d [\d:]{8} )\[(\w+)\] (?:\d+#\d+: )?(.*)")
MISSING: Final = re.compile(r'open\(\) "(.+)" failed \(2: ')
TESTED: Final = re.compile(r"nginx: (?:the )?configuration file (/.+?) (?:syntax is ok|test (?:is successful|failed))")
DUMPED: Final = re.compile(r"# configuration file (/.+):")
PLACE: Final = re.compile(r"(.*) in (/.*):(\d+)")
# `nginx -t` creates log files, temporary directories and an empty nginx.pid where there are none.
EARLIER_TEST: Final = sandboxed(
    "nginx -v && nginx -t", layers=["/run", "/var/log", "/var/lib/nginx"], read_only=False, network=True
)
# -T is -t that also prints what it has read: of each file the beginning.
EARLIER_DUMP: Final = EARLIER_TEST.replace("nginx -t", "nginx -T")
EACH: Final = (
    FIRST
    + r"""
import sys
said = left = 0
for line in sys.stdin.buffer:
    if line.startswith(b'# configuration file /'):
        left = most(said)
    elif left < len(line):
        left = 0
        continue
    else:
        left, said = left - len(line), said + len(line)
    sys.stdout.buffer.write(line)
"""
)
TEST: Final = sandboxed(
    "nginx -v && {\n  exec 4>&1\n  how=$({ { nginx -T; echo $? >&3; } | { "
    f"{PYTHON} {shlex.quote(EACH)} || cat; }} >&4; }} 3>&1)\n  exit $how\n}}",
    layers=["/run", "/var/log", "/var/lib/nginx"], read_only=False, network=True,
)  # fmt: skip
NOT_ROOT: Final = re.compile(r'directive makes sense only if|nginx\.pid" failed \(13')


@dataclass(frozen=True, slots=True)
class NginxFiles:
    """Everything under /etc/nginx: the stat record of each path, and the text of files and of links to files.

    unreadable: paths whose text we may not read. installed: whether there is an nginx program.
    """

    entries: dict[str, PathInfo] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    installed: bool = True


@dataclass(frozen=True, slots=True)
class NginxMessage:
    """One line of `nginx -t`: level (emerg, alert, crit, error, warn, notice), text without place, place."""

    level: str
    text: str
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """`FILE:LINE`, or nothing where it names no file."""
        return f"{self.file}:{self.line}" if self.file else ""

    @property
    def told(self) -> str:
        """The text with its place before it, as far as it has one."""
        return f"{self.place}: {self.text}" if self.file else self.text

    @property
    def missing(self) -> str:
        """The path of a file that is not there, where that is what it says."""
        found = MISSING.match(self.text)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class NginxTest:
    """`nginx -t` as root. main: the file that it began with; dump: what it says that it has read (`nginx -T`)."""

    ok: bool
    messages: tuple[NginxMessage, ...] = ()
    version: str = ""
    main: str = ""
    dump: str = field(default="", repr=False)

    @property
    def errors(self) -> tuple[NginxMessage, ...]:
        """The messages that say why it failed."""
        return tuple(one for one in self.messages if one.level in {"emerg", "alert", "crit", "error"})


def config_tree(*more: str) -> Probe[NginxFiles]:
    """The files, in one command; `more`: further paths that the configuration includes."""
    see = f'{SHELL}FOLLOW=\nperito_stat "$@"\nperito_text "$@"'
    asked = f"printf '%s\\0' {quoted(unique(more))}" if more else ":"
    script = f"{PYTHON} {shlex.quote(PATHS + LOOK)} {quoted(unique(more))}"
    earlier = f"{PYTHON} {shlex.quote(EARLIER_TREE)} {quoted(unique(more))}"
    formerly = (earlier, FIND.replace("SEE", shlex.quote(see)).replace("MORE", asked))
    return Probe(
        Command(script, Role.ROOT, timeout=15.0, limit=2 << 20, about="cat /etc/nginx/**", formerly=formerly),
        read_config_tree,
    )


def read_config_tree(answer: Answer) -> NginxFiles:
    """The answer to config_tree."""
    infos, missing, texts = gathered(complete(answer).stdout)
    installed = missing.pop("nginx", "") == "installed"
    read = {path: file_text(path, content).text for path, content in texts.items()}
    denied = tuple(path for path, why in missing.items() if why.rstrip().endswith("Permission denied"))
    return NginxFiles(infos, read, denied, installed)


def test() -> Probe[NginxTest]:
    """`nginx -t`. CannotLook where we are not root: its complaints are then about us."""
    return Probe(
        Command(TEST, Role.ROOT, timeout=20.0, limit=2 << 20, about="nginx -t", formerly=(EARLIER_DUMP, EARLIER_TEST)),
        read_test,
    )


def read_test(answer: Answer) -> NginxTest:
    """The answer to test; nginx writes all of it to stderr."""
    said = text(tool_of(complete(answer), "nginx").stderr)
    main = TESTED.search(said)
    if NOT_ROOT.search(said):
        raise CannotLook(Unseen.NO_RIGHTS, _("nginx -t needs root: {said}").format(said=said.splitlines()[-1]))
    version = re.search(r"nginx version: nginx/([\w.]+)", said)
    found = []
    for line in said.splitlines()[:1000]:
        if match := LINE.fullmatch(line[:4096]):
            place = PLACE.fullmatch(match[2])
            message, file, at = (place[1], place[2], number(place[3])) if place else (match[2], "", 0)
            found.append(NginxMessage(match[1], message, file, at))
    dump = text(answer.stdout).removeprefix(f"{MARK}\n")
    return NginxTest(
        answer.exit_code == 0, tuple(found), version[1] if version else "", main[1] if main else "",
        dump if DUMPED.match(dump) else "",
    )  # fmt: skip


def dumped(dump: str, texts: Mapping[str, str]) -> dict[str, str]:
    """The files of `nginx -T`, by path. `texts`: the same as we read them; a line of a text that looks like the head of
    a file is a line."""
    found: dict[str, list[str]] = {}
    current, own = "", frozenset[str]()
    for line in dump.split("\n"):
        head = DUMPED.fullmatch(line)
        if head is not None and line not in own:
            current = head[1]
            own = frozenset(texts.get(current, "").split("\n"))
            found[current] = []
        elif current:
            found[current].append(line)
    return {path: "\n".join(lines) for path, lines in found.items()}
