"""The client's hosts file, and which addresses are the server's (practice, item 23)."""

from __future__ import annotations

import socket as sockets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perito.models.web.page import AccessFacts
from perito.practice.expect import Failure, NotApplicable
from perito.probes import hosts_file
from perito.probes import names as on_the_server
from perito.probes.base import CannotLook
from perito.server.dns import client
from perito.server.fact import fact
from perito.server.machine import is_loopback
from perito.support.i18n import _
from perito.transport.target import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class ClientHosts:
    """What the client's hosts file says about this deployment's names and addresses, and nothing else of it."""

    file: str
    encoding: str
    entries: tuple[hosts_file.Entry, ...]

    @property
    def readable(self) -> tuple[hosts_file.Entry, ...]:
        """The lines that a resolver can read: none of a file saved as UTF-16."""
        return () if self.encoding == hosts_file.Encoding.UTF_16 else self.entries

    def place(self, entry: hosts_file.Entry) -> str:
        """Where a line stands, and what it says."""
        return _("{file}, line {line}: {text}").format(file=self.file, line=entry.line, text=entry.text)


class HostsFileFacts(AccessFacts):
    """What the client's hosts file says of this deployment's names."""

    @property
    def told_how(self) -> bool:
        """Whether the user said how the student's client finds names: only then does not knowing one mean anything."""
        target = self.server.session.target
        return any(target.get(name) for name in ("nameservers", "search", "hosts_file"))

    @fact
    def client_hosts(self) -> ClientHosts | None:
        """The client's hosts file as far as it matters; None where none was looked at."""
        session, key = self.server.session, f"hosts file about {self.both_names()[0]}"
        known = session.number(key) is not None or session.hosts_file is not None or session.target.get("hosts_file")
        if not known:
            return None
        value = self.remembered(key, self._read_hosts)
        if value["problem"] and session.target.get("hosts_file"):
            raise CannotLook("no_hosts_file", f"{value['file']}: {value['problem']}")
        return ClientHosts(value["file"], value["encoding"], tuple(client.entries(value)))

    def _read_hosts(self) -> dict[str, Any]:
        path = self.server.session.hosts_file
        assert path is not None
        shown = str(self.server.session.target.get("hosts_file") or path)
        return client.excerpt(path, shown, self.both_names(), self.known_addresses())

    def remembered(self, key: str, produce: Callable[[], Any]) -> Any:
        """A fact that the client finds out, its evidence in the trail. Raises CannotLook where a recording lacks it."""
        session = self.server.session
        value = session.remember(key, produce)
        number = session.number(key)
        self.server.trail.extend([number] if number is not None else [])
        return value

    def known_addresses(self) -> set[str]:
        """What stands for the server on the client without asking it: where we connected, and --url-base."""
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

    def hosts_line_must_be_sound(self) -> None:
        """Raises Failure where the client's hosts file names the site in a way that no resolver understands.

        Raises NotApplicable where it says nothing of the kind.
        """
        known = self.client_hosts
        if known is None:
            raise NotApplicable(_("no hosts file was looked at"))
        complaint = self.complaint()
        if complaint is not None:
            raise complaint
        if not any(hosts_file.addresses(known.entries, name) for name in self.both_names()):
            raise NotApplicable(_("{file} does not mention {name}").format(file=known.file, name=self.both_names()[0]))

    def complaint(self) -> Failure | None:
        """What is wrong with the hosts file's lines about the names, if anything."""
        known = self.client_hosts
        if known is None:
            return None
        for name in self.both_names():
            found = _complaint_about(known, name)
            if found is None:
                continue
            entry, failure = found
            # This computer's own file may be a teacher's: a line counts where it is about this very server.
            if self.told_how or entry.ip is None or not self.strangers([entry.address], self.here()):
                return failure
        return None

    def here(self) -> set[str]:
        """Every address known to be the server's: without its interfaces where they cannot be seen."""
        found = self.known_addresses()
        with suppress(CannotLook):
            found |= set(self.own_addresses)
        return found


def _complaint_about(known: ClientHosts, name: str) -> tuple[hosts_file.Entry, Failure] | None:
    """The line that was meant to name it and does not; None where another one does, or none was meant to."""
    good = hosts_file.addresses(known.entries, name)
    expected = _("a line such as: ADDRESS {name}").format(name=name)
    if good and known.encoding == hosts_file.Encoding.UTF_16:
        detail = _("The file is saved as UTF-16: no resolver reads it.")
        return good[0], Failure("UTF-8", "UTF-16", f"{known.place(good[0])}. {detail}")
    if good:
        return None
    bad = hosts_file.unreadable(known.entries, name)
    if bad is not None:
        detail = _("{address} is no address: the line is skipped.").format(address=bad.address)
        return bad, Failure(expected, bad.text, f"{known.place(bad)}. {detail}")
    hidden = hosts_file.commented(known.entries, name)
    if hidden is not None:
        detail = _("What comes after # is a comment.")
        return hidden, Failure(expected, hidden.text, f"{known.place(hidden)}. {detail}")
    close = hosts_file.misspelt(known.entries, name)
    if close is not None:
        detail = _("{found} is not {wanted}.").format(found=close[1], wanted=name)
        return close[0], Failure(expected, close[0].text, f"{known.place(close[0])}. {detail}")
    return None


def resolver(name: str) -> Callable[[], list[str]]:
    """Asks this computer's hosts file and DNS for a name's addresses (getaddrinfo(3))."""

    def resolve() -> list[str]:
        try:
            found = sockets.getaddrinfo(name, 80, type=sockets.SOCK_STREAM)
        except (OSError, UnicodeError):
            return []
        return sorted({str(entry[4][0]) for entry in found})

    return resolve
