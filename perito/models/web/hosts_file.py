"""The client's hosts file, and which addresses are the server's."""

from __future__ import annotations

import socket as sockets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perito.errors import CannotLook, Unseen
from perito.probes import hosts_file
from perito.probes import names as on_the_server
from perito.server.dns import client
from perito.server.fact import fact
from perito.server.way import is_loopback
from perito.support.i18n import _
from perito.transport.target import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from perito.models.web.site import Site
    from perito.server.server import Server


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The lines of the client's hosts file about this deployment's names and addresses, and no others."""

    file: str
    encoding: str
    entries: tuple[hosts_file.Entry, ...]

    @property
    def readable(self) -> tuple[hosts_file.Entry, ...]:
        """The lines that a resolver can read: none of a file saved as UTF-16."""
        return () if self.encoding == hosts_file.Encoding.UTF_16 else self.entries

    def place(self, entry: hosts_file.Entry) -> str:
        """A line's place and its text."""
        return _("{file}, line {line}: {text}").format(file=self.file, line=entry.line, text=entry.text)


class ClientHosts:
    """The client's hosts file, for this deployment's names."""

    def __init__(self, server: Server, site: Site) -> None:
        self.server = server
        self.site = site
        self.trail = server.trail

    @property
    def told_how(self) -> bool:
        """Whether the user described the student's client: only then does an unknown name mean anything."""
        target = self.server.session.target
        return any(target.get(name) for name in ("nameservers", "search", "hosts_file"))

    @fact
    def known(self) -> Excerpt | None:
        """The relevant part of the client's hosts file; None where none was looked at."""
        session, key = self.server.session, f"hosts file about {self.site.both_names()[0]}"
        known = session.number(key) is not None or session.hosts_file is not None or session.target.get("hosts_file")
        if not known:
            return None
        value = self.remembered(key, self._read_hosts, outside=False)
        if value["problem"] and session.target.get("hosts_file"):
            raise CannotLook(Unseen.NO_HOSTS_FILE, f"{value['file']}: {value['problem']}")
        return Excerpt(value["file"], value["encoding"], tuple(client.entries(value)))

    def _read_hosts(self) -> dict[str, Any]:
        path = self.server.session.hosts_file
        assert path is not None
        shown = str(self.server.session.target.get("hosts_file") or path)
        return client.excerpt(path, shown, self.site.both_names(), self.known_addresses())

    def remembered(self, key: str, produce: Callable[[], Any], *, outside: bool = True) -> Any:
        """A fact that the client finds out, its evidence in the trail. Raises CannotLook where a recording lacks it.

        `outside`: it asks somebody, who may not answer.
        """
        session = self.server.session
        value = session.find_out(key, produce) if outside else session.remember(key, produce)
        number = session.number(key)
        self.server.trail.extend([number] if number is not None else [])
        return value

    def known_addresses(self) -> set[str]:
        """The server's addresses that the client knows without asking it: where we connected, and --url-base."""
        session, found = self.server.session, {*self.server.addresses}
        if session.target.get("url_base"):
            host = self.server.web_address[0]
            found.add(host)
            if not session.replayed or session.number(f"addresses of {host}") is not None:
                found |= {*self.remembered(f"addresses of {host}", resolver(host))}
        return found

    @fact
    def own_addresses(self) -> list[str]:
        """The addresses of the server's own interfaces. Raises CannotLook where they cannot be seen."""
        return self.server.see(on_the_server.interfaces())

    def strangers(self, addresses: Iterable[str], here: set[str]) -> list[str]:
        """Those of these addresses that are not the server's."""
        known = {hosts_file.parse_address(one) for one in here} - {None}
        local = self.server.session.target.get("kind") == Kind.LOCAL
        return [
            one for one in addresses if hosts_file.parse_address(one) not in known and not (local and is_loopback(one))
        ]

    def here(self) -> set[str]:
        """Every address known to be the server's: without its interfaces where they cannot be seen."""
        found = self.known_addresses()
        with suppress(CannotLook):
            found |= set(self.own_addresses)
        return found


def resolver(name: str) -> Callable[[], list[str]]:
    """Asks this computer's hosts file and DNS for a name's addresses (getaddrinfo(3))."""

    def resolve() -> list[str]:
        try:
            found = sockets.getaddrinfo(name, 80, type=sockets.SOCK_STREAM)
        except (OSError, UnicodeError):
            return []
        return sorted({str(entry[4][0]) for entry in found})

    return resolve
