"""The way on which the client asks for pages: from its own network, or through the SSH connection."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any

from perito.support import urls

if TYPE_CHECKING:
    from collections.abc import Mapping

PORT = 80


def web_address(target: Mapping[str, Any], address: str) -> tuple[str, int]:
    """Where the client requests pages: port 80 of the server's `address`, or what --url-base says."""
    base = target.get("url_base")
    found = urls.parse(str(base)) if base else None
    return (found.host, found.port or PORT) if found is not None else (address, PORT)


def via(target: Mapping[str, Any], address: str) -> str:
    """`direct`, or `tunnel` where the client has no route of its own: behind NAT or a jump host."""
    mode = str(target.get("http", "auto"))
    if mode != "auto":
        return mode
    hidden = bool(target.get("jump")) or (target.get("kind") == "ssh" and is_loopback(address))
    return "tunnel" if hidden and not target.get("url_base") else "direct"


def is_loopback(address: str) -> bool:
    """Whether an address, or `localhost`, is of whichever machine says it."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
