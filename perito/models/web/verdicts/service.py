"""Verdicts on the service as it runs, attributed to what its exit status and its journal name."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.models.web.room import no_room
from perito.models.web.verdicts import conditions
from perito.models.web.verdicts.denied import loop_denied, service_denied, start_denied
from perito.models.web.verdicts.killed import for_memory, loop_killed, start_killed
from perito.models.web.verdicts.pending import MAY_EXPLAIN, READ, not_started_since, proof
from perito.practice.expect import Failure, finding
from perito.support import urls
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment
    from perito.probes.sockets import Listener
    from perito.probes.systemd import journal

CHECK_BY_STATUS = {
    200: "service.working-directory",
    203: "service.exec-start",
    216: "service.group",
    217: "service.user",
}
# systemd.exec(5): what makes files disappear, or read-only, for this service alone.
HIDING = ("ProtectHome", "InaccessiblePaths", "TemporaryFileSystem", "RootDirectory", "NoExecPaths", "PrivateMounts")
NEEDING = ("Requires", "Requisite", "BindsTo")
WAITING = ("oneshot", "forking")
# systemd.exec(5): the statuses of a start that failed at one of these keys.
LABELLING = {229: "SELinuxContext", 231: "AppArmorProfile"}
CREDENTIALS = 243
OOM = "oom-kill"
KILLED = frozenset({2, 3})  # waitid(2): killed, and killed with a core file


def service_must_be_active(deployment: Deployment) -> None:
    """Raises Failure with systemd's reason, attributed to the setting that its exit status names."""
    unit = deployment.unit.loaded
    if unit.active_state in {"active", "reloading"} or deployment.service.restarting():
        return
    shown = f"{unit.active_state} ({unit.sub_state})"
    _must_have_what_it_requires(deployment, shown)
    if unit.active_state == "inactive" and unit.result in {"", "success"} and unit.load_state == "loaded":
        raise _inactive(deployment, shown)
    raise _failed(deployment, shown)


def _must_have_what_it_requires(deployment: Deployment, shown: str) -> None:
    """Raises Failure where Requires= names a unit that systemd does not know: it refuses to start this one."""
    for key in NEEDING:
        for name in " ".join(deployment.unit.text.values("Unit", key)).split():
            found = deployment.server.units.get(name)
            if name.endswith(".service") and (found is None or found.load_state == "not-found"):
                line = deployment.unit.line_of(key, "Unit")
                raise finding(
                    "service.active/requires-unknown-unit",
                    expected="active", actual=shown, independent=True, unit=name, line=line,
                )  # fmt: skip


def _inactive(deployment: Deployment, shown: str) -> Failure:
    """Why systemd does not even try: from the end of the journal."""
    condition = conditions.unmet(deployment)
    if condition is not None:
        return finding(
            "service.active/condition-unmet", expected="active", actual=shown, independent=True, condition=condition
        )
    if deployment.unit.loaded.exec_main_start == 0:
        return finding("service.active/never-started", expected="active", actual=shown, independent=True)
    last = _last_run(deployment)
    if not last or any("Stopping " in line.message or "Stopped " in line.message for line in last):
        return finding("service.active/stopped", expected="active", actual=shown, independent=True)
    line = deployment.unit.line_of("ExecStart")
    return finding("service.active/ended", expected="active", actual=shown, independent=True, line=line)


