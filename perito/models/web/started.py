"""The program that a unit starts, whatever it is: known by its command line and by where it listens."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook
from perito.practice.expect import Absent
from perito.probes.systemd.unit_file import exec_argv

if TYPE_CHECKING:
    from perito.models.web.unit import Unit
    from perito.probes.systemd.unit_file import ExecLine
    from perito.server.server import Server

WRAPPERS: Final = frozenset(
    {"sh", "bash", "dash", "env", "npm", "npx", "yarn", "pnpm", "pipenv", "poetry", "uv", "make"}
)


class Started:
    """A `Program` of which nothing is known but what systemd and the kernel say. Facts raise Absent without a unit."""

    control_sockets: tuple[str, ...] = ()
    own_variables: frozenset[str] = frozenset()
    moves = True  # it may: nobody knows

    def __init__(self, server: Server, unit: Unit) -> None:
        self.server = server
        self.unit = unit

    @property
    def line(self) -> ExecLine:
        """ExecStart=, as systemd takes it. Raises Absent without a unit."""
        _there = self.unit.loaded
        return exec_argv(self.unit.text.value("Service", "ExecStart") or "")

    @property
    def path(self) -> str:
        """The program's file, as the unit has it; empty where it has none."""
        return self.line.program or ""

    @property
    def name(self) -> str:
        """What people call it: its file's name, `node` of /usr/bin/node."""
        try:
            return PurePosixPath(self.path).name or str(self.unit.names.service)
        except (CannotLook, Absent):
            return self.unit.names.app

    @property
    def arguments(self) -> tuple[str, ...]:
        """What stands behind its name on the command line."""
        return tuple(self.line.argv[1:])

    @property
    def wrapped(self) -> bool:
        """Whether another program stands between systemd and it."""
        return self.name in WRAPPERS

    @property
    def sockets(self) -> list[str]:
        """The Unix sockets that systemd opens for it, or else those that its command line and environment name."""
        return list(self.unit.opened_sockets) or [posixpath.normpath(one) for one in sorted(self.sockets_as_given)]

    @property
    def sockets_as_given(self) -> set[str]:
        """Paths that end in .sock or .socket, of its command line and its environment."""
        words = [*self.line.argv, *self.unit.variables.values()]
        found = {word.rpartition("=")[2].removeprefix("unix:") for word in words}
        return {word for word in found if word.startswith("/") and word.endswith((".sock", ".socket"))}
