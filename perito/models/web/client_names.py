"""From a site's names to an address, as a client resolves them: its hosts file, then DNS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perito.errors import CannotLook
from perito.models.web.hosts_file import ClientHosts, resolver
from perito.practice.expect import Absent
from perito.probes import hosts_file
from perito.probes import names as on_the_server
from perito.server.dns import answers, dns
from perito.server.fact import fact
from perito.server.way import is_loopback
from perito.transport.target import NO_DNS, Kind, nameserver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.models.web.site import Site
    from perito.server.server import Server
    from perito.transport.base import Command


@dataclass(frozen=True, slots=True)
class Way:
    """The resolution of a name on the client: by `lines` of its hosts file, else by `replies` of DNS."""

    name: str
    addresses: tuple[str, ...]
    lines: tuple[hosts_file.Entry, ...] = ()
    replies: tuple[answers.Reply, ...] = ()


class ClientNames:
    """The resolution of the site's names, as the client does it."""

    def __init__(self, server: Server, site: Site) -> None:
        self.server = server
        self.site = site
        self.trail = server.trail
        self.hosts = ClientHosts(server, site)

    @property
    def is_local(self) -> bool:
        """Whether Perito runs on the server itself."""
        return self.server.session.target.get("kind") == Kind.LOCAL

    @fact
    def ways(self) -> dict[str, Way]:
        """The resolution of both names. Raises CannotLook where a recording lacks it."""
        known = self.hosts.known.readable if self.hosts.known is not None else ()
        lines = {name: tuple(hosts_file.addresses(known, name)) for name in self.site.both_names()}
        listed = [Way(name, tuple(one.address for one in found), found) for name, found in lines.items() if found]
        rest = [name for name, found in lines.items() if not found]
        return {
            way.name: way for way in (*listed, *(self._by_dns(rest) if self.hosts.told_how else self._by_system(rest)))
        }

    def _by_system(self, names: Sequence[str]) -> list[Way]:
        """By this computer's own resolver (getaddrinfo(3))."""
        return [Way(name, tuple(self.hosts.remembered(f"resolve {name}", resolver(name)))) for name in names]

    def _by_dns(self, names: Sequence[str]) -> list[Way]:
        """By the name servers that the user named, or else this computer's."""
        if not names:
            return []

        def ask() -> dict[str, Any]:
            found = dns.ask_all(names, self._dns_settings())
            return {name: [reply.to_json() for reply in replies] for name, replies in found.items()}

        said = self.hosts.remembered(f"dns {' '.join(names)}", ask)
        replies = {name: tuple(map(answers.Reply.from_json, said.get(name, ()))) for name in names}
        return [Way(name, _addresses(replies[name]), (), replies[name]) for name in names]

    def _dns_settings(self) -> dns.Settings:
        target = self.server.session.target
        search = tuple(target.get("search", ()))
        named = target.get("nameservers", ())
        if named:
            return dns.Settings(tuple(nameserver(one) for one in named if one != NO_DNS), search)
        own = dns.of_this_system()
        return dns.Settings(own.servers, search or own.search, own.ndots)

    def questions(self) -> list[Command]:
        """Questions to the server for judging the names: only where the client alone cannot tell."""
        try:
            ways = list(self.ways.values())
            astray = any(self.hosts.strangers(way.addresses, self.hosts.known_addresses()) for way in ways)
            listed = self.hosts.known is not None and bool(self.hosts.known.entries)
        except (CannotLook, Absent):
            return []
        unknown = not all(way.addresses for way in ways)
        commands = [on_the_server.hosts_file().command] if unknown else []
        return commands + ([on_the_server.interfaces().command] if astray or (unknown and listed) else [])

    def hidden(self) -> bool:
        """Whether the server was reached by an address that others do not use: through a jump host, or forwarded."""
        target = self.server.session.target
        hidden = bool(target.get("jump")) or (target.get("kind") == Kind.SSH and is_loopback(self.server.address))
        return hidden and not target.get("url_base")


def _addresses(replies: Sequence[answers.Reply]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for reply in answers.found(replies) for address in reply.addresses))
