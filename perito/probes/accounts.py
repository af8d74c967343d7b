"""Users and groups, and who may do what by the permission bits (practice, items 6-7 and 18)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.transport.base import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.probes.base import Probe
    from perito.probes.files import PathInfo


@dataclass(frozen=True, slots=True)
class Account:
    """One line of passwd(5)."""

    name: str
    uid: int
    gid: int
    home: str
    shell: str


@dataclass(frozen=True, slots=True)
class Group:
    """One line of group(5); members are those it names, not those whose primary group it is."""

    name: str
    gid: int
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """What the kernel compares with a file's owner and group: credentials(7)."""

    name: str
    uid: int
    gid: int
    gids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Accounts:
    """Every account and group that getent(1) tells, by name."""

    users: dict[str, Account] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def user(self, name: str) -> Account | None:
        """An account by name or number, as systemd's User= takes both."""
        raise NotImplementedError

    def group(self, name: str) -> Group | None:
        """A group by name or number."""
        raise NotImplementedError

    def groups_of(self, name: str) -> frozenset[str]:
        """Names of the groups a user is in, the primary one included."""
        raise NotImplementedError

    def identity(self, user: str, group: str = "") -> Identity | None:
        """Who a process of User= and Group= is; None where either does not exist."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class WhoAmI:
    """The user who logged in: id(1), and what its environment says."""

    name: str
    uid: int
    gid: int
    groups: tuple[str, ...]
    home: str
    shell: str


def accounts() -> Probe[Accounts]:
    """getent passwd and getent group in one command."""
    raise NotImplementedError


def whoami(*, role: Role = Role.LOGIN) -> Probe[WhoAmI]:
    """Who runs our commands on the server."""
    raise NotImplementedError


def may(who: Identity, info: PathInfo, what: str) -> bool:
    """Whether `r`, `w` or `x` (search, for a directory) is granted by the bits (path_resolution(7)); ACLs are
    not looked at: see PathInfo.acl. Root may all but execute a file without any x bit."""
    raise NotImplementedError


def refused_at(
    who: Identity, path: str, infos: Mapping[str, PathInfo | None], what: str = ""
) -> PathInfo | None:
    """The first thing on the way to a path that stops this user: a directory above it without x for them, or the
    path itself where a letter of `what` is missing. None where nothing known refuses."""
    raise NotImplementedError
