"""The exchange of keys with an SSH server, and in words why there was none."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from perito.support.i18n import _
from perito.transport import connect
from perito.transport.base import Reason, TransportError
from perito.transport.client import CURVE25519
from perito.transport.paramiko_import import paramiko

if TYPE_CHECKING:
    from perito.transport.client import Client
    from perito.transport.ssh_config import Hop

MOST_NAMES, LONGEST_NAME = 12, 64  # of ways to exchange keys; RFC 4251, 6: a name has 64 characters at most
LONGEST = 300  # characters of what a server said that are passed on
# sshd's refusal beyond its limits (sshd_config(5): MaxStartups, PerSourcePenalties); some servers send nothing.
BUSY = re.compile(r"MaxStartups|[Nn]ot allowed at this time")


def greet(client: Client, hop: Hop, timeout: float) -> None:
    """Exchange keys. Raises TransportError."""
    began = time.monotonic()
    where = connect.place(hop.host, hop.port)
    problem: BaseException | None = None
    said = _listening(client)
    client.packetizer.patience = timeout  # type: ignore[attr-defined] # it is our own
    try:
        client.start_client(timeout=timeout)
    except (paramiko.SSHException, EOFError, OSError) as caught:
        problem = caught
    if problem is None and client.initial_kex_done:
        return
    if problem is None or time.monotonic() - began > 0.9 * timeout:
        sentence = _("{where}, did not greet within {timeout:g} s").format(where=where, timeout=timeout)
        raise TransportError(Reason.TIMEOUT, sentence) from problem
    if _hung_up(problem) and (not said or BUSY.search(said[-1])):
        words = "".join(f": {one.strip()[:LONGEST]}" for one in said[-1:])
        sentence = _("{where}, closed the connection before it greeted").format(where=where) + words
        raise TransportError(Reason.LOST, sentence) from problem
    if "no acceptable kex" in str(problem) and client.offered:
        ways = ", ".join(
            name[:LONGEST_NAME]
            for name in client.offered[:MOST_NAMES]
            if "-s-" not in name and not name.startswith("ext-")
        )
        sentence = _(
            "{where}, agrees on keys only in ways that Perito does not speak ({ways}): let sshd take {ours}, too"
        ).format(where=where, ways=ways, ours=CURVE25519)
        raise TransportError(Reason.ERROR, sentence) from problem
    words = str(problem).replace("banner[", "banner: [")[:LONGEST] or _("it closed the connection")
    sentence = _("{where}, does not speak SSH as it should: {words}").format(where=where, words=words)
    raise TransportError(Reason.ERROR, sentence) from problem


def _listening(client: paramiko.Transport) -> list[str]:
    """The lines before the server's version, as they arrive."""
    said: list[str] = []
    read = client.packetizer.readline

    def readline(timeout: float) -> str:
        said.append(read(timeout))
        return said[-1]

    client.packetizer.readline = readline  # type: ignore[method-assign]
    return said


def _hung_up(problem: BaseException) -> bool:
    """Whether the server closed the connection instead of greeting."""
    return isinstance(problem, EOFError | ConnectionError) or "SSH protocol banner" in str(problem)
