"""A Dask cluster on this machine, for tests and for the bench."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tests.cli.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WORKERS = 2
ONE_THREAD = ("--nthreads", "1", "--no-dashboard", "--no-nanny")
PLAIN = ()  # `dask worker ADDRESS`: a process behind a nanny, with as many threads as the machine has processors


@contextmanager
def cluster(
    environment: Mapping[str, str], workers: int = WORKERS, words: Sequence[str] = ONE_THREAD
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its workers; `environment`: what these have besides, `words`: their options."""
    have = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "60s", **environment}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["distributed.cli.dask_worker", address, *words]
    started = [
        subprocess.Popen([sys.executable, "-m", *command], env=have, stderr=subprocess.DEVNULL, start_new_session=True)
        for command in (scheduler, *[worker] * workers)
    ]
    try:
        yield address, started[1:]
    finally:
        for process in reversed(started):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # a nanny's worker is of its group
            process.wait()
