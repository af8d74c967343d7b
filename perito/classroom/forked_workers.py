"""The workers' parent on Linux: a forkserver that has imported everything. POSIX alone: `starting` chooses it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from multiprocessing import forkserver, resource_tracker
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
NO_LEAKS_TOLD = "ignore::UserWarning:multiprocessing.resource_tracker"  # as for the interpreter's -W


def started() -> ForkServerContext:
    """The workers' parent, started: a process that has imported everything.

    It ignores signals until it has run `apart`. A helper removes the semaphores of a killed grader, without a message.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["perito.classroom.forkserver", "perito.classroom.preload"])
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    sys.warnoptions.append(NO_LEAKS_TOLD)
    try:
        resource_tracker.ensure_running()  # lets two of them through again
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        forkserver.ensure_running()
    finally:
        sys.warnoptions.remove(NO_LEAKS_TOLD)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context


def end() -> None:
    """End the workers' parent, loading or not: whoever waits for all that holds our streams would wait for it."""
    parent = getattr(forkserver, "_forkserver", None)
    pid = getattr(parent, "_forkserver_pid", None)
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
