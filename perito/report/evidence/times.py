"""Moments in the reader's own time, with the name of its zone."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(seconds: float) -> str:
    """Seconds since the epoch as a date and a time of day; empty where no clock has such a time."""
    try:
        found = datetime.fromtimestamp(seconds, UTC).astimezone()
    except (OverflowError, OSError, ValueError):
        return ""
    return f"{found:%Y-%m-%d %H:%M:%S %Z}"
