"""Marks by student and criterion, for putting them into a result. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.support.numbers import decimal
from perito.support.yamlfile import FileError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from perito.documents.result import CriterionResult


class MarksError(FileError):
    """The marks cannot be used. One line each: `file:line:column: what is wrong`."""


@dataclass(frozen=True)
class Mark:
    """One mark: points or the name of a level, neither where it is still pending. `place`: `file:line:column`."""

    student: str
    criterion: str
    points: Decimal | None = None
    level: str = ""
    comment: str = ""
    date: date | None = None
    place: str = field(default="", compare=False)

    @property
    def pending(self) -> bool:
        """Whether it is still to be judged."""
        return self.points is None and not self.level


@dataclass(frozen=True)
class Marks:
    """Every mark of a file."""

    listed: tuple[Mark, ...] = ()

    @property
    def students(self) -> tuple[str, ...]:
        """The students with marks, in the file's order."""
        return tuple(dict.fromkeys(mark.student for mark in self.listed))

    def of(self, student: str) -> dict[str, Mark]:
        """One student's marks by criterion."""
        return {mark.criterion: mark for mark in self.listed if mark.student == student}

    def check(self, criteria: Sequence[CriterionResult], students: Collection[str] | None = None) -> None:
        """Raises MarksError with a line for every invalid mark: unknown student or criterion, out of range, twice.

        `students`: those of the class; None where unknown.
        """
        known = {criterion.id: criterion for criterion in criteria}
        problems = [*self._twice(), *(text for mark in self.listed for text in _unsound(mark, known, students))]
        if problems:
            raise MarksError(problems)

    def _twice(self) -> Iterator[str]:
        first: dict[tuple[str, str], Mark] = {}
        for mark in self.listed:
            before = first.setdefault((mark.student, mark.criterion), mark)
            if before is not mark:
                yield f"{mark.place}: {mark.student} has a mark for {mark.criterion} already, at {before.place}"


def _unsound(mark: Mark, criteria: Mapping[str, CriterionResult], students: Collection[str] | None) -> Iterator[str]:
    if students is not None and mark.student not in students:
        yield f"{mark.place}: nobody in the class is called {mark.student!r}"
    criterion = criteria.get(mark.criterion)
    if criterion is None:
        yield f"{mark.place}: no criterion is called {mark.criterion!r}; there are {', '.join(criteria) or 'none'}"
        return
    if mark.level and mark.points is not None:
        yield f"{mark.place}: {mark.criterion}: points or a level, not both"
    levels = [level.id for level in criterion.levels]
    if mark.level and mark.level not in levels:
        there = ", ".join(levels) or "give points"
        yield f"{mark.place}: {mark.criterion} has no level {mark.level!r}: {there}"
    if mark.points is not None and not 0 <= mark.points <= decimal(criterion.possible):
        yield f"{mark.place}: {mark.criterion}: {mark.points} points, and it is from 0 to {criterion.possible:g}"
