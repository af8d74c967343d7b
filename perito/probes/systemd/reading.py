"""When systemd last read its unit files, and what it keeps of one beyond the ordinary: org.freedesktop.systemd1(5)."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import complete
from perito.probes.systemd.units import epoch
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer

# Settings that a service may have beside those of `units`, and that are the same for every service that says nothing.
SETTINGS: Final = (
    "UMask", "Restart", "RestartUSec", "KillMode", "KillSignal", "TimeoutStartUSec", "TimeoutStopUSec", "PIDFile",
    "RemainAfterExit", "ExecCondition", "ExecStartPre", "ExecStartPost", "ExecReload", "ExecStop", "ExecStopPost",
    "SupplementaryGroups", "PAMName", "UnsetEnvironment", "PassEnvironment", "StandardError", "SyslogIdentifier",
    "RuntimeDirectory", "RuntimeDirectoryMode", "StateDirectory", "CacheDirectory", "LogsDirectory",
    "ConfigurationDirectory", "RootDirectory", "RootImage", "ReadWritePaths", "ReadOnlyPaths", "InaccessiblePaths",
    "ExecPaths", "NoExecPaths", "TemporaryFileSystem", "BindPaths", "BindReadOnlyPaths", "PrivateTmp",
    "PrivateDevices", "PrivateNetwork", "PrivateUsers", "PrivateMounts", "ProtectHome", "ProtectSystem",
    "ProtectKernelTunables", "ProtectKernelModules", "ProtectKernelLogs", "ProtectControlGroups", "ProtectClock",
    "ProtectHostname", "ProtectProc", "ProcSubset", "DynamicUser", "NoNewPrivileges", "SystemCallFilter",
    "SystemCallArchitectures", "RestrictAddressFamilies", "RestrictNamespaces", "RestrictRealtime",
    "RestrictSUIDSGID", "LockPersonality", "MemoryDenyWriteExecute", "AmbientCapabilities",
    "Nice", "MemoryMax", "MemoryHigh", "TasksMax", "CPUQuotaPerSecUSec", "IPAddressDeny", "IPAddressAllow",
    "LoadCredential", "SetCredential", "NetworkNamespacePath",
)  # fmt: skip
RELATIONS: Final = ("After", "Before", "Requires", "Requisite", "Wants", "BindsTo", "PartOf", "Conflicts")
UNKNOWN: Final = "perito-unknown.service"  # systemd answers for a unit that is nowhere with what it takes for granted
SCRIPT: Final = """\
TZ=UTC systemctl show --no-pager --timestamp=us+utc -p UnitsLoadTimestamp,UnitsLoadFinishTimestamp || exit
systemctl show-environment | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/Variable=\\1/p'
echo
systemctl show --no-pager -p {settings},{relations} -- {unit} {unknown}
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """at: when systemd last read all unit files (daemon-reload, or boot), 0.0 where it does not say.

    settings: those of SETTINGS that differ from what a service has that says nothing; relations: RELATIONS, words.
    inherited: names of the variables that systemd gives to every service.
    """

    at: float = 0.0
    settings: dict[str, str] = field(default_factory=dict)
    relations: dict[str, frozenset[str]] = field(default_factory=dict)
    inherited: frozenset[str] = frozenset()


def reading(unit: str) -> Probe[Reading]:
    """About one service that systemd has loaded."""
    script = SCRIPT.format(
        settings=",".join(SETTINGS), relations=",".join(RELATIONS), unit=shlex.quote(unit), unknown=UNKNOWN
    )
    return Probe(Command(script, Role.LOGIN, timeout=15.0, about=f"systemctl show {shlex.quote(unit)}"), read_reading)


def read_reading(answer: Answer) -> Reading:
    """The answer to reading: blocks of KEY=value, of the manager and of both units, a blank line between."""
    blocks: list[dict[str, str]] = [{}]
    inherited = set()
    for line in text(tool_of(complete(answer), "systemctl").stdout).splitlines():
        key, equals, value = line.partition("=")
        if key == "Variable":
            inherited.add(value)
        elif equals:
            blocks[-1][key] = value
        elif not line:
            blocks.append({})
    manager, *of_units = blocks
    if "UnitsLoadFinishTimestamp" not in manager or len(of_units) != 2:
        raise CannotLook(Unseen.NO_ANSWER, text(answer.stderr).strip()[:300])
    own, ordinary = of_units
    at = epoch(manager.get("UnitsLoadTimestamp", "")) or epoch(manager["UnitsLoadFinishTimestamp"])
    return Reading(
        at,
        {key: own[key] for key in SETTINGS if key in own and own[key] != ordinary.get(key)},
        {key: frozenset(own.get(key, "").split()) for key in RELATIONS},
        frozenset(inherited),
    )
