"""Verdicts on gunicorn: its command, its socket, whether it loads the application, and what else listens."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.models.flask.verdicts.reasons import reason
from perito.models.web.room import no_room
from perito.models.web.verdicts.service import shown_listener
from perito.practice.expect import Failure, finding
from perito.probes.accounts import may, refused_at
from perito.probes.files import parents
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.probes.sockets import Listener

BINDING = frozenset({"bind_error", "not_a_socket"})
SEALING = ("ProtectSystem", "ReadOnlyPaths", "ProtectHome", "DynamicUser")
TEST_PORT = 5000


def _bind_must_be_usable(deployment: Deployment) -> None:
    """Raises Failure unless gunicorn is told a Unix socket, in a directory its user may write."""
    if not deployment.gunicorn.sockets:
        shown = ", ".join(bind.raw for bind in deployment.gunicorn.binds) or _("no --bind: 127.0.0.1:8000")
        cleared = (*deployment.unit.cleared_by_keys("ExecStart"), "service.user")
        raise Failure("unix:/…", shown, deployment.unit.line_of("ExecStart"), cleared=cleared)
    socket = str(deployment.socket.path)
    above = str(PurePosixPath(socket).parent)
    if deployment.unit.makes(above):
        return
    found = deployment.socket.way(above)
    here = ("directory.owner", "directory.group", "directory.mode")
    cleared = deployment.unit.cleared_by_keys("ExecStart") + (() if above == deployment.names.directory else here)
    if found is None:
        nowhere = _("there is no directory {path}").format(path=above)
        raise Failure(socket, nowhere, deployment.unit.line_of("ExecStart"), cleared=(*cleared, "service.user"))
    if not (found.acl or may(deployment.unit.identity, found, "w")):
        raise Failure(
            _("a directory that {user} may write to").format(user=deployment.unit.runs_as),
            f"{above} ({found.owner}:{found.group} {found.mode & 0o7777:o})",
            deployment.unit.line_of("ExecStart"),
            cleared=cleared,
        )


def _bind_must_count(deployment: Deployment) -> None:
    """Raises Failure where systemd hands gunicorn another socket than --bind names: then --bind counts for nothing."""
    loaded = deployment.unit.loaded
    units = [name for name in loaded.triggered_by if name.endswith(".socket")]
    directory = loaded.working_directory.rstrip("/") or deployment.names.directory
    given = {bind.resolved(directory).path for bind in deployment.command.args.binds if bind.kind == "unix"}
    if not units or not given or loaded.active_state != "active":
        return
    try:
        own = {one.pid for one in deployment.unit.processes} | {loaded.main_pid}
        held = [one for one in deployment.server.listeners if own & set(one.pids)]
    except CannotLook:
        return
    control = deployment.program.control_sockets
    shown = [one.path or f"{one.address}:{one.port}" for one in held if PurePosixPath(one.path).name not in control]
    if shown and not given & set(shown):
        raise finding(
            "service.bind/socket-unit",
            expected=", ".join(sorted(given)), actual=", ".join(shown), cleared=("service.keys",),
            unit=", ".join(units), given=", ".join(sorted(given)), handed=", ".join(shown),
        )  # fmt: skip


def bind_must_work(deployment: Deployment) -> None:
    """Raises Failure unless gunicorn is told a Unix socket that it can make, and takes that one."""
    _bind_must_count(deployment)
    _bind_must_be_usable(deployment)
    if deployment.unit.loaded.active_state in {"active", "reloading"} and not deployment.service.restarting():
        return
    refused = [
        one for one in deployment.service.tellings if one.kind in BINDING and str(deployment.socket.path) in one.message
    ]
    if refused and not _place_changed_since(deployment):
        message = refused[-1].message
        above = str(PurePosixPath(str(deployment.socket.path)).parent)
        detail = deployment.unit.restriction(SEALING) if "[Errno 30]" in message else ""
        user = deployment.unit.runs_as
        cannot, full = _cannot_become(deployment, message), no_room(deployment.server, message, [above], user)
        if cannot or full:
            raise finding(
                "service.bind/cannot-become" if cannot else "service.bind/no-room",
                expected=_("a socket that gunicorn can make"), actual=message, detail=cannot or full,
                proof=message, cleared=("service.keys",),
            )  # fmt: skip
        raise Failure(
            _("a socket that gunicorn can make"),
            message,
            detail and f"{message}. {detail}",
            proof=message,
            cleared=("service.keys",),
        )


def _place_changed_since(deployment: Deployment) -> bool:
    """Whether the unit or the socket's directory changed after the service had failed: what it said then is old."""
    above = str(PurePosixPath(str(deployment.socket.path)).parent)
    changed = max(deployment.ages.unit_changed, deployment.ages.of(above))
    return changed > deployment.unit.loaded.exec_main_exit > 0


def _cannot_become(deployment: Deployment, message: str) -> str:
    """That --user or --group ask for what only root may do, where gunicorn was refused; else nothing."""
    args = deployment.command.args
    wanted = " ".join(filter(None, [args.user and f"--user {args.user}", args.group and f"--group {args.group}"]))
    if not wanted or "[Errno 1]" not in message or deployment.unit.runs_as == "root":
        return ""
    return _("{wanted}: {program} is started as {user}, and only root may become somebody else.").format(
        wanted=wanted, program=deployment.program.name, user=deployment.unit.runs_as
    )


