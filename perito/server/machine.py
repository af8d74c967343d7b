"""The graded machine as typed facts: each asked once, each kept with its evidence."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from perito.errors import Unseen
from perito.probes import accounts, packages, processes, sockets, system
from perito.probes.base import COMMAND_NOT_FOUND
from perito.probes.files import tree
from perito.probes.nginx import config, files
from perito.probes.systemd import unit_files
from perito.probes.systemd import units as systemd
from perito.server import way
from perito.server.fact import fact
from perito.server.integrity.integrity import Integrity
from perito.transport.base import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.errors import CannotLook
    from perito.evidence.session import Session
    from perito.probes.base import Probe
    from perito.probes.files import PathInfo
    from perito.probes.systemd.unit_files import UnitFile, UnitLink
    from perito.transport.base import Command, HttpReply, HttpRequest

T = TypeVar("T")

WEB_ROOT = "/var/www"
NO_ROOT = {Unseen.NO_SUDO, Unseen.SUDO_PASSWORD}
FIRST, NOBODY = 1000, 65534
LAST = 60000  # of those that adduser(8) assigns; a school's directory service assigns higher ones
NO_SHELLS = ("nologin", "false", "sync", "")
NGINX_PACKAGES = ("nginx", "nginx-core", "nginx-light", "nginx-full", "nginx-extras")


class Machine:
    """Facts about the machine, whatever was deployed. Every property may raise CannotLook.

    `trail` collects the evidence numbers since it was last cleared; `unread`: answers about names that could not be
    read, so that a name may be missing. `packages`: the Debian packages whose versions the practice is about.
    """

    def __init__(self, session: Session, packages: Sequence[str] = NGINX_PACKAGES) -> None:
        self.session = session
        self.packages_asked = tuple(packages)
        self.trail: list[int] = []
        self.unread: list[CannotLook] = []
        self.roots: tuple[str, ...] = ()  # further directories that applications lie in, found before `web_tree`
        self.waited = 0.0  # seconds, for servers that limit how often one may ask
        self._facts: dict[object, object] = {}
        self.integrity = Integrity(self)

    @fact
    def address(self) -> str:
        """The address at which the client reaches it: an IP address or a host name."""
        return str(self.session.peer.get("host") or "127.0.0.1")

    @fact
    def addresses(self) -> list[str]:
        """Every address of the machine that the client knows."""
        found: list[str] = self.session.find_out(f"addresses of {self.address}", lambda: _resolved(self.address))
        return found

    @fact
    def web_address(self) -> tuple[str, int]:
        """The address from which the client requests pages: the server's port 80, or that of --url-base."""
        return way.web_address(self.session.evidence.target, self.address)

    @fact
    def http_via(self) -> str:
        """`direct`, or `tunnel` where the client has no route of its own: behind NAT or a jump host."""
        return way.via(self.session.evidence.target, self.address)

    def visit(self, request: HttpRequest) -> HttpReply:
        """One HTTP request, kept with its evidence."""
        reply = self.session.http(request)
        number = self.session.number(request)
        if number is not None:
            self.trail.append(number)
        return reply

    def see(self, probe: Probe[T]) -> T:
        """The facts of a probe; asked as the login user where there is no root, of a shell where there is no Python.

        Raises CannotLook.
        """
        command = probe.command
        answer = self.session.ask(command)
        if answer.trouble in NO_ROOT and command.role is Role.ROOT:
            command = replace(command, role=Role.LOGIN)
            answer = self.session.ask(command)
        if (
            answer.exit_code == COMMAND_NOT_FOUND and command.formerly
        ):  # no Python there: its shell knows the older form
            command = replace(command, script=command.formerly[-1], formerly=())
            answer = self.session.ask(command)
        number = self.session.number(command)
        if number is not None:
            self.trail.append(number)
        if command not in self._facts:
            self._facts[command] = probe.read(answer)
        return self._facts[command]  # type: ignore[return-value] # stored under its own command

    def ask_anew(self, commands: Sequence[Command]) -> None:
        """Ask these again, together: the server was changing."""
        for command in commands:
            self._facts.pop(command, None)
        self.session.forget(commands)
        self.session.ask_all(commands)

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
        return self.see(packages.packages(self.packages_asked))

    @property
    def units(self) -> dict[str, systemd.UnitState]:
        """Services as systemd has loaded them, by name."""
        return self.see(systemd.units())

    @property
    def unit_files(self) -> list[UnitFile]:
        """Unit files as written, misplaced ones too."""
        return self.see(unit_files.unit_files())

    @property
    def unit_links(self) -> list[UnitLink]:
        """Units enabled at boot."""
        return self.see(unit_files.unit_links())

    @property
    def nginx_files(self) -> files.NginxFiles:
        """Everything under /etc/nginx."""
        return self.see(files.config_tree())

    @property
    def nginx_test(self) -> files.NginxTest:
        """The result of `nginx -t`."""
        return self.see(files.test())

    @fact
    def nginx_config(self) -> config.NginxConfig:
        """nginx's parsed configuration."""
        return config.parse(self.nginx_files.texts)

    @property
    def listeners(self) -> list[sockets.Listener]:
        """Listening sockets."""
        return self.see(sockets.listeners())

    @property
    def processes(self) -> list[processes.Process]:
        """The process table."""
        return self.see(processes.processes())

    @fact
    def web_tree(self) -> list[PathInfo]:
        """Everything under /var/www, three levels deep, directories linked there, and `roots`."""
        found = self.see(tree(WEB_ROOT))
        links = [
            f"{one.path}/" for one in found if one.kind == "symlink" and str(PurePosixPath(one.path).parent) == WEB_ROOT
        ]
        inside = [one for link in links for one in self.see(tree(link, depth=2)) if one.path != link]
        known = {one.path for one in (*found, *inside)}
        more = [one for root in self.roots for one in self.see(tree(root)) if one.path.rstrip("/") not in known]
        return [*found, *inside, *{one.path: one for one in more}.values()]

    @fact
    def ordinary_users(self) -> tuple[str, ...]:
        """Accounts of people, not of the system."""
        return tuple(
            user.name
            for user in self.accounts.users.values()
            if user.uid >= FIRST and user.uid != NOBODY and (user.uid < LAST or not _without_shell(user))
        )

    @fact
    def deploy_user(self) -> str:
        """The account that deploys: the owner of a directory under /var/www if a person, else the login user."""
        owners = [info.owner for info in self.web_tree if PurePosixPath(info.path).parent.name == "www"]
        users = self.accounts.users
        people = [owner for owner in owners if owner in self.ordinary_users and not _without_shell(users.get(owner))]
        if people:
            return max(people, key=people.count)
        if self.login.uid == 0 and len(self.ordinary_users) == 1:
            return self.ordinary_users[0]
        return self.login.name


def _without_shell(user: accounts.Account | None) -> bool:
    """Whether the user has no login shell."""
    return user is not None and PurePosixPath(user.shell).name in NO_SHELLS


def _resolved(address: str) -> list[str]:
    try:
        found = socket.getaddrinfo(address, 80, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return [address]
    return sorted({address, *(str(entry[4][0]) for entry in found)})
