"""One bridge for the servers of all labs on this machine: no forwarding, no firewall rules, no way out.

A server's number is its place on the bridge: link `perito7` belongs to 198.18.112.7. The kernel keeps the
list, so nothing can disagree with it. The addresses are of the range that RFC 2544 sets apart for benchmarks.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import TYPE_CHECKING

from perito.lab.tools import LabError, call
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

NETWORK = IPv4Network("198.18.112.0/22")
BRIDGE = "perito0"
LINKS = Path("/sys/class/net")
WATCHERS = Path("/proc/sys/fs/inotify/max_user_instances")
MOST_WATCHERS = 8192


def address(number: int) -> str:
    """The IPv4 address of the server with this number."""
    return str(IPv4Address(int(NETWORK.network_address) + number))


def plug(pid: int, owner: Path) -> int:
    """Connect the network namespace of process `pid` to the bridge as `eth0`; gives the server's number.

    `owner` is the server's directory; the link carries it as its alias. Raises LabError where the bridge is
    full.
    """
    with _links_locked():
        _raise_bridge()
        number = next((n for n in range(2, NETWORK.num_addresses - 1) if not _link(n).exists()), None)
        if number is None:
            said = _("all {number} addresses of the lab's bridge are taken")
            raise LabError(said.format(number=NETWORK.num_addresses - 3))
        name = _link(number).name
        peer = ["peer", "name", "eth0", "address", _hardware_address(number), "netns", str(pid)]
        call(["ip", "link", "add", name, "type", "veth", *peer])
        call(["ip", "link", "set", name, "alias", str(owner)])
        call(["ip", "link", "set", name, "master", BRIDGE, "up"])
        return number


def unplug(owner: Path) -> None:
    """Remove the link of the server in directory `owner`, if any, and the bridge with the last link."""
    with _links_locked():
        for link in _links():
            if _alias(link) == owner:
                _remove(link)
        _lower_bridge()


def sweep() -> None:
    """Remove links whose server's directory is gone, and the bridge where no link is left."""
    with _links_locked():
        for link in _links():
            owner = _alias(link)
            if owner is None or not owner.exists():
                _remove(link)
        _lower_bridge()


def _hardware_address(number: int) -> str:
    # Always the same for one IPv4 address: neighbours remember it for longer than a server lives.
    return ":".join(["02", "00", *(f"{byte:02x}" for byte in IPv4Address(address(number)).packed)])


def _link(number: int) -> Path:
    return LINKS / f"perito{number}"


def _links() -> list[Path]:
    return [link for link in LINKS.glob("perito*") if link.name != BRIDGE]


def _alias(link: Path) -> Path | None:
    try:
        alias = (link / "ifalias").read_text().strip()
    except OSError:
        return None
    return Path(alias) if alias else None


def _remove(link: Path) -> None:
    try:
        call(["ip", "link", "delete", link.name])
    except LabError:
        # The kernel was faster: it removes the link once the last process of its server is gone.
        if link.exists():
            raise


@contextmanager
def _links_locked() -> Iterator[None]:
    # The list of links itself is the lock: it is there on every Linux and leaves no file behind.
    import fcntl  # only where servers are booted: Windows has none

    descriptor = os.open(LINKS, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _raise_bridge() -> None:
    if (LINKS / BRIDGE).exists():
        return
    # With a hardware address of its own; else it takes one of its ports' and changes it with the ports.
    call(["ip", "link", "add", BRIDGE, "address", _hardware_address(1), "type", "bridge"])
    call(["ip", "address", "add", f"{address(1)}/{NETWORK.prefixlen}", "dev", BRIDGE])
    # Every systemd watches files, and all of them are root's: some twenty servers use up what Linux allows one user
    # (inotify(7)). The bridge remembers what was allowed before, and takes it with it.
    call(["ip", "link", "set", BRIDGE, "alias", WATCHERS.read_text().strip()])
    _allow_watchers(max(MOST_WATCHERS, int(WATCHERS.read_text())))
    call(["ip", "link", "set", BRIDGE, "up"])


def _lower_bridge() -> None:
    ports = LINKS / BRIDGE / "brif"
    if ports.exists() and not any(ports.iterdir()):
        before = (LINKS / BRIDGE / "ifalias").read_text().strip()
        if before.isdecimal():
            _allow_watchers(int(before))
        call(["ip", "link", "delete", BRIDGE])


def _allow_watchers(number: int) -> None:
    # Where the host does not let its limits be changed, fewer servers boot at a time, and the next one says why.
    with suppress(OSError):
        WATCHERS.write_text(f"{number}\n")
