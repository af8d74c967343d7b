"""The service's systemd unit: as written, as systemd has it loaded, and its keys (systemd.unit(5))."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.models.web import as_taken, written
from perito.models.web.unit_keys import UnitKeys
from perito.practice.expect import Absent
from perito.probes.systemd import opened, surroundings, unit_file, unit_files, units
from perito.probes.systemd.misread import NO_PROGRAM, misread
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.names import Names
    from perito.probes.accounts import Identity
    from perito.probes.base import Probe
    from perito.probes.processes import Process
    from perito.server.server import Server

SYSTEM_ACCOUNTS = range(100, 1000)  # that adduser(8) gives out; Debian's own have lower numbers
# systemd.exec(5): keys that put the service into another network namespace than the server's.
OWN_NETWORK = ("PrivateNetwork", "NetworkNamespacePath")


class Unit:
    """One unit. `mark`: the word by which a misplaced file is known to be meant for it. `as_written`: as it will be
    once systemd has read what is on disk, not as it is loaded.

    Facts raise Absent where there is no unit, and CannotLook where we may not look.
    """

    def __init__(self, server: Server, names: Names, mark: str, *, as_written: bool = False) -> None:
        self.server = server
        self.names = names
        self.mark = mark
        self.as_written = as_written
        self.trail = server.trail
        self.keys = UnitKeys(server, self)

    @fact
    def state(self) -> units.UnitState | None:
        """The unit as systemd has it loaded; None where no unit was found. Raises CannotLook where none could be."""
        found = self.known
        return written.as_written(self.text, found) if self.as_written and found is not None else found

    @fact
    def known(self) -> units.UnitState | None:
        """What systemd has loaded, also where `as_written` asks for what is on disk."""
        if self.names.service is None:
            self._looked_for_a_unit()
            return None
        found = self.server.units.get(self.names.service)
        return found if found is not None and found.load_state != "not-found" else None

    def _looked_for_a_unit(self) -> None:
        """Raise CannotLook where the facts that discovery uses could not be seen: then there may be a unit."""
        _seen = self.server.units, self.server.unit_files

    @fact
    def runs_as(self) -> str:
        """The application's user: the unit's User=, else the directory's owner."""
        accounts = self.server.accounts
        if self.state is not None and self.state.user and accounts.user(self.state.user) is not None:
            return self.state.user
        here = {one.path: one for one in self.server.web_tree}.get(self.names.directory)
        return here.owner if here is not None and here.owner in self.server.ordinary_users else self.server.deploy_user

    @property
    def own_account(self) -> tuple[str, ...]:
        """The account that was made for the service alone (adduser(8): --system), where it runs as one."""
        found = self.server.accounts.user(self.state.user) if self.state is not None and self.state.user else None
        return (found.name,) if found is not None and found.uid in SYSTEM_ACCOUNTS else ()

    @property
    def identity(self) -> Identity:
        """The user and groups the kernel compares with a file's. Raises CannotLook for an unknown user."""
        group = self.state.group if self.state is not None else ""
        accounts = self.server.accounts
        found = accounts.identity(self.runs_as, group) or accounts.identity(self.runs_as)
        if found is None:
            raise CannotLook(Unseen.NO_SUCH_USER, self.runs_as)
        return found

    @property
    def loaded(self) -> units.UnitState:
        """The unit as systemd has it loaded."""
        if self.state is None:
            raise Absent(_("a systemd unit"), "—", self.misplaced())
        return self.state

    @fact
    def source(self) -> unit_files.UnitFile | None:
        """The unit's file, where systemd looks for it."""
        name = self.names.service or ""
        for file in self.server.unit_files:
            if file.name in {name, unit_files.template_of(name)} and file.place == "system":
                return file
        return None

    @property
    def masked(self) -> bool:
        """Whether the unit is masked: a link to /dev/null, or an empty file, in the place of its own."""
        return self.known is not None and self.known.load_state == "masked"

    @property
    def path(self) -> str | None:
        """The path of the unit's file; None where systemd knows no such unit."""
        if self.masked:
            return None
        if self.known is not None and self.known.fragment_path:
            return self.known.fragment_path
        return self.source.info.path if self.source and self.source.text is not None else None

    @fact
    def text(self) -> unit_file.UnitText:
        """The unit as written, its drop-ins after it."""
        order = {unit_files.merged(path): place for place, path in enumerate(self.paths())}
        files = [file for file in self.server.unit_files if unit_files.merged(file.info.path) in order]
        files.sort(key=lambda file: order[unit_files.merged(file.info.path)])
        return unit_file.merged([unit_file.parse_unit(file.text or "", file.info.path) for file in files])

    def place_of(self, key: str, section: str = "Service") -> str:
        """Where the unit says so: `FILE, line N`; its file where it does not."""
        found = self.text.assignment(section, key)
        if found is None:
            return self.path or ""
        return _("{file}, line {line}").format(file=found.file, line=found.line)

    def line_of(self, key: str, section: str = "Service") -> str:
        """Where the unit says so: `FILE, line N: KEY=VALUE`, and how systemd takes it where that is not how it looks;
        or that it does not."""
        found = self.text.assignment(section, key)
        if found is not None:
            return f"{self.place_of(key, section)}: {key}={found.value}. {as_taken.of_assignment(found)}".rstrip(". ")
        if self.path is None:
            return ""
        return _("{file} has no {key}= in [{section}].").format(file=self.path, key=key, section=section)

    def paths(self) -> list[str]:
        """The unit's file and its drop-ins, in the order in which systemd reads them: those on disk by now."""
        if self.known is None:
            return [self.path] if self.path else []
        found = list(self.known.drop_ins)
        if self.known.need_daemon_reload:
            there = {file.info.path for file in self.server.unit_files}
            added = [path for path in there - {*found} if self._is_drop_in(path)]
            found = sorted([path for path in found if path in there] + added, key=lambda path: PurePosixPath(path).name)
        return ([self.path] if self.path else []) + found

    def _is_drop_in(self, path: str) -> bool:
        """Whether a file is a drop-in of this very unit: systemd.unit(5)."""
        name = self.names.service or ""
        of = {f"{name}.d", f"{unit_files.template_of(name)}.d"}
        return (
            unit_files.place_of(path) == "drop_in" and path.endswith(".conf") and PurePosixPath(path).parent.name in of
        )

    def misplaced(self) -> str:
        """A unit file saved where systemd never reads it."""
        if self.masked:
            return _("{unit} is masked: systemd does not start it, whatever its file says.").format(
                unit=self.loaded.name
            )
        file = self.astray
        if file is None:
            return ""
        if file.place == "system":
            return _("{path} is empty: systemd takes that for a masked unit.").format(path=file.info.path)
        return _("{path} looks like a unit, but systemd does not read it there or by that name.").format(
            path=file.info.path
        )

    @property
    def astray(self) -> unit_files.UnitFile | None:
        """A file that was meant to be the unit: in another place, by another name, or empty where systemd reads it."""
        files = self.server.unit_files
        elsewhere = [
            file
            for file in files
            if file.place not in {"system", "drop_in"}
            and (self.names.directory in (file.text or "") or self.mark in (file.text or ""))
        ]
        empty = [file for file in files if file.place == "system" and file.text is not None and not file.text.strip()]
        return next(iter([*elsewhere, *empty]), None)

    def verify_probe(self) -> Probe[list[unit_files.UnitComplaint]]:
        """How to ask systemd what it thinks of the unit's files."""
        return unit_files.verify(self.paths())

    def strange_at(self, key: str, section: str = "Service") -> str:
        """Where the line of a key has a character that is not what it looks like: `FILE, line N, column C: …`."""
        found = self.text.assignment(section, key)
        texts = [file.text or "" for file in self.server.unit_files if found and file.info.path == found.file]
        return as_taken.of_text(texts[0], found.file, (found.line,)) if found is not None and texts else ""

    def taken_otherwise(self, key: str, section: str = "Service") -> str:
        """How systemd takes the unit's line otherwise than it looks; empty where it does not."""
        found = self.text.assignment(section, key)
        return as_taken.of_assignment(found) if found is not None else ""

    @fact
    def variables(self) -> dict[str, str]:
        """The variables of Environment=, as systemd loaded them."""
        return dict(self.loaded.environment.variables)

    @fact
    def opened_sockets(self) -> tuple[str, ...]:
        """Unix sockets that systemd has opened for the unit and hands over when it starts it (systemd.socket(5))."""
        if self.state is None:
            return ()
        held = {one.path for one in self.server.listeners if one.kind == "unix" and opened.by_systemd(one)}
        found = opened.streams(self.server.unit_files, self.state.name, self.state.triggered_by)
        return tuple(path for path in found if path in held)

    @property
    def opened_by(self) -> str:
        """The .socket units that start this one, as people read them."""
        return ", ".join(name for name in self.loaded.triggered_by if name.endswith(".socket"))

    @fact
    def surroundings(self) -> surroundings.Surroundings:
        """What the unit gives the service beside Environment=: files, directories, systemd's variables, credentials."""
        return surroundings.of(self.text, self.loaded, self.paths())

    @property
    def has_own_network(self) -> bool:
        """Whether the service lives in a network of its own: its sockets are seen from there alone."""
        return bool(self.restriction(OWN_NETWORK))

    @property
    def processes(self) -> list[Process]:
        """The processes of the unit."""
        return [one for one in self.server.processes if one.unit == self.loaded.name]

    @property
    def working_directory(self) -> str:
        """WorkingDirectory= as loaded, else as written, without a slash at its end."""
        found = self.loaded.working_directory or self.text.value("Service", "WorkingDirectory") or ""
        return found.lstrip("!").removeprefix("-").rstrip("/")

    def surplus_commands(self) -> list[str]:
        """Several ExecStart= where systemd takes only one: systemd.service(5)."""
        commands = self.text.values("Service", "ExecStart")
        return commands if len(commands) > 1 and self.text.value("Service", "Type") != "oneshot" else []

    def runs_shell_syntax(self) -> bool:
        """Whether ExecStart= begins with something that only a shell understands."""
        found = misread("ExecStart", self.text.value("Service", "ExecStart") or "")
        return found is not None and found.kind in NO_PROGRAM

    @property
    def group_name(self) -> str:
        """Group= by name, also where it is given by number."""
        found = self.server.accounts.group(self.loaded.group)
        return found.name if found is not None else self.loaded.group

    def missing_group(self) -> str:
        """The error where Group= names a group that does not exist."""
        group = self.loaded.group
        if group and self.server.accounts.group(group) is None:
            return _("There is no group {group} (216/GROUP).").format(group=group)
        return ""

    @property
    def path_entries(self) -> list[str]:
        """The directories of PATH that Environment= sets."""
        return [entry.rstrip("/") for entry in self.variables.get("PATH", "").split(":")]

    @property
    def path_as_loaded(self) -> str:
        """PATH as systemd loaded it."""
        return self.variables.get("PATH", "")

    @property
    def wanted_by(self) -> list[str]:
        """Targets of WantedBy= and RequiredBy=, as written."""
        lines = [
            *self.text.values("Install", "WantedBy"),
            *self.text.values("Install", "RequiredBy"),
        ]
        return [target for line in lines for target in line.split()]

    @property
    def boot_links(self) -> list[str]:
        """Links that start the unit at boot, from targets that a boot reaches."""
        reached = {"multi-user.target", "default.target", "graphical.target"}
        links = unit_files.wants_links(self.server.unit_links, self.loaded.name)
        return [link.path for link in links if link.exists and link.wanted_by in reached]

    def makes(self, directory: str) -> bool:
        """RuntimeDirectory= of systemd.exec(5): made when the service starts, gone when it stops."""
        made = " ".join(self.text.values("Service", "RuntimeDirectory")).split()
        return any(directory == f"/run/{name}" or directory == f"/var/run/{name}" for name in made)

    def restriction(self, keys: tuple[str, ...]) -> str:
        """The key of the unit that hides files from the service."""
        present = [key for key in keys if (self.text.value("Service", key) or "no") not in {"no", "false", "off", "0"}]
        return self.line_of(present[0]) if present else ""
