"""Pools for jobs: worker processes of this machine, or the workers of a Dask cluster. Both return futures."""

from __future__ import annotations

import multiprocessing
import multiprocessing.context
import os
from abc import ABC, abstractmethod
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from perito.classroom import starting
from perito.classroom.proving import forked
from perito.errors import PeritoError, UsageError
from perito.support import log, threads
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

    from perito.classroom.job import Done
    from perito.grading.soundness import Collect

LOCAL = "local"
GRACE = 60.0
TASKS_PER_WORKER = 100


class WorkerLost(PeritoError):  # noqa: N818 - says what happened
    """The process of the job is gone: killed, or out of memory."""


class Pool(ABC):
    """Runs jobs, `width` at a time."""

    width: int

    @abstractmethod
    def submit(self, function: Callable[[Any], Done], job: Any, deadline: float) -> Future[Done]:
        """Start a job; one that takes longer than `deadline` seconds and a margin ends with TimeoutError."""

    @abstractmethod
    def close(self, *, now: bool = False) -> None:
        """End the workers; `now`: without waiting for their jobs."""


class Local(Pool):
    """Worker processes of this machine; `starting` says how they start.

    A worker that hangs is killed alone, and a killed worker loses only its own job.
    """

    def __init__(self, width: int, tell: Callable[[str, str], None] | None = None, *, grace: float = GRACE) -> None:
        there_must_be_pebble()
        from pebble import ProcessPool

        self._grace = grace
        self.width = width or each_core()
        self.context = context = starting.context()
        # No queue: a process killed while holding its lock would block all others. Messages are shorter
        # than PIPE_BUF, so each is written whole without a lock (pipe(7)); Windows' pipes keep messages whole.
        self._said, self._saying = context.Pipe(duplex=False)
        self._listener = threads.daemon(lambda: self._listen(tell))
        self._listener.start()
        self._pool = ProcessPool(
            max_workers=self.width,
            max_tasks=TASKS_PER_WORKER,
            initializer=_begin,
            initargs=(self._saying,),
            context=context,
        )

    def _listen(self, tell: Callable[[str, str], None] | None) -> None:
        with suppress(EOFError, OSError):
            while True:
                said = self._said.recv()
                if tell is not None:
                    tell(*said)

    def submit(self, function: Callable[[Any], Done], job: Any, deadline: float) -> Future[Done]:
        """As Pool; a late process is killed."""
        future: Future[Done] = self._pool.schedule(function, args=[job], timeout=deadline + self._grace)
        return future

    def close(self, *, now: bool = False) -> None:
        """As Pool."""
        if now:
            self._pool.stop()
        else:
            self._pool.close()
        self._pool.join()
        self._saying.close()
        self._listener.join(timeout=1)


def each_core() -> int:
    """The default number of workers: they mostly wait."""
    return starting.EACH_CORE * (os.cpu_count() or 1)


def there_must_be_pebble() -> None:
    """Raise UsageError where the extra `class` is not installed.

    The standard library's pool is no substitute: when one of its processes dies, all jobs of the class are lost.
    """
    if find_spec("pebble") is None:
        raise UsageError(_("a class is graded with Perito's extra: pip install 'perito[class]'"))


@contextmanager
def warming(executor: str) -> Iterator[Collect | None]:
    """Within it the workers' parent, if they have one, loads what they need, before there is a pool; an error or a
    signal ends it.

    Gives what proves the practice in a process of that parent's; None where it has none.
    """
    if executor == LOCAL:
        there_must_be_pebble()
    context = starting.parent() if executor == LOCAL else None
    try:
        yield None if context is None else partial(forked, context)
    except BaseException:
        if executor == LOCAL:
            starting.end()
        raise


def _begin(saying: Connection) -> None:
    """In the worker: report steps, and end with the grader, however that ended."""
    from perito.classroom import worker

    starting.apart()
    threads.daemon(_end_with_the_grader).start()
    log.begin()

    def say(student: str, step: str) -> None:
        try:
            saying.send((student, step))
        except OSError:
            os._exit(0)

    worker.listen(say)


def _end_with_the_grader() -> None:
    grader = multiprocessing.parent_process()
    if grader is not None:
        grader.join()
        os._exit(0)


EXECUTORS = (LOCAL, "dask")


def of(
    executor: str, scheduler: str | None, width: int, tell: Callable[[str, str], None] | None = None, *, jobs: int = 0
) -> Pool:
    """The pool for the command line's options; `width` 0: by the number of processors. Raises UsageError.

    `jobs`: their number, if known; no worker of this machine is started without a job.
    """
    if executor not in EXECUTORS:
        raise UsageError(
            _("--executor: {executor!r} is not one of {executors}").format(
                executor=executor, executors=", ".join(EXECUTORS)
            )
        )
    if executor == LOCAL:
        wide = width or each_core()
        return Local(min(wide, max(1, jobs)) if jobs else wide, tell)
    from perito.classroom.cluster import Dask

    return Dask(scheduler or None, width)


def outcome(future: Future[Done]) -> Done:
    """A job's result. Raises WorkerLost, TimeoutError, CancelledError, or the job's exception."""
    try:
        return future.result()
    except (CancelledError, TimeoutError):
        raise
    except Exception as error:
        if type(error).__name__ in {"ProcessExpired", "KilledWorker"}:
            raise WorkerLost(str(error)) from error
        raise
