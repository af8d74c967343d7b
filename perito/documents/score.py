"""The figures of a result: points, the grade, and its parts."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812, TC003 - a field is called date, and pydantic reads the annotation

from pydantic import BaseModel, ConfigDict

from perito.documents.bounded import Number  # noqa: TC001 - pydantic reads the annotations at run time


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Score(_Model):
    """Points, and the grade on `scale`. `pending`: points of manual criteria without a mark yet.

    `grade` is of what was looked at, with nothing for pending criteria; None where less than half of the points could
    be looked at. `lowest`: the grade if all that could not be seen is wrong and pending criteria get nothing;
    `highest`: the best still possible, with all that is unseen right and full marks. All three are None where only a
    part of the rubric was graded: see Scope. `lowest` is None in documents of an earlier Perito, too: there it is the
    grade.
    """

    earned: Number
    possible: Number
    scale: Number = 10.0
    grade: Number | None
    pending: Number = 0.0
    lowest: Number | None = None
    highest: Number | None = None

    @property
    def least(self) -> float | None:
        """The lowest grade still possible, whichever Perito wrote the document."""
        return self.grade if self.lowest is None else self.lowest

    @property
    def unseen(self) -> bool:
        """Whether too little was looked at for a grade, and it is only known from what to what it would be."""
        return self.grade is None and self.lowest is not None


class PartScore(_Model):
    """The points of a part of the assignment; `bonus` points are on top of the scale.

    `earned` of `possible`: of what was looked at. `lowest` and `highest`, of `worth`: with what could not be looked at
    as wrong, and as right; None where everything was.
    """

    id: str
    title: str
    earned: Number
    possible: Number
    bonus: bool = False
    lowest: Number | None = None
    highest: Number | None = None
    worth: Number | None = None


class CriterionLevel(_Model):
    """One level of a criterion, and its points."""

    id: str
    title: str
    description: str = ""
    points: Number


class CriterionResult(_Model):
    """A criterion that a person marks. `points`: the mark, None until there is one; `possible`: the highest mark."""

    id: str
    title: str
    description: str = ""
    possible: Number
    bonus: bool = False
    points: Number | None = None
    level: str = ""
    comment: str = ""
    date: Date | None = None
    levels: tuple[CriterionLevel, ...] = ()


class BoundResult(_Model):
    """A limit of the grade, in force because a required check was lost."""

    check: str
    deployment: str | None = None
    title: str
    at_most: Number


class Rounding(_Model):
    """Rounding of the grade: half up to `decimals` places, at most `ceiling` where there is one."""

    decimals: int = 2
    ceiling: Number | None = None
