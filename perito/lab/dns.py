"""Zones for a server with the role `dns`: NSD serves them to whoever asks on the lab's bridge."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from perito.lab.tools import LabError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.lab.server import Server

ZONES = "/etc/nsd/zones"
CONFIG = "/etc/nsd/nsd.conf.d/zones.conf"
SHORT = 300


def zone(*records: str, ttl: int = SHORT) -> str:
    """A zone file of these records, after the SOA and NS that every zone has; `ttl` in seconds (RFC 1035, 5)."""
    head = f"$TTL {ttl}\n@ SOA ns.lab.test. root.lab.test. 1 3600 600 86400 60\n@ NS ns.lab.test.\n"
    return head + "".join(f"{record}\n" for record in records)


def serve(server: Server, zones: Mapping[str, str]) -> None:
    """Serve these zone files by the zones' names, and no others. Raises LabError where NSD does not start.

    NSD starts with a zone file that it cannot read, too: it answers SERVFAIL for that zone.
    """
    lines = [f"rm -f {ZONES}/*"]
    config = ""
    for number, (name, text) in enumerate(zones.items()):
        lines.append(f"printf %s {shlex.quote(text)} > {ZONES}/{number}.zone")
        config += f'zone:\n    name: "{name}"\n    zonefile: "{number}.zone"\n'
    lines += [f"printf %s {shlex.quote(config)} > {CONFIG}", "systemctl restart nsd"]
    done = server.run("set -e\n" + "\n".join(lines))
    if done.returncode != 0:
        raise LabError(f"{server.name} does not serve its zones: {done.stderr.strip()[-2000:]}")
