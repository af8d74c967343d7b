"""Waiting for what is about to change by itself: a program that has just been started may not listen yet."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook
from perito.server.first_round import in_motion
from perito.server.server import Server
from perito.transport.unreadable import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perito.evidence.session import Session
    from perito.probes.systemd.units import UnitState

MOMENT: Final = 1.0  # seconds from one look to the next
MOMENTS = 7  # looks at most


def settled(session: Session, packages: Sequence[str], starting: Callable[[Server], bool]) -> Server:
    """The server once nothing of it is `starting`, or after seven seconds. `packages`: see Server.

    A replay waits for nothing, and what could not be seen is not waited for.
    """
    server = Server(session, packages)
    for _moment in range(MOMENTS):
        if session.replayed or not _seen(starting, server):
            break
        time.sleep(MOMENT)
        session.forget(in_motion())
        session.ask_all(in_motion())
        server = Server(session, packages)
    return server


def in_between(unit: UnitState, now: float) -> bool:
    """Whether a service is stopping, or was started so short a time ago that it may not listen yet. `now`: the
    server's, in seconds since the epoch."""
    started = unit.active_state in {"active", "activating"} and now - unit.exec_main_start < MOMENTS * MOMENT
    return unit.active_state == "deactivating" or started


def _seen(starting: Callable[[Server], bool], server: Server) -> bool:
    with suppress(CannotLook), reading("services about to start"):
        return starting(server)
    return False
