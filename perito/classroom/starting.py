"""How worker processes start: forked from a process that has imported everything, or each a Python of its own.

Windows cannot fork, and on macOS a process that has used the system's libraries must not (Python's documentation,
`multiprocessing`, contexts and start methods).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from typing import TYPE_CHECKING

from perito.support import signals

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext, ForkServerContext

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
    return parent() or multiprocessing.get_context("spawn")


def end() -> None:
    """End what `context` has started."""
    if FORKS:
        from perito.classroom import forked_workers

        forked_workers.end()


def apart() -> None:
    """In a worker that was not forked: signals of a terminal are for the grader, with whom the worker ends."""
    if FORKS:
        return  # its parent has done it
    for name in signals.NAMES:
        if hasattr(signal, name) and name != "SIGTERM":
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if sys.platform != "win32":
        os.setpgid(0, 0)


if not FORKS and multiprocessing.parent_process() is not None:
    apart()  # as early as can be: what a worker loads takes a second
