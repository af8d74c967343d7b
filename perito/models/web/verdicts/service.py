"""Verdicts on the service as it runs, attributed to what its exit status and its journal name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.practice.expect import Failure
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
CONDITION = re.compile(r"skipped because of an unmet condition check \((.*)\)|Condition check resulted in (.*) being")
WAITING = ("oneshot", "forking")


def service_must_be_active(deployment: Deployment) -> None:
    """Raises Failure with systemd's reason, attributed to the setting that its exit status names."""
    unit = deployment.unit.loaded
    if unit.active_state in {"active", "reloading"} or deployment.service.restarting():
        return
    shown = f"{unit.active_state} ({unit.sub_state})"
    if missing := _missing_requirement(deployment):
        raise Failure("active", shown, missing, independent=True)
    if unit.active_state == "inactive" and unit.result in {"", "success"} and unit.load_state == "loaded":
        raise Failure("active", shown, _why_inactive(deployment), independent=True)
    status = unit.exec_main_status
    raise Failure(
        "active",
        f"{shown}, Result={unit.result}, status={status}",
        _why_failed(deployment, status),
        because=CHECK_BY_STATUS.get(status),
        proof=deployment.service.proof(),
    )


def _missing_requirement(deployment: Deployment) -> str:
    """Requires= of a unit that systemd does not know: it refuses to start this one."""
    for key in NEEDING:
        for name in " ".join(deployment.unit.text.values("Unit", key)).split():
            found = deployment.server.units.get(name)
            if found is None or found.load_state == "not-found":
                return _("{line}: systemd starts this one only together with {name}, and knows no such unit.").format(
                    line=deployment.unit.line_of(key, "Unit"), name=name
                )
    return ""


def _why_inactive(deployment: Deployment) -> str:
    """Why systemd does not even try: from the end of the journal."""
    if deployment.unit.loaded.exec_main_start == 0 and _unmet_condition(deployment) is None:
        return _("It was never started.")
    condition = _unmet_condition(deployment)
    if condition is not None:
        return _("systemd does not start it: a condition of the unit is not met ({condition}).").format(
            condition=condition
        )
    stopped = any("Stopping " in line.message or "Stopped " in line.message for line in _last_run(deployment))
    if stopped or not _last_run(deployment):
        return _("Somebody stopped it.")
    return _("It ended by itself without an error, as a program does that goes on in the background: {line}").format(
        line=deployment.unit.line_of("ExecStart")
    )


def _last_run(deployment: Deployment) -> list[journal.JournalLine]:
    """What the journal says of the last start."""
    try:
        lines = deployment.server.see(deployment.service.journal_probe())
    except CannotLook:
        return []
    return [line for line in lines if line.invocation == deployment.unit.loaded.invocation_id]


def _unmet_condition(deployment: Deployment) -> str | None:
    """The condition that systemd found unmet when it was last asked to start the unit."""
    try:
        lines = deployment.server.see(deployment.service.journal_probe())
    except CannotLook:
        return None
    own = [
        line.message for line in lines if line.message.startswith(("Start", "Stop")) or CONDITION.search(line.message)
    ]
    found = CONDITION.search(own[-1]) if own else None
    return (found[1] or found[2]) if found else None


def _why_failed(deployment: Deployment, status: int) -> str:
    """The line of the unit that explains it, where one does."""
    type_ = deployment.unit.text.value("Service", "Type") or ""
    if type_ in WAITING and (
        deployment.unit.loaded.active_state == "activating" or deployment.unit.loaded.result == "timeout"
    ):
        return _(
            "{line}: systemd waits for {program} to go into the background or to end, and it does neither."
        ).format(line=deployment.unit.line_of("Type"), program=deployment.program.name)
    if (
        status == 0
        and deployment.unit.loaded.result == "exit-code"
        and deployment.unit.text.value("Service", "ExecStartPre")
    ):
        return _("{line}: this command failed, so systemd did not go on to ExecStart=.").format(
            line=deployment.unit.line_of("ExecStartPre")
        )
    return deployment.unit.restriction(HIDING) if status in CHECK_BY_STATUS else ""


def service_must_be_stable(deployment: Deployment) -> None:
    """Raises Failure where systemd keeps restarting it."""
    if deployment.service.restarting():
        raise Failure(
            _("no restarts"), f"NRestarts={deployment.unit.loaded.restarts}", proof=deployment.service.proof()
        )


def service_must_listen(deployment: Deployment) -> None:
    """Raises Failure unless a process of this very unit listens on the socket."""
    socket = str(deployment.socket.path)
    as_given = deployment.program.sockets_as_given
    here = [one for one in deployment.server.listeners if one.kind == "unix" and one.path in {socket, *as_given}]
    if not here:
        raise Failure(
            _("somebody listens on {socket}").format(socket=socket), _("nobody"), proof=deployment.service.proof()
        )
    if not any(one.pids for one in here):
        raise CannotLook(Unseen.NO_SUDO, _("who listens on {socket} is shown to root only").format(socket=socket))
    own = {one.pid for one in deployment.unit.processes} | {deployment.unit.loaded.main_pid}
    foreign = [one for one in here if one.pids and not own & set(one.pids)]
    if foreign:
        raise Failure(deployment.unit.loaded.name, ", ".join(shown_listener(one) for one in foreign))


def application_must_answer(deployment: Deployment) -> None:
    """Raises Failure unless the program answers 200 through its socket."""
    reply = deployment.socket.reply
    if reply.status == 200 or (reply.status in range(301, 309) and _own(deployment, reply.header("location"))):
        return
    shown = str(reply.status) if reply.status else f"{reply.failure} {reply.detail}".strip()
    raise Failure("200", shown, proof=deployment.service.proof())


def _own(deployment: Deployment, location: str) -> bool:
    """Whether a redirect leads on within the application."""
    found = urls.parse(location)
    return location.startswith("/") or (found is not None and found.host == deployment.site.host_header)


def shown_listener(one: Listener) -> str:
    """A listener as people read it: its programs and their process ids."""
    names = ", ".join(dict.fromkeys(one.processes)) or "?"
    return f"{names} ({', '.join(map(str, one.pids)) or '?'})"
