"""The graded server: the machine, and nginx on it."""

from __future__ import annotations

from perito.errors import CannotLook, Unseen
from perito.practice.expect import NotApplicable, finding
from perito.probes.nginx import files
from perito.probes.systemd import units
from perito.server.machine import NGINX_PACKAGES, WEB_ROOT, Machine, is_loopback
from perito.support.i18n import _


class Server(Machine):
    """Facts about one server. Every property may raise CannotLook."""

    @property
    def nginx_version(self) -> str | None:
        """The package's version, or that of an nginx installed otherwise."""
        found = next((self.packages[name] for name in NGINX_PACKAGES if self.packages.get(name)), None)
        return found or ("nginx" if self.nginx_files.installed else None)

    @property
    def nginx_unit(self) -> units.UnitState:
        """nginx's own unit."""
        return self.units.get("nginx.service", units.UnitState("nginx.service", load_state="not-found"))

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

    def _nginx_error(self) -> files.NginxMessage | None:
        """The first error of `nginx -t`; None where it finds none, or may not be asked."""
        try:
            return next(iter(self.nginx_test.errors), None)
        except CannotLook:
            return None

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
