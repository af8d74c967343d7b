"""A class's attempts over time: each run with its date, how many had a grade, the mean, and the share that passed."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

from perito.documents.class_result import ABSENT, LEFT
from perito.support.i18n import _, grouped, moment, ngettext

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


def rule(told: Mapping[str, History]) -> str:
    """Which attempt counts, in one sentence; empty where there are none."""
    policy = next((one.policy for one in told.values()), None)
    if policy is None:
        return ""
    deadline = moment(policy.deadline) if policy.deadline else ""
    if policy.policy == "before-deadline":
        return _("The last attempt with a grade up to {deadline} counts.").format(deadline=deadline)
    text = _("The best attempt counts.") if policy.policy == "best" else _("The last attempt with a grade counts.")
    return " ".join([text, _("Late is after {deadline}.").format(deadline=deadline)]) if deadline else text


def counted_elsewhere(told: Mapping[str, History]) -> str:
    """Of how many the grades of the last run do not count; empty where all do."""
    began: dict[str, datetime] = {}
    for attempt in (attempt for one in told.values() for attempt in one.attempts):
        began[attempt.run] = min(attempt.at, began.get(attempt.run, attempt.at))
    last = max(began, key=lambda run: began[run], default="")
    there = [one for one in told.values() if one.attempts[-1].student.status != LEFT]
    old = sum(one.counts is not None and one.counts.run != last for one in there)
    none = sum(one.counts is None and any(attempt.graded for attempt in one.attempts) for one in there)
    texts = (
        (old, ngettext("of {count} student an earlier one counts", "of {count} students an earlier one counts", old)),
        (none, ngettext("of {count} student none counts", "of {count} students none counts", none)),
    )
    which = ", ".join(text.format(count=grouped(count)) for count, text in texts if count)
    return _("The grades on this page are those of the last run: {which}.").format(which=which) if which else ""


def _moment(attempts: Iterable[Attempt], line: Line, better: int) -> Moment:
    attempts = list(attempts)
    grades = [grade for one in attempts if (grade := _grade(one)) is not None]
    passes = sum(grade >= line.grade for grade in grades)
    return Moment(min(one.at for one in attempts), len(grades), mean(grades) if grades else 0.0, passes, better)


def _grade(attempt: Attempt) -> float | None:
    return None if attempt.student.status in {ABSENT, LEFT} else attempt.student.grade
