"""Moments of a server in the reader's own time, with the name of its zone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from perito.support import i18n

if TYPE_CHECKING:
    from collections.abc import Iterable


def moment(seconds: float) -> str:
    """Seconds since the epoch as a date and a time of day; empty where no clock has such a time."""
    found = _at(seconds)
    return i18n.moment(found, seconds=True) if found is not None else ""


def clock(seconds: float) -> str:
    """The time of day alone."""
    found = _at(seconds)
    return i18n.clock(found, seconds=True) if found is not None else ""


def one_day(moments: Iterable[float]) -> str:
    """The day that all of these moments are on, with the zone's name; empty where they are on several."""
    found = [at for at in map(_at, moments) if at is not None]
    days = {f"{i18n.day(at)} ({i18n.zone(at)})" for at in found}
    return days.pop() if len(days) == 1 else ""


def _at(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
