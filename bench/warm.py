"""What grading a server costs a worker that has graded before, in processor seconds."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from perito.classroom import worker
from perito.classroom.job import How, Job, Person
from perito.practice import locate

if TYPE_CHECKING:
    from perito.lab.server import Server


def processor_seconds(server: Server, runs: int) -> float:
    """The median of `runs`, after one that does not count. Raises RuntimeError where the server is not graded."""
    target = replace(server.target, apps=(("", "mi_aplicacion"),))
    job = Job(Person(server.name, directory=server.name), target, How(locate.find().directory))
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        found = [pool.submit(once, job).result() for _turn in range(runs + 1)]
    return statistics.median(found[1:])


def once(job: Job) -> float:
    """Grade it here; the seconds of all threads of this process."""
    began = time.process_time()
    done = worker.grade_server(job)
    if done.student.score is None:
        raise RuntimeError(f"not graded: {done.student.reason}")
    return time.process_time() - began
