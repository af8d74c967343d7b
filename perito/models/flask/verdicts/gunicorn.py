"""Verdicts on gunicorn: its command, its socket, whether it loads the application, and what else listens."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.models.web.room import no_room
from perito.models.web.verdicts.service import shown_listener
from perito.practice.expect import finding
from perito.probes.accounts import may, refused_at
from perito.probes.files import parents
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.probes.processes import Process
    from perito.probes.sockets import Listener

BINDING = frozenset({"bind_error", "not_a_socket"})
SEALING = ("ProtectSystem", "ReadOnlyPaths", "ProtectHome", "DynamicUser")
TEST_PORT = 5000


def _bind_must_be_usable(deployment: Deployment) -> None:
    """Raises Failure unless gunicorn is told a Unix socket, in a directory its user may write."""
    unit, line, place = deployment.unit, deployment.unit.line_of("ExecStart"), deployment.unit.place_of("ExecStart")
    if not deployment.gunicorn.sockets:
        binds = [bind.raw for bind in deployment.gunicorn.binds]
        raise finding(
            "service.bind/absent" if not binds
            else "service.bind/without-colon" if "unix" in binds
            else "service.bind/no-socket",
            expected="unix:/…", actual=", ".join(binds) or _("no --bind: 127.0.0.1:8000"), detail=line,
            cleared=(*unit.keys.cleared("ExecStart"), "service.user"), place=place, found=binds,
        )  # fmt: skip
    if unit.opened_sockets:
        return
    socket = str(deployment.socket.path)
    above = str(PurePosixPath(socket).parent)
    if unit.makes(above):
        return
    found = deployment.socket.way(above)
    here = ("directory.owner", "directory.group", "directory.mode")
    cleared = unit.keys.cleared("ExecStart") + (() if above == deployment.names.directory else here)
    if found is None:
        raise finding(
            "service.bind/no-such-directory",
            expected=socket, actual=_("there is no directory {path}").format(path=above), detail=line,
            cleared=(*cleared, "service.user"), place=place, path=above, socket_path=socket,
        )  # fmt: skip
    if not (found.acl or may(unit.identity, found, "w")):
        shown = f"{found.owner}:{found.group} {found.mode & 0o7777:o}"
        raise finding(
            "service.bind/not-writable",
            expected=_("a directory that {user} may write to").format(user=unit.runs_as),
            actual=f"{above} ({shown})", detail=line, cleared=cleared,
            place=place, path=above, shown_as=shown, runs_as=unit.runs_as, socket_path=socket,
        )  # fmt: skip


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
        raise finding(
            "service.bind/sealed" if detail
            else "service.bind/not-a-socket" if refused[-1].kind == "not_a_socket"
            else "service.bind/refused",
            expected=_("a socket that gunicorn can make"), actual=message, detail=detail and f"{message}. {detail}",
            proof=message, cleared=("service.keys",),
            line=detail, message=message, socket_path=str(deployment.socket.path),
        )  # fmt: skip


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
    unit, cleared = deployment.unit, deployment.unit.keys.cleared("ExecStart")
    line, place = unit.line_of("ExecStart"), unit.place_of("ExecStart")
    written = unit.text.value("Service", "ExecStart")
    if not written:
        raise finding(
            "service.exec-start/absent",
            expected="ExecStart=…/bin/gunicorn …", actual="—", detail=line, cleared=cleared, file=unit.path,
        )  # fmt: skip
    if commands := unit.surplus_commands():
        detail = _("systemd takes one ExecStart= only: an empty ExecStart= first clears those before it.")
        raise finding(
            "service.exec-start/several",
            expected="ExecStart=", actual=" | ".join(commands), detail=detail, cleared=cleared,
            file=unit.path, count=len(commands), place=place,
        )  # fmt: skip
    problem = deployment.command.line.problem
    if problem or unit.runs_shell_syntax() or not deployment.command.args.is_gunicorn:
        raise finding(
            "service.exec-start/misread" if unit.taken_otherwise("ExecStart")
            else "service.exec-start/quotes-left-open" if problem == "unbalanced_quotes"
            else "service.exec-start/relative" if problem == "not_absolute"
            else "service.exec-start/not-gunicorn",
            expected="…/bin/gunicorn …", actual=written, detail=line, cleared=cleared,
            place=place, program=deployment.command.line.program, written=written,
        )  # fmt: skip
    program = deployment.command.args.program
    if "pipenv" in deployment.command.args.wrapper:
        return
    _must_be_of_the_virtualenv(deployment, program)
    way = {path: deployment.socket.way(path) for path in (*parents(program), program)}
    refusing = refused_at(unit.identity, program, way, "x")
    if refusing is not None and not refusing.acl:
        shown = f"{refusing.owner}:{refusing.group} {refusing.mode & 0o7777:o}"
        raise finding(
            "service.exec-start/not-executable" if refusing.path == program else "service.exec-start/closed-directory",
            expected=_("a program that {user} may run").format(user=unit.runs_as),
            actual=f"{refusing.path} ({shown})",
            detail=_("{user} cannot pass through {path} (203/EXEC).").format(user=unit.runs_as, path=refusing.path),
            cleared=cleared,
            place=place, path=refusing.path, shown_as=shown, runs_as=unit.runs_as,
        )  # fmt: skip


def _must_be_of_the_virtualenv(deployment: Deployment, program: str) -> None:
    """Raises Failure unless a program is the gunicorn of this directory's virtual environment, and is there."""
    unit, cleared = deployment.unit, deployment.unit.keys.cleared("ExecStart")
    line, place = unit.line_of("ExecStart"), unit.place_of("ExecStart")
    if deployment.virtualenv.found is None:
        raise finding(
            "service.exec-start/no-virtualenv",
            expected="…/bin/gunicorn", actual=program, detail=_("There is no such virtual environment."),
            cleared=cleared, place=place, program=program,
        )  # fmt: skip
    wanted = f"{deployment.virtualenv.bin}/gunicorn"
    if deployment.command.virtualenv != deployment.virtualenv.present.path:
        there = program.startswith("/") and deployment.socket.way(program) is not None
        raise finding(
            "service.exec-start/without-path" if "/" not in program
            else "service.exec-start/of-the-system" if program.startswith(("/usr/", "/bin/"))
            else "service.exec-start/other-virtualenv" if there
            else "service.exec-start/no-such-program",
            expected=wanted, actual=program, detail=line, cleared=(*cleared, "virtualenv.gunicorn"),
            place=place, program=program, wanted=wanted,
        )  # fmt: skip
    if deployment.socket.way(program) is None:
        raise finding(
            "service.exec-start/not-installed",
            expected=wanted, actual=_("{path} does not exist").format(path=program), detail=line, cleared=cleared,
            place=place, program=program,
        )  # fmt: skip


