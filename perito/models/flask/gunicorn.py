"""gunicorn's settings: from its command line, its configuration file, and its own check of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.practice.expect import Absent
from perito.probes.python import gunicorn, gunicorn_check
from perito.probes.python.gunicorn_address import Bind
from perito.server.fact import fact
from perito.support.i18n import _
from perito.support.lookalikes import strange_in

if TYPE_CHECKING:
    from perito.models.flask.command_line import CommandLine
    from perito.models.flask.directory import Directory
    from perito.models.web.names import Names
    from perito.models.web.unit import Unit
    from perito.probes.base import Probe
    from perito.server.server import Server


class Gunicorn:
    """Settings of gunicorn; to the web model it is the `Program` behind nginx.

    Facts raise Absent without a unit or a command.
    """

    name = "gunicorn"
    own_variables = frozenset({"GUNICORN_PID", "GUNICORN_FD", "SERVER_SOFTWARE"})  # after USR2
    control_sockets = ("gunicorn.ctl",)  # gunicorn 24 and later open one beside the socket that is asked for

    def __init__(self, server: Server, names: Names, unit: Unit, command: CommandLine, directory: Directory) -> None:
        self.server = server
        self.names = names
        self.unit = unit
        self.command = command
        self.directory = directory
        self.trail = server.trail

    @property
    def path(self) -> str:
        """The program of ExecStart=, as written. Raises Absent without a unit."""
        return self.command.args.program

    @property
    def arguments(self) -> tuple[str, ...]:
        """What stands behind its name on the command line."""
        return tuple(self.command.args.command[1:])

    @property
    def wrapped(self) -> bool:
        """Whether a shell, env(1), pipenv or a script starts it."""
        return bool(self.command.args.wrapper) or not self.command.written

    @property
    def moves(self) -> bool:
        """Whether an option or the configuration file sends it to another directory."""
        return bool(self.command.args.chdir) or "chdir" in self.text_of_config()

    @property
    def sockets_as_given(self) -> set[str]:
        """Paths of Unix sockets as the command line has them, relative ones too."""
        return {bind.path for bind in self.command.args.binds if bind.kind == "unix"}

    def config_check_probe(self) -> Probe[gunicorn_check.ConfigCheck]:
        """How to let that gunicorn check itself, as the service's user."""
        user = self.unit.runs_as if self.server.has_root else None
        group = (self.unit.loaded.group or None) if self.server.has_root else None
        if user is None and self.unit.runs_as != self.server.login.name:
            raise CannotLook(Unseen.NO_SUDO, _("gunicorn runs as {user}").format(user=self.unit.runs_as))
        directory = self.unit.working_directory or self.names.directory
        return gunicorn_check.check_config(
            user, group, self.command.args.command, directory, self.unit.variables, self.unit.surroundings
        )

    @property
    def _config_name(self) -> str | None:
        """gunicorn's configuration file by its name in the directory; None where it lies elsewhere."""
        name = (self.command.args.config or "./gunicorn.conf.py").removeprefix("file:").removeprefix("./")
        name = name.removeprefix(self.names.directory + "/")
        return None if "/" in name else name

    def text_of_config(self) -> str:
        """gunicorn's configuration file as text, empty where there is none in the directory."""
        found = self.directory.text_of(self._config_name) if self._config_name is not None else None
        return found.text if found is not None else ""

    @fact
    def config_py(self) -> dict[str, object]:
        """The literal settings of gunicorn's configuration file, if there is one."""
        return gunicorn.read_config_py(self.text_of_config())

    def _configured(self, setting: str) -> object:
        """A setting of the configuration file: as written there, or gunicorn's own value where it is computed or the
        file lies elsewhere; None where the file does not set it."""
        if setting in self.config_py:
            return self.config_py[setting]
        text = self.text_of_config()
        if setting not in text and (text or self.command.args.config is None):
            return None
        try:
            said = self.server.see(self.config_check_probe()).settings.get(setting)
            return None if said is None else gunicorn_check.set_to(setting, said)
        except (CannotLook, Absent):
            return None

    @property
    def app(self) -> str | None:
        """`module:callable` from the command line or the configuration file, as written."""
        configured = None if self.command.args.app else self._configured("wsgi_app")
        return self.command.args.app or (configured if isinstance(configured, str) else None)

    def arguments_problem(self) -> str | None:
        """What gunicorn refuses in its arguments, or takes for something else; None where it takes them."""
        if self._has_look_alikes():
            return self.look_alike()
        if self.command.args.error is not None:
            return self.command.args.error
        app = self.app
        if app is None and "wsgi_app" not in self.text_of_config():
            return _("no module and callable such as wsgi:app")
        if app is not None and app.partition(":")[0].endswith(".py"):
            return _("{app}: a module is named without .py").format(app=app)
        if app is not None and self.joined_by_dot(app):
            return _("{app}: module and object are joined by a colon").format(app=app)
        return None

    def look_alike(self) -> str:
        """Which character of an argument is not what it looks like, and where, if it is not taken as meant."""
        if not self._has_look_alikes():
            return ""
        return self.unit.strange_at("ExecStart") or self.unit.taken_otherwise("ExecStart")

    def _has_look_alikes(self) -> bool:
        """Whether an argument, as written, begins with what only looks like a hyphen, or is refused or no module for a
        character that only looks like what was meant."""
        words = self.command.line.argv[1:]
        suspects = [word for word in words if strange_in(word)]
        refused = self.command.args.error is not None
        return any(refused or word == self.command.args.app or strange_in(word[:1]) for word in suspects)

    def joined_by_dot(self, app: str) -> bool:
        """Whether `wsgi.app` was written for `wsgi:app`."""
        module, dot, rest = app.partition(".")
        return bool(dot) and ":" not in rest and self.directory.entry(f"{module}.py") is not None

    @property
    def workers(self) -> int | None:
        """The number of workers asked for: command line, configuration file, or WEB_CONCURRENCY."""
        if self.command.args.workers is not None:
            return self.command.args.workers
        configured = self._configured("workers")
        if isinstance(configured, int):
            return configured
        concurrency = self.unit.variables.get("WEB_CONCURRENCY", "")
        if concurrency.isdigit():
            return int(concurrency)
        return 1 if "workers" in self.text_of_config() else None

    @property
    def binds(self) -> tuple[Bind, ...]:
        """gunicorn's addresses, paths made absolute."""
        if self.unit.opened_sockets:  # what systemd hands over counts alone
            return tuple(Bind("unix", path=path, raw=f"unix:{path}") for path in self.unit.opened_sockets)
        found = self.command.args.binds or gunicorn.config_binds(self._configured("bind"))
        working = self.unit.loaded.working_directory if self.unit.state is not None else ""
        directory = working.rstrip("/") or self.names.directory
        return tuple(bind.resolved(directory) for bind in found)

    @property
    def sockets(self) -> list[str]:
        """Paths of gunicorn's Unix sockets."""
        return [bind.path for bind in self.binds if bind.kind == "unix"]
