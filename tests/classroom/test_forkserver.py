"""A worker that is forked when its pool is gone finds nothing to take up, and says nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.cli.running import ROOT

WORKER = """
import os, _multiprocessing
from perito.classroom import pools
from tests.classroom.test_forkserver import raises

pool = pools.Local(1)
context = pool.context
gone = context.Semaphore()
arguments = {arguments}
if gone in arguments:
    _multiprocessing.sem_unlink(gone._semlock.name)
worker = context.Process(target=raises, args=arguments)
worker.start()
worker.join()
print(worker.exitcode, flush=True)
os._exit(0)  # the semaphore cannot be taken away twice
"""


def raises(what: object) -> None:
    """A mistake of a worker's own."""
    raise ZeroDivisionError(what)


@pytest.mark.parametrize(("arguments", "told"), [("(gone,)", ""), ("(1,)", "ZeroDivisionError: 1")])
def test_who_comes_too_late_says_nothing_and_a_mistake_is_told(arguments: str, told: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WORKER.format(arguments=arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.stdout == "1\n"
    assert ("Traceback" in ended.stderr) is bool(told), ended.stderr
    assert told in ended.stderr
