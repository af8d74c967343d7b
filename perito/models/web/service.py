"""The service as it runs: state, processes, socket, and what the journal says (practice, items 15–19)."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.models.web.activity import ActivityFacts
from perito.practice.expect import Failure
from perito.probes import unix_http
from perito.probes.accounts import Identity, refused_at
from perito.probes.base import CannotLook
from perito.probes.files import parents
from perito.support import urls
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.probes.processes import Process
    from perito.probes.sockets import Listener

TEST_PORT = 5000
CLOCK_SLACK = 0.5


class RunningFacts(ActivityFacts):
    """What happens, as against what is written."""

    def exec_start_must_be_sound(self) -> None:
        """Raises Failure unless ExecStart= runs the gunicorn of this directory's virtual environment."""
        cleared = self.cleared_by_keys("ExecStart")
        written = self.unit_text.value("Service", "ExecStart")
        if not written:
            raise Failure("ExecStart=…/bin/gunicorn …", "—", self.line_of("ExecStart"), cleared=cleared)
        if commands := self._too_many_commands():
            detail = _("systemd takes one ExecStart= only: an empty ExecStart= first clears those before it.")
            raise Failure("ExecStart=", " | ".join(commands), detail, cleared=cleared)
        if self.command_line.problem or not self.gunicorn.is_gunicorn:
            detail = self.command_line.problem or self.line_of("ExecStart")
            raise Failure("…/bin/gunicorn …", written, detail, cleared=cleared)
        program = self.gunicorn.program
        if "pipenv" in self.gunicorn.wrapper:
            return
        if self.found_virtualenv is None:
            raise Failure("…/bin/gunicorn", program, _("There is no such virtual environment."), cleared=cleared)
        wanted = f"{self.virtualenv_bin}/gunicorn"
        if self.program_virtualenv != self.virtualenv.path:
            raise Failure(wanted, program, self.line_of("ExecStart"), cleared=(*cleared, "virtualenv.gunicorn"))
        if self.way(program) is None:
            missing = _("{path} does not exist").format(path=program)
            raise Failure(wanted, missing, self.line_of("ExecStart"), cleared=cleared)
        way = {path: self.way(path) for path in (*parents(program), program)}
        refusing = refused_at(self.identity, program, way, "x")
        if refusing is not None and not refusing.acl:
            raise Failure(
                _("a program that {user} may run").format(user=self.user),
                f"{refusing.path} ({refusing.owner}:{refusing.group} {refusing.mode & 0o7777:o})",
                _("{user} cannot pass through {path} (203/EXEC).").format(user=self.user, path=refusing.path),
                cleared=cleared,
            )

    def gunicorn_must_load(self) -> None:
        """Raises Failure with gunicorn's own words where it cannot load the application."""
        probe = self.config_check_probe()
        try:
            found = self.server.see(probe)
        except CannotLook as error:
            if error.trouble == "timeout" and not self._answers():
                raise Failure(_("it loads"), _("no answer in time"), because="application.guarded") from None
            raise
        if found.ok:
            return
        if not found.certain:
            raise CannotLook("uncertain", found.message)
        place = f" ({found.file}:{found.line})" if found.file else ""
        raise Failure(_("it loads"), f"{found.message}{place}", proof=found.exception or found.message)

    def _answers(self) -> bool:
        """Whether the application is up: then it was the server that took too long, not the application."""
        try:
            return self.socket_reply.status > 0
        except (CannotLook, Failure):
            return False

    def _on_test_port(self) -> list[Listener]:
        return [one for one in self.server.listeners if one.kind == "tcp" and one.port == TEST_PORT]

    def _of_a_neighbour(self, listener: Listener) -> bool:
        """Whether it works in another deployment's directory, and is therefore that one's."""
        places = {other.names.directory for other in self.neighbours}
        return any(one.cwd in places for one in self.server.processes if one.pid in listener.pids)

    def no_test_server_must_be_left(self) -> None:
        """Raises Failure where something listens on port 5000; a worker of the service's own says why."""
        left = [one for one in self._on_test_port() if not self._of_a_neighbour(one)]
        own = {one.pid for one in self.own_processes} if self.state is not None else set()
        ours = any(own & set(one.pids) for one in left)
        if left:
            raise Failure(
                _("nothing on port 5000"),
                ", ".join(_listener(one) for one in left),
                because="application.guarded" if ours else None,
                independent=not ours,
            )

    def changed_since_start(self) -> list[str]:
        """What on disk differs from what runs: code younger than the workers, settings unlike the process's."""
        if not self.own_processes:
            raise CannotLook("no_rights", _("the service's processes cannot be seen"))
        main = [one for one in self.own_processes if one.pid == self.unit.main_pid]
        workers = [one for one in self.own_processes if one.ppid == self.unit.main_pid] or main
        started = min(one.started for one in workers)
        entries = [self._entries[source.path] for source in self.loaded_sources]
        changed = [PurePosixPath(info.path).name for info in entries if info.mtime > started + CLOCK_SLACK]
        return changed + [text for one in main for text in self._unlike(one)]

    def _unlike(self, process: Process) -> list[str]:
        """Settings of the unit that this process was not started with."""
        said = []
        wanted = self.gunicorn.command[1:]
        if not self.gunicorn.wrapper and wanted and tuple(process.argv[-len(wanted) :]) != tuple(wanted):
            said.append(f"ExecStart= ({' '.join(process.argv)})")
        wanted_user = self.server.accounts.user(self.unit.user or "root")
        if wanted_user is not None and process.uid != wanted_user.uid:
            said.append(f"User= (uid {process.uid})")
        return said

    @property
    def socket_kind(self) -> str:
        """What lies where the unit's socket should be."""
        if self.socket is None:
            return "—"
        found = self.way(self.socket)
        return found.kind if found is not None else _("there is no {path}").format(path=self.socket)

    def socket_story(self) -> str:
        """Sockets the service really listens on, where it is not the one asked for."""
        others = [one.path for one in self._own_listeners() if one.path not in self.sockets]
        return _("It listens on {sockets}.").format(sockets=", ".join(others)) if others else ""

    def _own_listeners(self) -> list[Listener]:
        pids = {one.pid for one in self.own_processes} | {self.unit.main_pid}
        own = [one for one in self.server.listeners if one.kind == "unix" and pids & set(one.pids)]
        return [one for one in own if not one.path.endswith("/gunicorn.ctl")]

    def service_must_listen(self) -> None:
        """Raises Failure unless a process of this very unit listens on the socket."""
        socket = str(self.socket)
        as_given = {bind.path for bind in self.gunicorn.binds if bind.kind == "unix"}
        here = [one for one in self.server.listeners if one.kind == "unix" and one.path in {socket, *as_given}]
        if not here:
            raise Failure(_("somebody listens on {socket}").format(socket=socket), _("nobody"), proof=self.proof())
        if not any(one.pids for one in here):
            raise CannotLook("no_sudo", _("who listens on {socket} is shown to root only").format(socket=socket))
        own = {one.pid for one in self.own_processes} | {self.unit.main_pid}
        foreign = [one for one in here if one.pids and not own & set(one.pids)]
        if foreign:
            raise Failure(self.unit.name, ", ".join(_listener(one) for one in foreign))

    @property
    def web_user(self) -> str:
        """The user nginx's workers run as."""
        return self.server.nginx_config.user

    @property
    def web_identity(self) -> Identity:
        """That user and its groups."""
        found = self.server.accounts.identity(self.web_user)
        if found is None:
            raise CannotLook("no_such_user", self.web_user)
        return found

    def reply_probe(self, user: str | None = None) -> Probe[unix_http.SocketReply]:
        """How to ask gunicorn past nginx: as root, or as nginx's own user."""
        return unix_http.get_through_socket(str(self.socket), self.host_header, user)

    @property
    def host_header(self) -> str:
        """The name a visitor would ask for; known further down."""
        return "localhost"

    def obstacles_to_socket(self) -> list[str]:
        """What keeps nginx's user from the socket. Tried for real; the permission bits only explain."""
        if self.server.has_root:
            reply = self.server.see(self.reply_probe(self.web_user))
            if reply.failure not in {"EACCES", "EPERM"}:
                return []
        socket = str(self.socket)
        infos = {path: self.way(path) for path in (*parents(socket), socket)}
        refusing = refused_at(self.web_identity, socket, infos, "w")
        if refusing is not None:
            return [f"{refusing.path} ({refusing.owner}:{refusing.group} {refusing.mode & 0o7777:o})"]
        return [socket] if self.server.has_root else []

    @property
    def socket_reply(self) -> unix_http.SocketReply:
        """What the application answers through its socket."""
        return self.server.see(self.reply_probe())

    def application_must_answer(self) -> None:
        """Raises Failure unless gunicorn answers 200 through its socket."""
        reply = self.socket_reply
        if reply.status == 200 or (reply.status in range(301, 309) and self._own(reply.header("location"))):
            return
        shown = str(reply.status) if reply.status else f"{reply.failure} {reply.detail}".strip()
        raise Failure("200", shown, proof=self.proof())

    def _own(self, location: str) -> bool:
        """Whether a redirect leads on within the application."""
        found = urls.parse(location)
        return location.startswith("/") or (found is not None and found.host == self.host_header)


def _listener(one: Listener) -> str:
    names = ", ".join(dict.fromkeys(one.processes)) or "?"
    return f"{names} ({', '.join(map(str, one.pids)) or '?'})"
