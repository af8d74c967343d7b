"""The server's own names and addresses: its hosts file, its interfaces."""

from __future__ import annotations

import ipaddress
import json
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes import hosts_file as hosts
from perito.probes.base import Probe, tool_of
from perito.transport.base import Command

if TYPE_CHECKING:
    from perito.transport.base import Answer

HOSTS: Final = "/etc/hosts"


def hosts_file() -> Probe[list[hosts.Entry]]:
    """The server's own hosts file; a server without one knows no names."""
    return Probe(Command(f"cat {HOSTS}", about=f"cat {HOSTS}"), read_hosts)


def read_hosts(answer: Answer) -> list[hosts.Entry]:
    """Its lines that name something."""
    return hosts.parse(hosts.decode(answer.stdout)[0])


def interfaces() -> Probe[list[str]]:
    """The server's own addresses as others may use them."""
    return Probe(Command("ip -json address show", about="ip address"), read_interfaces)


def read_interfaces(answer: Answer) -> list[str]:
    """Addresses of every interface, without loopback and link-local ones, which mean another machine elsewhere.

    Raises CannotLook where iproute2 does not answer.
    """
    tool_of(answer, "ip")
    try:
        links = json.loads(answer.stdout)
        found = [one["local"] for link in links for one in link.get("addr_info", ()) if "local" in one]
        known = [ipaddress.ip_address(one) for one in found]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise CannotLook(Unseen.UNREADABLE, f"ip -json address: {problem}") from problem
    return [str(one) for one in known if not one.is_loopback and not one.is_link_local]
