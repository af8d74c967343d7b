"""Numbers, times and durations in the notation of the current language, by perito/locale/LANGUAGE/format.toml.

Times are those of the computer that writes the report, with the name of its zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from perito.support.languages import LOCALE, language

ABBREVIATION = re.compile(r"[A-Z]{2,5}")
MINUTE, HOUR = 60, 3600
ROUGHLY = 10 * MINUTE  # from here on, seconds are not told


@dataclass(frozen=True)
class Notation:
    """How a language writes numbers and times. `name`: its own; `least_grouped`: the first number whose thousands stand
    apart; patterns are for str.format: `month` is a number, `month_name` is one of `months`."""

    name: str
    decimal: str
    thousands: str
    least_grouped: int
    percent: str
    date: str
    clock: str
    clock_seconds: str
    moment: str
    months: tuple[str, ...] = ()


@cache
def notation(name: str) -> Notation:
    """The notation of a language."""
    import tomllib  # most commands end before they write a number

    with (LOCALE / name / "format.toml").open("rb") as file:
        found = tomllib.load(file)
    return Notation(**{**found, "months": tuple(found.get("months", ()))})


def decimal(value: float, places: int = 2) -> str:
    """A number, rounded half up: 8,50 in Spanish, 8.50 in English."""
    text = str(Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return text.replace(".", notation(language()).decimal)


def exact(value: object) -> str:
    """A number as it is, none of its places lost: 0,125 in Spanish, 0.125 in English."""
    return str(value).replace(".", notation(language()).decimal)


def grouped(number: int) -> str:
    """A count with its thousands apart: 10.000 in Spanish, where four digits stay together, 10,000 in English."""
    now = notation(language())
    return str(number) if abs(number) < now.least_grouped else f"{number:,}".replace(",", now.thousands)


def points(value: float) -> str:
    """Points without needless zeros: 4,5 or 0,25 or 1; up to two places."""
    text = decimal(value)
    return text.rstrip("0").rstrip(".,")


def percent(ratio: float, places: int = 0) -> str:
    """A share of one in percent: 45 % in Spanish, 45% in English."""
    return notation(language()).percent.format(number=decimal(ratio * 100, places))


def local(moment: datetime) -> datetime:
    """The moment in this computer's time; one that no local clock can show, such as the year 1 or 9999, in UTC."""
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def day(when: date) -> str:
    """A date: 23/11/2026, or 23 Nov 2026; of a moment, the local one."""
    if isinstance(when, datetime):
        when = local(when)
    return _filled(notation(language()).date, when)


def clock(when: datetime, *, seconds: bool = False) -> str:
    """The local time of a moment: 1:43, or 01:43."""
    now = notation(language())
    return _filled(now.clock_seconds if seconds else now.clock, local(when))


def moment(when: datetime, *, seconds: bool = False) -> str:
    """A moment in local time: 23/11/2026, 1:43 (CET), or 23 Nov 2026, 01:43 CET."""
    pattern = notation(language()).moment
    return pattern.format(date=day(when), clock=clock(when, seconds=seconds), zone=zone(when))


def zone(when: datetime) -> str:
    """The short name of the local zone at a moment, CET; else how far it is from UTC.

    Windows names zones by sentences in its own language; a zone without a name has digits for one.
    """
    there = local(when)
    name = there.tzname() or ""
    return name if ABBREVIATION.fullmatch(name) else _distance(there.utcoffset() or timedelta())


def _distance(offset: timedelta) -> str:
    """`UTC`, `UTC+2`, `UTC-3:30`."""
    minutes = round(offset.total_seconds() / MINUTE)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}{f':{rest:02}' if rest else ''}"


def duration(seconds: float) -> str:
    """A time in at most two units: `12 s`, `2 min 5 s`, `25 min`, `1 h 5 min`."""
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole} s"
    if whole < ROUGHLY:
        minutes, left = divmod(whole, MINUTE)
        return f"{minutes} min {left} s" if left else f"{minutes} min"
    minutes = round(whole / MINUTE)
    hours, left = divmod(minutes, HOUR // MINUTE)
    if not hours:
        return f"{minutes} min"
    return f"{grouped(hours)} h {left} min" if left else f"{grouped(hours)} h"


def _filled(pattern: str, when: date) -> str:
    months = notation(language()).months
    clock = {"hour": when.hour, "minute": when.minute, "second": when.second} if isinstance(when, datetime) else {}
    name = months[when.month - 1] if months else ""
    return pattern.format(day=when.day, month=when.month, month_name=name, year=when.year, **clock)
