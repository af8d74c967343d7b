"""Zones for a server with the role `dns`: NSD serves them on the lab's bridge.

One that `perito lab up --role dns` brought up knows every deployment by its names, also later ones.
"""

from __future__ import annotations

import re
import shlex
from contextlib import suppress
from typing import TYPE_CHECKING

from perito.lab.names import SERVER_NAME
from perito.lab.tools import LabError
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perito.lab.lab import Lab
    from perito.lab.server import Server

ZONES = "/etc/nsd/zones"
CONFIG = "/etc/nsd/nsd.conf.d/zones.conf"
SHORT = 300
ROLE, BARE = "dns", "base"
NAME = re.compile(r"(?!\d+(?:\.\d+){3}$)[a-z0-9_](?:[a-z0-9_.-]{0,250}[a-z0-9_])?")
SERVED = r"""sed -n 's/^[[:space:]]*server_name[[:space:]]\{1,\}\([^;]*\);.*/\1/p' \
    /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*.conf 2>/dev/null || true"""


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
        said = _("{name} does not serve its zones: {error}")
        raise LabError(said.format(name=server.name, error=done.stderr.strip()[-2000:]))


def tell(lab: Lab) -> dict[str, str]:
    """Update the permanent name servers of this lab with all deployments; returns the address of each name.

    Of two servers with the same name the last one has it. Raises LabError.
    """
    up = [(server, server.role) for server in lab.list()]
    asked = [server for server, role in up if role == ROLE and server.owner is None]
    known = names_of(server for server, role in up if asked and role not in {ROLE, ""})
    for server in asked:
        serve(server, {name: zone(f"@ A {address}", "www CNAME @") for name, address in known.items()})
    return known


def names_of(servers: Iterable[Server]) -> dict[str, str]:
    """The names, without www, of everything deployed on these servers, and where it is."""
    known: dict[str, str] = {}
    for server in servers:
        if server.role != BARE:
            deployed = (server.names, *server.further.values())
            known |= {one[SERVER_NAME].lower(): server.address for one in deployed if one.get(SERVER_NAME)}
        with suppress(LabError):  # it may be shutting down
            served = server.run(SERVED).stdout.lower().split()
            known |= {name.removeprefix("www."): server.address for name in served if NAME.fullmatch(name)}
    return known
