"""A time limit for the whole of a piece of work: nothing that happens meanwhile renews it."""

from __future__ import annotations

import time

SHARE = 4  # the last of so many parts of the time is for what needs no server: the rest of the checks, and the reports
LONGEST = 10.0  # seconds that this takes at most


class Deadline:
    """So many seconds from now on, or from `begin`. First the waiting for answers ends, then the checks, then all."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.begin()

    def begin(self) -> None:
        """Count from now on."""
        self._end = time.monotonic() + self.seconds

    @property
    def _rest(self) -> float:
        return min(self.seconds / SHARE, LONGEST)

    def left(self) -> float:
        """Seconds until everything has to be done, reports included."""
        return max(0.0, self._end - time.monotonic())

    def for_answers(self) -> float:
        """Seconds in which answers are waited for."""
        return max(0.0, self.left() - self._rest)

    def for_checks(self) -> float:
        """Seconds in which checks may run."""
        return max(0.0, self.left() - self._rest / 2)
