"""Marks by student and criterion, for putting them into a result. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.support.i18n import _, exact
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
                said = _("{student} has a mark for {criterion} already, at {place}")
                yield f"{mark.place}: " + said.format(
                    student=mark.student, criterion=mark.criterion, place=before.place
                )


def _unsound(mark: Mark, criteria: Mapping[str, CriterionResult], students: Collection[str] | None) -> Iterator[str]:
    yield from (f"{mark.place}: {said}" for said in _wrong(mark, criteria, students))


def _wrong(mark: Mark, criteria: Mapping[str, CriterionResult], students: Collection[str] | None) -> Iterator[str]:
    if students is not None and mark.student not in students:
        yield _("nobody in the class is called {student}").format(student=repr(mark.student))
    criterion = criteria.get(mark.criterion)
    if criterion is None:
        said = _("no criterion is called {name}; there are {known}")
        yield said.format(name=repr(mark.criterion), known=", ".join(criteria) or "—")
        return
    if mark.level and mark.points is not None:
        yield _("{criterion}: points or a level, not both").format(criterion=mark.criterion)
    levels = [level.id for level in criterion.levels]
    if mark.level and mark.level not in levels:
        said = _("{criterion} has no level {level}: {known}")
        known = ", ".join(levels) or _("give points")
        yield said.format(criterion=mark.criterion, level=repr(mark.level), known=known)
    if mark.points is not None and not 0 <= mark.points <= decimal(criterion.possible):
        said = _("{criterion}: {points} points, and it is from 0 to {most}")
        yield said.format(criterion=mark.criterion, points=exact(mark.points), most=exact(f"{criterion.possible:g}"))
