"""Several attempts of one student, and the one that counts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from perito.documents.class_result import ABSENT, LEFT, Student

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from perito.documents.class_result import ClassResult

LATE = "late"


def _moment(value: object) -> object:
    """Reject a date alone: it has neither a time nor a zone."""
    if isinstance(value, datetime | str):
        return value
    raise PydanticCustomError("no_moment", "{value} is no moment such as 2026-11-30T23:59+01:00", {"value": str(value)})


def _with_zone(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise PydanticCustomError(
            "without_zone", "without a time zone nobody knows when that is: write it as 2026-11-30T23:59+01:00"
        )
    return value


class Policy(BaseModel):
    """The attempt that counts: the `last`, the `best`, or the last `before-deadline`. `deadline` with its time zone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    policy: Literal["last", "best", "before-deadline"] = "last"
    deadline: Annotated[datetime, BeforeValidator(_moment), AfterValidator(_with_zone)] | None = None

    @property
    def sound(self) -> bool:
        """Check that there is a deadline where one is needed."""
        return self.deadline is not None or self.policy != "before-deadline"


@dataclass(frozen=True)
class Attempt:
    """One student in one run. `at`: when their server was looked at; `run`: the name of the run's directory."""

    run: str
    at: datetime
    student: Student

    @property
    def graded(self) -> bool:
        """Whether it has a grade; without one it cannot count. Who was absent made no attempt."""
        score = self.student.score
        return self.student.status != ABSENT and score is not None and score.grade is not None


@dataclass(frozen=True)
class History:
    """A student's attempts, the earliest first. `counts`: the one that counts, if any."""

    attempts: tuple[Attempt, ...]
    policy: Policy
    counts: Attempt | None

    @property
    def number(self) -> int | None:
        """The number of the attempt that counts, from 1."""
        return self.attempts.index(self.counts) + 1 if self.counts else None

    def late(self, attempt: Attempt) -> bool:
        """Whether it was made after the deadline, if there is one; the deadline itself is in time."""
        return self.policy.deadline is not None and attempt.at > self.policy.deadline


def history(attempts: Iterable[Attempt], policy: Policy) -> History:
    """A student's attempts in order, and the one that counts by the policy. At least one attempt."""
    ordered = tuple(sorted(attempts, key=lambda one: (one.at, one.run)))
    return History(ordered, policy, chosen(ordered, policy))


def chosen(attempts: Sequence[Attempt], policy: Policy) -> Attempt | None:
    """The attempt that counts: of those with a grade, by the policy; of equally good ones the earliest.

    `attempts` with the earliest first. None where no attempt with a grade was made, or none in time.
    """
    graded = [one for one in attempts if one.graded]
    if policy.policy == "best":
        return max(graded, key=_worth, default=None)
    if policy.policy == "before-deadline" and policy.deadline is not None:
        graded = [one for one in graded if one.at <= policy.deadline]
    return graded[-1] if graded else None


def _worth(attempt: Attempt) -> tuple[float, bool]:
    score = attempt.student.score
    grade = score.grade if score else None
    return (-1.0 if grade is None else grade, attempt.student.final)


def histories(runs: Iterable[Iterable[Attempt]], policy: Policy) -> dict[str, History]:
    """Everybody's attempts by id; those in the latest run come first, in its order."""
    found: dict[str, list[Attempt]] = {}
    for run in reversed(list(runs)):
        for attempt in run:
            found.setdefault(attempt.student.id, []).append(attempt)
    return {who: history(attempts, policy) for who, attempts in found.items()}


def counting(last: ClassResult, told: Mapping[str, History], reasons: Mapping[str, str], run: str = "") -> ClassResult:
    """The class with the attempt that counts for each student. A student without one in time is `late`; one without any
    stays.

    `last` is the latest run, called `run`: a student who has left it stays so; `reasons`: why an attempt of those
    without one that counts does not.
    """
    lines = (_line(run, who, one, reasons.get(who, "")) for who, one in told.items())
    return last.model_copy(update={"students": tuple(lines)})


def _line(run: str, who: str, told: History, reason: str) -> Student:
    last = told.attempts[-1].student
    gone = next((one.student for one in reversed(told.attempts) if one.run == run), last)
    if gone.status == LEFT:  # no longer in the class by the latest run, whatever their earlier attempts
        return gone
    if told.counts is not None:
        chosen = told.counts
        result = f"{chosen.run}/{chosen.student.result}" if chosen.student.result else None
        return chosen.student.model_copy(update={"name": last.name, "email": last.email, "result": result})
    if any(one.graded for one in told.attempts):
        return Student(id=who, name=last.name, email=last.email, status=LATE, reason=reason)
    return last
