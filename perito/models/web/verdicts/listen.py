"""Verdict on whether visitors get to the site: by which addresses it listens (ngx_http_core_module)."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.web.site import LOOPBACK
from perito.practice.expect import finding
from perito.probes import names

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment
    from perito.probes.nginx.facts import Listen

PORT = 80
EVERY_IPV4 = frozenset({"*", "0.0.0.0", ""})  # noqa: S104 - compared, not listened on
EVERY_IPV6 = "::"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def site_must_listen(deployment: Deployment) -> None:
    """Raises Failure unless visitors of this server get to the site on port 80."""
    listens = [one for block in deployment.site.blocks for one in block.listens]
    on_port = [one for one in listens if one.port == PORT and not one.path]
    if not on_port:
        shown = ", ".join(dict.fromkeys(_shown(one) for one in listens))
        if all(one.path for one in listens):
            raise finding("site.listen/no-port", expected=str(PORT), actual=shown)
        raise finding("site.listen/other-port", expected=str(PORT), actual=shown)
    reasons = [_closed(deployment, one) for one in on_port]
    first = reasons[0]
    if first is not None and all(reasons):
        raise finding(
            {
                "loopback": "site.listen/loopback",
                "ipv6-only": "site.listen/ipv6-only",
                "no-such-address": "site.listen/no-such-address",
                "other-address": "site.listen/other-address",
            }[first.kind],
            expected=str(PORT), actual=", ".join(dict.fromkeys(_shown(one) for one in on_port)),
            place=deployment.site.at(on_port[0].line), listens=_shown(on_port[0]), addresses=first.addresses,
        )  # fmt: skip


@dataclass(frozen=True)
class Closed:
    """Why no visitor gets to an address that the site listens on, and which addresses that is measured by."""

    kind: str
    addresses: str = ""


def _shown(one: Listen) -> str:
    """As it may be written in a site's file."""
    if one.path:
        return f"unix:{one.path}"
    address = f"[{one.address}]" if one.ipv6 else one.address
    return str(one.port) if one.address == "*" else f"{address}:{one.port}"


def _closed(deployment: Deployment, one: Listen) -> Closed | None:
    """Why no visitor gets there; None where one does, or it cannot be told."""
    if one.address.startswith(LOOPBACK):
        return Closed("loopback")
    if one.address in EVERY_IPV4:
        return None
    visited = _visited(deployment)
    if one.ipv6 and one.address == EVERY_IPV6:
        if _is_dual(deployment, one) or any(known.version == 6 for known in visited):
            return None
        return Closed("ipv6-only", _listed(visited))
    wanted = _parsed(one.address)
    if wanted is None or wanted in visited:
        return None
    return _of_another_address(deployment, wanted, visited)


def _of_another_address(deployment: Deployment, wanted: Address, visited: set[Address]) -> Closed | None:
    """The same for one address that is not the one that the server was reached by."""
    try:
        seen: list[str] = deployment.server.see(names.interfaces())
    except CannotLook:
        return None
    own = {found for found in map(_parsed, seen) if found is not None}
    if wanted not in own:
        return Closed("no-such-address", _listed(own))
    if not visited & own:  # behind a translation of addresses: which of its own others come by cannot be told
        return None
    return Closed("other-address", _listed(visited & own))


def _visited(deployment: Deployment) -> set[Address]:
    """The addresses that the client knows the server by, loopback aside."""
    try:
        known = deployment.client_names.hosts.known_addresses()
    except CannotLook:
        known = {deployment.server.address}
    found = {_parsed(one) for one in known}
    return {one for one in found if one is not None and not one.is_loopback}


def _is_dual(deployment: Deployment, one: Listen) -> bool:
    """Whether that address takes IPv4, too: it is enough that one block of all says so."""
    if one.dual:
        return True
    with suppress(CannotLook):
        blocks = deployment.server.nginx_config.servers
        return any(
            other.dual and (other.address, other.port) == (one.address, one.port)
            for block in blocks
            for other in block.listens
        )
    return False


def _parsed(address: str) -> Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None


def _listed(addresses: set[Address]) -> str:
    return ", ".join(sorted(map(str, addresses))) or "—"
