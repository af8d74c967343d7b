"""A class's attempts over time: each run with its date, how many had a grade, the mean, and the share that passed."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

from perito.documents.class_result import ABSENT, LEFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from perito.documents.attempts import Attempt, History
    from perito.report.class_head import Line


@dataclass(frozen=True)
class Moment:
    """One run. `at`: when it looked at its first server; `graded`: grades, provisional ones too; `better`: students
    with a higher grade than in their attempt before."""

    at: datetime
    graded: int
    mean: float
    passes: int
    better: int

    @property
    def part(self) -> float:
        """The share that passed, from 0 to 1."""
        return self.passes / self.graded if self.graded else 0.0


def over_time(told: Mapping[str, History], line: Line) -> tuple[Moment, ...]:
    """The runs, the first one first; nothing where there is one only."""
    runs: dict[str, list[Attempt]] = {}
    better: dict[str, int] = {}
    for history in told.values():
        best = None
        for attempt in history.attempts:
            runs.setdefault(attempt.run, []).append(attempt)
            grade = _grade(attempt)
            if grade is not None:
                better[attempt.run] = better.get(attempt.run, 0) + (best is not None and grade > best)
                best = grade
    found = [_moment(attempts, line, better.get(run, 0)) for run, attempts in runs.items()]
    return tuple(sorted(found, key=lambda one: one.at)) if len(found) > 1 else ()


def _moment(attempts: Iterable[Attempt], line: Line, better: int) -> Moment:
    attempts = list(attempts)
    grades = [grade for one in attempts if (grade := _grade(one)) is not None]
    passes = sum(grade >= line.grade for grade in grades)
    return Moment(min(one.at for one in attempts), len(grades), mean(grades) if grades else 0.0, passes, better)


def _grade(attempt: Attempt) -> float | None:
    return None if attempt.student.status in {ABSENT, LEFT} else attempt.student.grade
