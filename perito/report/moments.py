"""Moments as people read them: by the reader's own clock, with its time zone's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.support.i18n import language

if TYPE_CHECKING:
    from datetime import datetime


def moment(at: datetime) -> str:
    """A moment to the minute: `20/11/2026 10:00 CET` in Spanish, `20 Nov 2026, 10:00 CET` in English."""
    local = at.astimezone()
    return local.strftime("%d/%m/%Y %H:%M %Z" if language() == "es" else "%d %b %Y, %H:%M %Z")
