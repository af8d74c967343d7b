"""Texts, numbers and times for people, in the current language: the one place that the rest of the code asks."""

from __future__ import annotations

from perito.support.figures import (
    clock,
    day,
    decimal,
    duration,
    exact,
    grouped,
    local,
    moment,
    notation,
    percent,
    points,
    zone,
)
from perito.support.languages import (
    FIRST,
    LANGUAGES,
    LOCALE,
    N_,
    VARIABLE,
    Usual,
    _,
    default,
    language,
    ngettext,
    use,
    use_of,
)

__all__ = [
    "FIRST", "LANGUAGES", "LOCALE", "N_", "VARIABLE", "Usual", "_", "clock", "day", "decimal", "default", "duration",
    "exact", "grouped", "language", "local", "moment", "ngettext", "notation", "percent", "points", "use",
    "use_of", "zone",
]  # fmt: skip
