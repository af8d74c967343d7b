"""Threads that use the language of their starter (see `i18n`), and a lock that is free again after a fork."""

from __future__ import annotations

import os
import threading
import time
from concurrent import futures
from contextvars import copy_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")
HEARS = 0.2  # seconds of waiting in which Windows does not hear Ctrl-C


class ThreadPoolExecutor(futures.ThreadPoolExecutor):
    """As concurrent.futures has it; each task runs in a copy of its submitter's context."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> futures.Future[T]:
        """Start a task."""
        context = copy_context()
        return super().submit(lambda: context.run(fn, *args, **kwargs))


def daemon(target: Callable[[], object]) -> threading.Thread:
    """A thread, not started yet, that does not keep the program from exiting."""
    return threading.Thread(target=copy_context().run, args=(target,), daemon=True)


def joined(thread: threading.Thread) -> None:
    """Wait for a thread's end, in steps in which a signal is raised: on Windows a wait without end hears none."""
    while thread.is_alive():
        thread.join(HEARS)


_abandoned: list[str] = []


def abandon(why: str) -> None:
    """Remember that threads are left behind, which the program's exit must not wait for."""
    _abandoned.append(why)


def abandoned() -> bool:
    """Whether threads were left behind."""
    return bool(_abandoned)


def within(seconds: float, produce: Callable[[], T]) -> T:
    """What a function returns or raises. Raises TimeoutError where it takes longer; it is then left behind."""
    ended: futures.Future[T] = futures.Future()

    def run() -> None:
        try:
            ended.set_result(produce())
        except BaseException as problem:
            ended.set_exception(problem)

    daemon(run).start()
    until = time.monotonic() + seconds
    while True:
        left = until - time.monotonic()
        try:
            return ended.result(max(0.0, min(left, HEARS)))
        except TimeoutError:
            if ended.done() or left <= 0:
                raise


class Lock:
    """A lock that its thread may take again. In the child of a fork it is free: the thread that held it does not exist
    there (fork(2): only the calling thread is in the child)."""

    def __init__(self) -> None:
        self._renew()
        if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
            os.register_at_fork(after_in_child=self._renew)

    def _renew(self) -> None:
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
