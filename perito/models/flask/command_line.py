"""The command of ExecStart=: gunicorn's command line, with any wrapper."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.flask.tools import virtualenvs
from perito.practice.expect import Absent
from perito.probes.files import read_files
from perito.probes.python import gunicorn
from perito.probes.systemd import specifiers, unit_file
from perito.server.fact import fact

if TYPE_CHECKING:
    from perito.models.web.names import Names
    from perito.models.web.unit import Unit
    from perito.probes.python.gunicorn import GunicornArgs
    from perito.server.server import Server
DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*){0,8}")


class CommandLine:
    """The gunicorn that the unit starts; without a unit, the one that runs. Facts raise Absent where there is none."""

    def __init__(self, server: Server, names: Names, unit: Unit) -> None:
        self.server = server
        self.names = names
        self.unit = unit
        self.trail = server.trail

    @fact
    def line(self) -> unit_file.ExecLine:
        """ExecStart= split by systemd's rules, its specifiers replaced."""
        written = self.unit.text.value("Service", "ExecStart") or ""
        return unit_file.exec_argv(specifiers.expanded(written, self.names.service or ""))

    @fact
    def args(self) -> GunicornArgs:
        """The gunicorn that ExecStart= runs, by gunicorn's own parser; where the text leaves it open (a script, a
        variable of another file) the command line of the process that runs."""
        written = self._as_written()
        if self.written:
            return written
        running = self._running_gunicorn() or self._in_script(self._argv())
        if running is None and written.is_gunicorn:
            _seen = self.server.processes  # what a variable stands for is known from them alone
        return running or written

    @property
    def written(self) -> bool:
        """Whether the text alone says what is run."""
        found = self._as_written()
        return found.is_gunicorn and not any("$" in word for word in found.command)

    def _argv(self) -> list[str]:
        line = self.line
        return list(line.argv) if ":" in line.prefixes else specifiers.with_variables(line.argv, self.unit.variables)

    def _as_written(self) -> GunicornArgs:
        if self.unit.state is None:
            return self._started_otherwise()
        return self._on_path(gunicorn.parse_command(self._argv(), self.unit.variables))

    def _started_otherwise(self) -> GunicornArgs:
        """The oldest gunicorn that works in the directory: supervisor, say, has started it. Raises Absent without."""
        try:
            here = [one for one in self.server.processes if one.cwd == self.names.directory]
        except CannotLook:
            here = []
        for one in sorted(here, key=lambda process: (process.started, process.pid)):
            found = gunicorn.parse_command(one.argv)
            if found.is_gunicorn and found.command:
                return found
        raise Absent("ExecStart=…/bin/gunicorn …", "—")

    def _on_path(self, found: GunicornArgs) -> GunicornArgs:
        """With the program where a shell or env(1) finds it: systemd itself does not look along Environment's PATH."""
        if "/" in found.program or not found.wrapper or "pipenv" in found.wrapper or not found.is_gunicorn:
            return found
        path = found.environment.get("PATH", self.unit.variables.get("PATH", ""))
        known = {f"{one.path}/bin" for one in virtualenvs(self.server) if one.has_gunicorn}
        entries = [str(PurePosixPath(self.unit.working_directory or "/", entry)) for entry in path.split(":") if entry]
        place = next((entry for entry in entries if entry in known), None)
        return gunicorn.at(found, f"{place}/{found.program}") if place else found

    def _running_gunicorn(self) -> GunicornArgs | None:
        """The oldest gunicorn among the unit's processes, where there is one."""
        try:
            oldest = sorted(self.unit.processes, key=lambda one: (one.started, one.pid))
        except CannotLook:
            return None
        found = (gunicorn.parse_command(one.argv, self.unit.variables) for one in oldest)
        return next((one for one in found if one.is_gunicorn and one.command), None)

    def _in_script(self, argv: list[str]) -> GunicornArgs | None:
        """The gunicorn in a script of the student's own that ExecStart= runs."""
        path = next((word for word in argv if word.startswith("/") and "bin" not in PurePosixPath(word).parts), None)
        if path is None:
            return None
        found = self.server.see(read_files([path])).get(path)
        if found is None:
            return None
        inside = self._on_path(gunicorn.in_script(found.text, self.unit.variables))
        return inside if inside.is_gunicorn else None

    @property
    def module(self) -> str | None:
        """The module that the command line names, where it names one and the unit runs gunicorn."""
        app = self.args.app if self.unit.state is not None else None
        return app.partition(":")[0] if app is not None and DOTTED.fullmatch(app.partition(":")[0]) else None

    @property
    def virtualenv(self) -> str | None:
        """The environment whose program ExecStart= runs."""
        if self.unit.state is None or not self.args.program.startswith("/"):
            return None
        return str(PurePosixPath(self.args.program).parent.parent)

    @fact
    def code_directory(self) -> str:
        """Where gunicorn looks for modules: the directory, or one below it that --chdir, --pythonpath or cd names."""
        if self.unit.state is None:
            return self.names.directory
        found = self.args
        for given in filter(None, (found.chdir, found.pythonpath, found.changed_directory)):
            path = posixpath.normpath(posixpath.join(self.names.directory, given))
            if path.startswith(f"{self.names.directory}/"):
                return path
        return self.names.directory
