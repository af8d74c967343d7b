"""The workers of a Dask cluster as a pool: a cluster that is there, or one on this machine for as long as it takes."""

from __future__ import annotations

import logging
import os
from math import ceil
from typing import TYPE_CHECKING, Any

from perito.classroom.pools import Pool
from perito.classroom.starting import EACH_CORE
from perito.errors import OK, UsageError
from perito.support.i18n import _
from perito.support.standard_streams import complain
from perito.support.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from perito.classroom.job import Done

PATIENCE = 30  # seconds for a first worker
CONNECTING = "10s"
# Its profiler remembers every call of a worker, for a page that nobody opens.
QUIET = {"distributed.worker.profile.enabled": False, "distributed.admin.tick.limit": "60s"}


class Dask(Pool):
    """A pool of a cluster's workers, which need Perito, the practice's directory, keys and secrets of their own.

    `scheduler`: its address; None: a cluster on this machine, which ends with the pool. `width` 0: as many jobs as its
    workers have threads. Raises UsageError.
    """

    def __init__(self, scheduler: str | None, width: int) -> None:
        try:
            import dask
            from distributed import Client
        except ImportError:
            raise UsageError(_("--executor dask: install Perito with its extra: perito[distributed]")) from None
        self._own: Any = None
        self._client: Any
        if scheduler is None:
            dask.config.set(QUIET)
            self._own = _of_this_machine(width)
        where = scheduler or self._own.scheduler_address
        try:
            self._client = Client(self._own or scheduler, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError, TimeoutError, TypeError) as error:  # TypeError: TLS without its files
            raise UsageError(_("--scheduler {scheduler}: {error}").format(scheduler=where, error=error)) from None
        try:
            self._the_same_everywhere(where)
        except BaseException:
            self._leave()
            raise
        self.width = width or max(1, sum(self._client.nthreads().values()))
        self._executor = self._client.get_executor(retries=2, pure=False)

    def _the_same_everywhere(self, scheduler: str) -> None:
        """Raises UsageError where there is no worker, or one without this very Perito: said once, before anything."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            text = _("--scheduler {address}: no worker has come to it within {seconds} s: `dask worker {address}`")
            raise UsageError(text.format(address=scheduler, seconds=PATIENCE)) from None
        for worker, version in self._client.run(here, on_error="return").items():
            if version != __version__:
                said = version if isinstance(version, str) else f"{type(version).__name__}: {version}"
                text = _("--scheduler {address}: the worker {worker} has Perito {theirs}, and this is {ours}")
                raise UsageError(text.format(address=scheduler, worker=worker, theirs=said, ours=__version__))

    def submit(self, function: Callable[[Any], Done], job: Any, deadline: float) -> Future[Done]:
        """As Pool, but a late worker is not killed: the job's own deadline ends it."""
        future: Future[Done] = self._executor.submit(function, job)
        return future

    def close(self, *, now: bool = False) -> None:
        """Leave the cluster, which keeps running; one of this pool's own ends."""
        self._executor.shutdown(wait=not now)
        self._leave()

    def _leave(self) -> None:
        self._client.close()
        if self._own is not None:
            self._own.close()


def here() -> str:
    """The version of Perito where this runs."""
    return __version__


def _of_this_machine(width: int) -> Any:
    """A cluster on the loopback interface, encrypted, with keys that nobody else has: a process for each processor, and
    as many threads as make `width` (0: EACH_CORE in each)."""
    from distributed import LocalCluster

    processes = min(os.cpu_count() or 1, width or EACH_CORE)
    threads = ceil(width / processes) if width else EACH_CORE
    text = _(
        "--executor dask without --scheduler: a cluster on this machine, {processes} processes of {threads} threads"
    )
    complain(text.format(processes=processes, threads=threads), OK)
    return LocalCluster(
        n_workers=processes,
        threads_per_worker=threads,
        dashboard_address=None,
        silence_logs=logging.ERROR,
        security=True,
    )
