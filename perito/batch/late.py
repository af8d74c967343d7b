"""Loaded first by the process that workers are forked from: a worker that comes when all is done says nothing.

The pool removes its semaphores (sem_unlink(3)) before it ends its workers, and some of those may only be about to open
them: on a busy machine that printed a traceback under a class that was graded.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


def say_nothing(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What ends a worker that finds nothing to take up is no news; anything else is told as ever.

    While it works it raises neither: what a job raises goes back to the grader.
    """
    if not isinstance(error, FileNotFoundError | EOFError | ConnectionError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = say_nothing
