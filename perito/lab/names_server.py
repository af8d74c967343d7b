"""A name server on loopback for a few names: enough for the lab's platform, without booting a server."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rrset

if TYPE_CHECKING:
    from types import TracebackType

TTL = 60
MOST_HOPS = 8


class NamesServer:
    """`records`: name → ("A", address), ("CNAME", name) or ("SERVFAIL", ""). Anything else does not exist."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.records: dict[str, tuple[str, str]] = {}
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((address, 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def at(self) -> str:
        """`ADDRESS:PORT`."""
        address, port = self._socket.getsockname()
        return f"{address}:{port}"

    def __enter__(self) -> NamesServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        address, port = self._socket.getsockname()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", (address, port))
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            data, visitor = self._socket.recvfrom(4096)
            if not data:
                return
            try:
                question = dns.message.from_wire(data)
            except dns.exception.DNSException:
                continue
            self._socket.sendto(self._answer(question).to_wire(), visitor)

    def _answer(self, question: dns.message.Message) -> dns.message.Message:
        reply = dns.message.make_response(question)
        reply.flags |= dns.flags.AA
        asked = question.question[0]
        name = asked.name.to_text(omit_final_dot=True).lower()
        for _hop in range(MOST_HOPS):
            kind, value = self.records.get(name, ("", ""))
            if kind == "CNAME":
                reply.answer.append(dns.rrset.from_text(f"{name}.", TTL, "IN", "CNAME", f"{value}."))
                name = value
                continue
            if kind == "SERVFAIL":
                reply.set_rcode(dns.rcode.SERVFAIL)
            elif not kind:
                reply.set_rcode(dns.rcode.NXDOMAIN)
            elif asked.rdtype == dns.rdatatype.from_text(kind):
                reply.answer.append(dns.rrset.from_text(f"{name}.", TTL, "IN", kind, value))
            break
        return reply
