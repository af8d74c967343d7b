"""An Ansible inventory: hosts, groups, and each host's final variables."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from perito.classroom.roster.rows import quoted
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from perito.classroom.roster.rows import Cell, Place, Problems

    Vars = dict[str, Cell]
    FromFiles = Callable[[str, str], Vars]

MOST = 10_000  # hosts of one range
ALL, UNGROUPED = "all", "ungrouped"
RANGE = re.compile(r"\[([0-9]*|[A-Za-z]):([0-9]+|[A-Za-z])(?::([0-9]+))?\]")


@dataclass
class Host:
    """A host: where it is first named, its own variables, and its groups."""

    place: Place
    vars: Vars = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)


@dataclass
class Group:
    """A group: its variables and its parents."""

    place: Place
    vars: Vars = field(default_factory=dict)
    parents: set[str] = field(default_factory=set)


@dataclass
class Inventory:
    """The content of an inventory file. Errors go to `problems`."""

    problems: Problems
    hosts: dict[str, Host] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def group(self, name: str, place: Place, parent: str | None = None) -> Group:
        """The group with that name, created if new."""
        group = self.groups.setdefault(name, Group(place))
        if parent is not None and parent != ALL and name != ALL:
            group.parents.add(parent)
        return group

    def add(self, pattern: str, place: Place, group: str) -> tuple[list[Host], str]:
        """The hosts of a pattern such as `web[01:30]` or `server:2222`, and its port, if any."""
        try:
            names, port = expand(pattern)
        except ValueError as error:
            self.problems.add(place, str(error))
            return [], ""
        found = [self.hosts.setdefault(name, Host(place)) for name in names]
        for host in found:
            host.groups.add(group)
        return found, port

    def variables(self, files: FromFiles) -> dict[str, Vars]:
        """Each host's variables in Ansible's order: groups before hosts, parents before children, the file before the
        directories beside it. `files` returns those of a group (`group_vars`) or a host (`host_vars`) by name."""
        depths = self._depths()
        shared: dict[frozenset[str], Vars] = {}
        found = {}
        for name, host in self.hosts.items():
            groups = frozenset(host.groups)
            if groups not in shared:
                shared[groups] = self._of_groups(self._upwards(groups), depths, files)
            found[name] = {**shared[groups], **host.vars, **files("host_vars", name)}
        return found

    def _of_groups(self, groups: Iterable[str], depths: dict[str, int], files: FromFiles) -> Vars:
        def order(name: str) -> tuple[int, int, str]:
            priority = self.groups[name].vars.get("ansible_group_priority") if name in self.groups else None
            number = int(priority.text) if priority and re.fullmatch(r"[0-9]{1,6}", priority.text) else 1
            return depths.get(name, 0), number, name

        names = [ALL, *sorted(set(groups) - {ALL}, key=order)]
        found: Vars = {}
        for name in names:
            found |= self.groups[name].vars if name in self.groups else {}
        for name in names:
            found |= files("group_vars", name)
        return found

    def _upwards(self, groups: Iterable[str]) -> set[str]:
        """These groups and all their ancestors."""
        found: set[str] = set()
        left = list(groups)
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left += self.groups[name].parents if name in self.groups else ()
        return found

    def _depths(self) -> dict[str, int]:
        """The greatest distance of each group from `all`; groups in a circle are reported and stay at the top."""
        depths = dict.fromkeys(self.groups, 1)
        for _round in self.groups:
            deeper = {
                name: max((depths[parent] + 1 for parent in group.parents if parent in depths), default=1)
                for name, group in self.groups.items()
            }
            if deeper == depths:
                return depths
            depths = deeper
        for name, group in self.groups.items():
            if name in self._upwards(group.parents):
                self.problems.add(group.place, _("{name}: a group is not among its own children").format(name=name))
        return dict.fromkeys(self.groups, 1)


def expand(pattern: str) -> tuple[list[str], str]:
    """The names of a pattern, and its port, if any. Raises ValueError."""
    outside = re.sub(r"\[[^\]]*\]", "", pattern)
    name, port = pattern, ""
    if outside.count(":") == 1 and re.search(r":[0-9]+$", pattern):
        name, _colon, port = pattern.rpartition(":")
    if re.fullmatch(r"\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]", name) and not RANGE.fullmatch(name):
        return [name[1:-1]], port
    parts = RANGE.split(name)
    choices = [_range(*parts[at + 1 : at + 4]) for at in range(0, len(parts) - 1, 4)]
    plain = parts[::4]
    if any("[" in one or "]" in one for one in plain):
        raise ValueError(_("{pattern}: a range is written as in web[01:30]").format(pattern=quoted(pattern)))
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MOST:
        raise ValueError(_("{pattern}: more than {count} hosts").format(pattern=quoted(pattern), count=MOST))
    return ["".join(_woven(plain, chosen)) for chosen in product(*choices)], port


def _woven(plain: list[str], chosen: tuple[str, ...]) -> Iterable[str]:
    yield plain[0]
    for one, after in zip(chosen, plain[1:], strict=True):
        yield one
        yield after


def _range(start: str, end: str, step: str | None) -> list[str]:
    """`01:30` with its zeros, `a:f`, with a step. Raises ValueError."""
    wrong = ValueError(_("{pattern}: no range").format(pattern=f"[{start}:{end}]"))
    stride = int(step or 1)
    if stride == 0 or max(len(start), len(end), len(step or "")) > 9:
        raise wrong
    if end.isalpha():
        letters = string.ascii_letters
        if not start.isalpha() or letters.index(start) > letters.index(end):
            raise wrong
        return list(letters[letters.index(start) : letters.index(end) + 1 : stride])
    if start.isalpha() or int(start or 0) > int(end):
        raise wrong
    width = len(start) if start.startswith("0") else 0
    numbers = range(int(start or 0), int(end) + 1, stride)
    if len(numbers) > MOST:
        raise ValueError(_("{pattern}: more than {count} hosts").format(pattern=f"[{start}:{end}]", count=MOST))
    return [str(number).zfill(width) for number in numbers]
