"""The chain of a site behind nginx: browser, name, nginx, site, link, socket, and the service behind it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from perito.models.chain import Link, Name
from perito.models.web.if_there import or_none
from perito.support.i18n import N_, _

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment

T = TypeVar("T")
TCP = re.compile(r"(?:\w+://)?(?P<host>\[[^\]]+\]|[\w.*-]+)(?::(?P<port>\d+))?(?:/.*)?")
ANY, LOCAL = {"0.0.0.0", "[::]", "*"}, {"127.0.0.1", "[::1]", "localhost"}  # noqa: S104 - they listen there, not we
GOALS = ("access.status", "access.page")
TRIED = (*GOALS, "access.reachable", "access.www", "service.socket-reachable", "service.socket-answers")

TO_THE_SOCKET = (
    Link("browser", N_("browser"), begins=True),
    Link(
        "name", N_("name"),
        decides=("names.hosts-file", "names.client", "names.server-name"),
        minor=("names.www",),
        goals=("names.client", "names.server-name"),
    ),
    Link(
        "nginx", "nginx",
        decides=(
            "nginx.installed", "nginx.active", "nginx.listening", "nginx-config.valid", "nginx-config.current",
            "access.reachable",
        ),
        minor=("nginx.enabled",),
        findings=("access.status/no-answer",),
    ),
    Link(
        "site", N_("site"),
        decides=(
            "site.exists", "site.syntax", "site.listen", "site.server-name", "site.proxy-pass", "enabled-site.unique",
        ),
        minor=(
            "site.server-name-www", "site.access-log", "site.error-log", "site.proxy-headers",
            "access.www", "access.log",
        ),
        findings=(
            "access.status/welcome", "access.status/default-site", "access.status/redirects",
            "access.status/https-unanswered",
            "access.status/redirects-to-itself", "access.status/waits-for-secure-cookie",
            "access.status/waits-for-other-cookie", "access.status/proxy-path", "access.status/forbidden",
            "access.status/not-found", "access.page/other-site", "access.page/answers-itself",
            "access.page/other-page", "access.page/untitled",
        ),
    ),
    Link("link", N_("link"), decides=("enabled-site.linked", "enabled-site.link-target")),
    Link(
        "socket", N_("socket"),
        decides=(
            "site.socket", "service.bind", "service.socket-file", "service.listening", "service.socket-reachable",
        ),
        findings=(
            "access.status/no-socket", "access.status/socket-denied", "access.status/nobody-listens",
            "access.status/bad-gateway", "access.page/silent-socket",
        ),
    ),
)  # fmt: skip
SERVICE = Link(
    "service", N_("service"),
    decides=(
        "service.exists", "service.keys", "service.user", "service.group", "service.working-directory",
        "service.environment", "service.exec-start", "service.reloaded", "service.active", "service.stable",
        "service.current",
    ),
    minor=("service.workers", "service.enabled", "service.wanted-by", "service.linked"),
)  # fmt: skip


def names(deployment: Deployment) -> dict[str, Name]:
    """The names of these links as they are on the server."""
    host = or_none(lambda: deployment.site.server_name)
    return {
        "browser": Name(f"http://{host}/" if host else ""),
        "name": Name(host or ""),
        "nginx": Name(_("port {port}").format(port=80)),
        "site": Name(_short(deployment.names.site)),
        "link": Name(_short(or_none(lambda: _link(deployment)))),
        "socket": _socket(deployment),
        "service": Name(deployment.names.service or ""),
    }


def _socket(deployment: Deployment) -> Name:
    """The same of a program that is not asked in HTTP: where nobody is found to listen, what nginx asks."""
    found = socket_name(deployment)
    passing = or_none(lambda: deployment.site.passing)
    one = passing.gateway if passing is not None else None
    if found.name or found.asked or one is None:
        return found
    return Name(PurePosixPath(one.path).name if one.kind == "unix" else f"{one.host}:{one.port}")


def socket_name(deployment: Deployment, addresses: tuple[str, ...] = ()) -> Name:
    """The socket that the program listens on, and the one that nginx looks for where it is another.

    `addresses`: where the program listens that has no Unix socket.
    """
    asked = or_none(lambda: deployment.site.proxied_sockets)
    where = asked or or_none(lambda: [deployment.site.proxy_pass]) or []
    told = or_none(lambda: deployment.program.sockets) or []
    others = or_none(deployment.service.other_sockets) or []
    real = [*told, *others] if or_none(lambda: _heard(deployment)) else [*others, *told]
    found = [*real, *addresses]
    same = next((path for path in found if path in where), None)
    if same is not None:
        return Name(PurePosixPath(same).name)
    reached = next((one for one in addresses if any(reaches(asked, one) for asked in where)), None)
    if reached is not None:
        return Name(reached)
    wanted = next((one for one in where if one != "—"), "")
    given = found[0] if found else ""
    alike = PurePosixPath(given).name == PurePosixPath(wanted).name
    return Name(given if alike else PurePosixPath(given).name, wanted if alike else _end(wanted))


def _heard(deployment: Deployment) -> bool:
    """Whether the service listens on the first socket that it is told to."""
    return any(one.path in deployment.program.sockets[:1] for one in deployment.service.listeners)


def reaches(asked: str, address: str) -> bool:
    """Whether what is asked for at an address over TCP comes to who listens on the other. A name that is no address
    may be any."""
    wanted, given = TCP.fullmatch(asked), TCP.fullmatch(address)
    if wanted is None or given is None:
        return False
    host, port = wanted["host"], wanted["port"] or ("80" if "://" in asked else given["port"])
    named = not host[-1].isdigit() and not host.endswith("]") and host != "localhost"
    alike = named or given["host"] in {host, *ANY} or (host == "localhost" and given["host"] in LOCAL)
    return alike and (port == given["port"] or (named and not wanted["port"]))


def _end(address: str) -> str:
    """The last part of a socket's path; an address over TCP stays whole, without its scheme."""
    if address.startswith(("/", "unix:", "http://unix:")):
        return PurePosixPath(address).name
    return address.rpartition("://")[2].rstrip("/")


def _link(deployment: Deployment) -> str | None:
    entry = deployment.site.link.entry
    return entry.path if entry is not None else deployment.site.link.unread_path()


def _short(path: str | None) -> str:
    """A file with its directory, as the practice calls it: `sites-available/app`."""
    return "/".join(PurePosixPath(path).parts[-2:]) if path else ""
