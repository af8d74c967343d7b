"""Users, groups, and access by the permission bits (practice, items 6-7 and 18)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.files import number, parents
from perito.probes.framing import complete
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.probes.files import PathInfo
    from perito.transport.base import Answer

BITS: Final = {"r": 4, "w": 2, "x": 1}


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
    """One line of group(5); members are the listed ones, not users with it as primary group."""

    name: str
    gid: int
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """The credentials that the kernel compares with a file's owner and group: credentials(7). `gids` includes `gid`."""

    name: str
    uid: int
    gid: int
    gids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Accounts:
    """Every account and group from getent(1), by name."""

    users: dict[str, Account] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def user(self, name: str) -> Account | None:
        """An account by name or number, as systemd's User= takes both."""
        if name in self.users:
            return self.users[name]
        return next((user for user in self.users.values() if str(user.uid) == name), None)

    def group(self, name: str) -> Group | None:
        """A group by name or number."""
        if name in self.groups:
            return self.groups[name]
        return next((group for group in self.groups.values() if str(group.gid) == name), None)

    def groups_of(self, name: str) -> frozenset[str]:
        """Names of the groups a user is in, the primary one included."""
        user = self.user(name)
        if user is None:
            return frozenset()
        groups = self.groups.values()
        return frozenset(group.name for group in groups if user.name in group.members or group.gid == user.gid)

    def identity(self, user: str, group: str = "") -> Identity | None:
        """The identity of a process with User= and Group=, as systemd makes it; None where either does not exist."""
        account, chosen = self.user(user), self.group(group) if group else None
        if account is None or (group and chosen is None):
            return None
        gid = chosen.gid if chosen else account.gid
        gids = {self.groups[name].gid for name in self.groups_of(account.name)}
        # initgroups(3) is given Group=: the primary group of passwd counts only where it names the user.
        if gid != account.gid and not self._named(account):
            gids.discard(account.gid)
        return Identity(account.name, account.uid, gid, frozenset(gids | {gid}))

    def _named(self, account: Account) -> bool:
        """Whether its primary group names it as a member, too."""
        groups = self.groups.values()
        return any(group.gid == account.gid and account.name in group.members for group in groups)


@dataclass(frozen=True, slots=True)
class WhoAmI:
    """The user who runs our commands: id(1), passwd(5)."""

    name: str
    uid: int
    gid: int
    groups: tuple[str, ...]
    home: str
    shell: str


def accounts() -> Probe[Accounts]:
    """The question: getent passwd and getent group in one command."""
    script = "getent passwd && printf '\\0' && getent group"
    return Probe(Command(script, Role.LOGIN, about="getent passwd; getent group"), read_accounts)


def read_accounts(answer: Answer) -> Accounts:
    """The answer to accounts, without lines of another format."""
    first, _, second = text(tool_of(complete(answer), "getent").stdout).partition("\0")
    users = {}
    for line in first.splitlines():
        parts = line.split(":")
        if len(parts) == 7 and parts[2].isdecimal() and parts[3].isdecimal():
            users[parts[0]] = Account(parts[0], number(parts[2]), number(parts[3]), parts[5], parts[6])
    groups = {}
    for line in second.splitlines():
        parts = line.split(":")
        if len(parts) == 4 and parts[2].isdecimal():
            groups[parts[0]] = Group(parts[0], number(parts[2]), tuple(filter(None, parts[3].split(","))))
    if not users:
        raise CannotLook(Unseen.NO_ANSWER, f"getent passwd: {text(answer.stderr).strip()[:200]}")
    return Accounts(users, groups)


def whoami(*, role: Role = Role.LOGIN) -> Probe[WhoAmI]:
    """The question: the user who runs our commands."""
    script = 'id -un; id -u; id -g; id -Gn; getent passwd "$(id -u)"'
    return Probe(Command(script, role, about="id"), read_whoami)


def read_whoami(answer: Answer) -> WhoAmI:
    """The answer to whoami."""
    lines = [*text(tool_of(complete(answer), "id").stdout).splitlines(), "", "", "", "", ""][:5]
    name, uid, gid, groups, entry = lines
    if not uid.isdecimal():
        raise CannotLook(Unseen.NO_ANSWER, f"id: {text(answer.stderr).strip()[:200]}")
    parts = entry.split(":")
    home, shell = (parts[5], parts[6]) if len(parts) == 7 else ("", "")
    return WhoAmI(name, number(uid), number(gid, -1), tuple(groups.split()), home, shell)


def may(who: Identity, info: PathInfo, what: str) -> bool:
    """Whether the bits grant `r`, `w` and `x` (search, for a directory): path_resolution(7).

    `what` may hold several letters. Access control lists are not looked at: see PathInfo.acl. Root may do all but
    execute a file that has no x bit at all. A symbolic link's own bits have no effect.
    """
    if info.kind == "symlink":
        return True
    if who.uid == 0:
        return "x" not in what or info.kind == "directory" or bool(info.mode & 0o111)
    shift = 6 if who.uid == info.uid else 3 if info.gid in who.gids else 0
    granted = info.mode >> shift & 7
    return all(granted & BITS.get(letter, 8) for letter in what)


def refused_at(who: Identity, path: str, infos: Mapping[str, PathInfo | None], what: str = "") -> PathInfo | None:
    """The first thing on the way to a path that refuses this user.

    A directory above it without x for them, or the path itself where a letter of `what` is missing. None where nothing
    in `infos` refuses; other paths are not judged. A hidden path raises CannotLook.
    """
    for above in parents(path):
        info = infos.get(above)
        if info is not None and not may(who, info, "x"):
            return info
    info = infos.get(path)
    return info if info is not None and not may(who, info, what) else None
