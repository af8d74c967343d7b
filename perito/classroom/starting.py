"""How worker processes start: forked from a process that has imported everything, or each a Python of its own.

Windows cannot fork, and on macOS a process that has used the system's libraries must not (Python's documentation,
`multiprocessing`, contexts and start methods).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import TYPE_CHECKING

from perito.support import signals

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext, ForkServerContext

NAME = "perito worker"
FORKS = sys.platform not in ("win32", "darwin")
EACH_CORE = 4 if FORKS else 2  # workers mostly wait; one that is not forked has a hundred megabytes to itself


def parent() -> ForkServerContext | None:
    """The process that workers are forked from, started; None where each is a Python of its own."""
    if not FORKS:
        return None
    from perito.classroom import forked_workers

    return forked_workers.started()


def context() -> BaseContext:
    """The way in which workers start, ready."""
    return parent() or _Anew()


def end() -> None:
    """End what `context` has started."""
    if FORKS:
        from perito.classroom import forked_workers

        forked_workers.end()


def apart() -> None:
    """In a worker that was not forked: signals of a terminal are for the grader, with whom the worker ends."""
    if FORKS:
        return  # its parent has done it
    for number in _of_a_terminal():
        signal.signal(number, signal.SIG_IGN)
    if sys.platform != "win32":
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _of_a_terminal())


def _of_a_terminal() -> list[int]:
    """The signals that a terminal sends to all of its programs."""
    return [getattr(signal, name) for name in signals.NAMES if hasattr(signal, name) and name != "SIGTERM"]


class _Worker(SpawnProcess):
    """Starts with these signals blocked, where that can be had, until it has run `apart`."""

    def start(self) -> None:
        """As a process."""
        self.name = NAME
        if sys.platform == "win32":
            super().start()
            return
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _of_a_terminal())
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Anew(SpawnContext):
    """Processes that are a Python of their own."""

    Process = _Worker


# As early as can be: what a worker loads takes a second. (It has its name before it has a parent process.)
if not FORKS and multiprocessing.current_process().name == NAME:
    apart()
