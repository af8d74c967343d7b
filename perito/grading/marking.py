"""The teacher's marks, put into a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.grading import scoring
from perito.grading.adding import Bill
from perito.grading.worth import Worth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.documents.result import CriterionResult, Result
    from perito.practice.marks import Mark


def apply(result: Result, marks: Mapping[str, Mark]) -> Result:
    """The result with one student's marks; criteria without one stay pending, or unchanged.

    `marks` by criterion, checked before.
    """
    return marked(result, [_marked(one, marks.get(one.id)) for one in result.criteria])


def marked(result: Result, criteria: Sequence[CriterionResult]) -> Result:
    """The same result with these marks in it, added up again; near a limit of the grade a cause gives less then."""
    checks = (*(check for check in result.checks if check.step != scoring.MANUAL_STEP), *scoring.manual(criteria))
    found = result.model_copy(update={"criteria": tuple(criteria), "checks": checks})
    bill = Bill.of(found)
    roots = Worth(checks, bill).told(result.root_causes)
    return found.model_copy(update={"score": bill.total(), "root_causes": roots})


def _marked(criterion: CriterionResult, mark: Mark | None) -> CriterionResult:
    if mark is None:
        return criterion
    worth = {level.id: level.points for level in criterion.levels}
    points = worth[mark.level] if mark.level else None if mark.points is None else float(mark.points)
    return criterion.model_copy(
        update={"points": points, "level": mark.level, "comment": mark.comment, "date": mark.date}
    )
