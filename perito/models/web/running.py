"""The process that runs against the unit that systemd has loaded: what it was started with, and when."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.evidence.mark import MARK
from perito.models.web.written import Difference, environment_of, variables_unlike
from perito.practice.expect import Absent
from perito.probes import environ
from perito.probes.files import read_files
from perito.probes.systemd.environment_file import plain_variables
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.ages import Ages
    from perito.models.web.program import Program
    from perito.models.web.unit import Unit
    from perito.probes.base import Probe
    from perito.probes.files import FileText
    from perito.probes.framing import Seen
    from perito.probes.processes import Process
    from perito.server.server import Server

# What systemd adds by itself: systemd.exec(5), "Environment variables in spawned processes".
OWN = frozenset({
    "LANG", "PATH", "USER", "LOGNAME", "HOME", "SHELL", "INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID",
    "MAINPID", "MANAGERPID", "TERM", "NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "FDSTORE", "LISTEN_FDS",
    "LISTEN_PID", "LISTEN_FDNAMES", "RUNTIME_DIRECTORY", "STATE_DIRECTORY", "CACHE_DIRECTORY", "LOGS_DIRECTORY",
    "CONFIGURATION_DIRECTORY", "CREDENTIALS_DIRECTORY", "MEMORY_PRESSURE_WATCH", "MEMORY_PRESSURE_WRITE",
    "XDG_RUNTIME_DIR", "XDG_SESSION_ID", "XDG_VTNR", "XDG_SEAT", "LC_ALL", "LC_CTYPE", "LANGUAGE",
    "TRIGGER_UNIT", "TRIGGER_PATH", "PIDFILE", "REMOTE_ADDR", "REMOTE_PORT", "PWD", "OLDPWD", "SHLVL", "_",
})  # fmt: skip
HIDDEN = MARK.decode()


class Running:
    """Facts raise CannotLook where the processes cannot be seen."""

    def __init__(self, server: Server, unit: Unit, program: Program, ages: Ages) -> None:
        self.server = server
        self.unit = unit
        self.program = program
        self.ages = ages
        self.trail = server.trail

    @property
    def main(self) -> Process:
        """The process that systemd started; of a service of which it knows none, the oldest."""
        known = [one for one in self.unit.processes if one.pid == self.unit.loaded.main_pid]
        if not known and not self.unit.loaded.main_pid:
            known = sorted(self.unit.processes, key=lambda one: (one.started, one.pid))
        if not known:
            raise CannotLook(Unseen.NO_RIGHTS, _("the service's processes cannot be seen"))
        return known[0]

    @fact
    def started(self) -> float:
        """When the oldest of those that do the work was started: its workers, else itself."""
        workers = [one for one in self.unit.processes if one.ppid == self.main.pid]
        return min(one.started for one in workers or [self.main])

    def environ_probe(self) -> Probe[dict[str, str]]:
        """How to ask for the variables it was started with."""
        return environ.environ(self.main.pid)

    def files_probe(self) -> Probe[Seen[FileText]]:
        """How to ask for the files that EnvironmentFile= names. Raises Absent where it names none."""
        paths = [path for path in self.unit.loaded.environment_files if path.startswith("/") and "*" not in path]
        if not paths:
            raise Absent("EnvironmentFile=", "—")
        return read_files(paths)

    def unlike(self) -> list[Difference]:
        """What the process was started with that is not what systemd would start it with now."""
        argv, command = self.main.argv, self.program.arguments
        found = [self._user()]
        if not self.program.wrapped:
            if command and self._legible(argv) and tuple(argv[-len(command) :]) != command:
                found.append(self._difference("ExecStart", " ".join(self._behind_program(argv)), " ".join(command)))
            found += [self._group(), self._directory(), *self._groups(), *self._environment()]
        return [one for one in found if one is not None]

    def _behind_program(self, argv: tuple[str, ...]) -> tuple[str, ...]:
        """A command line without the program, and what runs that."""
        at = next((at for at, word in enumerate(argv) if PurePosixPath(word).name == self.program.name), -1)
        return argv[at + 1 :]

    @staticmethod
    def _legible(argv: tuple[str, ...]) -> bool:
        """Whether this is a command line, not a title that the program has given itself (setproctitle)."""
        return bool(argv) and not (": " in argv[0] and not argv[0].startswith("/"))

    def _difference(self, key: str, old: str, new: str) -> Difference:
        place = self.unit.text.assignment("Service", key)
        return Difference(key, old, new, place.file if place else "", place.line if place else 0)

    def _user(self) -> Difference | None:
        wanted = self.server.accounts.user(self.unit.loaded.user or "root")
        if wanted is None or self.main.uid == wanted.uid:
            return None
        found = self.server.accounts.user(str(self.main.uid))
        return self._difference("User", found.name if found else str(self.main.uid), wanted.name)

    def _group(self) -> Difference | None:
        wanted = self.server.accounts.identity(self.unit.loaded.user or "root", self.unit.loaded.group)
        if wanted is None or self.main.gid == wanted.gid:
            return None
        return self._difference("Group", self._group_name(self.main.gid), self._group_name(wanted.gid))

    def _group_name(self, gid: int) -> str:
        found = self.server.accounts.group(str(gid))
        return found.name if found is not None else str(gid)

    def _groups(self) -> list[Difference]:
        """Groups that the unit names, or that the directory belongs to, and that the process is not in."""
        wanted = self.server.accounts.identity(self.unit.loaded.user or "root", self.unit.loaded.group)
        here = {one.path: one for one in self.server.web_tree}.get(self.unit.names.directory)
        named = self.unit.loaded.properties.get("SupplementaryGroups", "").split()
        gids = {group.gid for name in named if (group := self.server.accounts.group(name)) is not None}
        if wanted is not None and wanted.uid and here is not None and here.gid in wanted.gids:
            gids.add(here.gid)
        own = {wanted.gid} if wanted is not None else set()  # judged as Group=
        lacking = sorted(self._group_name(gid) for gid in gids - {*self.main.groups, self.main.gid} - own)
        known = " ".join(self._group_name(gid) for gid in self.main.groups)
        return [self._difference("SupplementaryGroups", known, name) for name in lacking]

    def _directory(self) -> Difference | None:
        """The working directory, links resolved; not compared where the program goes elsewhere by itself."""
        wanted = self.unit.working_directory
        if not self.main.cwd or not wanted.startswith("/") or self.program.moves:
            return None
        if self.main.cwd == wanted:
            return None
        try:
            resolved = self.ages.seen.directory
        except CannotLook:
            return None
        return self._difference("WorkingDirectory", self.main.cwd, wanted) if self.main.cwd != resolved else None

    def _environment(self) -> list[Difference]:
        """Variables with another value than the unit gives them, and those that it has since lost."""
        try:
            given = self.server.see(self.environ_probe())
            inherited = self.ages.reading.inherited
            of_files = self._of_files()
        except (CannotLook, Absent):
            return []
        if given.get("INVOCATION_ID") != self.unit.loaded.invocation_id:
            return []  # the program has written over them, or this is no process of the last start
        expected = {**self.unit.variables, **of_files}
        taken = set(self.unit.text.values("Service", "UnsetEnvironment"))
        known = OWN | inherited | self.program.own_variables
        mine = {name: given[name] for name in given if name in expected or name not in known}
        wanted = {name: value for name, value in expected.items() if name not in taken}
        found = variables_unlike(mine, wanted, self.unit.text)
        return [
            replace(one, key="EnvironmentFile") if one.variable in of_files else one
            for one in found
            if HIDDEN not in one.old + one.new and self._told(one)
        ]

    def _told(self, one: Difference) -> bool:
        """Whether it is known who gives the variable: a file of which not all is read may."""
        return bool(one.variable in environment_of(self.unit.text, self.unit.loaded.name) or one.new) or (
            not self.unit.loaded.environment_files and not self.unit.text.values("Service", "PassEnvironment")
        )

    def _of_files(self) -> dict[str, str]:
        """What EnvironmentFile= gives, later files over earlier ones."""
        try:
            texts = self.server.see(self.files_probe())
        except Absent:
            return {}
        found: dict[str, str] = {}
        for path in self.unit.loaded.environment_files:
            text = texts.get(path)
            found |= plain_variables(text.text) if text is not None else {}
        return found
