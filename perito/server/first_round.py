"""The questions that need no names: asked as soon as there is a connection, so in a module that loads fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.probes import accounts, packages, processes, sockets, system
from perito.probes.files import tree
from perito.probes.nginx import files
from perito.probes.systemd import unit_files, units
from perito.server.integrity.asking import first_questions
from perito.server.machine import WEB_ROOT
from perito.transport.base import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Command


def first_round(packages_asked: Sequence[str], *, compared: bool = True) -> list[Command]:
    """All questions about the machine and nginx. `packages_asked`: names of Debian packages; `compared`: those of a
    second source as well."""
    return [
        files.test().command,
        units.units().command,
        unit_files.unit_files().command,
        unit_files.unit_links().command,
        files.config_tree().command,
        processes.processes().command,
        sockets.listeners().command,
        tree(WEB_ROOT).command,
        packages.packages(packages_asked).command,
        accounts.accounts().command,
        accounts.whoami().command,
        accounts.whoami(role=Role.ROOT).command,
        system.system().command,
        *(first_questions(packages_asked) if compared else ()),
    ]


def in_motion() -> list[Command]:
    """The questions whose answers change while a service starts."""
    return [
        units.units().command,
        processes.processes().command,
        sockets.listeners().command,
        tree(WEB_ROOT).command,
        system.system().command,
    ]
