"""Sets the process that workers are forked from apart from the grader, before anything that takes long is loaded.

What a terminal or a shell sends to the grader's process group is for the grader alone. Workers end when it does, or
when it tells them with SIGTERM. The process was started with these signals blocked, so none came before this.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def apart() -> None:
    """A process group of its own, and no word where a worker comes too late."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    sys.excepthook = too_late


def too_late(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """A worker forked when the class is done already finds nothing to take up, and says nothing.

    The pool removes its semaphores first (sem_unlink(3)) and then ends its workers, some of which may be about to open
    them. While it works a worker raises none of these: what a job raises goes back to the grader.
    """
    if not isinstance(error, FileNotFoundError | EOFError | ConnectionError):
        sys.__excepthook__(kind, error, trace)


apart()
