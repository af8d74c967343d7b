"""What the head of a class's page says of the run: when, by which practice, whose roster, and what a pass is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.documents.class_result import ABSENT

if TYPE_CHECKING:
    from datetime import datetime

    from perito.documents.class_result import ClassResult, Student

SCALE = 10.0


@dataclass(frozen=True)
class Head:
    """A run's facts, as far as they are known. `version`: the practice's; `rubric`: the beginning of the digest of its
    checks and rubric; `gate`: the lowest grade that the gate lets through (`--fail-under`)."""

    started: datetime | None = None
    roster: str = ""
    version: str = ""
    rubric: str = ""
    gate: float | None = None


@dataclass(frozen=True)
class Line:
    """Where failing ends. `grade`: the lowest pass; `scale`: the highest grade; `gate`: whether a gate says so."""

    grade: float
    scale: float
    gate: bool = False

    def fails(self, student: Student) -> bool:
        """Whether a final grade is below the line; who handed in nothing is told apart."""
        return student.final and student.status != ABSENT and student.grade is not None and student.grade < self.grade

    @property
    def share(self) -> float:
        """Its place on the scale, from 0 to 1."""
        return min(1.0, max(0.0, self.grade / self.scale)) if self.scale else 0.0


def line_of(graded: ClassResult, head: Head) -> Line:
    """The line between failing and passing: the gate's, else half of the scale."""
    scale = next((one.score.scale for one in graded.students if one.score), SCALE)
    return Line(scale / 2, scale) if head.gate is None else Line(head.gate, scale, gate=True)
