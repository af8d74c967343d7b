"""The machine: os-release(5), its clock, when it booted."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text
from perito.probes.files import seconds
from perito.probes.framing import complete
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer

SCRIPT: Final = """\
cat /etc/os-release 2>/dev/null || cat /usr/lib/os-release; echo
printf 'perito_hostname=%s\\n' "$(cat /proc/sys/kernel/hostname)"
printf 'perito_now=%s\\n' "$(date +%s.%N)"
printf 'perito_boot=%s\\n' "$(sed -n 's/^btime //p' /proc/stat)"
printf 'perito_uptime=%s\\n' "$(cut -d ' ' -f 1 /proc/uptime)"
printf 'perito_virtualization=%s\\n' "$(systemd-detect-virt 2>/dev/null)"
printf 'perito_machine=%s\\n' "$(cat /etc/machine-id 2>/dev/null)"
printf 'perito_kernel=%s\\n' "$(uname -r)"
printf 'perito_architecture=%s\\n' "$(uname -m)"
if [ -d /run/systemd/system ]; then echo perito_systemd=1; fi
"""


@dataclass(frozen=True, slots=True)
class SystemInfo:
    """Empty strings and zeros where unknown.

    os_id, version_id, codename, pretty_name: os-release(5). Times in seconds since the epoch by the server's own clock:
    boot_time from /proc/stat (in a container: the host's), now from date(1); uptime in seconds. virtualization:
    systemd-detect-virt(1) (`none` on bare metal). systemd: whether it runs as init.
    """

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
    return Probe(Command(SCRIPT, Role.LOGIN, about="cat /etc/os-release; date; uptime"), read_system)


def read_system(answer: Answer) -> SystemInfo:
    """The answer to system; os-release is a list of shell assignments."""
    values: dict[str, str] = {}
    for line in text(complete(answer).stdout).splitlines():
        key, equals, value = line.partition("=")
        if equals and not key.startswith("#"):
            values[key.strip()] = value if key.startswith("perito_") else unquoted(value)
    if "perito_now" not in values:
        raise CannotLook(Unseen.NO_ANSWER, text(answer.stderr).strip()[:200])
    return SystemInfo(
        os_id=values.get("ID", ""),
        version_id=values.get("VERSION_ID", ""),
        codename=values.get("VERSION_CODENAME", ""),
        pretty_name=values.get("PRETTY_NAME", ""),
        hostname=values.get("perito_hostname", ""),
        boot_time=seconds(values.get("perito_boot", "")),
        now=seconds(values["perito_now"]),
        uptime=seconds(values.get("perito_uptime", "")),
        virtualization=values.get("perito_virtualization", ""),
        machine_id=values.get("perito_machine", ""),
        kernel=values.get("perito_kernel", ""),
        architecture=values.get("perito_architecture", ""),
        systemd="perito_systemd" in values,
    )


def unquoted(value: str) -> str:
    """A shell word without its quotes; unchanged where they do not match."""
    try:
        return " ".join(shlex.split(value))
    except ValueError:
        return value
