"""The running service: its start, its journal, its sockets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.probes import sockets
from perito.probes.files import number
from perito.probes.systemd import journal
from perito.probes.systemd.last_words import own_last
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.names import Names
    from perito.models.web.program import Program
    from perito.models.web.unit import Unit
    from perito.probes.base import Probe
    from perito.probes.diagnosis import Telling
    from perito.probes.processes import Process
    from perito.probes.sockets import Listener
    from perito.server.server import Server

SETTLED = 15.0
BOOTING = re.compile(r"Booting worker with pid: (\d+)")
# Lines that only repeat the failure; a line with the reason comes before them.
HOLLOW = frozenset({"exit_code", "killed", "start_limit", "worker_boot", "app_load", "worker_exit", "cannot_connect"})


@dataclass(frozen=True, slots=True)
class Attempt:
    """A start of the unit and what came of it. pids: of all its processes that are known; since: seconds since the
    epoch; lines: of its journal, none where that may not be read."""

    pids: frozenset[int]
    since: float
    lines: tuple[journal.JournalLine, ...] = ()


class Service:
    """The running service. Facts raise CannotLook where the journal or the processes cannot be seen."""

    def __init__(self, server: Server, names: Names, unit: Unit, program: Program) -> None:
        self.server = server
        self.names = names
        self.unit = unit
        self.program = program
        self.trail = server.trail

    def journal_probe(self) -> Probe[list[journal.JournalLine]]:
        """How to ask what the unit said."""
        return journal.journal(str(self.names.service))

    @fact
    def last_run(self) -> list[journal.JournalLine]:
        """The journal of the unit's last start; all of it where that cannot be told apart."""
        lines = self.server.see(self.journal_probe())
        last = self.unit.loaded.invocation_id
        return ([line for line in lines if line.invocation == last] if last else []) or lines

    @fact
    def last_attempt(self) -> Attempt:
        """The unit's last start; of one that systemd starts over and over the one before, too: of a start that has just
        begun nothing is to be seen yet."""
        try:
            every = self.server.see(self.journal_probe())
        except CannotLook:
            every = []
        runs = list(dict.fromkeys(line.invocation for line in every if line.invocation))
        last = [self.unit.loaded.invocation_id, *(runs[-2:] if self.restarting() else ())]
        lines = tuple(line for line in every if line.invocation in last)
        unit = self.unit.loaded
        known = [*(one.pid for one in self._processes()), unit.main_pid, number(unit.properties.get("ExecMainPID", ""))]
        told = [line.pid for line in lines] + [int(pid) for line in lines for pid in BOOTING.findall(line.message)]
        times = [time for time in (unit.exec_main_start, *(line.time for line in lines)) if time]
        return Attempt(frozenset({*known, *told} - {0, 1}), min(times, default=0.0), lines)

    def _processes(self) -> list[Process]:
        try:
            return self.unit.processes
        except CannotLook:
            return []

    @fact
    def tellings(self) -> list[Telling]:
        """The journal's lines with a reason, of the unit's last start only."""
        return journal.telling_lines(self.last_run)

    def says_itself(self, words: str) -> bool:
        """Whether words of the journal are the program's own, and not systemd's about it."""
        return bool(words) and not words.startswith(f"{self.names.service}: ")

    def reason(self) -> Telling | None:
        """The journal's last line that says why; None where it tells nothing or may not be read.

        A line that only repeats that it failed, and systemd's own, give way to what the program said itself.
        """
        try:
            every = self.tellings
        except CannotLook:
            return None
        telling = [one for one in every if one.kind not in HOLLOW and "Main process exited" not in one.message]
        return (
            next(reversed(telling), None)
            or own_last(self.last_run, str(self.names.service))
            or (every[-1] if every else None)
        )

    def _since_start(self) -> float:
        return self.server.system.now - max(self.unit.loaded.exec_main_start, self.unit.loaded.active_enter)

    def restarting(self) -> bool:
        """Whether systemd restarts it over and over: true at every moment of the loop, up or down."""
        waiting = self.unit.loaded.sub_state == "auto-restart"
        return waiting or (self.unit.loaded.restarts >= 2 and self._since_start() < SETTLED and not self._given_up())

    def _given_up(self) -> bool:
        return self.unit.loaded.active_state in {"failed", "inactive"}

    @fact
    def listeners(self) -> list[Listener]:
        """Who listens on the server, and in the unit's own network where it has one."""
        found = self.server.listeners
        apart = self.unit.has_own_network and self.unit.loaded.main_pid
        return [*found, *self.server.see(sockets.listeners_beside(self.unit.loaded.main_pid))] if apart else found

    def socket_story(self) -> str:
        """Sockets on which the service really listens, where the wanted one is not among them."""
        others = self.other_sockets()
        return _("It listens on {sockets}.").format(sockets=", ".join(others)) if others else ""

    def other_sockets(self) -> list[str]:
        """Paths of the sockets that the service listens on and is not asked for."""
        return [one.path for one in self._own_listeners() if one.path not in self.program.sockets]

    def addresses(self) -> list[str]:
        """Addresses with ports on which the service listens."""
        return [
            f"[{one.address}]:{one.port}" if ":" in one.address else f"{one.address}:{one.port}"
            for one in self._of("tcp")
        ]

    def _own_listeners(self) -> list[Listener]:
        return [one for one in self._of("unix") if PurePosixPath(one.path).name not in self.program.control_sockets]

    def _of(self, kind: str) -> list[Listener]:
        """Who listens of the unit's processes."""
        pids = {one.pid for one in self.unit.processes} | {self.unit.loaded.main_pid}
        return [one for one in self.listeners if one.kind == kind and pids & set(one.pids)]
