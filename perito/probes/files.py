"""Files and directories: what stat(1), find(1) and head(1) say about them (practice, items 4-9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.probes.framing import Seen
from perito.transport.base import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.probes.base import Probe


@dataclass(frozen=True, slots=True)
class PathInfo:
    """What stat(1) says about one path.

    kind: file, directory, symlink, socket, fifo, block, character, other. mode: the permission bits with
    setuid, setgid and sticky (0o7777). target: what a symbolic link holds, as written. resolved: the path
    without links (realpath(1)), None where that does not exist (dangling link) or was not asked.
    acl: the bits are not the whole truth, there is an access control list (acl(5)).
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
    """The content of a text file, at most 256 KiB. `text` has no byte order mark; line ends are as they were."""

    path: str
    text: str
    truncated: bool = False
    bom: bool = False
    crlf: bool = False


def stat_paths(
    paths: Sequence[str], *, follow: bool = False, role: Role = Role.ROOT
) -> Probe[Seen[PathInfo]]:
    """One lstat (or stat, with follow) for all paths. See Seen for what is absent and what is hidden."""
    raise NotImplementedError


def read_files(paths: Sequence[str], *, role: Role = Role.ROOT) -> Probe[Seen[FileText]]:
    """The text of many files at once; None where there is no regular file."""
    raise NotImplementedError


def tree(root: str, depth: int = 3, *, role: Role = Role.ROOT) -> Probe[list[PathInfo]]:
    """Everything under a directory (itself first), `.git`, virtualenvs and node_modules named but not entered.

    Empty where there is no such path.
    """
    raise NotImplementedError


def parents(path: str) -> list[str]:
    """The directories above a path, from / downwards: `/var/www/x` → `/`, `/var`, `/var/www`."""
    raise NotImplementedError
