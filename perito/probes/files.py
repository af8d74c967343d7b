"""Files and directories, by stat(1), find(1) and head(1) (practice, items 4-9)."""

from __future__ import annotations

import posixpath
import stat
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import CAP, PYTHON, Seen, absent, complete, quoted, records
from perito.probes.looking import in_shell, look_at
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perito.transport.base import Answer

LIMIT: Final = 2 << 20
KINDS: Final = {
    stat.S_IFREG: "file", stat.S_IFDIR: "directory", stat.S_IFLNK: "symlink", stat.S_IFSOCK: "socket",
    stat.S_IFIFO: "fifo", stat.S_IFBLK: "block", stat.S_IFCHR: "character",
}  # fmt: skip
FIND_KINDS: Final = {
    "f": "file", "d": "directory", "l": "symlink", "s": "socket", "p": "fifo", "b": "block", "c": "character",
}  # fmt: skip
NOT_ENTERED: Final = (".git", "node_modules", ".venv", "venv", "site-packages", "__pycache__")
TREE_FIELDS: Final = 10
MOST: Final = 1000  # entries of each depth of each site: photographs by the ten thousand say nothing
# argv: where it begins. What find(1) found, without what lies in environments and what is too much.
SIFTED: Final = rf"""
import os, sys
top, left, shut = len(os.fsencode(sys.argv[1]).rstrip(b'/')), {{}}, {{}}
fields = sys.stdin.buffer.read().split(b'\0')
def closed(path):
    above = os.path.dirname(path)
    if len(above) <= top:
        return False
    if above not in shut:
        shut[above] = closed(above) or os.path.exists(above + b'/pyvenv.cfg')
    return shut[above]
for at in range(0, len(fields) - {TREE_FIELDS}, {TREE_FIELDS}):
    below = fields[at][top:].split(b'/')
    place = b'/'.join(below[1:2] if len(below) > 2 else []), len(below)
    left[place] = left.get(place, 0) + 1
    if left[place] <= {MOST} and not closed(fields[at]):
        sys.stdout.buffer.write(b'\0'.join(fields[at:at + {TREE_FIELDS}]) + b'\0')
"""


@dataclass(frozen=True, slots=True)
class PathInfo:
    """The stat(1) record of one path.

    kind: file, directory, symlink, socket, fifo, block, character, other. mode: the permission bits with setuid, setgid
    and sticky (0o7777). target: of a symbolic link, as written. resolved: the path without links (realpath(1)), None
    where that does not exist (dangling link) or was not asked (tree). acl: the bits are incomplete, there is an access
    control list (acl(5)).
    """

    path: str
    kind: str
    mode: int
    owner: str
    group: str
    uid: int
    gid: int
    size: int = 0
    mtime: float = 0.0
    target: str | None = None
    resolved: str | None = None
    acl: bool = False


@dataclass(frozen=True, slots=True)
class FileText:
    """The content of a text file, at most 256 KiB, without byte order mark, line ends unchanged."""

    path: str
    text: str
    truncated: bool = False
    bom: bool = False
    crlf: bool = False


def stat_paths(paths: Sequence[str], *, follow: bool = False, role: Role = Role.ROOT) -> Probe[Seen[PathInfo]]:
    """One lstat (or stat, with follow) for all paths. See Seen for absent and hidden paths."""
    asked = unique(paths)
    return Probe(
        Command(
            look_at(asked, follow=follow), role, limit=LIMIT, about=f"stat {quoted(asked)}",
            formerly=(in_shell(asked, follow=follow),),
        ),
        partial(read_stat, paths=asked),
    )  # fmt: skip


def read_stat(answer: Answer, paths: Sequence[str]) -> Seen[PathInfo]:
    """The answer to stat_paths; a path without a record was hidden from us."""
    infos, missing, _ = gathered(complete(answer).stdout)
    found: dict[str, PathInfo | None] = {path: infos[path] for path in paths if path in infos}
    unseen: dict[str, str] = {}
    for path in paths:
        if path not in found:
            why = missing.get(path, "nothing was said about it")
            if absent(why):
                found[path] = None
            else:
                unseen[path] = why
    return Seen(found, unseen)


def read_files(paths: Sequence[str], *, role: Role = Role.ROOT) -> Probe[Seen[FileText]]:
    """The text of many files at once; None where there is no regular file."""
    asked = unique(paths)
    return Probe(
        Command(
            look_at(asked, follow=True, texts=True), role, limit=LIMIT, about=f"cat {quoted(asked)}",
            formerly=(in_shell(asked, follow=True, texts=True),),
        ),
        partial(read_texts, paths=asked),
    )  # fmt: skip


def read_texts(answer: Answer, paths: Sequence[str]) -> Seen[FileText]:
    """The answer to read_files."""
    infos, missing, texts = gathered(complete(answer).stdout)
    found: dict[str, FileText | None] = {}
    unseen: dict[str, str] = {}
    for path in paths:
        if path in texts:
            found[path] = file_text(path, texts[path], infos[path].size if path in infos else 0)
        elif absent(missing.get(path, "")) or (path in infos and infos[path].kind != "file"):
            found[path] = None
        else:
            unseen[path] = missing.get(path, "nothing was said about it")
    return Seen(found, unseen)


