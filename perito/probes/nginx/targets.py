"""Where a proxy_pass leads: ngx_http_proxy_module and ngx_http_upstream_module. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from perito.probes.files import number
from perito.probes.nginx.facts import Upstream
from perito.probes.nginx.maps import value_of

if TYPE_CHECKING:
    from perito.probes.nginx.config import Scope
    from perito.probes.nginx.syntax import Directive


def upstream_servers(block: Directive) -> list[Upstream]:
    """The servers of an upstream block but those marked down."""
    found = []
    for one in block.every("server"):
        if one.args and "down" not in one.args[1:]:
            address = endpoint(one.args[0], 80)
            if address is not None:
                found.append(replace(address, via=block.args[0]))
    return found


def target(written: str, scope: Scope) -> Upstream | None:
    """What a proxy_pass leads to for a visitor of the front page; variables are followed where `set`, `map` or
    `geo` give them a value."""
    for _ in range(5):
        written = re.sub(
            r"\$(?:\{(\w+)\}|(\w+))",
            lambda match: value_of("$" + (match[1] or match[2]), scope.variables, scope.maps, scope.host, match[0]),
            written,
        )[:4096]
    match = re.fullmatch(r"(https?)://(unix:[^:]*|[^/?]*)(.*)", written, re.IGNORECASE | re.DOTALL)
    if match is None or "$" in match[2]:
        return None
    scheme, uri = match[1].lower(), match[3]
    if match[2].startswith("unix:"):
        uri = uri.removeprefix(":")
    if servers := scope.upstreams.get(match[2].lower()):
        first, *others = (replace(one, uri=uri or None, scheme=scheme) for one in servers)
        return replace(first, extra=tuple(others))
    address = endpoint(match[2], 443 if scheme == "https" else 80)
    return None if address is None else replace(address, uri=uri or None, scheme=scheme)


GATEWAYS = ("fastcgi_pass", "uwsgi_pass", "scgi_pass")


def gateway(location: Directive, scope: Scope) -> Upstream | None:
    """The target of a location that speaks FastCGI, uwsgi or SCGI; None where it speaks none, or variables name it."""
    for name in GATEWAYS:
        for one in location.every(name):
            if one.args and "$" not in one.args[0]:
                scheme, written = name.removesuffix("_pass"), one.args[0]
                if servers := scope.upstreams.get(written.lower()):
                    first, *others = (replace(server, scheme=scheme) for server in servers)
                    return replace(first, extra=tuple(others))
                address = endpoint(written, 0)
                return None if address is None else replace(address, scheme=scheme)
    return None


def endpoint(where: str, port: int) -> Upstream | None:
    """`unix:/path`, `host`, `host:port`, `[v6]:port`."""
    if where.startswith("unix:"):
        return Upstream("unix", path=where[5:]) if where[5:] else None
    match = re.fullmatch(r"(\[[^]]*\]|[^:]+)(?::(\d{1,5}))?", where)
    if match is None:
        return None
    return Upstream("tcp", host=match[1].strip("[]"), port=number(match[2]) if match[2] else port)
