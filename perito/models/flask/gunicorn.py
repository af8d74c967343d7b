"""The gunicorn that the unit starts: its command line, its settings, and what it says about them (items 15–18)."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.models.web.unit_as_written import WrittenFacts
from perito.practice.expect import Failure
from perito.probes.base import CannotLook
from perito.probes.files import PathInfo, parents, read_files, stat_paths
from perito.probes.python import gunicorn, gunicorn_check
from perito.probes.systemd import specifiers, unit_file
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.probes.framing import Seen
    from perito.probes.processes import Process
    from perito.probes.python.gunicorn import Bind, GunicornArgs


class CommandFacts(WrittenFacts):
    """What ExecStart= runs."""

    @fact
    def command_line(self) -> unit_file.ExecLine:
        """ExecStart= split by systemd's rules, its specifiers replaced."""
        written = self.unit_text.value("Service", "ExecStart") or ""
        return unit_file.exec_argv(specifiers.expanded(written, self.names.service or ""))

    @fact
    def variables(self) -> dict[str, str]:
        """What Environment= sets, as systemd loaded it."""
        return dict(self.unit.environment.variables)

    @fact
    def gunicorn(self) -> GunicornArgs:
        """The gunicorn that ExecStart= runs, by gunicorn's own parser; where the text leaves it open (a script, a
        variable of another file) the command line of the process that runs."""
        if self.state is None:
            raise Failure("ExecStart=…/bin/gunicorn …", "—")
        line = self.command_line
        argv = list(line.argv) if ":" in line.prefixes else specifiers.with_variables(line.argv, self.variables)
        written = self._on_path(gunicorn.parse_command(argv, self.variables))
        if written.is_gunicorn and not any("$" in word for word in written.command):
            return written
        running = self._running_gunicorn() or self._in_script(argv)
        if running is None and written.is_gunicorn:
            _seen = self.server.processes  # what a variable stands for is known from them alone
        return running or written

    def _on_path(self, found: GunicornArgs) -> GunicornArgs:
        """With the program where a shell or env(1) finds it: systemd itself does not look along Environment's PATH."""
        if "/" in found.program or not found.wrapper or "pipenv" in found.wrapper or not found.is_gunicorn:
            return found
        path = found.environment.get("PATH", self.variables.get("PATH", ""))
        known = {f"{one.path}/bin" for one in self.server.virtualenvs if one.has_gunicorn}
        entries = [str(PurePosixPath(self.working_directory or "/", entry)) for entry in path.split(":") if entry]
        place = next((entry for entry in entries if entry in known), None)
        return gunicorn.at(found, f"{place}/{found.program}") if place else found

    @property
    def own_processes(self) -> list[Process]:
        """The processes of the unit."""
        return [one for one in self.server.processes if one.unit == self.unit.name]

    def _running_gunicorn(self) -> GunicornArgs | None:
        """The oldest gunicorn among the unit's processes, where there is one."""
        try:
            oldest = sorted(self.own_processes, key=lambda one: (one.started, one.pid))
        except CannotLook:
            return None
        found = (gunicorn.parse_command(one.argv, self.variables) for one in oldest)
        return next((one for one in found if one.is_gunicorn and one.command), None)

    def _in_script(self, argv: list[str]) -> GunicornArgs | None:
        """The gunicorn in a script of the student's own that ExecStart= runs."""
        path = next((word for word in argv if word.startswith("/") and "bin" not in PurePosixPath(word).parts), None)
        if path is None:
            return None
        found = self.server.see(read_files([path])).get(path)
        if found is None:
            return None
        inside = self._on_path(gunicorn.in_script(found.text, self.variables))
        return inside if inside.is_gunicorn else None

    @property
    def program_virtualenv(self) -> str | None:
        """The environment whose program ExecStart= runs."""
        if self.state is None or not self.gunicorn.program.startswith("/"):
            return None
        return str(PurePosixPath(self.gunicorn.program).parent.parent)

    @property
    def working_directory(self) -> str:
        """WorkingDirectory= as loaded, else as written, without a slash at its end."""
        written = self.unit_text.value("Service", "WorkingDirectory")
        found = self.unit.working_directory or written or ""
        return found.lstrip("!").removeprefix("-").rstrip("/")

    @fact
    def code_directory(self) -> str:
        """Where gunicorn looks for modules: the directory, or one below it that --chdir, --pythonpath or cd names."""
        if self.state is None:
            return self.names.directory
        found = self.gunicorn
        for given in filter(None, (found.chdir, found.pythonpath, found.changed_directory)):
            path = posixpath.normpath(posixpath.join(self.names.directory, given))
            if path.startswith(f"{self.names.directory}/"):
                return path
        return self.names.directory

    def config_check_probe(self) -> Probe[gunicorn_check.ConfigCheck]:
        """How to let that gunicorn check itself, as the service's user."""
        user = self.user if self.server.has_root else None
        group = (self.unit.group or None) if self.server.has_root else None
        if user is None and self.user != self.server.login.name:
            raise CannotLook("no_sudo", _("gunicorn runs as {user}").format(user=self.user))
        directory = self.working_directory or self.names.directory
        return gunicorn_check.check_config(user, group, self.gunicorn.command, directory, self.variables)

    @property
    def _config_name(self) -> str | None:
        """gunicorn's configuration file by its name in the directory; None where it lies elsewhere."""
        name = (self.gunicorn.config or "./gunicorn.conf.py").removeprefix("file:").removeprefix("./")
        name = name.removeprefix(self.names.directory + "/")
        return None if "/" in name else name

    def text_of_config(self) -> str:
        """gunicorn's configuration file as text, empty where there is none in the directory."""
        found = self.text_of(self._config_name) if self._config_name is not None else None
        return found.text if found is not None else ""

    @fact
    def config_py(self) -> dict[str, object]:
        """The literal settings of gunicorn's configuration file, if there is one."""
        return gunicorn.read_config_py(self.text_of_config())

    def _configured(self, setting: str) -> object:
        """A setting of the configuration file: as it stands there, or as gunicorn says where it is computed or
        the file lies elsewhere; None where the file leaves it alone."""
        if setting in self.config_py:
            return self.config_py[setting]
        text = self.text_of_config()
        if setting not in text and (text or self.gunicorn.config is None):
            return None
        try:
            said = self.server.see(self.config_check_probe()).settings.get(setting)
            return None if said is None else gunicorn_check.set_to(setting, said)
        except (CannotLook, Failure):
            return None

    @property
    def gunicorn_app(self) -> str | None:
        """`module:callable` from the command line or the configuration file, as written."""
        configured = None if self.gunicorn.app else self._configured("wsgi_app")
        return self.gunicorn.app or (configured if isinstance(configured, str) else None)

    def arguments_problem(self) -> str | None:
        """What gunicorn refuses in its arguments; None where it takes them."""
        if self.gunicorn.error is not None:
            return self.gunicorn.error
        app = self.gunicorn_app
        if app is None and "wsgi_app" not in self.text_of_config():
            return _("no module and callable such as wsgi:app")
        if app is not None and app.partition(":")[0].endswith(".py"):
            return _("{app}: a module is named without .py").format(app=app)
        if app is not None and self._joined_by_dot(app):
            return _("{app}: module and object are joined by a colon").format(app=app)
        return None

    def _joined_by_dot(self, app: str) -> bool:
        """Whether `wsgi.app` was written for `wsgi:app`."""
        module, dot, rest = app.partition(".")
        return bool(dot) and ":" not in rest and self.entry(f"{module}.py") is not None

    @property
    def workers(self) -> int | None:
        """How many workers are asked for: command line, configuration file, or WEB_CONCURRENCY."""
        if self.gunicorn.workers is not None:
            return self.gunicorn.workers
        configured = self._configured("workers")
        if isinstance(configured, int):
            return configured
        concurrency = self.variables.get("WEB_CONCURRENCY", "")
        if concurrency.isdigit():
            return int(concurrency)
        return 1 if "workers" in self.text_of_config() else None

    @property
    def binds(self) -> tuple[Bind, ...]:
        """Where gunicorn is told to listen, paths made absolute."""
        found = self.gunicorn.binds or gunicorn.config_binds(self._configured("bind"))
        directory = self.unit.working_directory.rstrip("/") or self.names.directory
        return tuple(bind.resolved(directory) for bind in found)

    @property
    def sockets(self) -> list[str]:
        """Paths of the Unix sockets gunicorn is told to make."""
        return [bind.path for bind in self.binds if bind.kind == "unix"]

    @property
    def socket(self) -> str | None:
        """The socket that matters: the one nginx is told to use if it is among them, else the first."""
        return next((path for path in self.sockets if path in self.wanted_sockets()), next(iter(self.sockets), None))

    def wanted_sockets(self) -> list[str]:
        """Sockets that nginx is told to use; known further down."""
        return []

    def way_probe(self) -> Probe[Seen[PathInfo]]:
        """How to ask for every socket and program, and every directory above them."""
        paths = [*self.sockets, *self.wanted_sockets()]
        paths += [path for path in (self.gunicorn.program,) if path.startswith("/")]
        return stat_paths(list(dict.fromkeys(one for path in paths for one in (*parents(path), path))))

    def way(self, path: str) -> PathInfo | None:
        """What stat says about a socket, a program, or a directory above one."""
        return self.server.see(self.way_probe()).get(path)
