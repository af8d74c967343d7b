"""A table of any origin: headings, and lines of cells below them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.classroom.roster.headings import title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.classroom.roster.rows import Cell, Place


@dataclass(frozen=True)
class Line:
    """A line of a table: its cells by column, from 0; empty ones are left out."""

    place: Place
    cells: Mapping[int, Cell]


@dataclass
class Sheet:
    """A table. `headings` as written; `lines` are all others that have content.

    `known`: the fields of its headings where its origin says them, beside the common ones.
    """

    headings: list[Cell]
    lines: list[Line]
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        """The headings in their plain form."""
        return [title(one.text) for one in self.headings]

    def column(self, number: int) -> list[Cell]:
        """The cells of one column."""
        return [line.cells[number] for line in self.lines if number in line.cells]
