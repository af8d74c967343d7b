"""A grade added up: parts, marks, limits, and what is still possible where something could not be looked at. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from perito.documents.result import CriterionResult, PartScore, Score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from perito.documents.result import BoundResult, Result, Rounding

    One = PartScore | CriterionResult

DIGITS = 9
ENOUGH = Fraction(1, 2)  # of the points looked at: with less there is no grade


@dataclass(frozen=True)
class Bill:
    """All that a grade is made of. `limits`: those in force; `unseen_limits`: those that may be.

    `partial`: of a part of the rubric only the points are told, those of a bonus like any other, and no grade.
    """

    parts: Sequence[PartScore]
    criteria: Sequence[CriterionResult]
    limits: Sequence[BoundResult]
    rounding: Rounding
    scale: float
    unseen_limits: Sequence[BoundResult] = ()
    partial: bool = False

    @classmethod
    def of(cls, result: Result) -> Bill:
        """Of a result, with its marks."""
        return cls(
            result.parts, result.criteria, result.bounds, result.rounding, result.score.scale, result.unseen_bounds,
            partial=result.scope is not None,
        )  # fmt: skip

    def total(self) -> Score:
        """Everything added up."""
        if self.partial:
            won, there = sum_of(one.earned for one in self.parts), sum_of(one.possible for one in self.parts)
            return Score(earned=rounded(won), possible=rounded(there), scale=self.scale, grade=None)
        won, there = self._sum(_earned), self._sum(_possible)
        lowest = self._reached(_lowest, _worth, (*self.limits, *self.unseen_limits))
        grade = self._reached(_earned, _possible, self.limits)
        highest = self._reached(_highest, _worth, self.limits)
        return Score(
            earned=rounded(won + self._sum(_earned, bonus=True)),
            possible=rounded(there),
            scale=self.scale,
            grade=rounded(grade, self.rounding.decimals) if self.enough else None,
            pending=rounded(sum_of(one.possible for one in self.criteria if one.points is None)),
            lowest=rounded(lowest, self.rounding.decimals),
            highest=rounded(highest, self.rounding.decimals),
        )

    @property
    def enough(self) -> bool:
        """Whether enough was looked at for a grade: what a person marks and a bonus have no say in it."""
        parts = [part for part in self.parts if not part.bonus]
        unseen = sum_of(_highest(part) - _lowest(part) for part in parts)
        return unseen <= (1 - ENOUGH) * sum_of(map(_worth, parts))

    def mended(self, gained: Fraction, on_top: Fraction, limits: Iterable[BoundResult]) -> Fraction:
        """The grade, not rounded, with so many points more, a bonus' apart, and these limits.

        What could not be looked at counts as right, a pending mark as nothing. Of a part of the rubric: the points.
        """
        if self.partial:
            return sum_of(one.earned for one in self.parts) + gained + on_top
        won, extra = self._sum(_as_right) + gained, self._sum(_as_right, bonus=True) + on_top
        return self._grade(won, self._sum(_worth), extra, limits)

    def _reached(
        self, won: Callable[[One], Fraction], there: Callable[[One], Fraction], limits: Iterable[BoundResult]
    ) -> Fraction:
        return self._grade(self._sum(won), self._sum(there), self._sum(won, bonus=True), limits)

    def _grade(self, won: Fraction, there: Fraction, extra: Fraction, limits: Iterable[BoundResult]) -> Fraction:
        caps = [fraction(limit.at_most) for limit in limits]
        caps += [fraction(self.rounding.ceiling)] if self.rounding.ceiling is not None else []
        share = won / there if there else Fraction(0)
        return min([share * fraction(self.scale) + extra, *caps])

    def _sum(self, points: Callable[[One], Fraction], *, bonus: bool = False) -> Fraction:
        everything: list[One] = [*self.parts, *self.criteria]
        return sum_of(points(one) for one in everything if one.bonus is bonus)


def _earned(one: One) -> Fraction:
    return fraction(one.earned if isinstance(one, PartScore) else one.points or 0.0)


def _possible(one: One) -> Fraction:
    return fraction(one.possible)


def _lowest(one: One) -> Fraction:
    return fraction(one.lowest) if isinstance(one, PartScore) and one.lowest is not None else _earned(one)


def _highest(one: One) -> Fraction:
    if isinstance(one, CriterionResult) and one.points is None:
        return fraction(one.possible)
    return _as_right(one)


def _as_right(one: One) -> Fraction:
    """With what could not be looked at as right."""
    return fraction(one.highest) if isinstance(one, PartScore) and one.highest is not None else _earned(one)


def _worth(one: One) -> Fraction:
    return fraction(one.worth) if isinstance(one, PartScore) and one.worth is not None else _possible(one)


def seen_share(part: PartScore) -> Fraction:
    """What a point of a part, as told of what was looked at, is of a point of all of the part."""
    there = _possible(part)
    return (_worth(part) - _highest(part) + _lowest(part)) / there if there else Fraction(1)


def sum_of(values: Iterable[float | Fraction]) -> Fraction:
    """The sum of numbers as they are written."""
    return sum((fraction(value) for value in values), Fraction(0))


def fraction(value: float | Fraction) -> Fraction:
    """The number as it is written: 0.1 is a tenth."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def exact(value: Fraction) -> float:
    """A number for a document that is not yet rounded for people."""
    return rounded(value, DIGITS)


def rounded(value: Fraction, decimals: int = 2) -> float:
    """So many decimals, half up, as Spanish schools round."""
    return float(Decimal(floor(value * 10**decimals + Fraction(1, 2))).scaleb(-decimals))
