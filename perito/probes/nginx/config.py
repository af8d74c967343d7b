"""The meaning of nginx's files: servers, locations, upstreams, with nginx's own inheritance. Pure."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from perito.probes.files import number
from perito.probes.nginx.facts import INDEX, Listen, Location, NginxConfig, OwnAnswer, ServerBlock, Upstream
from perito.probes.nginx.logs import is_mute
from perito.probes.nginx.match import clean_host, name_rank
from perito.probes.nginx.syntax import ConfigError, Directive, Reader, directives_of
from perito.probes.nginx.targets import gateway, target, upstream_servers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Debian's compiled-in values: in force where the configuration sets none.
ACCESS_LOG: Final = "/var/log/nginx/access.log"
ERROR_LOG: Final = "/var/log/nginx/error.log"
HANDLERS: Final = frozenset({
    "js_content", "perl", "content_by_lua", "content_by_lua_block", "content_by_lua_file", "rewrite_by_lua",
    "rewrite_by_lua_block", "rewrite_by_lua_file", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "memcached_pass",
})  # fmt: skip
WILDCARDS: Final = ("*", "0.0.0.0", "::")  # noqa: S104 - what a configuration may say


@dataclass(frozen=True, slots=True)
class Scope:
    """The settings that a block passes on to those inside it."""

    access_logs: tuple[str, ...] = (ACCESS_LOG,)
    mute_logs: tuple[str, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    error_logs: tuple[str, ...] = (ERROR_LOG,)
    headers: Mapping[str, str] = field(default_factory=dict)
    root: str | None = None
    index: tuple[str, ...] = (INDEX,)
    variables: Mapping[str, str] = field(default_factory=dict)
    upstreams: Mapping[str, Sequence[Upstream]] = field(default_factory=dict)
    maps: Mapping[str, Directive] = field(default_factory=dict)
    host: str = ""

    def within(self, block: Sequence[Directive]) -> Scope:
        """The settings in force inside a block: each is inherited only where the block has none."""
        logs = [one.args for one in block if one.name == "access_log" and one.args]
        access = tuple(one[0] for one in logs)
        formats = {one.args[0]: "".join(one.args[1:]) for one in block if one.name == "log_format" and one.args}
        formats = {**self.formats, **formats}
        errors = tuple(one.args[0] for one in block if one.name == "error_log" and one.args)
        headers = {
            one.args[0].lower(): one.args[1] for one in block if one.name == "proxy_set_header" and len(one.args) == 2
        }
        sets = {one.args[0]: one.args[1][:1024] for one in block if one.name == "set" and len(one.args) == 2}
        return replace(
            self,
            access_logs=access or self.access_logs,
            mute_logs=tuple(one[0] for one in logs if is_mute(one, formats)) if access else self.mute_logs,
            formats=formats,
            error_logs=errors or self.error_logs,
            headers=headers or self.headers,
            root=last(block, "root") or self.root,
            index=tuple(name for one in block if one.name == "index" for name in one.args) or self.index,
            variables={**self.variables, **sets},
        )


def parse(files: Mapping[str, str], main: str = "/etc/nginx/nginx.conf") -> NginxConfig:
    """Read from `main` on, includes followed in `files` only (path → text, a link under its own path).

    Never raises.
    """
    reader = Reader(files, posixpath.dirname(main))
    try:
        return meaning(reader, reader.read(main))
    except RecursionError:
        return NginxConfig(errors=(ConfigError(main, 0, "blocks nested too deep"),))


def parse_site(files: Mapping[str, str], path: str, main: str = "/etc/nginx/nginx.conf") -> NginxConfig:
    """One site file alone, as though nginx.conf included it and no other site: also for one not enabled."""
    try:
        return site(Reader(files, posixpath.dirname(main)), path, main)
    except RecursionError:
        return NginxConfig(errors=(ConfigError(path, 0, "blocks nested too deep"),))


def site(reader: Reader, path: str, main: str) -> NginxConfig:
    """One site's servers inside nginx.conf's http block."""
    around = []
    for one in reader.read(main):
        if one.name == "http":
            kept = tuple(inner for inner in one.block if inner.name != "server")
            around.append(replace(one, block=(*kept, *reader.read(path))))
        else:
            around.append(one)
    if not any(one.name == "http" for one in around):
        around.append(Directive("http", (), path, 0, tuple(reader.read(path))))
    found = meaning(reader, around)
    return replace(
        found,
        servers=tuple(server for server in found.servers if server.file == path) or found.servers,
        errors=tuple(problem for problem in found.errors if problem.file == path),
    )


def meaning(reader: Reader, directives: Sequence[Directive]) -> NginxConfig:
    """The servers of the http blocks, and the user of the workers."""
    scope = Scope().within(directives)
    servers: list[ServerBlock] = []
    for http in (one for one in directives if one.name == "http"):
        upstreams = {one.args[0].lower(): upstream_servers(one) for one in http.every("upstream") if one.args}
        chosen = {one.args[-1]: one for one in http.block if one.name in ("map", "geo") and one.args}
        inside = replace(scope.within(http.block), upstreams=upstreams, maps=chosen)
        servers += [server_block(one, inside) for one in http.every("server")]
    user = next((one.args for one in directives if one.name == "user" and one.args), ("www-data",))
    group = user[1] if len(user) > 1 else ""
    return NginxConfig(tuple(servers), user[0], group, tuple(reader.met), tuple(reader.errors), tuple(reader.missing))


def server_block(server: Directive, outer: Scope) -> ServerBlock:
    """One server."""
    names = server.every("server_name")
    host = next((name for one in names for name in one.args), "")
    scope = replace(outer.within(server.block), host=host.lower())
    listens = tuple(listen(one) for one in server.every("listen") if one.args)
    return ServerBlock(
        file=server.file,
        line=server.line,
        server_names=tuple(name for one in names for name in one.args),
        listens=listens or (Listen("*", 80),),
        listen_given=bool(listens),
        locations=tuple(locations_in(server.block, scope)),
        root=scope.root,
        index=scope.index,
        access_logs=scope.access_logs,
        mute_logs=scope.mute_logs,
        error_logs=scope.error_logs,
        has_own_access_log=bool(server.every("access_log")),
        has_own_error_log=bool(server.every("error_log")),
        returns=arguments(server.block, "return"),
        answers=tuple(answering(server.block)),
        names_line=names[0].line if names else 0,
    )


def locations_in(block: Iterable[Directive], outer: Scope) -> Iterable[Location]:
    """The locations of a block, each followed by those nested in it."""
    for one in block:
        if one.name != "location" or not one.args:
            continue
        modifier, path = one.args[:2] if len(one.args) > 1 else glued(one.args[0])
        scope = outer.within(one.block)
        passes = [inner for inner in one.every("proxy_pass") if inner.args]
        written = passes[-1].args[0] if passes else None
        yield Location(
            modifier,
            path,
            one.file,
            one.line,
            proxy_pass=written,
            proxy_line=passes[-1].line if passes else 0,
            upstream=None if written is None else target(written, scope),
            headers=dict(scope.headers),
            root=scope.root,
            index=scope.index,
            alias=last(one.block, "alias"),
            returns=arguments(one.block, "return"),
            answers=tuple(answering(one.block)),
            try_files=arguments(one.block, "try_files"),
            includes=tuple(pattern for inner in one.every("include") for pattern in inner.args),
            access_logs=scope.access_logs,
            mute_logs=scope.mute_logs,
            error_logs=scope.error_logs,
            gateway=gateway(one, scope),
        )
        yield from locations_in(one.block, scope)


def answering(block: Iterable[Directive]) -> Iterator[OwnAnswer]:
    """What makes nginx answer by itself in a block that may pass requests on as well: a `return` of a page goes before
    (ngx_http_rewrite_module), and a handler of scripts or a file of a fixed name comes instead."""
    for one in block:
        inner = [each for each in one.block if each.name == "return"] if one.name == "if" else []
        said = [each for each in (one, *inner) if each.name == "return" and is_page(each.args)]
        words = " ".join(one.args)
        shown = f"{one.name} ({words})"[:120] if inner else f"{one.name} {words}"[:120]
        yield from (OwnAnswer(shown, None if {"$", "\\"} & {*each.args[1]} else each.args[1]) for each in said)
        if one.name in HANDLERS:
            yield OwnAnswer(one.name)
        elif one.name == "try_files" and one.args and "$" not in one.args[0]:
            yield OwnAnswer(f"try_files {one.args[0]}")


def is_page(words: Sequence[str]) -> bool:
    """Whether a `return` gives a page of its own: a text with tags, or with variables that may hold them."""
    return len(words) > 1 and words[0].startswith("2") and bool(set("<$") & set(words[1]))


def glued(word: str) -> tuple[str, str]:
    """nginx also takes the modifier without a blank: `location =/x`, `location @name`."""
    for modifier in ("~*", "^~", "=", "~", "@"):
        if word.startswith(modifier):
            return modifier, word if modifier == "@" else word.removeprefix(modifier)
    return "", word


def listen(directive: Directive) -> Listen:
    """One listen directive."""
    where, flags = directive.args[0], directive.args[1:]
    default = "default_server" in flags or "default" in flags
    if where.startswith("unix:"):
        return Listen("", 0, path=where[5:], default_server=default, line=directive.line)
    match = re.fullmatch(r"(?:(\[[^]]*\]|[^:]*):)?(\d{1,5})", where)
    address, port = (match[1] or "*", number(match[2])) if match else (where, 80)
    ipv6 = address.startswith("[")
    return Listen(
        address.strip("[]") or "*",
        port,
        ipv6,
        "ssl" in flags,
        default,
        line=directive.line,
        dual="ipv6only=off" in flags,
    )


def is_for_all_sites(text: str, of_a_site: Iterable[str]) -> bool:
    """Whether a file has something to say, and nothing that stands in a server block."""
    names = {one["directive"] for one in directives_of(text)[0]}
    return bool(names) and not names & {*of_a_site}


def last(block: Iterable[Directive], name: str) -> str | None:
    """The first argument of the last directive of a name."""
    found = [one.args[0] for one in block if one.name == name and one.args]
    return found[-1] if found else None


def arguments(block: Iterable[Directive], name: str) -> tuple[str, ...]:
    """The arguments of the first directive of a name."""
    return next((one.args for one in block if one.name == name), ())


def listening(config: NginxConfig, port: int, address: str = "") -> list[tuple[ServerBlock, Listen]]:
    """The servers nginx chooses among for a connection to that address and port, with their listen.

    An address of its own wins over a wildcard. Without an address: any IPv4 one but loopback.
    """
    ipv6 = ":" in address
    pairs = [
        (server, one)
        for server in config.servers
        for one in server.listens
        if one.port == port and not one.path and one.ipv6 == ipv6
    ]
    exact = [pair for pair in pairs if address and pair[1].address == address]
    wild = [pair for pair in pairs if pair[1].address in WILDCARDS]
    reachable = [pair for pair in pairs if not pair[1].address.startswith(("127.", "localhost"))]
    return exact or wild or ([] if address else reachable)


def server_for(config: NginxConfig, host: str, port: int = 80, address: str = "") -> ServerBlock | None:
    """The server block nginx picks for a Host header.

    Exact name, longest leading wildcard, longest trailing wildcard, first regular expression, and else the
    default_server or first block of that address and port. None where no block listens there.
    """
    candidates = listening(config, port, address)
    name = clean_host(host)
    best: tuple[tuple[int, int], ServerBlock] | None = None
    for server, _ in candidates:
        ranks = [rank for one in server.server_names if (rank := name_rank(one, name)) is not None]
        if ranks and (best is None or max(ranks) > best[0]):
            best = (max(ranks), server)
    if best is not None:
        return best[1]
    default = next((server for server, one in candidates if one.default_server), None)
    return default or (candidates[0][0] if candidates else None)


def conflicts(config: NginxConfig) -> list[tuple[str, ServerBlock, ServerBlock]]:
    """Names that two blocks claim on one address and port: (name, file that has it, file that is ignored)."""
    owners: dict[tuple[str, int, bool, str], ServerBlock] = {}
    found: list[tuple[str, ServerBlock, ServerBlock]] = []
    for server in config.servers:
        for one in server.listens:
            for name in dict.fromkeys(name.lower() for name in server.server_names):
                address = "*" if one.address in WILDCARDS else one.address
                owner = owners.setdefault((address or one.path, one.port, one.ipv6, name), server)
                if owner is not server and (name, owner, server) not in found:
                    found.append((name, owner, server))
    return found


__all__ = [
    "ConfigError",
    "Listen",
    "Location",
    "NginxConfig",
    "ServerBlock",
    "Upstream",
    "conflicts",
    "is_for_all_sites",
    "name_rank",
    "parse",
    "parse_site",
    "server_for",
]
