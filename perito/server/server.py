"""The graded server: the machine, and nginx on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.practice.expect import NotApplicable, finding
from perito.probes import ages
from perito.probes.nginx import files, raw
from perito.probes.systemd import units
from perito.server import denied
from perito.server.denied import REFUSED
from perito.server.fact import fact
from perito.server.machine import NGINX_PACKAGES, WEB_ROOT, Machine
from perito.server.way import is_loopback
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.probes.base import Probe

NGINX = denied.Who(names=("nginx",))
A_START = 30.0  # seconds that nginx has for it
MOST_LOGS = 50
INCLUDED = ("/etc/nginx/sites-enabled", "/etc/nginx/conf.d")


class Server(Machine):
    """Facts about one server. Every property may raise CannotLook.

    `visitor`: `name:password` of whoever visits its pages, where these ask for one; empty: nobody in particular.
    """

    visitor = ""

    @property
    def nginx_version(self) -> str | None:
        """The package's version, or that of an nginx installed otherwise."""
        found = next((self.packages[name] for name in NGINX_PACKAGES if self.packages.get(name)), None)
        return found or ("nginx" if self.nginx_files.installed else None)

    @property
    def nginx_unit(self) -> units.UnitState:
        """nginx's own unit."""
        return self.units.get("nginx.service", units.UnitState("nginx.service", load_state="not-found"))

    def nginx_ages_probe(self) -> Probe[ages.Ages]:
        """How to ask how old the files are that nginx reads, the links to them, and the directories of both."""
        read = set(self.nginx_config.files)
        infos = [one for one in self.nginx_files.entries.values() if {one.path, one.resolved} & read]
        paths = {path for one in infos for path in (one.path, one.resolved) if path}
        return ages.ages(sorted({*paths, *(str(PurePosixPath(path).parent) for path in paths), *INCLUDED}))

    def nginx_raw_probe(self) -> Probe[raw.RawNginx]:
        """How to ask the kernel about nginx: its processes, and who writes its access logs."""
        servers = self.nginx_config.servers
        named = [one.access_logs for server in servers for one in server.locations]
        every = {path for logs in (*named, *(server.access_logs for server in servers)) for path in logs}
        paths = {path for path in every if path.startswith("/") and "$" not in path}
        return raw.raw(sorted(paths - {"/dev/null"})[:MOST_LOGS])

    @fact
    def nginx_changes(self) -> dict[str, float]:
        """When each file that nginx reads last changed, links by themselves; and the directories that it includes
        whole, from which one may have been taken away."""
        try:
            seen = self.see(self.nginx_ages_probe()).by_path
        except CannotLook:
            seen = {}
        found = {}
        for path in (*self.nginx_config.files, *INCLUDED):
            info = self.nginx_files.entries.get(path)
            same = [self.nginx_files.entries.get(one) for one in (path, info.resolved if info else None) if one]
            times = [max(one.mtime, seen[one.path].latest if one.path in seen else 0.0) for one in same if one]
            found[path] = max(times, default=0.0)
        return found

    def clock(self, moment: float) -> str:
        """A moment as the server's clock showed it: `10:42:07`, with the date where that was another day."""
        try:
            zone = timezone(timedelta(seconds=self.see(self.nginx_ages_probe()).offset))
        except (CannotLook, ValueError):
            zone = UTC
        then, now = (datetime.fromtimestamp(one, zone) for one in (moment, self.system.now))
        said = f"{then:%H:%M:%S}" if then.date() == now.date() else f"{then:%Y-%m-%d %H:%M:%S}"
        return said if zone is not UTC else f"{said} UTC"

    def holders_of_port(self, port: int) -> list[str]:
        """Names of the programs that listen on a TCP port. Raises CannotLook where they cannot be seen."""
        held = [one for one in self.listeners if one.kind == "tcp" and one.port == port]
        if held and not any(one.processes for one in held):
            raise CannotLook(Unseen.NO_SUDO, _("who listens on port {port} is shown to root only").format(port=port))
        return sorted({name for one in held for name in one.processes})

    def open_to_others(self, port: int) -> bool:
        """Whether a program listens on a TCP port at an address other than the server's loopback."""
        held = [one for one in self.listeners if one.kind == "tcp" and one.port == port]
        return any(not is_loopback(one.address) for one in held)

    def nginx_must_be_active(self) -> None:
        """Raises Failure where nginx does not run, with systemd's reason."""
        unit = self.nginx_unit
        if unit.active_state == "active":
            return
        stopped = unit.active_state == "inactive" and unit.result in {"", "success"}
        taken = self._others_on_port_80()
        error = None if stopped or taken else self._nginx_error()
        by_hand = any(one.name.startswith("nginx") and one.unit != "nginx.service" for one in self.processes)
        if not (stopped or taken or by_hand or (error and not REFUSED.search(error.text))):
            self._must_not_be_denied(f"{unit.active_state} ({unit.sub_state})", error)
        if not (stopped or taken or by_hand or error) and unit.load_state != "masked":
            self._must_not_be_mended_since(f"{unit.active_state} ({unit.sub_state})")
        raise finding(
            "nginx.active/by-hand" if by_hand
            else "nginx.active/masked" if unit.load_state == "masked"
            else "nginx.active/stopped" if stopped
            else "nginx.active/port-taken" if taken
            else "nginx.active/config-broken" if error is not None
            else "nginx.active/failed" if unit.active_state == "failed"
            else "nginx.active/not-up",
            expected="active",
            actual=f"{unit.active_state} ({unit.sub_state}, Result={unit.result or '—'})",
            because="nginx.listening" if taken else None,
            independent=stopped and not taken,
            holder=", ".join(taken), state=unit.active_state, message=error.told if error is not None else "",
        )  # fmt: skip

    def _must_not_be_denied(self, shown: str, error: files.NginxMessage | None) -> None:
        """Raises Failure where AppArmor or SELinux refused nginx something as it last failed to start."""
        failed = self.nginx_unit.inactive_enter
        if not failed or self.nginx_unit.active_state != "failed":
            return
        words = error.text if error is not None else "Permission denied"
        one = denied.refusal(self, words, NGINX, failed - A_START, failed)
        if one is not None and not denied.mended(self, one):
            raise finding(
                "nginx.active/apparmor" if one.system == "apparmor" else "nginx.active/selinux",
                expected="active", actual=shown, proof=one.text, **denied.told(one),
            )  # fmt: skip

    def _nginx_error(self) -> files.NginxMessage | None:
        """The first error of `nginx -t`; None where it finds none, or may not be asked."""
        try:
            return next(iter(self.nginx_test.errors), None)
        except CannotLook:
            return None

    def _must_not_be_mended_since(self, shown: str) -> None:
        """Raises Failure where the configuration is right by now, and changed after nginx had failed to start; not
        where that cannot be seen: nginx is down all the same.
        """
        failed = self.nginx_unit.inactive_enter
        try:
            later = {path: moment for path, moment in self.nginx_changes.items() if moment > failed}
            right = self.nginx_test.ok
        except CannotLook:
            return
        if not failed or not later or not right:
            return
        last = max(later, key=lambda path: later[path])
        raise finding(
            "nginx.active/not-started-since",
            expected="active", actual=shown,
            failed=self.clock(failed), path=last, changed=self.clock(later[last]),
        )  # fmt: skip

    def _others_on_port_80(self) -> list[str]:
        """Programs other than nginx that hold port 80; none where they cannot be seen."""
        try:
            return [name for name in self.holders_of_port(80) if name != "nginx"]
        except CannotLook:
            return []

    def nginx_must_hold_port_80(self) -> None:
        """Raises Failure where another program holds it; a stopped nginx, which holds nothing, is not judged."""
        others = self._others_on_port_80()
        if others:
            raise finding(
                "nginx.listening/other-program",
                expected="nginx", actual=", ".join(others), independent=True, program=", ".join(others),
            )  # fmt: skip
        if self.nginx_unit.active_state != "active":
            raise NotApplicable(_("nginx does not run"))
        if not self.holders_of_port(80):
            ports = sorted({one.port for one in self.listeners if one.kind == "tcp" and "nginx" in one.processes})
            raise finding(
                "nginx.listening/other-port" if ports else "nginx.listening/no-port",
                expected="nginx", actual=_("nobody"), ports=ports,
            )  # fmt: skip

    def nginx_config_must_be_valid(self) -> None:
        """Raises Failure with nginx's own message, attributed to the site or link whose file it names."""
        test = self.nginx_test
        if test.ok:
            return
        first = next(iter(test.errors), None) or files.NginxMessage("emerg", _("nginx -t failed"))
        one = denied.refusal(self, first.text, NGINX, self.system.now - A_START)
        if one is not None:
            raise finding(
                "nginx-config.valid/apparmor" if one.system == "apparmor" else "nginx-config.valid/selinux",
                expected=_("syntax is ok"), actual=first.text, independent=True, proof=one.text, **denied.told(one),
            )  # fmt: skip
        dangling = [
            info
            for info in self.nginx_files.entries.values()
            if info.kind == "symlink" and info.resolved not in self.nginx_files.texts and info.path in first.text
        ]
        raise finding(
            "nginx-config.valid/link-leads-nowhere" if dangling
            else "nginx-config.valid/failed" if not test.errors
            else "nginx-config.valid/missing-file" if first.missing and first.file
            else "nginx-config.valid/missing-directory" if first.missing
            else "nginx-config.valid/error" if first.file
            else "nginx-config.valid/error-elsewhere",
            expected=_("syntax is ok"),
            actual=f"{first.text} {first.place}".strip(),
            because="enabled-site.link-target" if dangling else None,
            independent=not dangling and bool(first.file) and not self._of_a_site(f"{first.file} {first.text}"),
            proof=f"nginx: [{first.level}] {first.text} {first.place}".strip(),
            file=first.file, line=first.line, message=first.text, missing=first.missing,
            path=dangling[0].path if dangling else "", target=dangling[0].target if dangling else "",
        )  # fmt: skip

    def _of_a_site(self, path: str) -> bool:
        return "/sites-" in path or "/conf.d/" in path


__all__ = ["WEB_ROOT", "Server"]
