"""nginx's site for a deployment: its server block, its names, its logs, and where it passes requests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.web import as_taken
from perito.models.web.link import Link
from perito.practice.expect import Absent
from perito.probes.nginx import config
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.names import Names
    from perito.probes.nginx.facts import OwnAnswer
    from perito.server.server import Server

SERIOUS = frozenset({"emerg", "alert", "crit", "error"})
HOST_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*")
ADDRESS = re.compile(r"[0-9.]+|.*:.*")
LOOPBACK = ("127.", "localhost", "::1")
NO_NAMES = frozenset({"", "_", "localhost"})
FORWARDED = frozenset({"x-forwarded-for", "x-real-ip", "forwarded"})


class Site:
    """The server block of one deployment. Facts raise Absent where there is none, CannotLook where we may not look."""

    def __init__(self, server: Server, names: Names) -> None:
        self.server = server
        self.names = names
        self.trail = server.trail
        self.link = Link(server, self)

    @property
    def file(self) -> str | None:
        """The site's file; None where no file of nginx's serves this deployment."""
        return self.names.site if self.names.site in self.server.nginx_files.texts else None

    @fact
    def parsed(self) -> config.NginxConfig:
        """The site's file as nginx would read it."""
        if self.file is None:
            raise Absent(_("a site for {app}").format(app=self.names.app), "—", finding="site.exists/none")
        return config.parse_site(self.server.nginx_files.texts, self.file)

    @property
    def blocks(self) -> tuple[config.ServerBlock, ...]:
        """The server blocks of the file that are this deployment's."""
        mine = self.names.site_blocks
        return tuple(one for one in self.parsed.servers if not mine or one.line in mine)

    @fact
    def block(self) -> config.ServerBlock:
        """The server block that matters: the one that proxies, on port 80 if several do."""
        blocks = self.blocks
        if not blocks:
            raise Absent("server { … }", "—", finding="site.syntax/no-server-block")
        return max(blocks, key=lambda block: (_proxies(block), 80 in _ports(block), bool(block.server_names)))

    def errors(self) -> list[str]:
        """Errors in the site's file as `line: message`: from `nginx -t` where nginx reads the file, else from our own
        parser."""
        if self.file is None:
            raise Absent(_("a site for {app}").format(app=self.names.app), "—", finding="site.exists/none")
        mine = {self.file, *self.paths()}
        try:
            serious = [one for one in self.server.nginx_test.messages if one.level in SERIOUS]
            logs = [f'"{path}"' for path in (*self.block.access_logs, *self.block.error_logs)]
            found = [one for one in serious if one.file in mine or any(log in one.text for log in logs)]
        except CannotLook:
            found = []
        if found:
            return [f"{one.line}: {one.text}" if one.line else one.text for one in found]
        return [f"{one.line}: {one.text}" for one in self.parsed.errors if one.file == self.file]

    def at(self, line: int) -> str:
        """A place in the site's file as people read it; without a line, where that is not known (0)."""
        return _("{file}, line {line}").format(file=self.names.site, line=line) if line else str(self.names.site)

    def strange_character(self, *lines: int) -> str:
        """Where the site's file has a character that is not what it looks like, in these lines; empty: nowhere."""
        text = self.server.nginx_files.texts.get(self.file or "", "")
        return as_taken.of_text(text, str(self.file), lines)

    def paths(self) -> list[str]:
        entries = self.server.nginx_files.entries.values()
        return [info.path for info in entries if info.resolved == self.file]

    @property
    def server_names(self) -> list[str]:
        """Names of the site, in lower case: nginx and HTTP ignore capitals (RFC 9110, 4.2.3)."""
        return [name.lower() for block in self.blocks for name in block.server_names]

    @property
    def server_name(self) -> str:
        """The name a visitor uses, without www."""
        if self.names.server_name:
            return self.names.server_name
        bare = [_plain(name) for name in self.server_names]
        real = [name for name in bare if HOST_NAME.fullmatch(name) and name not in NO_NAMES]
        plain = [name for name in real if not name.startswith("www.") and not ADDRESS.fullmatch(name)]
        if plain:
            return plain[0]
        return real[0].removeprefix("www.") if real else self.names.app.lower()

    def covers(self, name: str) -> bool:
        """Whether some server_name, wildcards and regular expressions too, fits a name."""
        return any(config.name_rank(one, name) is not None for one in self.server_names)

    @property
    def www_name(self) -> str:
        """The same name with www."""
        return f"www.{self.server_name}"

    @property
    def host_header(self) -> str:
        """The name a visitor would ask for, where the site tells one."""
        try:
            return self.server_name
        except (CannotLook, Absent):
            return self.names.app.lower()

    @property
    def access_logs(self) -> list[str]:
        """Access logs in force for the front page."""
        return [path for path in self.scope.access_logs if path not in {"off", "/dev/null"}]

    @property
    def error_logs(self) -> list[str]:
        """Error logs in force for the front page."""
        return [path for path in self.scope.error_logs if path != "/dev/null"]

    @property
    def scope(self) -> config.Location | config.ServerBlock:
        """The block whose logs record the front page's requests: a location may have logs of its own."""
        return self.front or self.block

    @property
    def front(self) -> config.Location | None:
        """The location of the front page; try_files may pass it on to a named location."""
        found = self.block.location_for("/")
        last = found.try_files[-1] if found and not found.proxy_pass and found.try_files else ""
        named = [one for one in self.block.locations if one.modifier == "@" and one.path == last]
        return named[0] if named else found

    @property
    def passing(self) -> config.Location | None:
        """The location that passes the front page's request on, by whichever protocol: the front page's own, or the one
        of the script that try_files or index name (`/index.php`); the front page's where none does.

        Of several names nginx takes that of the first file that is there: a script is taken before a page."""
        found = self.front
        if found is not None and found.passed_to is not None:
            return found
        last = found.try_files[-1].partition("?")[0] if found is not None and found.try_files else ""
        named = found.index if found is not None else self.block.index
        for path in dict.fromkeys((last, *(f"/{name}" for name in named))):
            script = self.block.location_for(path) if path.startswith("/") else None
            if script is not None and script.gateway is not None:
                return script
        return found

    @property
    def proxy_pass(self) -> str:
        """proxy_pass of the front page, as written."""
        return (self.front.proxy_pass or "—") if self.front else "—"

    @property
    def own_answers(self) -> list[OwnAnswer]:
        """Directives by which nginx gives the front page, or a page for some visitors, by itself."""
        return [*self.block.answers, *(self.front.answers if self.front else ())]

    @property
    def proxied_uri(self) -> str:
        """The path that proxy_pass puts before the visitor's; empty where it has none of its own."""
        upstream = self.front.upstream if self.front else None
        uri = (upstream.uri or "") if upstream is not None else ""
        return "" if uri == "/" else uri

    @property
    def proxied_sockets(self) -> list[str]:
        """Unix sockets the front page is passed to."""
        upstream = self.front.upstream if self.front else None
        every = (upstream, *upstream.extra) if upstream is not None else ()
        return [one.path for one in every if one.kind == "unix" and one.scheme == "http"]

    def wanted_sockets(self) -> list[str]:
        """Sockets that nginx is told to use."""
        try:
            return self.proxied_sockets
        except (CannotLook, Absent):
            return []

    def missing_proxy_headers(self) -> list[str]:
        """Headers about the visitor that the program needs and does not get."""
        headers = set(self.front.headers) if self.front else set()
        missing = [] if "host" in headers else ["Host"]
        return missing + ([] if headers & FORWARDED else ["X-Forwarded-For"])

    def both_names(self) -> list[str]:
        """The name and the www name; where the site has none, the directory's name."""
        try:
            return [self.server_name, self.www_name]
        except (CannotLook, Absent):
            return [self.names.app.lower(), f"www.{self.names.app.lower()}"]

    def every_path(self) -> list[str]:
        """Every path under which nginx may read the site's file."""
        return [path for path in (self.file, *self.paths()) if path]


def _proxies(block: config.ServerBlock) -> bool:
    return any(location.proxy_pass for location in block.locations)


def _ports(block: config.ServerBlock) -> list[int]:
    """TCP ports that others than the server itself can reach."""
    return [listen.port for listen in block.listens if not listen.path and not listen.address.startswith(LOOPBACK)]


def _plain(name: str) -> str:
    """The shortest name that `.name`, or a simple regular expression such as `~^(www\\.)?name$`, stands for."""
    if name.startswith("~"):
        return re.sub(r"\([^()]*\)\?|[~^$\\]", "", name)
    return name.removeprefix(".")
