"""What `perito watch` shows: on a terminal, and as lines."""

from __future__ import annotations

import io
import os
import re
import sys
from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.report.changes import Turned, news, turned
from perito.report.view import View
from perito.report.watch_lines import WatchLines
from perito.report.watch_screen import FRESH, WatchScreen
from perito.support import i18n
from perito.support.console import Console

from . import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.documents.result import Result


class Shown:
    """A screen of a size, and what stands on it now. `at`: seconds of its clock."""

    def __init__(self, width: int = 90, height: int = 50, encoding: str = "utf-8") -> None:
        self.at = 0.0
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace")
        self.console = Console(file=stream, width=width, height=height, force_terminal=True, _environ={})
        self.screen = WatchScreen("usuario@192.0.2.7", 2.0, "student", self.console, lambda: self.at)

    @property
    def text(self) -> str:
        with self.console.capture() as captured:
            self.console.print(self.screen.shown())
        return re.sub(r"\x1b\[[0-9;]*m", "", captured.get())

    def row(self, words: str) -> str:
        return next(line for line in self.text.splitlines() if words in line)


def lines(*results: Result) -> list[str]:
    stream = io.StringIO()
    with WatchLines("student", Console(file=stream, width=80)) as shown:
        for result in results:
            shown.graded(result)
    return stream.getvalue().splitlines()


def test_what_turned_is_told_with_what_failed_by_itself_first() -> None:
    sound, broken = View(samples.sound()), View(samples.broken())
    worse, better = turned(sound, broken), turned(broken, sound)
    assert {check.key for check in worse.red} == {check.key for check in broken.checks if check.outcome.costs}
    assert worse.green == ()
    assert {check.key for check in better.green} >= {check.key for check in worse.red}
    assert [check.outcome for check in worse.red] == sorted(
        (check.outcome for check in worse.red), key=lambda one: one is not Outcome.FAILED
    )
    assert turned(None, broken) == Turned()
    assert turned(broken, broken) == Turned()
    assert not news(broken, View(samples.broken()))
    assert news(broken, sound)


def test_a_line_for_each_change_and_none_for_the_same_again() -> None:
    found = lines(samples.sound(), samples.sound(), samples.broken(), samples.broken(), samples.sound())
    assert len(found) == 3
    assert all(re.match(r"\d\d:\d\d:\d\d  Nota [\d,]+ / 10 · ", line) for line in found)
    assert "ahora en rojo: " in found[1]
    assert "Empieza por: " in found[1]
    assert "ahora en verde: " in found[2]
    assert re.search(r" y \d+ más", found[1])


def test_each_trouble_is_one_line_and_the_grade_is_told_again_after_it() -> None:
    stream = io.StringIO()
    shown = WatchLines("student", Console(file=stream, width=80))
    for _ in range(2):
        shown.unable("no app")
    shown.graded(samples.sound())
    shown.lost("gone")
    shown.waiting("refused", 4.0)
    shown.back()
    shown.graded(samples.sound())
    told = [line[10:] for line in stream.getvalue().splitlines()]
    assert told[0] == "no app"
    assert told[2:4] == ["se ha perdido la conexión: gone; se intenta de nuevo", "conectado de nuevo"]
    assert told[1] == told[4]
    assert len(told) == 5


def test_the_screen_shows_steps_turning_green_for_a_moment() -> None:
    shown = Shown()
    assert "Preguntando al servidor…" in shown.text
    shown.screen.graded(samples.broken())
    assert "Por dónde empezar" in shown.text
    assert "¡hecho!" not in shown.text
    shown.screen.checking()
    for check in samples.sound().checks[:7]:
        shown.screen.check_done(check)
    assert "comprobando… 7 comprobaciones hechas" in shown.text
    shown.screen.graded(samples.sound())
    assert "¡hecho!" in shown.row("✓ Servicio de systemd")
    assert "Está todo lo que pide la práctica." in shown.text
    shown.at += FRESH + 1
    assert "¡hecho!" not in shown.text
    shown.screen.graded(samples.broken())
    assert re.search(r"−\d", shown.row("✗ Servicio de systemd"))  # noqa: RUF001 - a minus sign on purpose


def test_the_screen_says_what_keeps_it_from_looking() -> None:
    shown = Shown()
    shown.screen.graded(samples.sound())
    shown.screen.lost("reset")
    assert "se ha perdido la conexión: reset" in shown.text
    shown.screen.waiting("connection refused", 8.0)
    assert "sin conexión: connection refused; se intenta de nuevo en 8 s" in shown.text
    shown.screen.back()
    assert "sin conexión" not in shown.text
    shown.screen.graded(samples.provisional())
    assert "Nota provisional" in shown.text
    assert samples.provisional().problems[0].text[:30] in shown.text


def test_a_low_terminal_shows_what_wants_to_be_seen() -> None:
    shown = Shown(width=70, height=24)
    shown.screen.graded(samples.broken())
    assert re.search(r"✓ \d+ pasos más en orden", shown.text)
    assert "✗ Servicio de systemd" in shown.text
    assert "Ctrl-C" in "".join(shown.text.splitlines()[:3])


@pytest.mark.parametrize(("width", "height"), [(80, 26), (120, 24), (80, 12)])
def test_the_cause_and_its_command_are_seen_however_many_steps_want_attention(width: int, height: int) -> None:
    lost = samples.broken()
    checks = [
        one.model_copy(update={"outcome": Outcome.BLOCKED}) if one.outcome is Outcome.PASSED else one
        for one in lost.checks
    ]
    shown = Shown(width, height)
    shown.screen.graded(lost.model_copy(update={"checks": tuple(checks)}))
    seen = shown.text.splitlines()
    assert len(seen) <= max(height, 16)
    assert shown.screen.last is not None
    assert shown.screen.last.causes[0].look[1] in " ".join(seen[-3:])
    assert ("Entorno virtual" in shown.text) == (height > 16), "no room for a step, or for some of them"


def test_in_english_and_without_symbols() -> None:
    result = samples.broken()
    i18n.use("en")
    try:
        shown = Shown(encoding="ascii")
        shown.screen.graded(result)
        assert "x Servicio de systemd" in shown.text  # the result's own language
        assert "Ctrl-C ends" in shown.text
        assert "Where to start" in shown.text
    finally:
        i18n.use("es")


@pytest.mark.parametrize("width", [40, 90])
def test_nothing_a_server_says_reaches_the_terminal_as_it_is(width: int) -> None:
    shown = Shown(width=width)
    shown.screen.graded(samples.hostile())
    shown.screen.unable(samples.NASTY)
    found = "\n".join([shown.text, *lines(samples.sound(), samples.hostile())])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", found)
    assert "[red]" in found.replace("\n", "") or "owned" in found


@pytest.mark.parametrize("make", [lambda: WatchScreen("local", 2.0, "student"), lambda: WatchLines("student")])
def test_what_is_shown_does_not_go_where_pytest_sends_standard_output(
    make: Callable[[], WatchScreen | WatchLines], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as shown, os.fdopen(writing, "w", encoding="utf-8") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        console = make().console
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stdout.fileno())  # as pytest does while it runs the checks
        os.close(null)
        console.print("seen")
        console.file.flush()
        assert shown.readline() == "seen\n"
        console.file.close()
