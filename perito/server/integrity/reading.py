"""The two sides of every comparison: what programs said, and what we read ourselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from perito.probes import accounts, packages, processes, sockets
from perito.probes.files import tree
from perito.probes.integrity.programs import hashes, hashes_again
from perito.probes.systemd import unit_files, units
from perito.server.integrity.asking import WEB_ROOT, raw_facts

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.probes.files import PathInfo
    from perito.probes.integrity.programs import Hashes
    from perito.probes.integrity.raw import Raw
    from perito.server.machine import Machine

T = TypeVar("T")


class Asked:
    """The answers, each with its number in the evidence. All raise CannotLook."""

    def __init__(self, server: Machine) -> None:
        self.server = server
        self.again = False  # whether it was asked a second time, a moment later

    def told(self, probe: Probe[T]) -> tuple[T, int]:
        """The facts of a probe and the number of its answer (0 where there is none)."""
        before = len(self.server.trail)
        value = self.server.see(probe)
        numbers = self.server.trail[before:]
        return value, numbers[-1] if numbers else 0

    @property
    def hashes(self) -> tuple[Hashes, int]:
        """Programs against their packages."""
        return self.told(hashes())

    @property
    def hashes_again(self) -> tuple[dict[str, str], int]:
        """The same by another reader."""
        return self.told(hashes_again())

    @property
    def raw(self) -> tuple[Raw, int]:
        """What we read ourselves."""
        return self.told(raw_facts(self.server.packages_asked))

    @property
    def accounts(self) -> tuple[accounts.Accounts, int]:
        """getent's word."""
        return self.told(accounts.accounts())

    @property
    def tree(self) -> tuple[list[PathInfo], int]:
        """find's word."""
        return self.told(tree(WEB_ROOT))

    @property
    def listeners(self) -> tuple[list[sockets.Listener], int]:
        """ss' word."""
        return self.told(sockets.listeners())

    @property
    def units(self) -> tuple[dict[str, units.UnitState], int]:
        """systemctl's word."""
        return self.told(units.units())

    @property
    def links(self) -> tuple[list[unit_files.UnitLink], int]:
        """find's word of what starts at boot."""
        return self.told(unit_files.unit_links())

    @property
    def processes(self) -> tuple[list[processes.Process], int]:
        """The process table, as we read it."""
        return self.told(processes.processes())

    @property
    def packages(self) -> tuple[dict[str, str | None], int]:
        """dpkg-query's word."""
        return self.told(packages.packages(self.server.packages_asked))

    def anew(self) -> None:
        """Ask again for all that changes from moment to moment."""
        self.again = True
        moving = [
            units.units().command, processes.processes().command, sockets.listeners().command,
            tree(WEB_ROOT).command, unit_files.unit_links().command,
            raw_facts(self.server.packages_asked).command,
        ]  # fmt: skip
        self.server.ask_anew(moving)
