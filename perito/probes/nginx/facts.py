"""The facts of an nginx configuration; config.py finds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from perito.probes.nginx.match import best_location

if TYPE_CHECKING:
    from perito.probes.nginx.syntax import ConfigError

INDEX: Final = "index.html"  # nginx's own


@dataclass(frozen=True, slots=True)
class Listen:
    """One listen directive: address `*`, an IP without brackets, a name; or path for `unix:`.

    dual: an IPv6 address that takes IPv4 connections, too (`ipv6only=off`).
    """

    address: str
    port: int
    ipv6: bool = False
    ssl: bool = False
    default_server: bool = False
    path: str = ""
    line: int = 0
    dual: bool = False


@dataclass(frozen=True, slots=True)
class Upstream:
    """The target of proxy_pass: kind `unix` or `tcp`. uri: the path after the address, None without one.

    via: the name of the `upstream` block it came from; extra: further servers of that block.
    """

    kind: str
    path: str = ""
    host: str = ""
    port: int = 0
    uri: str | None = None
    scheme: str = "http"
    via: str = ""
    extra: tuple[Upstream, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A directive by which nginx gives a page itself. said: the directive, shortened; text: what it gives, None where
    the files do not say (variables, a script, a file)."""

    said: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """One location block; one nested in another stands after it.

    modifier: "", =, ~, ~*, ^~, or @ (named). proxy_pass: the text as written; upstream: its target, None where unknown
    (variables, no `http://`). headers: the proxy_set_header in force, by lower-case name, inheritance and includes
    applied, nginx's own defaults left out. includes: patterns as written. access_logs, error_logs, mute_logs: as
    ServerBlock's. answers: directives by which nginx gives a page of its own there, though it may pass requests on.
    index: names of the files that a directory is answered with.
    gateway: the target of fastcgi_pass, uwsgi_pass or scgi_pass, its protocol as scheme.
    """

    modifier: str
    path: str
    file: str
    line: int
    proxy_pass: str | None = None
    proxy_line: int = 0
    upstream: Upstream | None = None
    headers: dict[str, str] = field(default_factory=dict)
    root: str | None = None
    index: tuple[str, ...] = (INDEX,)
    alias: str | None = None
    returns: tuple[str, ...] = ()
    answers: tuple[OwnAnswer, ...] = ()
    try_files: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    access_logs: tuple[str, ...] = ()
    mute_logs: tuple[str, ...] = ()
    error_logs: tuple[str, ...] = ()
    gateway: Upstream | None = None

    @property
    def passed_to(self) -> Upstream | None:
        """Where it passes requests, by whichever protocol."""
        return self.upstream or self.gateway


@dataclass(frozen=True, slots=True)
class ServerBlock:
    """One server block as nginx would have it.

    access_logs, error_logs: paths in force (inherited where the block sets none; `off` as written);
    mute_logs: those access logs that do not show every request at once. listens
    holds nginx's default `*:80` where none is written (listen_given False). names_line: of server_name.
    """

    file: str
    line: int
    server_names: tuple[str, ...] = ()
    listens: tuple[Listen, ...] = ()
    listen_given: bool = False
    locations: tuple[Location, ...] = ()
    root: str | None = None
    index: tuple[str, ...] = (INDEX,)
    access_logs: tuple[str, ...] = ()
    mute_logs: tuple[str, ...] = ()
    error_logs: tuple[str, ...] = ()
    has_own_access_log: bool = False
    has_own_error_log: bool = False
    returns: tuple[str, ...] = ()
    names_line: int = 0
    answers: tuple[OwnAnswer, ...] = ()

    def location_for(self, path: str) -> Location | None:
        """The location nginx picks for a request path (exact, ^~, regular expressions, longest prefix)."""
        place = best_location([(one.modifier, one.path) for one in self.locations], path)
        return None if place is None else self.locations[place]


@dataclass(frozen=True, slots=True)
class NginxConfig:
    """The configuration nginx would load from these files.

    files: those reached from nginx.conf by includes, in order. missing: includes that name no file, as
    (file, line, pattern). user: whose rights nginx's workers have.
    """

    servers: tuple[ServerBlock, ...] = ()
    user: str = "www-data"
    group: str = ""
    files: tuple[str, ...] = ()
    errors: tuple[ConfigError, ...] = ()
    missing: tuple[tuple[str, int, str], ...] = ()
