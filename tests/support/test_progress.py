"""Long work shows itself, and short work does not."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from perito.support import i18n, progress
from perito.support.console import Console
from perito.support.i18n import duration
from perito.support.progress import Pace, Work

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    progress.hush(False)
    i18n.use("es")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min"), (125, "2 min 5 s"), (599, "9 min 59 s"), (600, "10 min"),
        (1499, "25 min"), (3599, "1 h"), (3900, "1 h 5 min"), (86_400, "24 h"),
    ],
)  # fmt: skip
def test_times_are_said_in_at_most_two_units(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("pace", "now", "spanish"),
    [
        (Pace("x", 10_000, 0, 2_500), 10, "x 2500/10.000 · 250/s · faltan aprox. 30 s"),
        (Pace("x", 30, 100, 1), 104, "x 1/30 · 15/min · faltan aprox. 1 min 56 s"),
        (Pace("x", 30, 100, 6), 104, "x 6/30 · 1,5/s · faltan aprox. 16 s"),
        (Pace("x", 30, 0, 0), 3, "x 0/30 · 3 s"),
        (Pace("x", 30, 0, 30), 15, "x 30/30 · 2,0/s · 15 s"),
        (Pace("x"), 3, "x · 3 s"),
    ],
)
def test_a_line_says_count_rate_and_time(pace: Pace, now: float, spanish: str) -> None:
    assert pace.line(now) == spanish


def test_a_line_in_english() -> None:
    i18n.use("en")
    assert Pace("x", 10_000, 0, 2_500).line(2) == "x 2,500/10,000 · 1,250/s · about 6 s left"


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """All work is long."""
    monkeypatch.setattr(progress, "SHORT", 0.01)
    monkeypatch.setattr(progress, "LATE", 0.01)


def plain() -> tuple[io.StringIO, Console]:
    """A log."""
    written = io.StringIO()
    return written, Console(file=written, width=80)


def terminal() -> tuple[io.StringIO, Console]:
    """A terminal of 40 columns."""
    written = io.StringIO()
    made = Console(file=written, width=40, force_terminal=True, legacy_windows=False, _environ={"TERM": "xterm"})
    return written, made


def test_nothing_is_said_of_what_is_soon_over() -> None:
    for written, console in (plain(), terminal()):
        with Work("Midiendo", 3, console=console) as work:
            assert list(work.through("abc")) == ["a", "b", "c"]
        assert (written.getvalue(), work.pace.done) == ("", 3)


@pytest.mark.usefixtures("soon")
def test_a_log_has_few_lines_and_the_last_one_says_how_long_it_took() -> None:
    written, console = plain()
    with Work("Midiendo", 2, console=console) as work:
        work.step()
        assert work._thread is not None
        work._thread.join(0.1)  # it waits for the next half minute
        work.step()
    first, last = written.getvalue().splitlines()
    assert first.startswith("Midiendo 1/2 · ")
    assert last.startswith("Midiendo 2/2 · ")


@pytest.mark.usefixtures("soon")
def test_a_terminal_has_one_line_that_fits_and_is_gone_at_the_end() -> None:
    written, console = terminal()
    with Work("Escribiendo las páginas de toda la clase", 2, console=console) as work:
        assert work._thread is not None
        work._thread.join(0.1)
    shown = written.getvalue()
    assert "\n" not in shown
    assert shown.endswith("\r\x1b[2K")
    texts = [one for one in shown.split("\r\x1b[2K") if one]
    assert texts
    assert all(len(one) <= 40 for one in texts)


def test_quiet_says_nothing_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SHORT", 0.0)
    progress.hush(True)
    written, console = plain()
    with Work("Midiendo", 2, console=console) as work:
        work.step()
    assert written.getvalue() == ""


@pytest.mark.usefixtures("soon")
def test_what_was_interrupted_is_not_said_to_be_done() -> None:
    written, console = plain()
    work = Work("Midiendo", 2, console=console)
    with suppress(KeyboardInterrupt), work:
        assert work._thread is not None
        work._thread.join(0.1)
        raise KeyboardInterrupt
    assert len(written.getvalue().splitlines()) == 1


def test_it_loads_nothing_for_short_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.console", None)  # importing it would fail
    with Work("Midiendo", 1) as work:
        work.step()