def _on_test_port(deployment: Deployment) -> list[Listener]:
    return [one for one in deployment.server.listeners if one.kind == "tcp" and one.port == TEST_PORT]


def _of_a_neighbour(deployment: Deployment, listener: Listener) -> bool:
    """Whether it works in another deployment's directory, and is therefore that one's."""
    places = {other.names.directory for other in deployment.neighbours}
    return any(one.cwd in places for one in deployment.server.processes if one.pid in listener.pids)


def _of_somebody_else(deployment: Deployment, listener: Listener) -> bool:
    """Whether it has nothing to do with the practice: another person's, or a service of the server's own."""
    holders = [one for one in deployment.server.processes if one.pid in listener.pids]
    return bool(holders) and all(_is_anothers(deployment, one) for one in holders)


def _is_anothers(deployment: Deployment, process: Process) -> bool:
    """Neither started in the directory nor by the programs of the virtual environment; and the account's, or a
    service's that has a unit file."""
    places = (deployment.names.directory, deployment.virtualenv.path or deployment.names.directory)
    words = (process.cwd or "", process.exe or "", *process.argv)
    if any(PurePosixPath(word).is_relative_to(place) for word in words if word.startswith("/") for place in places):
        return False
    accounts = deployment.server.accounts
    ours = {"root", deployment.server.deploy_user, deployment.server.login.name, deployment.unit.runs_as}
    if process.uid not in {found.uid for name in ours if (found := accounts.user(name)) is not None}:
        return True
    unit = deployment.server.units.get(process.unit)
    return unit is not None and unit.fragment_path.startswith(("/etc/", "/lib/", "/usr/"))


def no_test_server_must_be_left(deployment: Deployment) -> None:
    """Raises Failure where something listens on port 5000; a worker of the service's own says why."""
    own = {one.pid for one in deployment.unit.processes} if deployment.unit.state is not None else set()
    left = [one for one in _on_test_port(deployment) if not _of_a_neighbour(deployment, one)]
    if own and any(bind.kind == "tcp" and bind.port == TEST_PORT for bind in deployment.gunicorn.binds):
        left = [one for one in left if not own & set(one.pids)]  # the service is told that port, too
    if left and not any(one.pids for one in left):
        raise CannotLook(Unseen.NO_SUDO, _("who listens on port {port} is shown to root only").format(port=TEST_PORT))
    left = [one for one in left if not _of_somebody_else(deployment, one)]
    ours = any(own & set(one.pids) for one in left)
    if left:
        names = list(dict.fromkeys(name for one in left for name in one.processes))
        pids = sorted({pid for one in left for pid in one.pids})
        raise finding(
            "gunicorn.no-test-server/of-the-service" if ours
            else "gunicorn.no-test-server/left" if names
            else "gunicorn.no-test-server/unknown",
            expected=_("nothing on port 5000"), actual=", ".join(shown_listener(one) for one in left),
            because="application.guarded" if ours else None, independent=not ours,
            programs=names, pids=pids, words=" ".join(map(str, pids)),
        )  # fmt: skip
