"""The teacher's marks, put into a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.grading import scoring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.documents.result import CriterionResult, Result
    from perito.practice.marks import Mark


def apply(result: Result, marks: Mapping[str, Mark]) -> Result:
    """The result with one student's marks in it; criteria without one stay pending, or as they were.

    `marks` by criterion, checked before.
    """
    return scoring.marked(result, [_marked(one, marks.get(one.id)) for one in result.criteria])


def _marked(criterion: CriterionResult, mark: Mark | None) -> CriterionResult:
    if mark is None:
        return criterion
    worth = {level.id: level.points for level in criterion.levels}
    points = worth[mark.level] if mark.level else None if mark.points is None else float(mark.points)
    return criterion.model_copy(
        update={"points": points, "level": mark.level, "comment": mark.comment, "date": mark.date}
    )
