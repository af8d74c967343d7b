"""The three signals that tell a program to end: when they are raised, when they wait, when they end it at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT
from tests.interrupted.conftest import heard

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["heard"]
NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
HEAD = """
import signal, sys, time
from perito.support import signals
name = sys.argv[1]
def come(): signal.raise_signal(getattr(signal, name))
def told(text): print(text, flush=True)
signals.install()
"""


def says(program: str, name: str = "SIGTERM", *, cwd: Path = ROOT, ignored: bool = False) -> tuple[int, list[str], str]:
    """The exit status of a program, what it printed, and what it said on standard error."""

    def ignore() -> None:
        signal.signal(getattr(signal, name), signal.SIG_IGN)

    ended = subprocess.run(
        [sys.executable, "-c", HEAD + program, name], cwd=cwd, capture_output=True, text=True, timeout=30, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, preexec_fn=ignore if ignored else None,
    )  # fmt: skip
    return ended.returncode, ended.stdout.splitlines(), ended.stderr


@pytest.mark.parametrize("name", NAMES)
def test_what_was_begun_is_ended_before_a_signal_is_heard(name: str) -> None:
    program = """
try:
    with signals.held():
        come()
        told("counted")
    told("too far")
except KeyboardInterrupt as why:
    told(f"{why} {signals.came()}")
"""
    assert says(program, name) == (0, ["counted", f"{name} {name}"], "")


def test_what_came_while_it_was_held_is_raised_where_it_is_allowed_and_once() -> None:
    program = """
with signals.held():
    come()
    told("kept")
    try:
        with signals.allowed():
            told("too far")
    except signals.Interrupted:
        told("raised")
    told("written")
told("ended")
"""
    assert says(program)[1] == ["kept", "raised", "written", "ended"]


def test_whoever_has_something_to_do_first_puts_it_off() -> None:
    program = """
with signals.held():
    for number in (1, 2):
        try:
            with signals.allowed():
                if number == 1:
                    come()
                told("too far")
        except signals.Interrupted:
            told(number)
            signals.put_off()
"""
    status, out, err = says(program)
    assert (status, out) == (1, ["1", "2"])
    assert err.splitlines()[-1] == "perito.support.signals.Interrupted: SIGTERM"  # put off, and nobody caught it


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timers that are signals")
def test_no_module_is_left_half_loaded(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("import __main__\n__main__.come()\nwhole = True\n")
    program = """
sys.path.insert(0, "")
try:
    import slow
    told(slow.whole)
    time.sleep(10)
    told("too far")
except signals.Interrupted:
    told(sys.modules["slow"].whole)
"""
    began = time.monotonic()
    assert says(program, cwd=tmp_path)[1] == ["True", "True"]
    assert time.monotonic() - began < 10


def test_one_that_python_swallows_is_raised_again() -> None:
    program = """
class Last:
    def __del__(self):
        come()
try:
    Last()
    time.sleep(10)
    told("too far")
except signals.Interrupted:
    told("raised")
"""
    assert says(program) == (0, ["raised"], "")


def test_the_second_ends_at_once_with_one_line() -> None:
    program = """
try:
    come()
except signals.Interrupted:
    time.sleep(2 * signals.SAME)
    come()
    told("too far")
"""
    status, out, err = says(program)
    assert (status, out, len(err.splitlines())) == (3, [], 1)
    assert err.startswith("perito: ")


def test_the_line_is_said_once_where_the_second_comes_after_it() -> None:
    program = """
try:
    come()
except signals.Interrupted:
    print("perito:", signals.words(), file=sys.stderr)
    time.sleep(2 * signals.SAME)
    come()
"""
    status, _out, err = says(program)
    assert (status, err) == (3, "perito: interrumpido (SIGTERM) antes de hacer nada\n")


def test_one_signal_sent_twice_is_one() -> None:
    """As timeout(1) does: to the process, then to its group."""
    program = """
try:
    come()
except signals.Interrupted:
    come()
    told("kept")
"""
    assert says(program)[:2] == (0, ["kept"])


@pytest.mark.parametrize("name", NAMES)
def test_what_was_ignored_stays_ignored(name: str) -> None:
    assert says("come(); told('on')", name, ignored=True) == (0, ["on"], "")


def test_when_all_is_done_the_status_stays_what_it_is() -> None:
    program = """
import os, threading
signals.over()
come()
class Last:
    def __del__(self): os.kill(os.getpid(), getattr(signal, name))  # while Python ends, and has no handlers any more
sys.last = Last()
sys.exit(1)
"""
    assert says(program) == (1, [], "")


def test_an_interruption_that_was_waited_for_is_none() -> None:
    program = """
for _number in (1, 2):
    try:
        come()
    except signals.Interrupted:
        signals.heeded()
        told(repr(signals.came()))
"""
    assert says(program)[1] == ["''", "''"]


@pytest.mark.parametrize("name", NAMES)
def test_one_that_comes_while_handlers_are_set_up_is_told_like_any_other(name: str) -> None:
    program = """
from perito import __main__
signals._state.installed = False
signals._settings = come
__main__.main()
"""
    status, _said, err = says(program, name)
    assert (status, err.count("\n"), err.startswith("perito: ")) == (3, 1, True), err


def test_after_an_interruption_a_section_is_left_when_its_time_is_over() -> None:
    program = """
try:
    come()
except KeyboardInterrupt:
    told("once")
try:
    with signals.impatient(0.2):
        time.sleep(20)
except KeyboardInterrupt:
    told("twice")
time.sleep(0.4)
told("and no more")
"""
    assert says(program) == (0, ["once", "twice", "and no more"], "")


def test_without_an_interruption_a_section_has_all_the_time() -> None:
    program = """
with signals.impatient(0.1):
    time.sleep(0.3)
told("ended")
"""
    assert says(program) == (0, ["ended"], "")