def _failed(deployment: Deployment, shown: str) -> Failure:
    """Which line of the unit explains it, where one does; else how the program ended."""
    unit, status, said = deployment.unit.loaded, deployment.unit.loaded.exec_main_status, proof(deployment)
    actual = f"{shown}, Result={unit.result}, status={status}"
    unread = deployment.pending.explains(*MAY_EXPLAIN.get(status, ()))
    because = READ if unread else CHECK_BY_STATUS.get(status)
    cleared = () if unread else (READ,)
    waits = unit.active_state == "activating" or unit.result == "timeout"
    if waits and (deployment.unit.text.value("Service", "Type") or "") in WAITING:
        return finding(
            "service.active/waits-for-type",
            expected="active", actual=actual, because=because, proof=said, cleared=cleared,
            line=deployment.unit.line_of("Type"), program=deployment.program.name,
        )  # fmt: skip
    if status == 0 and unit.result == "exit-code" and deployment.unit.text.value("Service", "ExecStartPre"):
        line = deployment.unit.line_of("ExecStartPre")
        return finding(
            "service.active/start-pre-failed",
            expected="active",
            actual=actual,
            because=because,
            proof=said,
            cleared=cleared,
            line=line,
        )
    hidden = deployment.unit.restriction(HIDING) if status in CHECK_BY_STATUS else ""
    if hidden:
        return finding(
            "service.active/hidden-by-sandbox",
            expected="active", actual=actual, detail=hidden, because=because, proof=said, cleared=cleared,
        )  # fmt: skip
    if not unread and (mended := not_started_since(deployment)) is not None:
        return finding(
            "service.active/not-started-since",
            expected="active", actual=actual, because=because, proof=said, cleared=cleared,
            failed=mended.before, path=mended.path, changed=mended.changed,
        )  # fmt: skip
    if unit.result == OOM or (unit.result == "start-limit-hit" and for_memory(deployment.service.last_attempt.lines)):
        return start_killed(deployment, actual, cleared, said)
    if not unread and (refused := service_denied(deployment, said)) is not None:
        return start_denied(deployment, refused, actual, cleared)
    if status == CREDENTIALS:
        return finding(
            "service.active/no-credential",
            expected="active", actual=actual, proof=said, cleared=cleared,
            lines=_credentials(deployment),
        )  # fmt: skip
    words = "" if because else said
    room = no_room(deployment.server, words, [deployment.names.directory], unit.user or "root")
    if room:
        return finding(
            "service.active/no-room",
            expected="active", actual=actual, detail=room, proof=said, cleared=cleared, program=deployment.program.name,
        )  # fmt: skip
    killed = unit.exec_main_code in KILLED
    if deployment.service.says_itself(words) and not killed:
        return finding(
            "service.active/own-words",
            expected="active", actual=actual, proof=said, cleared=cleared,
            program=deployment.program.name, status=status, words=words,
        )  # fmt: skip
    return finding(
        "service.active/unit-refused" if unit.load_state not in {"", "loaded"}
        else "service.active/starting" if unit.active_state == "activating"
        else "service.active/no-directory" if status == 200
        else "service.active/not-run" if status == 203
        else "service.active/no-group" if status == 216
        else "service.active/no-user" if status == 217
        else "service.active/no-profile" if status in LABELLING
        else "service.active/timeout" if unit.result in {"timeout", "watchdog"}
        else "service.active/killed" if killed
        else "service.active/too-many-starts" if unit.result == "start-limit-hit"
        else "service.active/failed" if status
        else "service.active/failed-at-once",
        expected="active", actual=actual, because=because, proof=said, cleared=cleared,
        program=deployment.program.name, status=status, result=unit.result, signal=_signal(status),
        place=deployment.unit.place_of("ExecStart"), line=deployment.unit.line_of("WorkingDirectory"),
        group=unit.group, user_named=unit.user, words=said, key=LABELLING.get(status, ""),
        setting=deployment.unit.line_of(LABELLING[status]) if status in LABELLING else "",
    )  # fmt: skip


def _credentials(deployment: Deployment) -> list[str]:
    """Where the unit takes credentials from elsewhere: `FILE, line N: KEY=VALUE` for each."""
    found = [one for one in deployment.unit.text.assignments if one.key.startswith("LoadCredential") and one.value]
    places = [_("{file}, line {line}").format(file=one.file, line=one.line) for one in found]
    return [f"{place}: {one.key}={one.value}" for place, one in zip(places, found, strict=True)]


