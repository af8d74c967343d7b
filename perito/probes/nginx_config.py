"""What nginx's files mean: servers, locations, upstreams, with nginx's own inheritance. Pure, by crossplane."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Listen:
    """One listen directive (ngx_http_core_module): address `*`, `[::]`, an IP, or `unix:` with path."""

    address: str
    port: int
    ipv6: bool = False
    ssl: bool = False
    default_server: bool = False
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Upstream:
    """Where proxy_pass leads: kind unix or tcp. uri: what follows the address, None where nothing does.
    via: the name of the `upstream` block it came from. extra: further servers of that block."""

    kind: str
    path: str = ""
    host: str = ""
    port: int = 0
    uri: str | None = None
    scheme: str = "http"
    via: str = ""
    extra: tuple[Upstream, ...] = ()


@dataclass(frozen=True, slots=True)
class Location:
    """One location block, or one nested in it. modifier: "", =, ~, ~*, ^~, @ (named). proxy_pass: the text as
    written; upstream: what it leads to, None where it cannot be told (variables, `unix:` without http://).
    headers: the proxy_set_header in force there, by lower-case name, included files and inheritance applied."""

    modifier: str
    path: str
    file: str
    line: int
    proxy_pass: str | None = None
    proxy_line: int = 0
    upstream: Upstream | None = None
    headers: dict[str, str] = field(default_factory=dict)
    root: str | None = None
    alias: str | None = None
    returns: tuple[str, ...] = ()
    try_files: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerBlock:
    """One server block as nginx would have it. access_logs, error_logs: paths in force (inherited from http where
    not set; `off` as written). listens holds the default `*:80` where no listen is written (listen_given False).
    has_own_access_log / has_own_error_log: written in this very block."""

    file: str
    line: int
    server_names: tuple[str, ...] = ()
    listens: tuple[Listen, ...] = ()
    listen_given: bool = False
    locations: tuple[Location, ...] = ()
    root: str | None = None
    access_logs: tuple[str, ...] = ()
    error_logs: tuple[str, ...] = ()
    has_own_access_log: bool = False
    has_own_error_log: bool = False
    returns: tuple[str, ...] = ()
    names_line: int = 0

    def location_for(self, path: str) -> Location | None:
        """The location nginx picks for a request path (exact, ^~, regular expressions in order, longest prefix)."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ConfigError:
    """What crossplane could not make sense of."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class NginxConfig:
    """The configuration nginx would load from these files. files: those reached from nginx.conf by includes, in
    order. missing: includes that name no file, as (file, line, pattern)."""

    servers: tuple[ServerBlock, ...] = ()
    user: str = "www-data"
    group: str = ""
    files: tuple[str, ...] = ()
    errors: tuple[ConfigError, ...] = ()
    missing: tuple[tuple[str, int, str], ...] = ()


def parse(files: Mapping[str, str], main: str = "/etc/nginx/nginx.conf") -> NginxConfig:
    """Read from `main` on, includes resolved in `files` only (path → text; give a linked file under the link's own
    path). Never raises."""
    raise NotImplementedError


def parse_site(files: Mapping[str, str], path: str) -> NginxConfig:
    """Read one site file as though nginx.conf included it: for a site that is not enabled."""
    raise NotImplementedError


def server_for(config: NginxConfig, host: str, port: int = 80, address: str = "") -> ServerBlock | None:
    """The server block nginx picks for a Host header: exact name, longest leading wildcard, longest trailing
    wildcard, first regular expression, else default_server or the first block of that port."""
    raise NotImplementedError


def conflicts(config: NginxConfig) -> list[tuple[str, ServerBlock, ServerBlock]]:
    """Names that two blocks claim on the same address and port: (name, the one that gets it, the one ignored)."""
    raise NotImplementedError
