"""A reader of one kind of file, and what it is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.classroom.roster import people

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.classroom.roster.given import Given
    from perito.classroom.roster.rows import Problems, Row
    from perito.classroom.roster.sheet import Sheet
    from perito.classroom.roster.source import Source


@dataclass(frozen=True)
class Reading:
    """One roster being read. `reach` False: only who is in it matters, not where the servers are."""

    source: Source
    given: Given
    problems: Problems
    reach: bool = True

    def people(self, sheet: Sheet) -> list[Row]:
        """The students of a table."""
        return people.rows(sheet, self.given, self.problems, reach=self.reach)


@dataclass(frozen=True)
class Reader:
    """`name`: as in --roster-format; `is_it`: whether a file is of this kind; `rows`: its students."""

    name: str
    is_it: Callable[[Source], bool]
    rows: Callable[[Reading], list[Row]]
