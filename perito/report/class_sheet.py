"""Students by checks: the outcome of every check, and the checks that most of the class failed.

Filled from one result at a time, of which it keeps one character for each check: a class of any size fits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from sys import intern
from typing import TYPE_CHECKING

from perito.documents.outcome import LETTERS, Outcome
from perito.report.class_causes import Causes
from perito.report.gradebook import csv_lines
from perito.report.safe import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from perito.documents.class_result import Student
    from perito.documents.result import Result

OUTCOMES = {letter: outcome for outcome, letter in LETTERS.items()}
NOTHING = " "
COUNTING = "pfb"


@dataclass(frozen=True)
class Column:
    """One check of one deployment; `deployment` is empty for a check of the whole server."""

    deployment: str
    check: str
    step: str
    title: str


@dataclass(frozen=True)
class Total:
    """The number of students by outcome for one column. `counted`: passed, failed or blocked.

    `findings`: the findings of its failures, each in a few words with the number of students, the most frequent first.
    """

    column: Column
    failed: int
    blocked: int
    counted: int
    findings: tuple[tuple[str, int], ...] = ()

    @property
    def part(self) -> float:
        """The share of the counted that failed."""
        return self.failed / self.counted if self.counted else 0.0


@dataclass(frozen=True)
class Span:
    """Adjacent columns of one step, or of one deployment; the `title` of a deployment may be empty."""

    title: str
    columns: tuple[Column, ...]


@dataclass
class Sheet:
    """The outcomes of a class, as letters by student and column; `causes`: of what was not passed."""

    causes: Causes = field(default_factory=Causes)
    _columns: dict[tuple[str, str], Column] = field(default_factory=dict)
    _places: dict[tuple[str, str], int] = field(default_factory=dict)
    _rows: dict[str, str] = field(default_factory=dict)
    _steps: dict[str, str] = field(default_factory=dict)
    _findings: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)

    def add(self, student: str, result: Result) -> None:
        """Add a student's result; only its outcomes are kept, its causes, and the finding of each failed check."""
        self.causes.add(student, result)
        for step in result.steps:
            self._steps.setdefault(step.id, line(step.title))
        letters: dict[int, str] = {}
        for check in result.checks:
            key = (check.deployment or "", check.id)
            if key not in self._places:
                self._places[key] = len(self._places)
                self._columns[key] = Column(key[0], check.id, check.step, line(check.title))
            letters[self._places[key]] = LETTERS[check.outcome]
        self._rows[student] = "".join(letters.get(place, NOTHING) for place in range(len(self._places)))
        self._findings[student] = tuple(
            (self._places[check.deployment or "", check.id], intern(line(check.unmet)))
            for check in result.checks
            if check.outcome is Outcome.FAILED and check.finding and check.unmet
        )

    def __contains__(self, student: object) -> bool:
        return student in self._rows

    def __bool__(self) -> bool:
        return bool(self._rows)

    @property
    def deployments(self) -> tuple[str, ...]:
        """Labels of the deployments, in order of appearance."""
        return tuple(dict.fromkeys(one.deployment for one in self._columns.values() if one.deployment))

    @property
    def spans(self) -> tuple[tuple[Span, tuple[Span, ...]], ...]:
        """Deployments with their steps, in the practice's order; one span without a title where there is only one."""
        labels = ("", *self.deployments)
        groups: Sequence[tuple[str, ...]] = [labels] if len(labels) <= 2 else [(label,) for label in labels]
        found = []
        for group in groups:
            steps = tuple(self._steps_of(group))
            if steps:
                title = group[0] if len(group) == 1 else ""
                found.append((Span(title, tuple(one for step in steps for one in step.columns)), steps))
        return tuple(found)

    def _steps_of(self, labels: Sequence[str]) -> Iterator[Span]:
        mine = [one for one in self._columns.values() if one.deployment in labels]
        for step in dict.fromkeys([*self._steps, *(one.step for one in mine)]):
            columns = tuple(one for one in mine if one.step == step)
            if columns:
                yield Span(self.step_title(step), columns)

    @property
    def steps(self) -> dict[str, str]:
        """The titles of the steps by id, in the practice's order."""
        return dict(self._steps)

    def step_title(self, step: str) -> str:
        """A step's title; its id where no result has one."""
        return self._steps.get(step, step)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column, in the order of `spans`."""
        return tuple(one for group, _steps in self.spans for one in group.columns)

    def letters(self, student: str, columns: Iterable[Column]) -> str:
        """A student's outcomes, a letter for each column; blank where there is none."""
        row = self._rows.get(student, "")
        places = [self._places[one.deployment, one.check] for one in columns]
        return "".join(row[place] if place < len(row) else NOTHING for place in places)

    def totals(self) -> dict[Column, Total]:
        """Totals for every column in the order of `spans`."""
        counts = [Counter(dict.fromkeys(COUNTING, 0)) for _place in self._places]
        for letters in self._rows.values():
            for place, letter in enumerate(letters):
                counts[place][letter] += 1
        ways: list[Counter[str]] = [Counter() for _place in self._places]
        for found in self._findings.values():
            for place, unmet in found:
                ways[place][unmet] += 1
        return {
            column: Total(
                column,
                counts[place]["f"],
                counts[place]["b"],
                sum(counts[place][letter] for letter in COUNTING),
                tuple(ways[place].most_common()),
            )
            for column in self.columns
            for place in (self._places[column.deployment, column.check],)
        }

    def struggles(self, most: int) -> tuple[Total, ...]:
        """The checks that most students failed, the worst first; those of a single student only without any others."""
        totals = self.totals().values()
        least = min(2, max((total.failed for total in totals), default=0))
        found = [total for total in totals if total.failed >= max(1, least)]
        return tuple(sorted(found, key=lambda total: (-total.failed, -total.blocked))[:most])


def csv(students: Iterable[Student], sheet: Sheet) -> str:
    """Students and checks as CSV: a column for each check, `deployment/check` where there are several deployments."""
    return "".join(lines(students, sheet))


def lines(students: Iterable[Student], sheet: Sheet) -> Iterator[str]:
    """The same, student by student."""
    several = len(sheet.deployments) > 1
    columns = sheet.columns
    head = [f"{one.deployment}/{one.check}" if several and one.deployment else one.check for one in columns]
    rows = (
        [
            *(student.id, student.name, student.status),
            *(str(OUTCOMES[letter]) if letter != NOTHING else "" for letter in sheet.letters(student.id, columns)),
        ]
        for student in students
    )
    return csv_lines(chain([["id", "name", "status", *head]], rows))
