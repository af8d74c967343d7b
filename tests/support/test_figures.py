"""Numbers and times as each language writes them, whatever the zone of the machine that runs this."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from perito.support import figures, i18n

if TYPE_CHECKING:
    from collections.abc import Iterator

NIGHT = datetime(2026, 11, 23, 0, 43, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _spanish_again() -> Iterator[None]:
    yield
    i18n.use("es")


@pytest.fixture
def madrid(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer in Madrid; the rule is written out, so that no data of zones is needed."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("language", "told", "day", "clock", "summer"),
    [
        ("es", "23/11/2026, 1:43 (CET)", "23/11/2026", "1:43:05", "1/7/2026, 14:00 (CEST)"),
        ("ca", "23/11/2026, 1:43 (CET)", "23/11/2026", "1:43:05", "1/7/2026, 14:00 (CEST)"),
        ("en", "23 Nov 2026, 01:43 CET", "23 Nov 2026", "01:43:05", "1 Jul 2026, 14:00 CEST"),
    ],
)
def test_a_moment_is_the_readers_own_with_the_name_of_the_zone(
    language: str, told: str, day: str, clock: str, summer: str, madrid: None
) -> None:
    i18n.use(language)
    assert i18n.moment(NIGHT) == told
    assert i18n.day(date(2026, 11, 23)) == day
    assert i18n.clock(NIGHT, seconds=True) == clock
    assert i18n.moment(datetime(2026, 7, 1, 12, tzinfo=UTC)) == summer


@pytest.mark.parametrize(
    ("name", "hours", "told"),
    [
        ("CET", 1, "CET"),
        ("Hora de verano romance", 2, "UTC+2"),  # as Windows has it
        ("+03", 3, "UTC+3"),
        ("-0330", -3.5, "UTC-3:30"),
        ("Mitteleuropäische Zeit", 1, "UTC+1"),
        ("", 0, "UTC"),
    ],
)
def test_a_zone_without_a_short_name_is_told_by_its_distance(
    name: str, hours: float, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "local", lambda when: when.astimezone(timezone(timedelta(hours=hours), name)))
    assert figures.zone(NIGHT) == told


def test_no_moment_is_too_early_or_too_late_to_be_told() -> None:
    for extreme in (datetime.min, datetime.max):
        assert i18n.moment(extreme.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("es", ("8,50", "4,5", "1000", "12.345", "45\u00a0%", "45,3\u00a0%")),
        ("ca", ("8,50", "4,5", "1000", "12.345", "45\u00a0%", "45,3\u00a0%")),
        ("en", ("8.50", "4.5", "1,000", "12,345", "45%", "45.3%")),
    ],
)
def test_numbers(language: str, told: tuple[str, ...]) -> None:
    i18n.use(language)
    found = (i18n.decimal(8.5), i18n.points(4.5), i18n.grouped(1000), i18n.grouped(12345), i18n.percent(0.453))
    assert (*found, i18n.percent(0.453, 1)) == told
