"""Separates the workers' parent process from the grader, before anything slow is loaded.

Signals from a terminal or a shell to the grader's process group are for the grader alone. Workers end with it, or on
its SIGTERM. The process starts with these signals blocked, so none arrives before this.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import Any

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def apart() -> None:
    """Give the process a group of its own, and silence workers that start too late."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    sys.excepthook = too_late


def too_late(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Exception hook of a worker forked after the class is done: it finds its semaphores gone, and prints nothing.

    The pool removes its semaphores first (sem_unlink(3)) and then ends its workers, some of which may be about to open
    them. A working worker raises none of these: a job's exceptions go back to the grader.
    """
    if not isinstance(error, FileNotFoundError | EOFError | ConnectionError):
        sys.__excepthook__(kind, error, trace)


apart()
gc.disable()  # until all is loaded: a fifth of the time that this takes would be garbage collection
