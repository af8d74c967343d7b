"""What was changed or started after our login began: a server can be made to mend itself while it is looked at.

Most likely somebody is just working there: then nothing is known, either, and it is graded again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perito.probes.processes import Process
    from perito.probes.systemd.units import UnitState
    from perito.server.integrity.reading import Asked

CHECKS: Final = ("integrity.moment",)
AS_MANY: Final = 3
AROUND: Final = 0.15  # seconds by which sshd may have us later than we came; nobody restarts and starts Perito in less
TICKS: Final = 0.02  # seconds within which the kernel's clocks agree
STARTING: Final = 5.0  # seconds within which a process listens and starts its first workers, on a slow machine
BOOTING: Final = 60.0  # seconds after which everything that starts at boot has started


def changes(asked: Asked, services: Sequence[str]) -> Iterator[Contradiction]:
    """Settings that changed, and services that were started, between our arrival and our question."""
    found, _number = asked.raw
    session = asked.server.session
    if not found.since or session.target.get("kind") != "ssh" or session.evidence.reused:
        return  # of a login that is older than the grading
    since = _arrival(found.since, session.evidence.arrived)
    late = [
        (path, moment) for path, moment in found.fresh if moment > since and not _by_another_clock(asked, path, moment)
    ]
    for path, moment in late[:AS_MANY]:
        said = _("changed at {time}").format(time=_clock(moment))
        yield _late(finding="integrity.moment/changed", about=path, since=since, said=said)
    units, _number = asked.units
    if asked.server.system.uptime < BOOTING:
        return
    names = [*services, "nginx.service"]
    for name in names + [one.name for one in units.values() if _by_a_path(one) and one.name not in names]:
        state = units.get(name)
        if state is not None and name in names and state.active_state != "active":
            continue  # it has ended since, and helps nobody
        if state is not None and (moment := _started(asked, state)) > since and state.restarts == 0:
            said = _("was started at {time}").format(time=_clock(moment))
            yield _late(finding="integrity.moment/started", about=name, since=since, said=said)
        elif state is not None and (moment := _reloaded(asked, state, since)):
            said = _("has new workers since {time}").format(time=_clock(moment))
            yield _late(finding="integrity.moment/reloaded", about=name, since=since, said=said, moving=True)


def _arrival(since: float, arrived: float | None) -> float:
    """When we came, at the earliest: what takes our connection before sshd does is after that, too."""
    return since - AROUND if arrived is None else min(since, arrived) - TICKS


def _by_a_path(state: UnitState) -> bool:
    """Whether a unit of somebody's own is started where a file changes, as one of every login does."""
    own = not state.fragment_path.startswith(("/lib/", "/usr/lib/"))
    return own and any(name.endswith(".path") for name in state.triggered_by)


def _started(asked: Asked, state: UnitState) -> float:
    """When a service was started: by its main process where systemd's word lies in the future, for the clock was put
    back since; 0.0 where that is not known."""
    running, _number = asked.processes
    if state.exec_main_start < _now(running) + 1.0:
        return state.exec_main_start
    return max((one.started for one in running if one.pid == state.main_pid and one.unit == state.name), default=0.0)


def _by_another_clock(asked: Asked, path: str, moment: float) -> bool:
    """Whether that moment has not come yet, of a path that is made at boot, when a clock may not have been set."""
    running, _number = asked.processes
    return path.startswith("/run/") and moment > _now(running) + 1.0


def _reloaded(asked: Asked, state: UnitState, since: float) -> float:
    """When most workers of an older process were started, if that was after our arrival; 0.0 where it was not.

    The first workers of a process that was started just before are none of a reload. Old ones may still be ending.
    Those that end over and over do so again within the moment after which they are asked about a second time.
    """
    running, _number = asked.processes
    main = next((one for one in running if one.pid == state.main_pid and one.unit == state.name), None)
    if main is None or main.started > since:
        return 0.0
    started = [one.started for one in running if one.ppid == main.pid and one.state != "Z"]
    young = [moment for moment in started if moment > max(since, main.started + STARTING)]
    steady = not asked.again or max(started, default=0.0) < _now(running) - 1.0
    return max(young) if len(young) > len(started) / 2 and steady else 0.0


def _now(running: Sequence[Process]) -> float:
    """When the processes were looked at: the youngest of them looks."""
    return max((one.started for one in running), default=0.0)


def _late(*, finding: str, about: str, since: float, said: str, moving: bool = False) -> Contradiction:
    began = Source(_("our login"), _("began at {time}").format(time=_clock(since)))
    return Contradiction(
        finding=finding, about=about, first=began, second=Source(about, said), all=True, moving=moving
    )  # fmt: skip


def _clock(moment: float) -> str:
    try:
        return f"{datetime.fromtimestamp(moment, UTC):%H:%M:%S} UTC"
    except (ValueError, OverflowError, OSError):
        return str(moment)
