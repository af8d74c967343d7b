"""Processes of the unit that were killed for want of memory, and whose limit it was: systemd.resource-control(5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.practice.expect import Failure, finding
from perito.probes.memory import Memory, memory
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.models.web.deployment import Deployment
    from perito.probes.memory import Kill
    from perito.probes.systemd.journal import JournalLine

LIMITS = ("MemoryMax", "MemoryLimit")  # the second is what the first was once called
BY_SYSTEMD = ("killed by the OOM killer", "result 'oom-kill'")
SENT = re.compile(r"pid:(\d{1,9})\) was sent SIGKILL")
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Shortage:
    """limit: where a limit is set that was reached, as people read it; empty where the machine's memory was used up.
    total: the machine's, as people read it."""

    limit: str
    total: str


def for_memory(lines: Sequence[JournalLine]) -> bool:
    """Whether systemd says in these lines that the kernel killed one of the unit's processes for want of memory."""
    return any(words in line.message for line in lines for words in BY_SYSTEMD)


def seen(deployment: Deployment) -> Memory | None:
    """What the unit's control group and the kernel say; None where that cannot be seen."""
    unit = deployment.unit.loaded
    try:
        return deployment.server.see(memory(unit.control_group or f"/system.slice/{unit.name}"))
    except CannotLook:
        return None


def shortage(deployment: Deployment) -> Shortage:
    """Whose memory it was that did not suffice: what the kernel says of its last kill, else what the unit says."""
    found = seen(deployment) or Memory()
    kill = _last_of(deployment, found)
    key = next((key for key in LIMITS if deployment.unit.text.value("Service", key)), "")
    own = deployment.unit.line_of(key) if key else ""
    total = _("{megabytes} MB").format(megabytes=found.total // MEBIBYTE) if found.total else ""
    if kill is None:
        return Shortage(own, total)
    if not kill.limited:
        return Shortage("", total)
    name = PurePosixPath(kill.limited).name
    its_own = name == deployment.unit.loaded.name
    return Shortage(own if own and its_own else _("The limit is that of {group}").format(group=name), total)


def _last_of(deployment: Deployment, found: Memory) -> Kill | None:
    name = deployment.unit.loaded.name
    own = [kill for kill in found.kills if PurePosixPath(kill.group).name == name]
    return next(reversed(own), None)


def was_another(deployment: Deployment, found: Memory | None, lines: Sequence[JournalLine]) -> bool:
    """Whether the last process that was killed is none of those that the kernel names: it killed others before."""
    name = deployment.unit.loaded.name
    known = {kill.pid for kill in found.kills if PurePosixPath(kill.group).name == name} if found is not None else set()
    killed = [int(pid) for line in lines for pid in SENT.findall(line.message)]
    return bool(known and killed) and killed[-1] not in known


def start_killed(deployment: Deployment, actual: str, cleared: tuple[str, ...], proof: str) -> Failure:
    """Of a service that failed for it."""
    short = shortage(deployment)
    return finding(
        "service.active/memory-limit" if short.limit else "service.active/out-of-memory",
        expected="active", actual=actual, proof=proof, cleared=cleared,
        program=deployment.program.name, limit=short.limit, total=short.total,
    )  # fmt: skip


def loop_killed(deployment: Deployment, expected: str, actual: str, proof: str) -> Failure:
    """Of one that systemd starts again each time."""
    short = shortage(deployment)
    return finding(
        "service.stable/memory-limit" if short.limit else "service.stable/out-of-memory",
        expected=expected, actual=actual, proof=proof,
        program=deployment.program.name, limit=short.limit, total=short.total,
    )  # fmt: skip


def answer_killed(deployment: Deployment, expected: str, actual: str, proof: str) -> Failure:
    """Of a worker that served our request."""
    short = shortage(deployment)
    return finding(
        "service.socket-answers/memory-limit" if short.limit else "service.socket-answers/out-of-memory",
        expected=expected, actual=actual, proof=proof,
        program=deployment.program.name, limit=short.limit, total=short.total,
    )  # fmt: skip
