"""A class's grades in figures: how they are spread, quartiles, mean, median, and the share that passes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median, quantiles
from typing import TYPE_CHECKING

from perito.documents.class_result import ABSENT
from perito.support.i18n import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.documents.class_result import ClassResult
    from perito.report.class_head import Line

TENTHS = 10


@dataclass(frozen=True)
class Band:
    """The grades in one tenth of the scale. `share`: their number as a part of the largest one's, from 0 to 1;
    `fails`: whether all of the tenth lies below the line, `split`: the part of it that does where only a part does."""

    label: str
    count: int
    share: float
    fails: bool
    split: float = 0.0


@dataclass(frozen=True)
class Figures:
    """The final grades of a class, without those who handed in nothing."""

    grades: tuple[float, ...]
    line: Line

    def __bool__(self) -> bool:
        return bool(self.grades)

    @property
    def mean(self) -> float:
        """The mean of the grades."""
        return mean(self.grades)

    @property
    def median(self) -> float:
        """The median of the grades."""
        return median(self.grades)

    @property
    def quartiles(self) -> tuple[float, float]:
        """The grades below which a quarter and three quarters of the class lie."""
        if len(self.grades) < 2:
            return (self.grades[0], self.grades[0])
        lower, _middle, upper = quantiles(self.grades, n=4, method="inclusive")
        return (lower, upper)

    @property
    def passes(self) -> int:
        """How many grades are at the line or above."""
        return sum(grade >= self.line.grade for grade in self.grades)

    @property
    def part(self) -> float:
        """The share that passes, from 0 to 1."""
        return self.passes / len(self.grades)

    @property
    def bands(self) -> tuple[Band, ...]:
        """The grades by tenths of the scale."""
        counted = bands(self.grades, self.line.scale)
        most = max((count for _label, count in counted), default=0) or 1
        place = self.line.share * TENTHS
        return tuple(
            Band(label, count, count / most, number + 1 <= place, max(0.0, min(1.0, place - number)))
            for number, (label, count) in enumerate(counted)
        )

    def at(self, grade: float) -> float:
        """A grade's place on the scale, in hundredths."""
        return round(100 * min(1.0, max(0.0, grade / self.line.scale)), 2) if self.line.scale else 0.0


def figures(graded: ClassResult, line: Line) -> Figures:
    """The figures of a class's final grades."""
    grades = (one.grade for one in graded.students if one.final and one.status != ABSENT)
    return Figures(tuple(grade for grade in grades if grade is not None), line)


def bands(grades: Sequence[float], scale: float) -> list[tuple[str, int]]:
    """Number of grades in each tenth of the scale: label and count; the top tenth includes its end."""
    counts = Counter(min(9, max(0, int(grade * TENTHS / scale))) for grade in grades) if scale else Counter()
    ends = [points(scale * tenth / TENTHS) for tenth in range(TENTHS + 1)]
    return [(f"{low}–{high}", counts[tenth]) for tenth, (low, high) in enumerate(pairwise(ends))]
