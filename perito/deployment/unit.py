"""The systemd unit as loaded, and the gunicorn command line in it (practice, items 15–19)."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.deployment.directory import WEB_GROUP
from perito.deployment.written import WrittenFacts
from perito.expect import Failure
from perito.facts import fact
from perito.i18n import _
from perito.probes import gunicorn, unit_file, unit_files
from perito.probes.accounts import may
from perito.probes.files import PathInfo, parents, stat_paths

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.probes.framing import Seen
    from perito.probes.gunicorn import Bind


class UnitFacts(WrittenFacts):
    """What systemd made of the unit."""

    @fact
    def command_line(self) -> unit_file.ExecLine:
        """ExecStart= as written, split by systemd's rules."""
        return unit_file.exec_argv(self.unit_text.value("Service", "ExecStart") or "")

    @fact
    def variables(self) -> dict[str, str]:
        """What Environment= sets, as systemd loaded it."""
        return dict(self.unit.environment.variables)

    @fact
    def gunicorn(self) -> gunicorn.GunicornArgs:
        """The gunicorn command line of ExecStart=, by gunicorn's own parser."""
        if self.state is None:
            raise Failure("ExecStart=…/bin/gunicorn …", "—")
        return gunicorn.parse_command(self.command_line.argv, self.variables)

    @property
    def program_virtualenv(self) -> str | None:
        """The environment whose program ExecStart= runs."""
        if self.state is None or not self.gunicorn.program.startswith("/"):
            return None
        return str(PurePosixPath(self.gunicorn.program).parent.parent)

    @fact
    def config_py(self) -> dict[str, object]:
        """The literal settings of gunicorn's configuration file, if there is one."""
        name = (self.gunicorn.config or "./gunicorn.conf.py").removeprefix("file:").removeprefix("./")
        if "/" in name.removeprefix(self.names.directory + "/"):
            return {}
        found = self.text_of(name.removeprefix(self.names.directory + "/"))
        return gunicorn.read_config_py(found.text) if found is not None else {}

    @property
    def gunicorn_app(self) -> str | None:
        """`module:callable` from the command line or the configuration file, as written."""
        configured = self.config_py.get("wsgi_app")
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
        if "workers" in self.config_py or "workers" in self.text_of_config():
            configured = self.config_py.get("workers")
            return configured if isinstance(configured, int) else 1
        concurrency = self.variables.get("WEB_CONCURRENCY", "")
        return int(concurrency) if concurrency.isdigit() else None

    def text_of_config(self) -> str:
        """gunicorn's configuration file as text, empty where there is none."""
        name = (self.gunicorn.config or "gunicorn.conf.py").rpartition("/")[2]
        found = self.text_of(name)
        return found.text if found is not None else ""

    @property
    def binds(self) -> tuple[Bind, ...]:
        """Where gunicorn is told to listen, paths made absolute."""
        found = self.gunicorn.binds
        if not found and "bind" in self.config_py:
            configured = self.config_py["bind"]
            raws = configured if isinstance(configured, list | tuple) else [configured]
            found = tuple(bind for raw in raws if (bind := gunicorn.parse_address(str(raw))) is not None)
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

    def user_must_be_sound(self) -> None:
        """Raises Failure unless User= is somebody who may work in the directory, and not root."""
        here = self.server.see(self.directory_probe())[self.names.directory]
        user, owner = self.unit.user, here.owner if here is not None else self.server.deploy_user
        cleared = self.cleared_by_keys("User")
        if not user or user in {"root", "0"}:
            raise Failure(owner, user or _("no User=, so root"), self.line_of("User"), cleared=cleared)
        account = self.server.accounts.user(user)
        if account is None:
            raise Failure(owner, user, _("There is no user {user} (217/USER).").format(user=user), cleared=cleared)
        if account.name not in {owner, WEB_GROUP} and owner in self.ordinary_users:
            raise Failure(owner, user, self.line_of("User"), cleared=cleared)

    def must_be_reloaded(self) -> None:
        """Raises Failure where systemd knows an older version, also because it refused the new one."""
        if self.unit.need_daemon_reload:
            refused = "service.exec-start" if self._too_many_commands() else None
            raise Failure("NeedDaemonReload=no", "NeedDaemonReload=yes", because=refused, independent=not refused)

    def _too_many_commands(self) -> list[str]:
        """Several ExecStart= where systemd takes only one: systemd.service(5)."""
        commands = self.unit_text.values("Service", "ExecStart")
        return commands if len(commands) > 1 and self.unit_text.value("Service", "Type") != "oneshot" else []

    @property
    def group_name(self) -> str:
        """Group= by name, also where it is given by number."""
        found = self.server.accounts.group(self.unit.group)
        return found.name if found is not None else self.unit.group

    def missing_group(self) -> str:
        """Says so where Group= names a group that does not exist."""
        group = self.unit.group
        if group and self.server.accounts.group(group) is None:
            return _("There is no group {group} (216/GROUP).").format(group=group)
        return ""

    @property
    def working_directory(self) -> str:
        """WorkingDirectory= as loaded, else as written, without a slash at its end."""
        written = self.unit_text.value("Service", "WorkingDirectory")
        found = self.unit.working_directory or written or ""
        return found.lstrip("!").removeprefix("-").rstrip("/")

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
            *self.unit_text.values("Install", "WantedBy"),
            *self.unit_text.values("Install", "RequiredBy"),
        ]
        return [target for line in lines for target in line.split()]

    @property
    def boot_links(self) -> list[str]:
        """Links that pull the unit in at boot, from targets that a boot reaches."""
        reached = {"multi-user.target", "default.target", "graphical.target"}
        links = unit_files.wants_links(self.server.unit_links, self.unit.name)
        return [link.path for link in links if link.exists and link.wanted_by in reached]

    def way_probe(self) -> Probe[Seen[PathInfo]]:
        """How to ask for every socket and program, and every directory above them."""
        paths = [*self.sockets, *self.wanted_sockets()]
        paths += [path for path in (self.gunicorn.program,) if path.startswith("/")]
        return stat_paths(list(dict.fromkeys(one for path in paths for one in (*parents(path), path))))

    def way(self, path: str) -> PathInfo | None:
        """What stat says about a socket, a program, or a directory above one."""
        return self.server.see(self.way_probe()).get(path)

    def bind_must_be_usable(self) -> None:
        """Raises Failure unless gunicorn is told a Unix socket, in a directory its user may write."""
        if not self.sockets:
            shown = ", ".join(bind.raw for bind in self.binds) or _("no --bind: 127.0.0.1:8000")
            raise Failure("unix:/…", shown, self.line_of("ExecStart"), cleared=self.cleared_by_keys("ExecStart"))
        socket = str(self.socket)
        above = str(PurePosixPath(socket).parent)
        if self._made_by_systemd(above):
            return
        found = self.way(above)
        here = ("directory.owner", "directory.group", "directory.mode")
        cleared = self.cleared_by_keys("ExecStart") + (() if above == self.names.directory else here)
        if found is None:
            nowhere = _("there is no directory {path}").format(path=above)
            raise Failure(socket, nowhere, self.line_of("ExecStart"), cleared=cleared)
        if not (found.acl or may(self.identity, found, "w")):
            raise Failure(
                _("a directory that {user} may write to").format(user=self.user),
                f"{above} ({found.owner}:{found.group} {found.mode & 0o7777:o})",
                self.line_of("ExecStart"),
                cleared=cleared,
            )

    def _made_by_systemd(self, directory: str) -> bool:
        """RuntimeDirectory= of systemd.exec(5): made when the service starts, gone when it stops."""
        made = " ".join(self.unit_text.values("Service", "RuntimeDirectory")).split()
        return any(directory == f"/run/{name}" or directory == f"/var/run/{name}" for name in made)
