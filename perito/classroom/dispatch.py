"""Keeps a pool busy: as many jobs as it has workers, one that waits for the first of them to be free, and the next one
when one ends."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from perito.classroom.job import Done, Job, Recorded
from perito.classroom.pools import WorkerLost, outcome
from perito.classroom.sharing import Shared
from perito.documents.class_result import Student
from perito.support.i18n import _
from perito.support.threads import HEARS
from perito.transport.base import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from perito.classroom.pools import Pool

LIVES = 2
AHEAD = 1  # jobs in the pool beyond its workers: none of them waits for us to have written what it found
Work = Job | Recorded


@dataclass
class Dispatcher:
    """Sends a class through a pool. `function` grades one job; each returns a Done, failures included."""

    pool: Pool
    function: Callable[[Any], Done]
    running: dict[Future[Done], Work] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    shared: Shared = field(default_factory=Shared)

    def through(self, jobs: Iterable[Work], started: Callable[[Work], None]) -> Iterator[Done]:
        """Every job's result as it arrives; `started` is called with each job that is handed out.

        At most AHEAD jobs more than workers are in the pool: memory does not grow with the class. The next one is
        handed out before a result is given back.
        """
        left = iter(jobs)
        self._fill(left, started)
        while self.running:
            ready, _waiting = wait(self.running, timeout=HEARS, return_when=FIRST_COMPLETED)
            for future in ready:
                job = self.running.pop(future)
                done = self._outcome(future, job)
                self._fill(left, started)
                if done is not None:
                    yield self.shared.done(done)

    def _fill(self, left: Iterator[Work], started: Callable[[Work], None]) -> None:
        while len(self.running) < self.pool.width + AHEAD and (job := next(left, None)) is not None:
            self._submit(job)
            started(job)

    def _submit(self, job: Work) -> None:
        self.running[self.pool.submit(self.function, job, job.how.deadline + job.how.wait)] = job

    def _outcome(self, future: Future[Done], job: Work) -> Done | None:
        """A job's result; None where its worker died and the job was handed out again."""
        try:
            return outcome(future)
        except WorkerLost:
            deaths = self.lost[job.person.id] = self.lost.get(job.person.id, 0) + 1
            if deaths < LIVES:
                self._submit(job)
                return None
            return _failed(job, Reason.ERROR, _("the process that graded it died twice"))
        except TimeoutError:
            return _failed(
                job, Reason.TIMEOUT, _("no grade within {seconds} s").format(seconds=f"{job.how.deadline:.0f}")
            )
        except Exception as error:
            return _failed(job, Reason.ERROR, f"{type(error).__name__}: {error}")


def _failed(job: Work, status: Reason, reason: str) -> Done:
    person = job.person
    return Done(Student(id=person.id, name=person.name, email=person.email, status=str(status), reason=reason))