def exec_start_must_be_sound(deployment: Deployment) -> None:
    """Raises Failure unless ExecStart= runs the gunicorn of this directory's virtual environment."""
    cleared = deployment.unit.cleared_by_keys("ExecStart")
    written = deployment.unit.text.value("Service", "ExecStart")
    if not written:
        raise Failure("ExecStart=…/bin/gunicorn …", "—", deployment.unit.line_of("ExecStart"), cleared=cleared)
    if commands := deployment.unit.surplus_commands():
        detail = _("systemd takes one ExecStart= only: an empty ExecStart= first clears those before it.")
        raise Failure("ExecStart=", " | ".join(commands), detail, cleared=cleared)
    if (
        deployment.command.line.problem
        or deployment.unit.runs_shell_syntax()
        or not deployment.command.args.is_gunicorn
    ):
        detail = deployment.unit.line_of("ExecStart")
        if deployment.unit.taken_otherwise("ExecStart"):
            raise finding(
                "service.exec-start/misread",
                expected="…/bin/gunicorn …", actual=written, detail=detail, cleared=cleared,
            )  # fmt: skip
        raise Failure("…/bin/gunicorn …", written, detail, cleared=cleared)
    program = deployment.command.args.program
    if "pipenv" in deployment.command.args.wrapper:
        return
    if deployment.virtualenv.found is None:
        raise Failure("…/bin/gunicorn", program, _("There is no such virtual environment."), cleared=cleared)
    wanted = f"{deployment.virtualenv.bin}/gunicorn"
    if deployment.command.virtualenv != deployment.virtualenv.present.path:
        raise Failure(wanted, program, deployment.unit.line_of("ExecStart"), cleared=(*cleared, "virtualenv.gunicorn"))
    if deployment.socket.way(program) is None:
        missing = _("{path} does not exist").format(path=program)
        raise Failure(wanted, missing, deployment.unit.line_of("ExecStart"), cleared=cleared)
    way = {path: deployment.socket.way(path) for path in (*parents(program), program)}
    refusing = refused_at(deployment.unit.identity, program, way, "x")
    if refusing is not None and not refusing.acl:
        raise Failure(
            _("a program that {user} may run").format(user=deployment.unit.runs_as),
            f"{refusing.path} ({refusing.owner}:{refusing.group} {refusing.mode & 0o7777:o})",
            _("{user} cannot pass through {path} (203/EXEC).").format(user=deployment.unit.runs_as, path=refusing.path),
            cleared=cleared,
        )


def gunicorn_must_load(deployment: Deployment) -> None:
    """Raises Failure with gunicorn's own words where it cannot load the application."""
    probe = deployment.gunicorn.config_check_probe()
    try:
        found = deployment.server.see(probe)
    except CannotLook as error:
        if error.reason is Unseen.TIMEOUT and not _answers(deployment):
            raise Failure(_("it loads"), _("no answer in time"), because="application.guarded") from None
        raise
    if found.ok:
        return
    if not found.certain:
        raise CannotLook(Unseen.UNCERTAIN, found.message)
    if found.kind == "hangs":
        slow = reason(deployment, found.kind, {})
        raise finding(
            "gunicorn.loads/hangs",
            expected=_("it loads"), actual=_("no answer in time"), detail=slow.text if slow else "",
        )  # fmt: skip
    place = f" ({found.file}:{found.line})" if found.file else ""
    details = {**found.details, "file": found.file, "line": str(found.line), "exception": found.exception}
    why = reason(deployment, found.kind, details, found.message)
    if why is None:
        raise Failure(_("it loads"), f"{found.message}{place}", proof=found.message)
    raise finding(
        {
            "hidden-module": "gunicorn.loads/hidden-module",
            "variable-missing": "gunicorn.loads/variable-missing",
            "reads-arguments": "gunicorn.loads/reads-arguments",
        }[why.kind],
        expected=_("it loads"), actual=f"{found.message}{place}", detail=why.text, proof=found.message,
    )  # fmt: skip


def _answers(deployment: Deployment) -> bool:
    """Whether the application is up: then it was the server that took too long, not the application."""
    try:
        return deployment.socket.reply.status > 0
    except (CannotLook, Failure):
        return False


def _on_test_port(deployment: Deployment) -> list[Listener]:
    return [one for one in deployment.server.listeners if one.kind == "tcp" and one.port == TEST_PORT]


def _of_a_neighbour(deployment: Deployment, listener: Listener) -> bool:
    """Whether it works in another deployment's directory, and is therefore that one's."""
    places = {other.names.directory for other in deployment.neighbours}
    return any(one.cwd in places for one in deployment.server.processes if one.pid in listener.pids)


def no_test_server_must_be_left(deployment: Deployment) -> None:
    """Raises Failure where something listens on port 5000; a worker of the service's own says why."""
    left = [one for one in _on_test_port(deployment) if not _of_a_neighbour(deployment, one)]
    own = {one.pid for one in deployment.unit.processes} if deployment.unit.state is not None else set()
    ours = any(own & set(one.pids) for one in left)
    if left:
        raise Failure(
            _("nothing on port 5000"),
            ", ".join(shown_listener(one) for one in left),
            because="application.guarded" if ours else None,
            independent=not ours,
        )
