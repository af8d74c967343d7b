"""The process table, from /proc: proc(5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.transport.base import Role

if TYPE_CHECKING:
    from perito.probes.base import Probe


@dataclass(frozen=True, slots=True)
class Process:
    """One process. uid, gid: effective; groups: supplementary. started: seconds since the epoch, to the hundredth.
    argv is exact. exe, cwd: None where we may not look (another user's process, without root). exe ends in
    ` (deleted)` where the program was replaced. unit: the systemd unit it belongs to, or "". threads aside."""

    pid: int
    ppid: int
    name: str
    uid: int
    gid: int
    groups: tuple[int, ...] = ()
    user: str = ""
    group: str = ""
    started: float = 0.0
    state: str = ""
    argv: tuple[str, ...] = ()
    exe: str | None = None
    cwd: str | None = None
    unit: str = ""
    cgroup: str = ""


def processes(*, role: Role = Role.ROOT) -> Probe[list[Process]]:
    """Every process but kernel threads, in one command."""
    raise NotImplementedError


def unit_of_cgroup(cgroup: str) -> str:
    """`0::/system.slice/flask_app.service` → `flask_app.service`; the innermost service or scope. v1 and v2."""
    raise NotImplementedError