def _signal(number: int) -> str:
    """The name of a signal as people write it; its number where it has none here."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _last_run(deployment: Deployment) -> list[journal.JournalLine]:
    """What the journal says of the last start."""
    try:
        lines = deployment.server.see(deployment.service.journal_probe())
    except CannotLook:
        return []
    return [line for line in lines if line.invocation == deployment.unit.loaded.invocation_id]


def service_must_be_stable(deployment: Deployment) -> None:
    """Raises Failure where systemd keeps restarting it."""
    if deployment.service.restarting():
        said, expected = proof(deployment), _("no restarts")
        actual = f"NRestarts={deployment.unit.loaded.restarts}"
        if deployment.unit.loaded.result == OOM or for_memory(deployment.service.last_attempt.lines):
            raise loop_killed(deployment, expected, actual, said)
        if (refused := loop_denied(deployment, said, expected, actual)) is not None:
            raise refused
        raise finding(
            "service.stable/says-why" if deployment.service.says_itself(said) else "service.stable/restarting",
            expected=expected, actual=actual, proof=said,
            program=deployment.program.name, words=said,
        )  # fmt: skip


def service_must_listen(deployment: Deployment) -> None:
    """Raises Failure unless a process of this very unit listens on the socket."""
    socket = str(deployment.socket.path)
    as_given = deployment.program.sockets_as_given
    here = [one for one in deployment.service.listeners if one.kind == "unix" and one.path in {socket, *as_given}]
    if not here:
        raise finding(
            "service.listening/nobody",
            expected=_("somebody listens on {socket}").format(socket=socket), actual=_("nobody"),
            proof=proof(deployment), path=socket,
        )  # fmt: skip
    if not any(one.pids for one in here):
        raise CannotLook(Unseen.NO_SUDO, _("who listens on {socket} is shown to root only").format(socket=socket))
    own = {one.pid for one in deployment.unit.processes} | {deployment.unit.loaded.main_pid}
    foreign = [one for one in here if one.pids and not own & set(one.pids)]
    if foreign:
        pids = {pid for one in foreign for pid in one.pids}
        units = sorted({one.unit for one in deployment.server.processes if one.pid in pids and one.unit})
        services = [name for name in units if name.endswith(".service")]
        raise finding(
            "service.listening/other-service" if services else "service.listening/other-program",
            expected=deployment.unit.loaded.name, actual=", ".join(shown_listener(one) for one in foreign),
            path=socket, units=services, holder=[name for one in foreign for name in dict.fromkeys(one.processes)],
            pids=sorted(pids),
        )  # fmt: skip


def application_must_answer(deployment: Deployment) -> None:
    """Raises Failure unless the program answers 200 through its socket."""
    reply = deployment.socket.reply
    if reply.status == 200 or (reply.status in range(301, 309) and _own(deployment, reply.header("location"))):
        return
    shown = str(reply.status) if reply.status else f"{reply.failure} {reply.detail}".strip()
    location = reply.header("location")
    raise finding(
        "service.socket-answers/redirected" if reply.status in range(301, 309) and location
        else "service.socket-answers/not-found" if reply.status == 404
        else "service.socket-answers/error" if reply.status >= 500
        else "service.socket-answers/other-status" if reply.status
        else "service.socket-answers/timeout" if reply.failure == "timeout"
        else "service.socket-answers/refused" if reply.failure == "ECONNREFUSED"
        else "service.socket-answers/closed",
        expected="200", actual=shown, proof=proof(deployment),
        status=reply.status, location=location, program=deployment.program.name,
    )  # fmt: skip


def _own(deployment: Deployment, location: str) -> bool:
    """Whether a redirect leads on within the application."""
    found = urls.parse(location)
    return location.startswith("/") or (found is not None and found.host == deployment.site.host_header)


def shown_listener(one: Listener) -> str:
    """A listener as people read it: its programs and their process ids."""
    names = ", ".join(dict.fromkeys(one.processes)) or "?"
    return f"{names} ({', '.join(map(str, one.pids)) or '?'})"
