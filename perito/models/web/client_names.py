"""What a client makes of the site's names: its hosts file, then DNS (practice, item 23)."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perito.models.web.hosts_file import HostsFileFacts, resolver
from perito.practice.expect import Failure, NotApplicable
from perito.probes import hosts_file
from perito.probes import names as on_the_server
from perito.probes.base import CannotLook
from perito.server.dns import answers, dns, telling
from perito.server.fact import fact
from perito.server.machine import is_loopback
from perito.support.i18n import _
from perito.transport.target import NO_DNS, Kind, nameserver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Command


@dataclass(frozen=True, slots=True)
class Way:
    """Where a name leads on the client: by `lines` of its hosts file, else by `replies` of DNS."""

    name: str
    addresses: tuple[str, ...]
    lines: tuple[hosts_file.Entry, ...] = ()
    replies: tuple[answers.Reply, ...] = ()


class NamesFacts(HostsFileFacts):
    """The way from a name to this server, as the client goes it."""

    @property
    def _is_local(self) -> bool:
        """Whether Perito runs on the server itself."""
        return self.server.session.target.get("kind") == Kind.LOCAL

    @fact
    def ways(self) -> dict[str, Way]:
        """Where both names lead. Raises CannotLook where a recording lacks it."""
        known = self.client_hosts.readable if self.client_hosts is not None else ()
        lines = {name: tuple(hosts_file.addresses(known, name)) for name in self.both_names()}
        listed = [Way(name, tuple(one.address for one in found), found) for name, found in lines.items() if found]
        rest = [name for name, found in lines.items() if not found]
        return {way.name: way for way in (*listed, *(self._by_dns(rest) if self.told_how else self._by_system(rest)))}

    def _by_system(self, names: Sequence[str]) -> list[Way]:
        """As this computer's own programs find them (getaddrinfo(3))."""
        return [Way(name, tuple(self.remembered(f"resolve {name}", resolver(name)))) for name in names]

    def _by_dns(self, names: Sequence[str]) -> list[Way]:
        """As the name servers that the user named say, or else this computer's."""
        if not names:
            return []

        def ask() -> dict[str, Any]:
            found = dns.ask_all(names, self._dns_settings())
            return {name: [reply.to_json() for reply in replies] for name, replies in found.items()}

        said = self.remembered(f"dns {' '.join(names)}", ask)
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

    def names_questions(self) -> list[Command]:
        """What the server must be asked to judge the names: only where the client alone cannot tell."""
        try:
            ways = list(self.ways.values())
            astray = any(self.strangers(way.addresses, self.known_addresses()) for way in ways)
            listed = self.client_hosts is not None and bool(self.client_hosts.entries)
        except (CannotLook, Failure):
            return []
        unknown = not all(way.addresses for way in ways)
        commands = [on_the_server.hosts_file().command] if unknown else []
        return commands + ([on_the_server.interfaces().command] if astray or (unknown and listed) else [])

    def client_must_know(self, name: str) -> None:
        """As name_must_be_known; on the server itself nothing can be told of anybody's own computer."""
        if self._is_local and not self.told_how:
            raise NotApplicable(_("Perito runs on the server itself, and sees no other computer"))
        self.name_must_be_known(name)

    def name_must_be_known(self, name: str) -> None:
        """Raises Failure where the client does not know the name, CannotLook where its name server would not say.

        Raises NotApplicable where it cannot be told whose client this is: a teacher's knows nothing of a student's.
        """
        way = self.ways[name]
        if way.addresses:
            return
        only_there = self._known_to_the_server(name)
        if not self.told_how and self.complaint() is None:
            unknown = _("this computer does not know {name}").format(name=name)
            raise NotApplicable(". ".join([unknown, *only_there]))
        if not answers.unknown_for_sure(way.replies):
            raise CannotLook("dns", _("the name server did not tell: {said}").format(said=telling.said(way.replies)))
        raise Failure(_("an address for {name}").format(name=name), "—", " ".join(self._asked(way) + only_there))

    def _asked(self, way: Way) -> list[str]:
        """Who was asked about an unknown name, and what they said, in sentences."""
        known, said = self.client_hosts, []
        if known is not None:
            said.append(_("{file} does not have {name}.").format(file=known.file, name=way.name))
        if way.replies:
            said.append(f"{telling.said(way.replies)}.")
        if known is not None and known.readable:
            others = hosts_file.by_other_names(known.readable, self.here())
            text = _("The server's address is there by another name ({line}).")
            said += [text.format(line=known.place(line)) for line in others[:1]]
        return said

    def _known_to_the_server(self, name: str) -> list[str]:
        """The classic mistake, in a sentence: the line was written into the server's own hosts file. Else nothing."""
        with suppress(CannotLook):
            entries = [] if self._is_local else self.server.see(on_the_server.hosts_file())
            return [
                _(
                    "Only the server itself knows it: its own {file}, line {line}, says: {text}. "
                    "Such a line belongs into the hosts file of the computer that visits the site."
                ).format(file=on_the_server.HOSTS, line=found.line, text=found.text)
                for found in hosts_file.addresses(entries, name)[:1]
            ]
        return []

    def name_must_lead_here(self, name: str) -> None:
        """Raises Failure where the client is led elsewhere by the name; as name_must_be_known where it is not led."""
        self.name_must_be_known(name)
        way, here = self.ways[name], self.known_addresses()
        if not self.strangers(way.addresses, here):
            return
        if not self.told_how and not way.lines:
            self._must_lead_somewhere_here(way)
            return
        strangers = self.strangers(way.addresses, here | set(self.own_addresses))
        if strangers and self._hidden() and any(_is_public(one) for one in strangers):
            outside = _("{found} may be the server's address outside: say so with --url-base")
            raise CannotLook("nat", outside.format(found=", ".join(strangers)))
        if strangers:
            raise Failure(", ".join(sorted(here)), ", ".join(strangers), self._led_by(way))

    def _must_lead_somewhere_here(self, way: Way) -> None:
        """Raises NotApplicable where this computer, which may be anybody's, is led elsewhere altogether."""
        if len(self.strangers(way.addresses, self.here())) == len(way.addresses):
            found = ", ".join(way.addresses)
            raise NotApplicable(_("on this computer {name} leads to {found}").format(name=way.name, found=found))

    def _hidden(self) -> bool:
        """Whether the server was reached by an address that others do not use: through a jump host, or forwarded."""
        target = self.server.session.target
        hidden = bool(target.get("jump")) or (target.get("kind") == Kind.SSH and is_loopback(self.server.address))
        return hidden and not target.get("url_base")

    def _led_by(self, way: Way) -> str:
        """Which line, or whose answer, leads there."""
        if way.lines and self.client_hosts is not None:
            wrong = [line for line in way.lines if self.strangers([line.address], self.here())]
            said = [self.client_hosts.place(line) for line in wrong or way.lines]
            if any(is_loopback(line.address) for line in wrong):
                said.append(_("by that address every computer means itself"))
            return "; ".join(said)
        return telling.said(reply for reply in way.replies if reply.addresses)


def _addresses(replies: Sequence[answers.Reply]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for reply in answers.found(replies) for address in reply.addresses))


def _is_public(address: str) -> bool:
    found = hosts_file.parse_address(address)
    return isinstance(found, ipaddress.IPv4Address | ipaddress.IPv6Address) and found.is_global