def tree(root: str, depth: int = 3, *, role: Role = Role.ROOT) -> Probe[list[PathInfo]]:
    """Everything under a directory (itself first), `.git`, virtualenvs and the like named but not entered.

    Empty where the path does not exist.
    """
    names = " -o ".join(f"-name {name}" for name in NOT_ENTERED)
    fields = "%p\\0%y\\0%m\\0%u\\0%g\\0%U\\0%G\\0%s\\0%T@\\0%l\\0"
    start = root if root.startswith("/") else f"./{root}"
    find = f"find {quoted([start])} -maxdepth {int(depth)} -printf '{fields}' -type d"
    earlier = f"{find} \\( {names} -o -exec test -e '{{}}/pyvenv.cfg' \\; \\) -prune"
    script = (
        f"command -v find >/dev/null || exit 127\n{find} \\( {names} \\) -prune | "
        f"{{ {PYTHON} {quoted([SIFTED, start])} || cat; }}"
    )
    asked = Command(script, role, timeout=15.0, limit=LIMIT, about=f"find {quoted([root])}", formerly=(earlier,))
    return Probe(asked, read_tree)


def read_tree(answer: Answer) -> list[PathInfo]:
    """The answer to tree. CannotLook where a directory in it could not be read."""
    said = text(tool_of(complete(answer), "find").stderr)
    if "Permission denied" in said:
        raise CannotLook(Unseen.NO_RIGHTS, said.splitlines()[0])
    fields = [text(part) for part in answer.stdout.split(b"\0")]
    found = []
    for place in range(0, len(fields) - TREE_FIELDS, TREE_FIELDS):
        path, kind, mode, owner, group, uid, gid, size, mtime, target = fields[place : place + TREE_FIELDS]
        found.append(
            PathInfo(
                path,
                FIND_KINDS.get(kind, "other"),
                number(mode, base=8) & 0o7777,
                owner,
                group,
                number(uid, -1),
                number(gid, -1),
                number(size),
                seconds(mtime),
                target if kind == "l" else None,
            )
        )
    return found


def parents(path: str) -> list[str]:
    """The directories above a path, from / downwards: `/var/www/x` → `/`, `/var`, `/var/www`."""
    found: list[str] = []
    above = posixpath.dirname(posixpath.normpath(path)) if path.strip("/") else ""
    while above and above not in found:
        found.append(above)
        above = posixpath.dirname(above)
    return found[::-1]


def gathered(data: bytes) -> tuple[dict[str, PathInfo], dict[str, str], dict[str, str]]:
    """The records of framing.SHELL: stat records, error messages, and texts, by path."""
    infos: dict[str, PathInfo] = {}
    missing: dict[str, str] = {}
    texts: dict[str, str] = {}
    for tag, (path, *rest) in records(data):
        if tag == "P":
            infos[path] = path_info(path, rest)
        elif tag == "N":
            missing[path] = rest[0]
        elif tag == "T":
            texts[path] = rest[0]
        elif path in infos and tag == "L":
            infos[path] = replace(infos[path], target=rest[0])
        elif path in infos and tag == "R":
            infos[path] = replace(infos[path], resolved=rest[0])
        elif path in infos:
            infos[path] = replace(infos[path], acl=True)
    return infos, missing, texts


def path_info(path: str, fields: Sequence[str]) -> PathInfo:
    """One record of stat(1)."""
    raw, uid, gid, owner, group, size, mtime = fields
    mode = number(raw, base=16) & 0xFFFF
    kind = KINDS.get(stat.S_IFMT(mode), "other")
    return PathInfo(
        path, kind, stat.S_IMODE(mode), owner, group, number(uid, -1), number(gid, -1), number(size),
        seconds(mtime),
    )  # fmt: skip


def file_text(path: str, content: str, size: int = 0) -> FileText:
    """A file's original text, and the invisible differences that an editor hides."""
    truncated = size > CAP or len(content) > CAP
    content = content[:CAP]
    bom = content.startswith("\ufeff")
    return FileText(path, content.removeprefix("\ufeff"), truncated, bom, "\r\n" in content)


def unique(paths: Iterable[str]) -> list[str]:
    """Paths once each, in their order, without impossible ones."""
    return [path for path in dict.fromkeys(paths) if path and "\0" not in path]


def number(word: str, otherwise: int = 0, *, base: int = 10) -> int:
    """An integer, or `otherwise`; no more digits than a server's numbers have."""
    try:
        return int(word[:20], base)
    except ValueError:
        return otherwise


def seconds(word: str) -> float:
    """A finite number of seconds, or 0."""
    try:
        value = float(word[:40])
    except ValueError:
        return 0.0
    return value if abs(value) < 1e12 else 0.0
