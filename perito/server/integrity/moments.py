"""What was changed or started after our login began: a server can be made to mend itself while it is looked at.

Most likely somebody is just working there: then nothing is known, either, and it is graded again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perito.server.integrity.reading import Asked

CHECKS: Final = ("integrity.moment",)
AS_MANY: Final = 3
AT_ONCE: Final = 0.05  # seconds: a process's start is told in hundredths, and nobody is logged in sooner
BOOTING: Final = 60.0  # seconds after which everything that starts at boot has started


def changes(asked: Asked, services: Sequence[str]) -> Iterator[Contradiction]:
    """Settings that changed, and services that were started, between our login and our question."""
    found, _number = asked.raw
    session = asked.server.session
    if not found.since or session.target.get("kind") != "ssh" or session.reused:
        return  # of a login that is older than the grading
    late = [(path, moment) for path, moment in found.fresh if moment > found.since + AT_ONCE]
    for path, moment in late[:AS_MANY]:
        yield Contradiction(
            finding="integrity.moment/changed", about=path,
            first=Source(_("our login"), _("began at {time}").format(time=_clock(found.since))),
            second=Source(path, _("changed at {time}").format(time=_clock(moment))), all=True,
        )  # fmt: skip
    units, _number = asked.units
    if asked.server.system.uptime < BOOTING:
        return
    for name in (*services, "nginx.service"):
        state = units.get(name)
        if state is not None and state.active_state != "active":
            continue  # it has ended since, and helps nobody
        if state is not None and state.exec_main_start > found.since + AT_ONCE and state.restarts == 0:
            yield Contradiction(
                finding="integrity.moment/started", about=name,
                first=Source(_("our login"), _("began at {time}").format(time=_clock(found.since))),
                second=Source(name, _("was started at {time}").format(time=_clock(state.exec_main_start))), all=True,
            )  # fmt: skip


def _clock(moment: float) -> str:
    try:
        return f"{datetime.fromtimestamp(moment, UTC):%H:%M:%S} UTC"
    except (ValueError, OverflowError, OSError):
        return str(moment)
