"""The server being graded, as typed facts: each asked for once, each remembered with its evidence."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from perito.expect import Failure
from perito.facts import fact
from perito.i18n import _
from perito.probes import (
    accounts,
    nginx,
    nginx_config,
    packages,
    pipenv,
    processes,
    sockets,
    system,
    systemd,
    tools,
    unit_files,
)
from perito.probes.base import CannotLook
from perito.probes.files import tree
from perito.transport.base import Role, Trouble

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.probes.files import PathInfo
    from perito.probes.unit_files import UnitFile, UnitLink
    from perito.session import Session
    from perito.transport.base import HttpReply, HttpRequest

T = TypeVar("T")

WEB_ROOT = "/var/www"
NO_ROOT = {Trouble.NO_SUDO, Trouble.SUDO_PASSWORD}
ORDINARY = range(1000, 60000)
NGINX_PACKAGES = ("nginx", "nginx-core", "nginx-light", "nginx-full", "nginx-extras")
PACKAGES = ("python3-pip", "pipenv", *NGINX_PACKAGES)


class Server:
    """Facts about one server. Every property may raise CannotLook.

    `trail` collects the evidence numbers of what was looked at since it was last cleared.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.trail: list[int] = []
        self._facts: dict[object, object] = {}

    @fact
    def address(self) -> str:
        """Where the client reaches it: an address or a host name."""
        return str(self.session.peer.get("host") or "127.0.0.1")

    @fact
    def addresses(self) -> list[str]:
        """Every address that stands for it on the client."""
        found: list[str] = self.session.remember(f"addresses of {self.address}", lambda: _resolved(self.address))
        return found

    @fact
    def web_address(self) -> tuple[str, int]:
        """Where the client asks for pages: the server's port 80, or what --url-base says."""
        base = self.session.evidence.target.get("url_base")
        if base:
            parts = urlsplit(str(base))
            return parts.hostname or self.address, parts.port or 80
        return self.address, 80

    @fact
    def http_via(self) -> str:
        """`direct`, or `tunnel` where the client has no way of its own: behind NAT or a jump host."""
        target = self.session.evidence.target
        mode = str(target.get("http", "auto"))
        if mode != "auto":
            return mode
        hidden = bool(target.get("jump")) or (target.get("kind") == "ssh" and _is_loopback(self.address))
        return "tunnel" if hidden and not target.get("url_base") else "direct"

    def visit(self, request: HttpRequest) -> HttpReply:
        """One HTTP request, remembered with its evidence."""
        reply = self.session.http(request)
        number = self.session.number(request)
        if number is not None:
            self.trail.append(number)
        return reply

    def see(self, probe: Probe[T]) -> T:
        """The facts of a probe; asked as the login user where root cannot be had. Raises CannotLook."""
        command = probe.command
        answer = self.session.ask(command)
        if answer.trouble in NO_ROOT and command.role is Role.ROOT:
            command = replace(command, role=Role.LOGIN)
            answer = self.session.ask(command)
        number = self.session.number(command)
        if number is not None:
            self.trail.append(number)
        if command not in self._facts:
            self._facts[command] = probe.read(answer)
        return self._facts[command]  # type: ignore[return-value] # stored under its own command

    @fact
    def has_root(self) -> bool:
        """Whether commands can be run as root."""
        return self.session.ask(accounts.whoami(role=Role.ROOT).command).trouble is None

    @property
    def login(self) -> accounts.WhoAmI:
        """The user we logged in as."""
        return self.see(accounts.whoami())

    @property
    def accounts(self) -> accounts.Accounts:
        """Users and groups."""
        return self.see(accounts.accounts())

    @property
    def system(self) -> system.SystemInfo:
        """Release, clock, boot time."""
        return self.see(system.system())

    @property
    def packages(self) -> dict[str, str | None]:
        """Versions of the Debian packages the practice is about."""
        return self.see(packages.packages(PACKAGES))

    @property
    def units(self) -> dict[str, systemd.UnitState]:
        """Services as systemd has them loaded, by name."""
        return self.see(systemd.units())

    @property
    def unit_files(self) -> list[UnitFile]:
        """Unit files as written, misplaced ones too."""
        return self.see(unit_files.unit_files())

    @property
    def unit_links(self) -> list[UnitLink]:
        """What starts at boot."""
        return self.see(unit_files.unit_links())

    @property
    def nginx_files(self) -> nginx.NginxFiles:
        """Everything under /etc/nginx."""
        return self.see(nginx.config_tree())

    @property
    def nginx_test(self) -> nginx.NginxTest:
        """What `nginx -t` says."""
        return self.see(nginx.test())

    @fact
    def nginx_config(self) -> nginx_config.NginxConfig:
        """What nginx's files mean."""
        return nginx_config.parse(self.nginx_files.texts)

    @property
    def listeners(self) -> list[sockets.Listener]:
        """Who listens where."""
        return self.see(sockets.listeners())

    @property
    def processes(self) -> list[processes.Process]:
        """The process table."""
        return self.see(processes.processes())

    @property
    def web_tree(self) -> list[PathInfo]:
        """Everything under /var/www, three levels deep."""
        return self.see(tree(WEB_ROOT))

    @property
    def virtualenvs(self) -> list[pipenv.Virtualenv]:
        """Every virtual environment of every user."""
        return self.see(pipenv.virtualenvs())

    @fact
    def ordinary_users(self) -> tuple[str, ...]:
        """People's accounts, not the system's."""
        return tuple(user.name for user in self.accounts.users.values() if user.uid in ORDINARY)

    @fact
    def deploy_user(self) -> str:
        """Who deploys: the owner of a directory under /var/www if that is a person, else who logged in."""
        owners = [info.owner for info in self.web_tree if PurePosixPath(info.path).parent.name == "www"]
        people = [owner for owner in owners if owner in self.ordinary_users]
        if people:
            return max(people, key=people.count)
        if self.login.uid == 0 and len(self.ordinary_users) == 1:
            return self.ordinary_users[0]
        return self.login.name

    def toolbox_probe(self, name: str, user: str | None = None) -> Probe[tools.Toolbox]:
        """How to ask for pip3 or pipenv as the deploying user: apart, for each takes half a second to start."""
        user = user or self.deploy_user
        return tools.toolbox(user if self.has_root else None, (name,))

    @property
    def pip(self) -> tools.Tool:
        """pip3 as the deploying user's shell finds it."""
        return self._tool("pip3")

    @property
    def pipenv(self) -> tools.Tool:
        """pipenv as the deploying user's shell finds it."""
        return self._tool("pipenv")

    def _tool(self, name: str) -> tools.Tool:
        if not self.has_root and self.deploy_user != self.login.name:
            raise CannotLook("no_sudo", _("the shell of {user} is not ours").format(user=self.deploy_user))
        return self.see(self.toolbox_probe(name)).tools.get(name, tools.Tool(name))

    @property
    def nginx_version(self) -> str | None:
        """The package's version, or that of an nginx installed otherwise."""
        found = next((self.packages[name] for name in NGINX_PACKAGES if self.packages.get(name)), None)
        return found or ("nginx" if self.nginx_files.installed else None)

    @property
    def nginx_unit(self) -> systemd.UnitState:
        """nginx's own unit."""
        return self.units.get("nginx.service", systemd.UnitState("nginx.service", load_state="not-found"))

    def holders_of_port(self, port: int) -> list[str]:
        """Names of the programs that listen on a TCP port. Raises CannotLook where they cannot be seen."""
        held = [one for one in self.listeners if one.kind == "tcp" and one.port == port]
        if held and not any(one.processes for one in held):
            raise CannotLook("no_sudo", _("who listens on port {port} is shown to root only").format(port=port))
        return sorted({name for one in held for name in one.processes})

    def nginx_must_be_active(self) -> None:
        """Raises Failure where nginx does not run, with systemd's reason."""
        unit = self.nginx_unit
        if unit.active_state == "active":
            return
        stopped = unit.active_state == "inactive" and unit.result in {"", "success"}
        raise Failure(
            "active",
            f"{unit.active_state} ({unit.sub_state}, Result={unit.result or '—'})",
            _("Nginx was stopped.") if stopped else _("Nginx failed to start."),
            independent=stopped,
        )

    def nginx_config_must_be_valid(self) -> None:
        """Raises Failure with nginx's own message, attributed to the site or link whose file it names."""
        test = self.nginx_test
        if test.ok:
            return
        errors = [one for one in test.messages if one.level in {"emerg", "alert", "crit", "error"}]
        first = errors[0] if errors else nginx.NginxMessage("emerg", _("nginx -t failed"))
        place = f"{first.file}:{first.line}" if first.file else ""
        dangling = [
            info.path
            for info in self.nginx_files.entries.values()
            if info.kind == "symlink" and info.resolved is None and info.path in first.text
        ]
        raise Failure(
            _("syntax is ok"),
            f"{first.text} {place}".strip(),
            because="enabled-site.link-target" if dangling else None,
            independent=not dangling and bool(first.file) and not self._of_a_site(first.file),
            proof=f"nginx: [{first.level}] {first.text} {place}".strip(),
        )

    def _of_a_site(self, path: str) -> bool:
        return "/sites-" in path or "/conf.d/" in path


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _resolved(address: str) -> list[str]:
    try:
        found = socket.getaddrinfo(address, 80, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return [address]
    return sorted({address, *(str(entry[4][0]) for entry in found)})
