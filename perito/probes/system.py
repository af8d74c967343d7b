"""The machine: os-release(5), its clock, when it booted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perito.probes.base import Probe


@dataclass(frozen=True, slots=True)
class SystemInfo:
    """os_id, version_id, pretty_name: os-release(5). Times in seconds since the epoch by the server's own clock;
    boot_time from /proc/stat, now from date(1), uptime in seconds. virtualization: systemd-detect-virt(1)
    (`none`, or empty where it is absent). Empty strings where the server does not say."""

    os_id: str = ""
    version_id: str = ""
    codename: str = ""
    pretty_name: str = ""
    hostname: str = ""
    boot_time: float = 0.0
    now: float = 0.0
    uptime: float = 0.0
    virtualization: str = ""
    machine_id: str = ""
    kernel: str = ""
    architecture: str = ""
    systemd: bool = False


def system() -> Probe[SystemInfo]:
    """All of it in one command."""
    raise NotImplementedError
