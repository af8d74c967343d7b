"""Ctrl-C at the worst moment: a student's files are there already, and the student is not yet counted."""

from __future__ import annotations

import signal
from contextlib import suppress

import pytest

from perito.batch.signals import uninterrupted


def press_and_go_on(done: list[str]) -> None:
    with uninterrupted():
        signal.raise_signal(signal.SIGINT)
        done.append("counted")


def test_what_was_begun_is_ended_before_ctrl_c_is_heard() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        press_and_go_on(done)
    assert done == ["counted"]


def test_the_handler_is_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with suppress(OSError), uninterrupted():
        raise OSError
    assert signal.getsignal(signal.SIGINT) is before
