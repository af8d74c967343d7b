"""Jobs that behave badly, for worker processes: they are imported there by name."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from perito.classroom import worker
from perito.classroom.job import Done
from perito.documents.class_result import GRADED, Student

if TYPE_CHECKING:
    from perito.classroom.job import Job


def behave(job: Job) -> Done:
    """Does what the job's id says, in a worker process."""
    what, _, rest = job.person.id.partition(" ")
    if what == "hang":
        time.sleep(600)
    if what == "late":
        Path(rest).touch()
        time.sleep(600)
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "die-speaking":
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGKILL)).start()
        while True:
            worker.tell(job.person.id, "steps, one after the other")
    if what == "die-once" and not Path(rest).exists():
        Path(rest).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "raise":
        raise ValueError(rest)
    worker.tell(job.person.id, "done")
    return Done(Student(id=job.person.id, status=GRADED, reason=str(os.getpid())))
