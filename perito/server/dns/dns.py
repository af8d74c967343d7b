"""DNS asked step by step through dnspython: every question and every answer kept apart.

Only this module opens sockets; answers.py gives the answers' meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.resolver
import dns.rrset

from perito.server.dns.answers import FINAL, UNANSWERED, Reply, Status
from perito.support.threads import ThreadPoolExecutor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KINDS = ("A", "AAAA")
LONGEST_CHAIN = 8
PATIENCE = 2.0  # seconds for each try
TRIES = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """The servers to ask, in order, as (address, port); `search` domains and `ndots` as in resolv.conf(5)."""

    servers: tuple[tuple[str, int], ...]
    search: tuple[str, ...] = ()
    ndots: int = 1


def of_this_system() -> Settings:
    """This computer's own settings (resolv.conf, the registry of Windows); no servers where there are none."""
    try:
        own = dns.resolver.Resolver()
    except dns.exception.DNSException:
        return Settings(())
    servers = tuple((str(server), own.port) for server in own.nameservers)
    search = own.search or ([own.domain] if own.domain != dns.name.root else [])
    return Settings(servers, tuple(domain.to_text(omit_final_dot=True) for domain in search), own.ndots or 1)


def candidates(name: str, settings: Settings) -> list[str]:
    """The full names that a resolver tries, in order (resolv.conf(5), search and ndots)."""
    if name.endswith("."):
        return [name]
    with_domains = [f"{name}.{domain.strip('.')}." for domain in settings.search]
    plain = [f"{name}."]
    return plain + with_domains if name.count(".") >= settings.ndots else with_domains + plain


def ask_all(names: Sequence[str], settings: Settings) -> dict[str, list[Reply]]:
    """All questions and answers about each name, asked side by side. Network errors never raise."""
    with ThreadPoolExecutor(max(1, len(names))) as pool:
        return dict(zip(names, pool.map(lambda name: ask(name, settings), names), strict=True))


def ask(name: str, settings: Settings) -> list[Reply]:
    """One name: its candidates in turn, until one has an address or no server can be reached."""
    found: list[Reply] = []
    for candidate in candidates(name, settings):
        with ThreadPoolExecutor(len(KINDS)) as pool:
            replies = list(pool.map(lambda kind, full=candidate: list(_asked(full, kind, settings)), KINDS))
        found += [reply for one in replies for reply in one]
        last = [one[-1] for one in replies if one]
        if any(reply.addresses for reply in last) or any(reply.status in UNANSWERED for reply in last):
            break
    return found


def _asked(name: str, kind: str, settings: Settings) -> Iterator[Reply]:
    """One question to each server in turn, until one answers."""
    for server in settings.servers:
        reply = _Chase(name, kind, server).reply()
        yield reply
        if reply.status in FINAL:
            return


@dataclass
class _Chase:
    """One question to one server; aliases are followed to their end, with further questions where the answer is
    partial."""

    name: str
    kind: str
    server: tuple[str, int]
    chain: list[str] = field(default_factory=list)
    ttl: int | None = None

    def reply(self) -> Reply:
        """The outcome. Network errors never raise."""
        try:
            start = dns.name.from_text(self.name)
        except (dns.exception.DNSException, UnicodeError) as error:
            return self._ended(Status.NXDOMAIN, str(error))  # an invalid name has no address and is not asked
        try:
            return self._follow(start)
        except dns.exception.Timeout:
            return self._ended(Status.TIMEOUT)
        except OSError as error:
            return self._ended(Status.UNREACHABLE, error.strerror or str(error))
        except (dns.exception.DNSException, ValueError, LookupError, ArithmeticError) as error:
            return self._ended(Status.MALFORMED, str(error) or type(error).__name__)

    def _follow(self, name: dns.name.Name) -> Reply:
        seen = {name}
        while True:
            message = _exchange(name, self.kind, self.server)
            asked = name
            while (alias := _records(message, name, "CNAME")) is not None:
                name = alias[0].target
                self.chain.append(name.to_text())
                self._shorten(alias.ttl)
                if name in seen or len(self.chain) > LONGEST_CHAIN:
                    return self._ended(Status.LOOP)
                seen.add(name)
            found = _records(message, name, self.kind)
            if found is not None:
                self._shorten(found.ttl)
                return self._ended(Status.ANSWER, addresses=tuple(item.address for item in found))
            if message.rcode() != dns.rcode.NOERROR or name == asked:
                return self._ended(_status(message.rcode()), dns.rcode.to_text(message.rcode()))

    def _shorten(self, ttl: int) -> None:
        self.ttl = ttl if self.ttl is None else min(self.ttl, ttl)

    def _ended(self, status: Status, detail: str = "", addresses: tuple[str, ...] = ()) -> Reply:
        host, port = self.server
        server = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return Reply(self.name, self.kind, server, status, addresses, tuple(self.chain), self.ttl, detail)


def _records(message: dns.message.Message, name: dns.name.Name, kind: str) -> dns.rrset.RRset | None:
    """The records of one kind for one name in an answer."""
    return message.get_rrset(message.answer, name, dns.rdataclass.IN, dns.rdatatype.from_text(kind))


def _exchange(name: dns.name.Name, kind: str, server: tuple[str, int]) -> dns.message.Message:
    """One message and its answer, over TCP where UDP is too small. Raises as dns.query does."""
    question = dns.message.make_query(name, kind)
    for attempt in range(1, TRIES + 1):
        try:
            return dns.query.udp_with_fallback(
                question, server[0], timeout=PATIENCE, port=server[1], ignore_unexpected=True, ignore_errors=True
            )[0]
        except dns.exception.Timeout:
            if attempt == TRIES:
                raise
    raise AssertionError("there is at least one try")


def _status(code: int) -> Status:
    """The meaning of an answer without addresses (RFC 2308; the end of an alias counts for the whole, RFC 6604)."""
    known: dict[int, Status] = {
        dns.rcode.NOERROR: Status.NODATA,
        dns.rcode.NXDOMAIN: Status.NXDOMAIN,
        dns.rcode.REFUSED: Status.REFUSED,
    }
    return known.get(code, Status.SERVFAIL)
