"""Whether the service runs, and what keeps it from it (practice, item 19)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.models.flask.application import PythonFacts
from perito.practice.expect import Failure
from perito.probes.base import CannotLook
from perito.probes.systemd import journal
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.probes.diagnosis import Telling

SETTLED = 15.0
CHECK_BY_STATUS = {
    200: "service.working-directory",
    203: "service.exec-start",
    216: "service.group",
    217: "service.user",
}
# What only repeats that it failed; a line that says why stands before it.
HOLLOW = frozenset({"exit_code", "killed", "start_limit", "worker_boot", "app_load", "worker_exit", "cannot_connect"})
BINDING = frozenset({"bind_error", "not_a_socket"})
# systemd.exec(5): what makes files disappear, or read-only, for this service alone.
HIDING = ("ProtectHome", "InaccessiblePaths", "TemporaryFileSystem", "RootDirectory", "NoExecPaths", "PrivateMounts")
SEALING = ("ProtectSystem", "ReadOnlyPaths", "ProtectHome", "DynamicUser")
NEEDING = ("Requires", "Requisite", "BindsTo")
CONDITION = re.compile(r"skipped because of an unmet condition check \((.*)\)|Condition check resulted in (.*) being")
WAITING = ("oneshot", "forking")


class ActivityFacts(PythonFacts):
    """The service's state, with its reason."""

    def journal_probe(self) -> Probe[list[journal.JournalLine]]:
        """How to ask what the unit said."""
        return journal.journal(str(self.names.service))

    @fact
    def tellings(self) -> list[Telling]:
        """The lines of the journal that say why something failed, of the unit's last start only."""
        lines = self.server.see(self.journal_probe())
        last = self.unit.invocation_id
        mine = [line for line in lines if line.invocation == last] if last else []
        return journal.telling_lines(mine or lines)

    def proof(self) -> str:
        """The journal's last line that says why, or nothing where it tells nothing or may not be read."""
        try:
            telling = [
                one for one in self.tellings if one.kind not in HOLLOW and "Main process exited" not in one.message
            ] or self.tellings
        except CannotLook:
            return ""
        return telling[-1].message if telling else ""

    def service_must_be_active(self) -> None:
        """Raises Failure with systemd's reason, attributed to the setting that its exit status names."""
        unit = self.unit
        if unit.active_state in {"active", "reloading"} or self._restarting():
            return
        shown = f"{unit.active_state} ({unit.sub_state})"
        if missing := self._missing_requirement():
            raise Failure("active", shown, missing, independent=True)
        if unit.active_state == "inactive" and unit.result in {"", "success"} and unit.load_state == "loaded":
            raise Failure("active", shown, self._why_inactive(), independent=True)
        status = unit.exec_main_status
        raise Failure(
            "active",
            f"{shown}, Result={unit.result}, status={status}",
            self._why_failed(status),
            because=CHECK_BY_STATUS.get(status),
            proof=self.proof(),
        )

    def _missing_requirement(self) -> str:
        """Requires= of a unit that systemd does not know: it refuses to start this one."""
        for key in NEEDING:
            for name in " ".join(self.unit_text.values("Unit", key)).split():
                found = self.server.units.get(name)
                if found is None or found.load_state == "not-found":
                    return _(
                        "{line}: systemd starts this one only together with {name}, and knows no such unit."
                    ).format(line=self.line_of(key, "Unit"), name=name)
        return ""

    def _why_inactive(self) -> str:
        """Why systemd does not even try: from the end of the journal."""
        if self.unit.exec_main_start == 0 and self._unmet_condition() is None:
            return _("It was never started.")
        condition = self._unmet_condition()
        if condition is not None:
            return _("systemd does not start it: a condition of the unit is not met ({condition}).").format(
                condition=condition
            )
        stopped = any("Stopping " in line.message or "Stopped " in line.message for line in self._last_run())
        if stopped or not self._last_run():
            return _("Somebody stopped it.")
        return _(
            "It ended by itself without an error, as a program does that goes on in the background: {line}"
        ).format(line=self.line_of("ExecStart"))

    def _last_run(self) -> list[journal.JournalLine]:
        """What the journal says of the last start."""
        try:
            lines = self.server.see(self.journal_probe())
        except CannotLook:
            return []
        return [line for line in lines if line.invocation == self.unit.invocation_id]

    def _unmet_condition(self) -> str | None:
        """The condition that systemd found unmet when it was last asked to start the unit."""
        try:
            lines = self.server.see(self.journal_probe())
        except CannotLook:
            return None
        own = [
            line.message
            for line in lines
            if line.message.startswith(("Start", "Stop")) or CONDITION.search(line.message)
        ]
        found = CONDITION.search(own[-1]) if own else None
        return (found[1] or found[2]) if found else None

    def _why_failed(self, status: int) -> str:
        """The line of the unit that explains it, where one does."""
        type_ = self.unit_text.value("Service", "Type") or ""
        if type_ in WAITING and (self.unit.active_state == "activating" or self.unit.result == "timeout"):
            return _(
                "{line}: systemd waits for gunicorn to go into the background or to end, and it does neither."
            ).format(line=self.line_of("Type"))
        if status == 0 and self.unit.result == "exit-code" and self.unit_text.value("Service", "ExecStartPre"):
            return _("{line}: this command failed, so systemd did not go on to ExecStart=.").format(
                line=self.line_of("ExecStartPre")
            )
        return self._restriction(HIDING) if status in CHECK_BY_STATUS else ""

    def _restriction(self, keys: tuple[str, ...]) -> str:
        """Where the unit takes files away from the service."""
        present = [
            key for key in keys if (self.unit_text.value("Service", key) or "no") not in {"no", "false", "off", "0"}
        ]
        return self.line_of(present[0]) if present else ""

    def bind_must_work(self) -> None:
        """Raises Failure unless gunicorn is told a Unix socket that it can make."""
        self.bind_must_be_usable()
        if self.unit.active_state in {"active", "reloading"} and not self._restarting():
            return
        refused = [one for one in self.tellings if one.kind in BINDING and str(self.socket) in one.message]
        if refused:
            message = refused[-1].message
            detail = self._restriction(SEALING) if "[Errno 30]" in message else ""
            raise Failure(
                _("a socket that gunicorn can make"),
                message,
                detail and f"{message}. {detail}",
                proof=message,
                cleared=("service.keys",),
            )

    def service_must_be_stable(self) -> None:
        """Raises Failure where systemd keeps restarting it."""
        if self._restarting():
            raise Failure(_("no restarts"), f"NRestarts={self.unit.restarts}", proof=self.proof())

    def _since_start(self) -> float:
        return self.server.system.now - max(self.unit.exec_main_start, self.unit.active_enter)

    def _restarting(self) -> bool:
        """Whether systemd restarts it over and over: true at every moment of the loop, up or down."""
        waiting = self.unit.sub_state == "auto-restart"
        return waiting or (self.unit.restarts >= 2 and self._since_start() < SETTLED and not self._given_up())

    def _given_up(self) -> bool:
        return self.unit.active_state in {"failed", "inactive"}
