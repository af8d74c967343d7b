"""Threads that speak the language of whoever starts them (see `i18n`): all threads of Perito's that make texts."""

from __future__ import annotations

import threading
from concurrent import futures
from contextvars import copy_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class ThreadPoolExecutor(futures.ThreadPoolExecutor):
    """As concurrent.futures has it; each task runs in a copy of its submitter's context."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> futures.Future[T]:
        """Start a task."""
        context = copy_context()
        return super().submit(lambda: context.run(fn, *args, **kwargs))


def daemon(target: Callable[[], object]) -> threading.Thread:
    """A thread, not started yet, that does not keep the program from ending."""
    return threading.Thread(target=copy_context().run, args=(target,), daemon=True)
